//! The main job in a browser: the served window as a real process, headless Chromium, the practice blog.
//!
//! What the window says is checked against what the blog shows to its readers.

use std::io::{Read, Write};
use std::net::TcpListener;

use afterword_tests::chrome::{Chrome, FOREIGN_HOST};
use afterword_tests::page::{Page, Step};
use afterword_tests::served::ServedApp;
use afterword_tests::skip::skip;
use serde_json::{Value, json};
use tempfile::TempDir;

const TITLE: &str = "Letters from the lamp room";
const REPLY: &str = "Thank you, that made my week.";

/// The tools, or the reason why there are none.
async fn chrome(test: &str) -> Option<Chrome> {
    match Chrome::start().await {
        Ok(chrome) => Some(chrome),
        Err(error) => {
            skip(test, &error.to_string());
            None
        }
    }
}

/// What anybody can read on the blog.
fn public(blog: &str, path: &str) -> Vec<Value> {
    let root = blog.trim_end_matches('/');
    let mut answer = ureq::get(format!("{root}/wp-json/wp/v2/{path}")).call().unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    serde_json::from_str::<Value>(&text).unwrap().as_array().unwrap().clone()
}

async fn body(page: &Page) -> String {
    page.css("body").await.unwrap().text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_publishes_and_answers_a_reader_in_a_browser() {
    let Some(chrome) = chrome("browser journey").await else { return };
    let page = Page(chrome.client.clone());
    let data = TempDir::new().unwrap();
    let app = ServedApp::start(data.path()).unwrap();
    let done = journey(&page, &app).await;
    if done.is_err() {
        let _ = page.screenshot("browser-failed").await;
    }
    done.unwrap();
    chrome.close().await;
    assert!(app.end().unwrap(), "the app did not end well");
}

async fn journey(page: &Page, app: &ServedApp) -> Step {
    page.0.goto(&app.url).await?;
    page.part("new-post").await?;
    assert_eq!(page.0.current_url().await?.as_str(), format!("{}/", app.origin()));
    page.screenshot("browser-1-first-run").await?;

    page.new_post(TITLE).await?;
    page.write("Some only want to say that *they saw it*.").await?;
    page.part_saying("saved-note", "Saved").await?;
    page.part_saying("whereabouts", "On this computer only").await?;
    page.press("publish-button").await?;
    page.part("publish-confirm").await?;
    page.screenshot("browser-2-publish").await?;
    page.press("publish-confirm").await?;
    page.part_saying("whereabouts", "On the blog").await?;
    page.screenshot("browser-3-on-the-blog").await?;

    page.press("rail-unanswered").await?;
    let row = page.part("comment-row").await?;
    row.click().await?;
    page.type_into("reply-box", REPLY).await?;
    let answered = chosen_comment(page).await?;
    page.screenshot("browser-4-reply").await?;
    page.press("reply-send").await?;
    page.part_saying("turn", REPLY).await?;

    page.press("rail-outbox").await?;
    page.part_saying("receipt", REPLY).await?;
    page.part_saying("receipt", TITLE).await?;
    page.screenshot("browser-5-receipts").await?;

    let state = page.call("app_state", &Value::Null).await?;
    let blog = state["blogs"][0]["url"].as_str().unwrap();
    let posts = public(blog, "posts?per_page=100");
    let ours = posts.iter().filter(|post| post["title"]["rendered"] == TITLE).count();
    assert_eq!(ours, 1, "{posts:#?}");
    let comments = public(blog, "comments?per_page=100");
    let has = |comment: &&Value, text: &str| {
        comment["content"]["rendered"].as_str().unwrap().contains(text)
    };
    let replies: Vec<&Value> = comments.iter().filter(|comment| has(comment, REPLY)).collect();
    assert_eq!(replies.len(), 1, "{comments:#?}");
    let parent = comments.iter().find(|comment| comment["id"] == replies[0]["parent"]).unwrap();
    assert_eq!(parent["author_name"], answered["author"], "{parent:#}");
    Ok(())
}

/// The newest unanswered comment, which is the row that was pressed.
async fn chosen_comment(page: &Page) -> Step<Value> {
    let state = page.call("app_state", &Value::Null).await?;
    let ask = json!({ "blog": state["blogs"][0]["id"], "folder": "unanswered", "search": "", "limit": 1 });
    Ok(page.call("comment_list", &ask).await?["rows"][0].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_without_the_key_sees_nothing() {
    let Some(chrome) = chrome("browser without the key").await else { return };
    let page = Page(chrome.client.clone());
    let data = TempDir::new().unwrap();
    let app = ServedApp::start(data.path()).unwrap();

    page.0.goto(app.origin()).await.unwrap();
    assert!(body(&page).await.contains("has not been let in"));

    // A stranger's name that leads to this computer, with the right key even.
    let port = app.origin().rsplit(':').next().unwrap();
    page.0.goto(&format!("http://{FOREIGN_HOST}:{port}/?key={}", app.key())).await.unwrap();
    assert!(body(&page).await.contains("answers only to 127.0.0.1"));

    // That did not use it up; this does.
    page.0.goto(&app.url).await.unwrap();
    page.part("new-post").await.unwrap();
    let state = page.call("app_state", &Value::Null).await.unwrap();

    page.0.delete_all_cookies().await.unwrap();
    page.0.goto(&app.url).await.unwrap();
    assert!(body(&page).await.contains("used already"));
    assert!(state["blogs"].is_array());
    chrome.close().await;
}

/// The address of a page that forbids its scripts nothing.
fn empty_page() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut visitor in listener.incoming().map_while(Result::ok) {
            let _ = visitor.read(&mut [0; 4096]);
            let _ = visitor.write_all(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 15\r\n\
                  connection: close\r\n\r\n<!doctype html>",
            );
        }
    });
    format!("http://{address}/")
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_gets_nothing_from_a_browser_that_is_in() {
    let Some(chrome) = chrome("browser with a foreign page").await else { return };
    let page = Page(chrome.client.clone());
    let data = TempDir::new().unwrap();
    let app = ServedApp::start(data.path()).unwrap();
    page.0.goto(&app.url).await.unwrap();
    page.part("new-post").await.unwrap();
    let state = page.call("app_state", &Value::Null).await.unwrap();
    let blog = &state["blogs"][0];
    let drafts =
        json!({ "blog": blog["id"], "folder": "drafts", "search": "", "offset": 0, "limit": 50 });
    let before = page.call("post_list", &drafts).await.unwrap();

    // Another port of this computer is the nearest that a foreign page can get: the cookie goes there too.
    page.0.goto(&empty_page()).await.unwrap();
    let script = "const [url, body, done] = arguments; const tries = { \
        asked: { method: 'POST', credentials: 'include', body, \
          headers: { 'content-type': 'application/json', 'x-afterword': '1' } }, \
        plain: { method: 'POST', credentials: 'include', mode: 'no-cors', body } }; \
        Promise.all(Object.entries(tries).map(([name, how]) => fetch(url, how).then( \
          async (answer) => [name, answer.status, await answer.text()], () => [name, 'refused']))).then(done)";
    let url = json!(format!("{}/api/call/post_create", app.origin()));
    let argument = json!({ "blog": blog["id"] }).to_string();
    let answers = page.0.execute_async(script, vec![url, json!(argument)]).await.unwrap();
    // The first is refused when the browser asks beforehand; the second is sent, but turned away, and its
    // answer is not to be read either.
    assert_eq!(answers, json!([["asked", "refused"], ["plain", "refused"]]));

    page.0.goto(app.origin()).await.unwrap();
    page.part("new-post").await.unwrap();
    assert_eq!(page.call("post_list", &drafts).await.unwrap(), before);
    chrome.close().await;
}
