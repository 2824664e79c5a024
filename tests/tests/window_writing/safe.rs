//! Nothing typed is lost, whatever happens to the window: earlier versions, the trash, and a disk that takes
//! no more.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use afterword_tests::page::{Page, Step};
use afterword_tests::window::Computer;
use rusqlite::Connection;
use serde_json::{Value, json};

const CONTROL: char = '\u{E009}';
const RELEASED: char = '\u{E000}';

#[tokio::test(flavor = "multi_thread")]
async fn earlier_versions_and_the_trash_give_everything_back() {
    let computer = Computer::new().unwrap();
    if let Err(error) = versions(&computer).await {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_the_disk_does_not_take_are_said_and_can_be_copied() {
    let computer = Computer::new().unwrap();
    let disk = SmallDisk::under(&computer.data()).unwrap();
    if let Err(error) = full(&computer, disk.as_ref()).await {
        panic!("{error}");
    }
}

async fn versions(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = &window.page;
    page.part("post-row").await?;
    page.press("new-post").await?;
    page.type_into("title-field", "On tides").await?;
    page.write("The tide comes in quickly.").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1500)).await?;
    drop(window);

    // The writer comes back after an hour.
    let store = Connection::open(computer.data().join("afterword.sqlite"))?;
    store.busy_timeout(Duration::from_secs(10))?;
    store.execute("UPDATE snapshot SET saved_at = saved_at - 3600000 WHERE role = 'local'", [])?;
    drop(store);
    let window = computer.open().await?;
    let page = &window.page;
    page.press_saying("post-row", "On tides").await?;
    page.css_saying(".cm-content", "comes in quickly").await?;
    page.css(".cm-content").await?.click().await?;
    page.keys(&format!("{CONTROL}a{RELEASED}")).await?;
    page.keys("The tide comes in slowly at night.").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1500)).await?;

    // The text as it was left is there, with the words that differ marked, on both sides.
    open_versions(page).await?;
    page.press_saying("version", "Before you went on writing").await?;
    page.css_saying("[data-testid='versus'] td.mine ins", "quickly").await?;
    page.css_saying("[data-testid='versus'] td.theirs ins", "slowly at night").await?;
    page.screenshot("safe-01-versions").await?;
    theme(page, "dark").await?;
    page.screenshot("safe-02-versions-dark").await?;
    theme(page, "light").await?;

    // Going back keeps the newer text, which can be gone back to as well.
    page.press("version-restore").await?;
    page.gone("versions").await?;
    page.css_saying(".cm-content", "comes in quickly").await?;
    open_versions(page).await?;
    page.part_saying("version", "Before you went back to an earlier version").await?;
    page.css_saying("[data-testid='versus'] td.mine ins", "slowly at night").await?;
    page.screenshot("safe-03-both").await?;
    page.press("version-restore").await?;
    page.gone("versions").await?;
    page.css_saying(".cm-content", "slowly at night").await?;

    // In the trash it says when it goes, and comes back as it was.
    page.press("trash-post").await?;
    page.not_saying("post-row", "On tides").await?;
    page.press("rail-trash").await?;
    page.press_saying("post-row", "On tides").await?;
    page.part_saying("goes-at", "Goes for good on").await?;
    page.xpath("//*[contains(text(), 'Restore it to go on writing. It goes for good on')]").await?;
    page.screenshot("safe-04-trash").await?;
    page.press_at("//button[contains(., 'Restore')]").await?;
    page.gone("goes-at").await?;
    page.press("rail-drafts").await?;
    page.press_saying("post-row", "On tides").await?;
    page.css_saying(".cm-content", "slowly at night").await
}

async fn open_versions(page: &Page) -> Step {
    page.press("post-menu").await?;
    page.press("post-menu-versions").await?;
    page.part("versions").await?;
    Ok(())
}

async fn theme(page: &Page, theme: &str) -> Step {
    let set = "document.documentElement.dataset.theme = arguments[0]";
    page.0.execute(set, vec![json!(theme)]).await?;
    Ok(())
}

async fn full(computer: &Computer, disk: Option<&SmallDisk>) -> Step {
    let window = computer.open().await?;
    let page = &window.page;
    page.part("post-row").await?;
    page.press("new-post").await?;
    page.type_into("title-field", "Out of room").await?;
    page.write("Safe words.").await?;
    page.settled("saved-note", "Saved on this computer", Duration::from_millis(1500)).await?;

    let store = computer.data().join("afterword.sqlite");
    let trouble = Trouble::make(&store, disk)?;
    let typed = " Words that only this window has.";
    page.to_the_end().await?;
    page.keys(typed).await?;
    let bar =
        "//*[@role='alert' or @role='status' or self::div][.//button[contains(., 'Copy text')]]";
    page.xpath(bar).await?;
    if disk.is_some() {
        page.xpath("//*[contains(text(), 'The disk is full')]").await?;
    }
    page.screenshot("safe-05-full").await?;
    // It stays, and the words of safety do not.
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_secs(2)).await;
        page.xpath(bar).await?;
        let note = page.said("saved-note").await?;
        assert!(!note.contains("Saved"), "{note}");
    }
    let copy = "window.copied = null; navigator.clipboard.writeText = async (text) => { window.copied = text }";
    page.0.execute(copy, vec![]).await?;
    page.press_at("//button[contains(., 'Copy text')]").await?;
    let copied = page.0.execute("return window.copied", vec![]).await?;
    assert_eq!(copied, Value::from(format!("# Out of room\n\nSafe words.{typed}")));

    trouble.end()?;
    page.settled("saved-note", "Saved on this computer", Duration::from_millis(1500)).await?;
    drop(window);
    let store = Connection::open(store)?;
    let sql = "SELECT body FROM snapshot WHERE role = 'local' AND fields LIKE '%Out of room%'";
    let kept: String = store.query_row(sql, [], |row| row.get(0))?;
    assert_eq!(kept, format!("Safe words.{typed}"));
    Ok(())
}

/// A disk of few megabytes under a folder, where this account may make one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn under(folder: &Path) -> std::io::Result<Option<Self>> {
        std::fs::create_dir_all(folder)?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"]).arg(folder);
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        Ok(mounted.then(|| Self(folder.to_owned())))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The app may still be ending.
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

/// What keeps the store from being written: a full disk, or another program that holds it.
enum Trouble {
    Full(PathBuf),
    Held(Connection),
}

impl Trouble {
    fn make(store: &Path, disk: Option<&SmallDisk>) -> Step<Self> {
        let Some(SmallDisk(folder)) = disk else {
            let connection = Connection::open(store)?;
            connection.busy_timeout(Duration::from_secs(10))?;
            connection.execute_batch("BEGIN IMMEDIATE")?;
            return Ok(Self::Held(connection));
        };
        // A journal that was written back has room of its own: it must not have.
        let connection = Connection::open(store)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let filler = folder.join("filler");
        let mut file = std::fs::File::create(&filler)?;
        while std::io::Write::write_all(&mut file, &[0; 4096]).is_ok() {}
        Ok(Self::Full(filler))
    }

    fn end(self) -> Step {
        match self {
            Self::Full(filler) => std::fs::remove_file(filler)?,
            Self::Held(connection) => connection.execute_batch("ROLLBACK")?,
        }
        Ok(())
    }
}
