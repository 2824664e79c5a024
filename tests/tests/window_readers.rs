//! Readers in the real window against the real WordPress: twelve answered offline by keyboard alone and
//! sent at the station, and hostile comments that can do nothing.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use afterword_tests::page::{Page, Step};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use afterword_tests::truth::{Truth, id};
use afterword_tests::window::Computer;
use serde_json::{Value, json};

/// Control and Enter, and Control let go.
const SEND: &str = "\u{E009}\u{E007}\u{E000}";

#[tokio::test(flavor = "multi_thread")]
async fn twelve_readers_are_answered_offline_by_keyboard_alone_and_sent_once_each() {
    let Some((peer, truth)) = peer("the window's twelve answers") else { return };
    let computer = Computer::new().unwrap();
    if let Err(error) = twelve(&computer, &peer, &truth).await {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_comments_run_nothing_ask_for_nothing_and_lead_nowhere() {
    let Some((peer, truth)) = peer("the window's hostile comments") else { return };
    let computer = Computer::new().unwrap();
    if let Err(error) = hostile(&computer, &peer, &truth).await {
        panic!("{error}");
    }
}

fn peer(what: &str) -> Option<(WordPressPeer, Truth)> {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => {
            skip(what, &error.to_string());
            return None;
        }
    };
    let password = peer.user("admin").unwrap().app_password.clone();
    let truth = Truth { url: peer.info().url.clone(), user: "admin".into(), password };
    Some((peer, truth))
}

async fn twelve(computer: &Computer, peer: &WordPressPeer, truth: &Truth) -> Step {
    let writer = peer.user("writer")?.clone();
    // WordPress comes with a comment that waits for an answer, too.
    for own in truth.get("comments").as_array().into_iter().flatten() {
        truth.trash(&format!("comments/{}", id(own)));
    }
    let post = truth.publish("Twelve letters", Some(writer.id));
    let comments: Vec<u64> = (1..=12)
        .map(|n| {
            truth.reader_comment(
                post,
                0,
                &format!("Reader {n:02}"),
                &format!("Letter {n:02}, please answer."),
            )
        })
        .collect();
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.connect(&peer.info().url, "writer", &writer.app_password).await?;
    // All have come before the list is gone to, so the first one opens by itself.
    page.part_saying("rail-unanswered", "12").await?;
    page.keys("\u{E009}2\u{E000}").await?;
    for n in 1..=12 {
        page.part_saying("comment-row", &format!("Letter {n:02}")).await?;
    }
    peer.stop_web()?;
    page.keys("\u{E035}").await?;
    page.part_saying("status-card", "offline").await?;

    let mut answered = Vec::new();
    for _ in 0..12 {
        page.css("[data-testid='comment-row'][aria-current='true']").await?;
        let whose = current(&page).await?;
        assert!(!answered.contains(&whose), "{whose} comes up twice: {answered:?}");
        page.keys("r").await?;
        page.css("[data-testid='reply-box']:focus, [data-testid='reply-box'] :focus").await?;
        page.keys(&format!("Dear {whose}, thank you & <b>well</b> said. Hugs")).await?;
        page.keys(SEND).await?;
        answered.push(whose);
        page.css(&format!("[data-testid='rail-outbox'][data-count='{}']", answered.len())).await?;
    }
    page.part_saying("rail-unanswered", "Unanswered").await?;
    // Nobody waits any more.
    page.gone("comment-row").await?;
    page.screenshot("readers-01-twelve-answered").await?;

    peer.start_web()?;
    page.keys("\u{E035}").await?;
    page.css("[data-testid='rail-outbox'][data-count='0']").await?;
    for (n, comment) in (1..).zip(&comments) {
        let answers: Vec<Value> = truth.answers_to(post, *comment);
        assert_eq!(answers.len(), 1, "Reader {n:02}: {answers:#?}");
        let raw = answers[0]["content"]["raw"].as_str().unwrap();
        assert!(raw.starts_with(&format!("Dear Reader {n:02}, thank you &amp; ")), "{raw}");
    }
    assert_eq!(truth.comments_of(post).len(), 24);
    page.0.clone().close().await?;
    Ok(())
}

/// The name in the chosen row.
async fn current(page: &Page) -> Step<String> {
    let script = "return document.querySelector(\"[data-testid='comment-row'][aria-current='true'] .name\").textContent.trim()";
    Ok(page.0.execute(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// Comments as a hostile reader, or a plugin that cleans nothing, could leave them: past WordPress's own
/// cleaning, straight in its database.
fn payloads() -> Vec<String> {
    let mut all: Vec<String> = [
        "<script>window.__ran = 1; alert(1)</script>",
        "<img src=\"http://127.0.0.1:9/x.png\" onerror=\"window.__ran = 1\">",
        "<a href=\"javascript:window.__ran=1\">press me</a>",
        "<iframe src=\"http://127.0.0.1:9/\"></iframe><meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">",
        "<form action=\"http://127.0.0.1:9/\"><button autofocus onfocus=\"this.form.submit()\">x</button></form>",
        "<svg onload=\"window.__ran=1\"><animate onbegin=\"window.__ran=1\" attributeName=x></svg>",
        "<link rel=stylesheet href=\"http://127.0.0.1:9/a.css\"><style>@import 'http://127.0.0.1:9/b.css';</style>",
        "<video src=\"http://127.0.0.1:9/v\" autoplay onerror=\"window.__ran=1\"></video><base href=\"http://127.0.0.1:9/\">",
    ]
    .map(String::from)
    .to_vec();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpora/xss-payloads/xss-payload-list.txt");
    if let Ok(list) = std::fs::read(corpus) {
        let list = String::from_utf8_lossy(&list);
        let lines: Vec<&str> = list.lines().filter(|line| !line.trim().is_empty()).collect();
        all.extend(lines.chunks(120).map(|some| some.join("\n\n")));
    }
    all
}

async fn hostile(computer: &Computer, peer: &WordPressPeer, truth: &Truth) -> Step {
    let post = truth.publish("A post under attack", None);
    let payloads = payloads();
    for (n, payload) in payloads.iter().enumerate() {
        let comment =
            truth.reader_comment(post, 0, &format!("Mallory {n}"), &format!("payload {n}"));
        let hex: String = payload.bytes().map(|byte| format!("{byte:02x}")).collect();
        peer.sql(&format!(
            "UPDATE wp_comments SET comment_content = CONVERT(CONCAT('payload {n} ', UNHEX('{hex}')) USING utf8mb4), \
             comment_author_url = 'javascript:window.__ran=1' WHERE comment_ID = {comment}"
        ))?;
    }
    let admin = peer.user("admin")?.clone();
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.connect(&peer.info().url, "admin", &admin.app_password).await?;
    let here = page.0.current_url().await?;
    let watch = "window.__ran = 0; window.__blocked = []; window.__marker = 1; \
        for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) window[name] = () => { window.__ran++; return null; }; \
        window.addEventListener('error', () => undefined); \
        document.addEventListener('securitypolicyviolation', (event) => window.__blocked.push(event.violatedDirective + ' ' + event.blockedURI)); \
        performance.clearResourceTimings()";
    page.0.execute(watch, vec![]).await?;
    page.press("rail-all").await?;
    every_row_is_drawn(&page, payloads.len()).await?;
    // All of them stand in one conversation; each is scrolled to and pressed at.
    page.press_saying("comment-row", "payload").await?;
    page.css_saying("[data-testid='turn']", &format!("payload {} ", payloads.len() - 1)).await?;
    let look = "for (const turn of document.querySelectorAll(\"[data-testid='turn']\")) { \
          turn.scrollIntoView(); \
          for (const each of turn.querySelectorAll('.inert *')) each.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); \
        } return document.querySelectorAll(\"[data-testid='turn'] .inert\").length";
    let turns = page.0.execute(look, vec![]).await?;
    assert_eq!(turns, json!(payloads.len()));
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(2) {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let seen = page
        .0
        .execute(
            "return { ran: window.__ran, blocked: window.__blocked, marker: window.__marker, \
              asked: performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !name.includes('ipc') && new URL(name).origin !== location.origin), \
              elements: [...new Set([...document.querySelectorAll('.inert *')].map((each) => each.tagName))], \
              attributes: [...new Set([...document.querySelectorAll('.inert *')].flatMap((each) => each.getAttributeNames()))] }",
            vec![],
        )
        .await?;
    assert_eq!(seen["ran"], json!(0), "scripts ran: {seen}");
    assert_eq!(seen["blocked"], json!([]), "something was tried: {seen}");
    assert_eq!(seen["asked"], json!([]), "something was asked for: {seen}");
    assert_eq!(seen["marker"], json!(1), "the page was left: {seen}");
    assert_eq!(page.0.current_url().await?, here);
    assert_eq!(computer.opened(), Vec::<String>::new());
    let elements = seen["elements"].as_array().unwrap();
    for bad in ["SCRIPT", "IMG", "IFRAME", "FORM", "STYLE", "LINK", "SVG", "svg", "OBJECT", "INPUT"]
    {
        assert!(!elements.contains(&json!(bad)), "{bad} is in the page: {seen}");
    }
    page.screenshot("readers-02-hostile").await?;
    page.0.clone().close().await?;
    Ok(())
}

/// The list draws only what is in sight: it is scrolled until each of them has been.
async fn every_row_is_drawn(page: &Page, all: usize) -> Step {
    let step = "const rows = [...document.querySelectorAll(\"[data-testid='comment-row']\")]; \
        rows.at(-1)?.scrollIntoView({ block: 'start' }); \
        return rows.map((row) => row.querySelector('.name').textContent.trim())";
    let mut drawn = HashSet::new();
    let since = Instant::now();
    while drawn.len() < all {
        if since.elapsed() > Duration::from_secs(40) {
            page.screenshot("failed").await?;
            return Err(format!("only {} of {all} rows were drawn: {drawn:?}", drawn.len()).into());
        }
        let rows = page.0.execute(step, vec![]).await?;
        // The blog has a comment of its own.
        let rows = rows.as_array().into_iter().flatten().map(Value::to_string);
        drawn.extend(rows.filter(|name| name.contains("Mallory")));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    page.0
        .execute("document.querySelector(\"[role='list']\").parentElement.scrollTop = 0", vec![])
        .await?;
    Ok(())
}
