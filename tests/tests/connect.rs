//! Connecting by approval: the real sign-in and approval pages of the real WordPress, in a real browser,
//! which comes back by itself; and whoever else knocks on the door that it comes back to.

use std::path::Path;
use std::time::{Duration, Instant};

use afterword_desk::{Desk, DeskConfig, Timing};
use afterword_tests::chrome::Chrome;
use afterword_tests::desk::{TestDesk, quick};
use afterword_tests::page::{Page, Step};
use afterword_tests::patience::{PATIENCE, eventually};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::served::ServedApp;
use afterword_tests::skip::skip;
use afterword_tests::truth::Truth;
use afterword_tests::window::Computer;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "connect/knocking.rs"]
mod knocking;

/// A WordPress, or the reason why there is none.
fn wordpress(test: &str) -> Option<WordPressPeer> {
    WordPressPeer::start().map_err(|error| skip(test, &error.to_string())).ok()
}

async fn chrome(test: &str) -> Option<Chrome> {
    Chrome::start().await.map_err(|error| skip(test, &error.to_string())).ok()
}

fn truth(peer: &WordPressPeer) -> Truth {
    let password = peer.user("admin").unwrap().app_password.clone();
    Truth { url: peer.info().url.clone(), user: "admin".into(), password }
}

/// The names of an account's application passwords.
fn passwords(peer: &WordPressPeer, user: &str) -> Vec<String> {
    let id = peer.user(user).unwrap().id;
    let list = truth(peer).get(&format!("users/{id}/application-passwords"));
    let names = list.as_array().unwrap().iter().map(|each| each["name"].as_str().unwrap());
    names.map(String::from).collect()
}

fn begin(desk: &TestDesk, endpoint: &str, comes: &str) -> Value {
    let ask = json!({ "endpoint": endpoint, "comes": comes, "allowUnencrypted": false });
    desk.call("approval_begin", ask)
}

fn stage(desk: &TestDesk, begun: &Value) -> Value {
    desk.call("approval_stage", json!({ "approval": begun["approval"] }))
}

/// Signs in on WordPress's own page, as somebody does in a browser that does not know them yet.
async fn sign_in(page: &Page, user: &str) -> Step {
    page.css("#user_login").await?;
    // WordPress's own script puts the focus there and marks what stands in the field.
    tokio::time::sleep(Duration::from_millis(400)).await;
    let script = "const [name, password] = arguments; \
        document.querySelector('#user_login').value = name; \
        document.querySelector('#user_pass').value = password; \
        document.querySelector('#wp-submit').click()";
    page.0.execute(script, vec![json!(user), json!(format!("{user}-login"))]).await?;
    page.css("#approve").await?;
    Ok(())
}

/// The blog's page, from the address to the press.
async fn answer_as(page: &Page, user: &str, url: &str, press: &str) -> Step {
    // Cookies of the address before that one, and only those, are what the browser then forgets.
    page.0.goto(url).await?;
    page.0.delete_all_cookies().await?;
    page.0.goto(url).await?;
    sign_in(page, user).await?;
    page.press_at(&format!("//*[@id='{press}']")).await
}

/// The same in a browser that is signed in.
async fn approve_again(page: &Page, url: &str) -> Step {
    page.0.goto(url).await?;
    page.press_at("//*[@id='approve']").await
}

/// Waits until the browser has gone where the blog sent it.
async fn gone_back(page: &Page) -> Step {
    let since = Instant::now();
    while page.0.current_url().await?.path().starts_with("/wp-admin") {
        if since.elapsed() > PATIENCE {
            return Err("the blog sends the browser nowhere".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn approving_in_the_browser_signs_in_with_the_right_role() {
    const TEST: &str = "approval in a browser";
    let (Some(peer), Some(chrome)) = (wordpress(TEST), chrome(TEST).await) else { return };
    let page = Page(chrome.client.clone());
    let desk = TestDesk::new();
    let typed = format!(" {}/wp-admin/ ", peer.info().url.trim_start_matches("http://"));
    let found = desk.call("blog_find", json!({ "address": typed }));
    assert_eq!(found["approval"], json!("byItself"), "{found:#}");

    for (user, role, publishes) in [
        ("admin", "administrator", true),
        ("editor", "editor", true),
        ("writer", "author", true),
        ("contributor", "contributor", false),
    ] {
        let before = passwords(&peer, user);
        let begun = begin(&desk, &peer.info().rest, "byItself");
        assert_eq!((&begun["opened"], stage(&desk, &begun)), (&json!(false), json!("waiting")));
        answer_as(&page, user, begun["url"].as_str().unwrap(), "approve").await.unwrap();
        page.css_saying("h1", "Thank you").await.unwrap();
        let last = page.0.current_url().await.unwrap();
        assert_eq!((last.path(), last.query()), ("/done", None), "no password in the address");
        assert_eq!(stage(&desk, &begun), json!("approved"));
        assert_eq!(passwords(&peer, user).len(), before.len() + 1);
        assert!(passwords(&peer, user).iter().any(|name| name.starts_with("Afterword 20")));
        knocking::is_closed(last.port().unwrap());

        let finish = json!({ "approval": begun["approval"], "keep": "session", "blog": null });
        let connected = desk.call("approval_finish", finish.clone());
        let blog = &connected["blog"];
        assert_eq!((&blog["username"], &blog["me"]["roles"]), (&json!(user), &json!([role])));
        let abilities = connected["abilities"].as_array().unwrap();
        let may = |what: &str| {
            let line = abilities.iter().find(|line| line["ability"] == json!(what));
            line.map(|line| line["allowed"] == json!(true))
        };
        assert_eq!(may("publish"), Some(publishes), "{abilities:#?}");
        assert_eq!(may("submitForReview"), (!publishes).then_some(true), "{abilities:#?}");
        assert_eq!(may("upload"), Some(publishes));
        // Once: the password is where the writer wanted it, and nowhere else any more.
        assert_eq!(stage(&desk, &begun), json!("over"));
        assert!(desk.refused("approval_finish", finish).message.contains("over"));
    }
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_write_is_told_so_and_leaves_no_password_behind() {
    const TEST: &str = "approval by a subscriber";
    let (Some(peer), Some(chrome)) = (wordpress(TEST), chrome(TEST).await) else { return };
    let page = Page(chrome.client.clone());
    let desk = TestDesk::new();
    let before = passwords(&peer, "reader");
    let begun = begin(&desk, &peer.info().rest, "byItself");
    answer_as(&page, "reader", begun["url"].as_str().unwrap(), "approve").await.unwrap();
    page.css_saying("h1", "Thank you").await.unwrap();
    let finish = json!({ "approval": begun["approval"], "keep": "session", "blog": null });
    let error = desk.refused("approval_finish", finish);
    assert!(error.message.contains("may not write posts"), "{error:?}");
    assert_eq!(passwords(&peer, "reader").len(), before.len() + 1, "held for another try");
    desk.call("approval_cancel", json!({ "approval": begun["approval"] }));
    eventually("the unused password is given back", || passwords(&peer, "reader") == before);
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_in_the_browser_connects_nothing() {
    const TEST: &str = "declining in a browser";
    let (Some(peer), Some(chrome)) = (wordpress(TEST), chrome(TEST).await) else { return };
    let page = Page(chrome.client.clone());
    let desk = TestDesk::new();
    let before = passwords(&peer, "writer");
    let begun = begin(&desk, &peer.info().rest, "byItself");
    answer_as(&page, "writer", begun["url"].as_str().unwrap(), "reject").await.unwrap();
    page.css_saying("h1", "You declined").await.unwrap();
    assert_eq!(stage(&desk, &begun), json!("declined"));
    let finish = json!({ "approval": begun["approval"], "keep": "session", "blog": null });
    desk.refused("approval_finish", finish);
    assert_eq!(passwords(&peer, "writer"), before);
    assert_eq!(desk.call("app_state", Value::Null)["blogs"].as_array().unwrap().len(), 1);
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_the_password_where_nothing_comes_back() {
    const TEST: &str = "pasting from a browser";
    let (Some(peer), Some(chrome)) = (wordpress(TEST), chrome(TEST).await) else { return };
    let page = Page(chrome.client.clone());
    let desk = TestDesk::new();
    let begun = begin(&desk, &peer.info().rest, "byPasting");
    assert_eq!(begun["approval"], Value::Null);
    answer_as(&page, "writer", begun["url"].as_str().unwrap(), "approve").await.unwrap();
    let shown = page.css("#new-application-password-value").await.unwrap();
    let password = shown.prop("value").await.unwrap().unwrap();
    let connect = json!({
        "endpoint": peer.info().rest, "username": "writer", "password": password, "keep": "session", "allowUnencrypted": false,
    });
    let connected = desk.call("blog_connect", connect);
    assert_eq!(connected["blog"]["me"]["roles"], json!(["author"]));
    chrome.close().await;
}

/// In the served window the page opens the blog's page itself, in a tab beside it.
#[tokio::test(flavor = "multi_thread")]
async fn a_writer_connects_and_parts_in_a_browser() {
    const TEST: &str = "connecting in the served window";
    let (Some(peer), Some(chrome)) = (wordpress(TEST), chrome(TEST).await) else { return };
    let page = Page(chrome.client.clone());
    let data = TempDir::new().unwrap();
    let app = ServedApp::start(data.path()).unwrap();
    let done = served(&page, &app, &peer, data.path()).await;
    if done.is_err() {
        let _ = page.screenshot("connect-failed").await;
    }
    done.unwrap();
    chrome.close().await;
}

async fn served(page: &Page, app: &ServedApp, peer: &WordPressPeer, data: &Path) -> Step {
    page.0.goto(&app.url).await?;
    find(page, &peer.info().url).await?;
    page.press("keep-file").await?;
    page.screenshot("connect-1-ask").await?;
    page.press("connect-browser").await?;
    page.part("connect-waiting").await?;
    page.screenshot("connect-2-waiting").await?;
    let (ours, blogs) = tabs(page).await?;
    page.0.switch_to_window(blogs).await?;
    sign_in(page, "writer").await?;
    page.screenshot("connect-3-blog").await?;
    page.press_at("//*[@id='approve']").await?;
    page.css_saying("h1", "Thank you").await?;
    page.screenshot("connect-4-thanks").await?;
    page.0.close_window().await?;
    page.0.switch_to_window(ours).await?;
    page.part("connect-done").await?;
    page.css_saying("dialog", "author").await?;
    page.screenshot("connect-5-connected").await?;
    page.press("connect-done").await?;
    page.part_saying("status-card", "Online").await?;

    // The password is where the writer wanted it.
    let kept: Vec<_> = std::fs::read_dir(data.join("secrets"))?.flatten().collect();
    assert_eq!(kept.len(), 1);
    let password = std::fs::read_to_string(kept[0].path())?;
    assert_eq!(who_is("writer", &password, peer), 200);

    // Parting, with the password given back.
    page.press("rail-settings").await?;
    page.press("disconnect").await?;
    page.press("disconnect-revoke").await?;
    page.screenshot("connect-6-parting").await?;
    page.press("disconnect-confirm").await?;
    page.css_saying("body", "is disconnected").await?;
    assert_eq!(who_is("writer", &password, peer), 401);
    assert!(!passwords(peer, "writer").iter().any(|name| name.starts_with("Afterword")));
    Ok(())
}

/// The address as people type it.
async fn find(page: &Page, url: &str) -> Step {
    page.press("connect-open").await?;
    let typed = format!(" {}/wp-login.php ", url.trim_start_matches("http://"));
    page.type_into("connect-address", &typed).await?;
    page.press("connect-find").await
}

/// Our own tab, and the one that it opened.
async fn tabs(page: &Page) -> Step<(fantoccini::wd::WindowHandle, fantoccini::wd::WindowHandle)> {
    let ours = page.0.window().await?;
    let since = Instant::now();
    loop {
        let other = page.0.windows().await?.into_iter().find(|each| *each != ours);
        match other {
            Some(other) => return Ok((ours, other)),
            None if since.elapsed() > PATIENCE => {
                return Err("no second tab".into());
            }
            None => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// What `users/me` says to that password.
fn who_is(user: &str, password: &str, peer: &WordPressPeer) -> u16 {
    use base64::Engine;
    let login = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let answer = ureq::Agent::new_with_config(config)
        .get(format!("{}wp/v2/users/me?context=edit", peer.info().rest))
        .header("Authorization", format!("Basic {login}"))
        .call();
    answer.unwrap().status().as_u16()
}

/// The real window: the system's browser is asked to open the blog's page, and the window goes on by itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_window_goes_on_by_itself_after_the_browser() {
    const TEST: &str = "connecting in the window";
    let (Some(peer), Some(chrome)) = (wordpress(TEST), chrome(TEST).await) else { return };
    let computer = Computer::new().unwrap();
    let window = match computer.open().await {
        Ok(window) => window,
        Err(error) => return skip(TEST, &error.to_string()),
    };
    let browser = Page(chrome.client.clone());
    if let Err(error) = in_window(&window.page, &browser, &computer, &peer).await {
        let _ = window.page.screenshot("connect-window-failed").await;
        let _ = browser.screenshot("connect-browser-failed").await;
        panic!("{error}");
    }
    chrome.close().await;
}

async fn in_window(page: &Page, browser: &Page, computer: &Computer, peer: &WordPressPeer) -> Step {
    find(page, &peer.info().url).await?;
    page.press("keep-file").await?;
    page.press("connect-browser").await?;
    page.part("connect-waiting").await?;
    page.screenshot("connect-7-window-waiting").await?;
    eventually("the browser is asked", || computer.opened().len() == 1);
    // Given up, begun again: the first page's way back leads nowhere any more.
    page.press("connect-cancel").await?;
    page.press("connect-browser").await?;
    eventually("the browser is asked again", || computer.opened().len() == 2);
    let opened = computer.opened();
    answer_as(browser, "contributor", &opened[0], "approve").await?;
    gone_back(browser).await?;
    page.part("connect-waiting").await?;
    approve_again(browser, &opened[1]).await?;
    browser.css_saying("h1", "Thank you").await?;
    page.part("connect-done").await?;
    page.css_saying("dialog", "Submit posts for review").await?;
    page.screenshot("connect-8-window-connected").await?;
    page.press("connect-done").await?;
    page.part_saying("status-card", "Online").await?;

    // Access is lost on the blog; the writer is asked, approves once more, and is back.
    let id = peer.user("contributor")?.id;
    truth(peer).delete_all_passwords(id);
    // Looks at the blog: F5.
    page.keys("\u{E035}").await?;
    page.css_saying("body", "no longer accepts the password").await?;
    page.press_at("//*[@data-testid='status-card']//button[contains(., 'Sign in')]").await?;
    page.press("keep-file").await?;
    page.press("connect-browser").await?;
    eventually("the browser is asked a third time", || computer.opened().len() == 3);
    approve_again(browser, &computer.opened()[2]).await?;
    browser.css_saying("h1", "Thank you").await?;
    page.press("sign-in-done").await?;
    page.part_saying("status-card", "Online").await?;
    page.screenshot("connect-9-window-back").await
}

/// A desk that waits only so long for an approval.
fn patient_for(within: TimeDelta, data: &TempDir) -> Desk {
    let timing = Timing { approval_within: within, ..quick() };
    Desk::open(DeskConfig { timing, ..DeskConfig::new(data.path().to_owned()) }).unwrap()
}
