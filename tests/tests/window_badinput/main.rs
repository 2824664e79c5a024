//! What no writer means to put into a text, put into the real window: far too much, far too deep, broken,
//! or made to harm.
//!
//! The window goes on, the text is on the disk as it came, and what can't be taken is refused in a clear
//! word. How long the window's thread stood still is measured in the window and printed; it is no
//! condition here, because a computer with other work stands still of itself.
#![cfg(target_os = "linux")]

mod files;
mod texts;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use afterword_tests::page::{Page, Step};
use afterword_tests::webkit::AppWindow;
use afterword_tests::window::Computer;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

/// Notes how long the thread took from one tick to the next, beyond the tick. Asked for, it begins anew.
const RECORDER: &str = "
    const tick = 10;
    let last = performance.now(), longest = 0, over = 0;
    setInterval(() => {
        const now = performance.now();
        const gap = now - last - tick;
        last = now;
        if (gap > longest) longest = gap;
        if (gap > 100) over++;
    }, tick);
    window.stood = () => {
        const said = { longest: Math.round(longest), over };
        longest = 0; over = 0; last = performance.now();
        return said;
    };
    window.faults = [];
    addEventListener('error', (event) => faults.push(String(event.message)));
    window.alert = () => (window.hit = 1);
    addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
    window.data = (fill) => { const data = new DataTransfer(); fill(data); return data; };
    window.pasted = (data) => document.querySelector('.cm-content').dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    window.files = (...files) => data((data) => files.forEach((file) => data.items.add(file)));
    window.dropped = (data) => {
        const field = document.querySelector('.cm-content');
        const { left, top } = field.getBoundingClientRect();
        field.dispatchEvent(new DragEvent('drop', {
            dataTransfer: data, clientX: left + 60, clientY: top + 12,
            bubbles: true, cancelable: true }));
    };
";

/// The window and the store below it.
struct Desk {
    page: Page,
    data: PathBuf,
    _window: AppWindow,
    _alone: MutexGuard<'static, ()>,
}

/// One window at a time, or each would stand still for the other.
static ALONE: Mutex<()> = Mutex::const_new(());

impl Desk {
    async fn open(computer: &Computer) -> Step<Self> {
        let alone = ALONE.lock().await;
        let window = computer.open().await?;
        let page = window.page.clone();
        page.part("post-row").await?;
        page.0.execute(RECORDER, vec![]).await?;
        Ok(Self { page, data: computer.data(), _window: window, _alone: alone })
    }

    /// An empty post of its own.
    async fn post(&self, title: &str) -> Step {
        self.page.press("new-post").await?;
        self.page.type_into("title-field", title).await?;
        let since = Instant::now();
        while self.kept(title)?.is_none() {
            if since.elapsed() > Duration::from_secs(60) {
                self.page.screenshot("failed").await?;
                return Err(format!("{title:?} is not kept").into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.page.css(".cm-content").await?.click().await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(())
    }

    /// The text of the newest post of that title, as it is on the disk.
    fn kept(&self, title: &str) -> Step<Option<String>> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Connection::open_with_flags(self.data.join("afterword.sqlite"), flags)?;
        store.busy_timeout(Duration::from_secs(5))?;
        let sql = "SELECT body FROM snapshot WHERE role = 'local' AND fields ->> 'title' = ? \
                   ORDER BY post DESC LIMIT 1";
        let mut found = store.prepare(sql)?;
        let mut rows = found.query([title])?;
        Ok(match rows.next()? {
            Some(row) => Some(row.get(0)?),
            None => None,
        })
    }

    /// Waits until exactly this is on the disk. The window is not asked meanwhile.
    async fn on_disk(&self, title: &str, text: &str) -> Step {
        let since = Instant::now();
        loop {
            let kept = self.kept(title)?.unwrap_or_default();
            if kept == text {
                return Ok(());
            }
            if since.elapsed() > Duration::from_secs(60) {
                self.page.screenshot("failed").await?;
                let same = kept.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
                return Err(format!(
                    "{title:?}: {} bytes are kept of {}, the first {same} are the same; then {:?} for {:?}",
                    kept.len(), text.len(), piece(&kept, same), piece(text, same)
                )
                .into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Makes what is to be put in, before the time counts.
    async fn ready(&self, script: &str, arguments: Vec<Value>) -> Step {
        self.page.0.execute(script, arguments).await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.page.0.execute("stood()", vec![]).await?;
        Ok(())
    }

    /// Does it in a task of its own.
    async fn put(&self, script: &str) -> Step {
        let script = format!("setTimeout(() => {{ {script} }}, 0)");
        self.page.0.execute(&script, vec![]).await?;
        Ok(())
    }

    /// Prints how long the thread stood still, from the last question on.
    async fn stood(&self, what: &str) -> Step {
        let said = self.page.0.execute("return stood()", vec![]).await?;
        let faults = self.page.0.execute("return faults.splice(0)", vec![]).await?;
        let line = format!(
            "bad input: {what}: {} ms at most, {} times over 100 ms",
            said["longest"], said["over"]
        );
        let _ = writeln!(std::io::stderr(), "{line}");
        if faults != json!([]) {
            return Err(format!("{what}: {faults}").into());
        }
        Ok(())
    }

    /// No script of what was put in has run.
    async fn nothing_ran(&self) -> Step {
        match self.page.0.execute("return window.hit ?? null", vec![]).await? {
            Value::Null => Ok(()),
            hit => Err(format!("a script ran: {hit}").into()),
        }
    }

    /// Puts text in as from the clipboard and sees it kept; then one more word is typed and kept.
    async fn takes(&self, title: &str, make: &str, given: Vec<Value>, text: &str) -> Step {
        self.post(title).await?;
        let make = format!(
            "const bad = {make}; window.bad = data((data) => data.setData('text/plain', bad))"
        );
        self.ready(&make, given).await?;
        self.put("pasted(bad)").await?;
        self.on_disk(title, text).await?;
        // The preview comes after.
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.stood(&format!("{title}, pasted")).await?;
        self.page.keys(" on").await?;
        self.on_disk(title, &format!("{text} on")).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.stood(&format!("{title}, typed into")).await
    }
}

fn piece(text: &str, from: usize) -> String {
    let bytes = text.as_bytes().get(from.saturating_sub(10)..).unwrap_or_default();
    String::from_utf8_lossy(bytes.get(..60).unwrap_or(bytes)).into_owned()
}
