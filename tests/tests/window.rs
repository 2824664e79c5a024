//! The main job in the real window against the real WordPress: write, publish, read what readers say,
//! answer offline, lose power, arrive at the station.

use std::time::{Duration, Instant};

use afterword_tests::page::{Page, Step};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use afterword_tests::truth::{Truth, id};
use afterword_tests::window::Computer;
use serde_json::{Value, json};

const TITLE: &str = "Link post: the keeper's winter";

/// About 1,500 words of which most are somebody else's, with the source.
fn link_post() -> String {
    let own = "Somebody has typed up the logbooks of a lighthouse and put them on the web. I read until the \
               coffee was cold, and then I read this page twice:\n\n";
    let day = "> We lit the lamp at dusk and the wind stood in the north-west all night & the glass kept falling. \
               Harker baked. No boat came, which makes it the third Friday without one, and nobody said so aloud. \
               I wrote down the hours as the book asks, and then I sat by the stove and answered letters, because \
               people write to a light more often than you would think, and somebody ought to write back.\n>\n";
    let close = "> — [The keeper's winter](https://reports.example/keepers-winter), reports.example\n\n\
                 That is **as good a reason** for answering comments as I have read.\n";
    format!("{own}{}{close}", day.repeat(18))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_from_the_first_word_to_the_last_receipt() {
    let mut peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("the window's journey", &error.to_string()),
    };
    let computer = Computer::new().unwrap();
    if let Err(error) = journey(&computer, &mut peer).await {
        panic!("{error}");
    }
}

async fn journey(computer: &Computer, peer: &mut WordPressPeer) -> Step {
    let truth = Truth {
        url: peer.info().url.clone(),
        user: "admin".into(),
        password: peer.user("admin")?.app_password.clone(),
    };
    let writer = peer.user("writer")?.clone();

    // A first start: the practice blog is there, with a post and a conversation.
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.screenshot("window-01-first-run").await?;
    connect(&page, &peer.info().url, "writer", &writer.app_password).await?;

    write(&page).await?;
    // The lights go out a moment after the window said that the text is safe.
    drop(window);

    let window = computer.open().await?;
    let page = window.page.clone();
    publish(&page, computer, &truth).await?;
    let post = id(&truth.posts_titled(TITLE)[0]);

    let comments = readers_write(&truth, post);
    page.press("rail-unanswered").await?;
    check(&page).await?;
    for text in ["Dennis first", "Ana under Dennis", "Dennis second", "Ruth under Dennis"] {
        page.part_saying("comment-row", text).await?;
    }
    page.screenshot("window-06-readers").await?;

    // On the train.
    peer.stop_web()?;
    check(&page).await?;
    page.part_saying("status-card", "offline").await?;
    answer_everybody(&page).await?;
    drop(window);

    // Opened again, still offline: everything waits, in words.
    let window = computer.open().await?;
    let page = window.page.clone();
    page.press("rail-outbox").await?;
    page.part_saying("outbox-item", "Ruth").await?;
    assert_eq!(page.count("outbox-item").await?, 5);
    page.part_saying("outbox-item", "Hello Ana. Changed my mind. Hugs").await?;
    page.screenshot("window-09-outbox-offline").await?;

    // At the station.
    peer.start_web()?;
    page.part_saying("status-card", "Online").await?;
    page.gone("outbox-item").await?;
    page.part_saying("receipt", "Hello Ruth").await?;
    page.screenshot("window-10-receipts").await?;
    everything_arrived_once(&truth, post, &comments, writer.id);

    update(&page, &truth).await?;
    trash_and_restore(&page).await?;
    dark(&page).await?;
    window.page.0.clone().close().await?;
    Ok(())
}

/// The address as people type it, a user name, an application password, a file for it.
async fn connect(page: &Page, url: &str, user: &str, password: &str) -> Step {
    page.press("connect-open").await?;
    let typed = format!(" {}/wp-admin/ ", url.trim_start_matches("http://"));
    page.type_into("connect-address", &typed).await?;
    page.press("connect-find").await?;
    page.press("connect-paste").await?;
    page.type_into("connect-username", user).await?;
    page.type_into("connect-password", "not the password").await?;
    page.press("keep-file").await?;
    page.press("connect-submit").await?;
    page.css_saying("[role=dialog], dialog", "did not accept this name and password").await?;
    page.screenshot("window-02-wrong-password").await?;
    page.part("connect-password").await?.clear().await?;
    page.type_into("connect-password", password).await?;
    page.press("connect-submit").await?;
    page.part("connect-done").await?;
    page.screenshot("window-03-connected").await?;
    page.press("connect-done").await
}

async fn write(page: &Page) -> Step {
    page.new_post(TITLE).await?;
    page.paste(&link_post()).await?;
    page.to_the_end().await?;
    page.keys("Last words before the tunnel.").await?;
    // What the window said it saved includes the last key: it says "Saving…" in between.
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.screenshot("window-04-written").await
}

async fn publish(page: &Page, computer: &Computer, truth: &Truth) -> Step {
    page.press("rail-drafts").await?;
    page.press_saying("post-row", TITLE).await?;
    page.value_saying("title-field", TITLE).await?;
    // It opens where it was left, and is drawn from there.
    page.to_the_start().await?;
    page.css_saying(".cm-content", "typed up the logbooks").await?;
    page.to_the_end().await?;
    page.css_saying(".cm-content", "Last words before the tunnel.").await?;
    page.keys("\u{E007}\u{E007}").await?;
    page.paste_picture("Evening at the light.png", &PNG).await?;
    page.type_into("alt-field", "Evening").await?;
    page.press("alt-save").await?;
    page.gone("alt-field").await?;
    // Only what is in sight is drawn.
    page.to_the_end().await?;
    page.css_saying(".cm-content", "media:").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.press("publish-button").await?;
    page.press("publish-confirm").await?;
    page.part_saying("whereabouts", "On the blog").await?;
    page.screenshot("window-05-published").await?;
    let posts = truth.posts_titled(TITLE);
    assert_eq!(posts.len(), 1, "{posts:#?}");
    let raw = posts[0]["content"]["raw"].as_str().unwrap();
    assert_eq!(posts[0]["status"], json!("publish"));
    assert!(raw.contains("The keeper's winter") && raw.contains("wp:quote"), "{raw}");
    assert!(raw.contains("Last words before the tunnel."), "{raw}");
    assert!(raw.contains("/wp-content/uploads/") && !raw.contains("media:"), "{raw}");
    assert!(
        raw.split_whitespace().count() > 1_400,
        "only {} words",
        raw.split_whitespace().count()
    );
    page.press("open-on-blog").await?;
    let link = posts[0]["link"].as_str().unwrap();
    eventually("the browser is asked", || computer.opened() == [link.to_owned()]);
    Ok(())
}

/// Four comments in two threads, two by the same reader; and one that nobody wants.
fn readers_write(truth: &Truth, post: u64) -> [u64; 5] {
    let first =
        truth.reader_comment(post, 0, "Dennis", "Dennis first: my grandfather kept a light.");
    let under = truth.reader_comment(post, first, "Ana", "Ana under Dennis: which one?");
    let second = truth.reader_comment(post, 0, "Dennis", "Dennis second: and he answered letters.");
    let ruth =
        truth.reader_comment(post, second, "Ruth", "Ruth under Dennis: <b>mine</b> too & more.");
    let pills = truth.reader_comment(post, 0, "Cheap Pills", "Buy pills now");
    [first, under, second, ruth, pills]
}

async fn answer_everybody(page: &Page) -> Step {
    for (whose, answer) in [
        ("Dennis first", "Hello Dennis. A & B, \"quoted\" <p>kept</p>. Hugs"),
        ("Ana under Dennis", "Hello Ana. The one on the *point*. Hugs"),
        ("Dennis second", "Hello Dennis. So he did. Hugs"),
        ("Ruth under Dennis", "Hello Ruth. Thank you. Hugs"),
    ] {
        page.press("rail-all").await?;
        page.press_saying("comment-row", whose).await?;
        page.part_saying("turn", whose).await?;
        page.css_saying("[data-testid='turn'][aria-current='true']", whose).await?;
        page.type_into("reply-box", answer).await?;
        page.press_saying("reply-send", "Queue reply").await?;
        page.css_saying("[data-testid='turn']:has([data-testid='turn-waiting'])", &answer[..9])
            .await?;
        // The rows below the new one have moved by now, so that the next press meets the one it means.
        page.part_saying("comment-row", &answer[..16]).await?;
    }
    page.screenshot("window-07-answered-offline").await?;
    // One is taken back, its words come back into the box, and goes in again with others.
    page.press_saying("comment-row", "Ana under Dennis").await?;
    page.css_saying("[data-testid='turn'][aria-current='true']", "Ana under Dennis").await?;
    let waiting = "//*[@data-testid='turn' and contains(., 'The one on the')]//button[contains(., 'Take back')]";
    page.press_at(waiting).await?;
    page.value_saying("reply-box", "The one on the *point*").await?;
    // Everything is selected and written over.
    page.press("reply-box").await?;
    page.css("[data-testid='reply-box']:focus, [data-testid='reply-box'] :focus").await?;
    page.keys("\u{e009}a\u{e000}").await?;
    page.keys("Hello Ana. Changed my mind. Hugs").await?;
    page.press("reply-send").await?;
    page.part_saying("turn", "Changed my mind").await?;
    // Moderated by key, as in wp-admin.
    page.press_saying("comment-row", "Buy pills now").await?;
    page.css_saying("[data-testid='turn'][aria-current='true']", "Buy pills now").await?;
    page.keys("s").await?;
    page.press("rail-outbox").await?;
    page.part_saying("outbox-item", "Cheap Pills").await?;
    page.screenshot("window-08-outbox").await?;
    assert_eq!(page.count("outbox-item").await?, 5);
    Ok(())
}

fn everything_arrived_once(truth: &Truth, post: u64, comments: &[u64; 5], writer: u64) {
    let [first, under, second, ruth, pills] = *comments;
    for (comment, text) in [
        (first, "Hello Dennis. A &amp; B"),
        (under, "Hello Ana. Changed my mind. Hugs"),
        (second, "Hello Dennis. So he did. Hugs"),
        (ruth, "Hello Ruth. Thank you. Hugs"),
    ] {
        let answers: Vec<Value> = truth
            .answers_to(post, comment)
            .into_iter()
            .filter(|answer| answer["author"] == json!(writer))
            .collect();
        assert_eq!(answers.len(), 1, "{text}: {answers:#?}");
        let raw = answers[0]["content"]["raw"].as_str().unwrap();
        assert!(raw.starts_with(text), "{raw}");
    }
    assert_eq!(truth.comments_of(post).len(), 9, "four readers, four answers, one spam");
    assert_eq!(truth.get(&format!("comments/{pills}?context=edit"))["status"], json!("spam"));
    assert_eq!(truth.posts_titled(TITLE).len(), 1);
}

async fn update(page: &Page, truth: &Truth) -> Step {
    page.press("rail-published").await?;
    page.press_saying("post-row", TITLE).await?;
    page.value_saying("title-field", TITLE).await?;
    page.to_the_end().await?;
    page.keys("\u{E007}\u{E007}And an afterword.").await?;
    page.part_saying("whereabouts", "Changed here").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.press_saying("publish-button", "Update").await?;
    page.press("publish-confirm").await?;
    page.part_saying("whereabouts", "On the blog").await?;
    let posts = truth.posts_titled(TITLE);
    assert_eq!(posts.len(), 1, "{posts:#?}");
    assert!(posts[0]["content"]["raw"].as_str().unwrap().contains("And an afterword."));
    page.screenshot("window-11-updated").await
}

async fn trash_and_restore(page: &Page) -> Step {
    page.press("rail-drafts").await?;
    page.new_post("A draft for the bin").await?;
    page.part_saying("post-row", "A draft for the bin").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.press("trash-post").await?;
    page.press("rail-trash").await?;
    page.press_saying("post-row", "A draft for the bin").await?;
    page.press_at("//button[contains(., 'Restore')]").await?;
    page.press("rail-drafts").await?;
    page.part_saying("post-row", "A draft for the bin").await?;
    Ok(())
}

/// The same screens by night.
async fn dark(page: &Page) -> Step {
    page.0.execute("document.documentElement.dataset.theme = 'dark'", vec![]).await?;
    page.press("rail-all").await?;
    page.press_saying("comment-row", "Ruth under Dennis").await?;
    page.part_saying("turn", "Ruth under Dennis").await?;
    page.screenshot("window-12-dark-readers").await?;
    page.press("rail-published").await?;
    page.press_saying("post-row", TITLE).await?;
    page.value_saying("title-field", TITLE).await?;
    page.screenshot("window-13-dark-write").await
}

async fn check(page: &Page) -> Step {
    page.press_at("//*[@data-testid='status-card']//button[not(@disabled)]").await
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(15), "it never came true that {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A 1×1 PNG.
const PNG: [u8; 70] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0,
    0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
