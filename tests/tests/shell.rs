//! The real window: what its page can't do, and that closing it keeps the last words.
#![cfg(target_os = "linux")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use afterword_desk::{Desk, DeskConfig};
use afterword_tests::patience::PATIENCE;
use afterword_tests::programs::program;
use afterword_tests::skip::skip;
use afterword_tests::webkit::AppWindow;
use serde_json::{Value, json};
use tempfile::TempDir;

async fn window(test: &str, data: &Path) -> Option<AppWindow> {
    match AppWindow::open(data).await {
        Ok(window) => Some(window),
        Err(error) => {
            skip(test, &error.to_string());
            None
        }
    }
}

/// What became of a promise in the page: `"done"`, or the words it was refused with.
async fn try_in_page(window: &AppWindow, promise: &str) -> Result<String, Box<dyn Error>> {
    let script = format!(
        "const done = arguments[0]; Promise.resolve().then(() => {promise}) \
         .then(() => done('done'), (error) => done(String(error)))"
    );
    let answer = window.page.0.execute_async(&script, Vec::new()).await?;
    Ok(answer.as_str().unwrap_or_default().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_reaches_nothing_but_the_desk() {
    let data = TempDir::new().unwrap();
    let Some(window) = window("the window's limits", data.path()).await else { return };
    window.page.part("title-field").await.unwrap();

    let invoke = |command: &str| format!("window.__TAURI_INTERNALS__.invoke({command})");
    let call = invoke("'call', { name: 'app_state', argument: null }");
    assert_eq!(try_in_page(&window, &call).await.unwrap(), "done");
    for command in [
        "'plugin:window|set_title', { label: 'main', value: 'x' }",
        "'plugin:event|emit', { event: 'change', payload: null }",
        "'plugin:webview|create_webview_window', { options: { label: 'other', url: 'https://blog.example/' } }",
        "'plugin:app|version', {}",
    ] {
        let answer = try_in_page(&window, &invoke(command)).await.unwrap();
        assert!(answer.contains("not allowed"), "{command}: {answer}");
    }
    for way_out in [
        "fetch('https://blog.example/')",
        "fetch('http://127.0.0.1:9/')",
        "eval('1 + 1')",
        "new Function('return 1')()",
        "import('https://blog.example/x.js')",
    ] {
        assert_ne!(try_in_page(&window, way_out).await.unwrap(), "done", "{way_out}");
    }
    let page = &window.page.0;
    assert_eq!(
        page.execute("return typeof window.__TAURI__", Vec::new()).await.unwrap(),
        "undefined"
    );

    let home = page.current_url().await.unwrap();
    for elsewhere in ["https://blog.example/", "http://127.0.0.1:9/", "data:text/html,hello"] {
        page.execute("location.href = arguments[0]", vec![json!(elsewhere)]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(page.current_url().await.unwrap(), home, "{elsewhere}");
    }
    let opened = page.execute("return window.open('https://blog.example/')", Vec::new()).await;
    assert_eq!(opened.unwrap(), Value::Null);
    assert_eq!(page.windows().await.unwrap().len(), 1);
    window.page.part("title-field").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_the_window_right_after_a_key_loses_no_word() {
    const LAST: &str = "and these are the last words";
    let data = TempDir::new().unwrap();
    let Some(window) = window("closing the window", data.path()).await else { return };
    window.page.write(LAST).await.unwrap();
    window.close().unwrap();

    let desk = Desk::open(DeskConfig::new(data.path().to_path_buf())).unwrap();
    let blog = &desk.call("app_state", Value::Null).unwrap()["blogs"][0]["id"];
    let ask = json!({ "blog": blog, "folder": "drafts", "search": "", "offset": 0, "limit": 50 });
    let drafts = desk.call("post_list", ask).unwrap();
    let post = desk.call("post_open", json!({ "post": drafts["rows"][0]["id"] })).unwrap();
    desk.close();
    assert!(post["body"].as_str().unwrap().contains(LAST), "{post:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_brings_the_open_window_to_the_front() {
    let data = TempDir::new().unwrap();
    let Some(window) = window("starting twice", data.path()).await else { return };
    window.page.part("title-field").await.unwrap();
    window.lose_focus().unwrap();
    assert!(!window.has_focus().unwrap());
    let mut second = window.start_again(data.path()).unwrap();
    let since = Instant::now();
    let ended = loop {
        if let Some(status) = second.try_wait().unwrap() {
            break status;
        }
        if since.elapsed() > PATIENCE {
            second.kill().unwrap();
            panic!("the second one stays");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(ended.success(), "{ended}");
    while !window.has_focus().unwrap() {
        assert!(since.elapsed() < PATIENCE, "the window never came to the front");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    window.page.write("Still the one to write in.").await.unwrap();
    // A program without a window says that the words are open already.
    let refused = std::process::Command::new(program("afterword-web").unwrap())
        .env("AFTERWORD_DATA", data.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("already open"), "{said}");
}
