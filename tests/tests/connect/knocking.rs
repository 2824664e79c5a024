//! Whoever else knocks on the port that the browser comes back to.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use afterword_desk::{Desk, DeskConfig};
use afterword_tests::desk::TestDesk;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::truth::Truth;
use chrono::TimeDelta;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use super::{begin, passwords, patient_for, stage, wordpress};

/// Nothing listens there any more, soon.
pub(super) fn is_closed(port: u16) {
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_ok() {
        assert!(since.elapsed() < Duration::from_secs(8), "port {port} stays open");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// The way back that the blog is told.
fn way_back(begun: &Value) -> Url {
    let page = Url::parse(begun["url"].as_str().unwrap()).unwrap();
    let (_, back) = page.query_pairs().find(|(name, _)| name == "success_url").unwrap();
    Url::parse(&back).unwrap()
}

/// Status line and the rest of what the port answers to this head.
fn knock(port: u16, head: &str) -> (String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let (status, rest) = answer.split_once("\r\n").unwrap_or((&answer, ""));
    (status.to_owned(), rest.to_owned())
}

fn get(port: u16, target: &str) -> (String, String) {
    knock(port, &format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"))
}

#[test]
fn only_the_blogs_answer_to_this_question_is_let_in() {
    let Some(peer) = wordpress("strangers at the way back") else { return };
    let desk = TestDesk::new();
    let begun = begin(&desk, &peer.info().rest, "byItself");
    let back = way_back(&begun);
    let port = back.port().unwrap();
    let state = back.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    assert!(state.len() >= 32, "{state}");
    assert_eq!(back.host_str(), Some("127.0.0.1"));
    let login = format!("site_url={}&user_login=writer&password=abcd", peer.info().url);
    let right = format!("/connect?state={state}&{login}");

    // A visitor who says nothing holds up nobody.
    let silent = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let guessed = format!("/connect?state={}&{login}", "0".repeat(state.len()));
    for (head, wanted) in [
        (format!("GET {guessed} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), "403"),
        (format!("GET /connect?{login} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), "403"),
        (format!("GET {right} HTTP/1.1\r\nHost: blog.example:{port}\r\n\r\n"), "403"),
        (format!("GET {right} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), "403"),
        (format!("POST {right} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), "405"),
        (format!("GET /other?state={state} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), "404"),
        (format!("GET /done HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), "404"),
    ] {
        let (status, rest) = knock(port, &head);
        assert!(status.contains(wanted), "{head}: {status}");
        assert!(!rest.contains("abcd") && !rest.contains(&state), "{rest}");
    }
    for broken in [format!("GET {right} HTTP/1.1\r\n\r\n"), "nonsense\r\n\r\n".to_owned()] {
        assert_eq!(knock(port, &broken).0, "", "{broken}");
    }
    assert_eq!(stage(&desk, &begun), json!("waiting"), "none of them counted");

    let (status, rest) = get(port, &right);
    assert!(status.contains("303") && rest.contains("Location: /done\r\n"), "{status} {rest}");
    assert!(rest.contains("Cache-Control: no-store") && !rest.contains("abcd"), "{rest}");
    let (status, rest) = get(port, "/done");
    assert!(status.contains("200") && rest.contains("You can close this page"), "{rest}");
    assert!(rest.contains("default-src 'none'"), "{rest}");
    assert_eq!(stage(&desk, &begun), json!("approved"));
    drop(silent);
    is_closed(port);

    // It was no password of the blog's: said so, and nothing is connected.
    let finish = json!({ "approval": begun["approval"], "keep": "session", "blog": null });
    let error = desk.refused("approval_finish", finish);
    assert!(error.message.contains("did not accept"), "{error:?}");
}

#[test]
fn an_answer_from_another_site_is_not_used() {
    let Some(peer) = wordpress("another site's answer") else { return };
    let desk = TestDesk::new();
    let begun = begin(&desk, &peer.info().rest, "byItself");
    let back = way_back(&begun);
    let query = back.query().unwrap();
    let login = "site_url=https%3A%2F%2Fevil.example&user_login=writer&password=abcd";
    let port = back.port().unwrap();
    assert!(get(port, &format!("/connect?{query}&{login}")).0.contains("303"));
    assert!(get(port, "/done").1.contains("not your blog"));
    assert_eq!(stage(&desk, &begun), json!("wrong"));
    is_closed(port);
}

/// What the new password would be called on the blog.
fn password_name(begun: &Value) -> String {
    let page = Url::parse(begun["url"].as_str().unwrap()).unwrap();
    page.query_pairs().find(|(name, _)| name == "app_name").unwrap().1.into_owned()
}

#[test]
fn what_is_given_up_or_late_leads_nowhere() {
    let Some(peer) = wordpress("late approvals") else { return };
    let desk = TestDesk::new();
    let given_up = begin(&desk, &peer.info().rest, "byItself");
    desk.call("approval_cancel", json!({ "approval": given_up["approval"] }));
    is_closed(way_back(&given_up).port().unwrap());
    assert_eq!(stage(&desk, &given_up), json!("over"));

    // A new question closes the door of the one before; giving up the old one does not touch the new.
    let (one, two) =
        (begin(&desk, &peer.info().rest, "byItself"), begin(&desk, &peer.info().rest, "byItself"));
    is_closed(way_back(&one).port().unwrap());
    // Both pages may be open: WordPress makes no second password of one name.
    assert_ne!(password_name(&one), password_name(&two));
    desk.call("approval_cancel", json!({ "approval": one["approval"] }));
    assert_eq!((stage(&desk, &one), stage(&desk, &two)), (json!("over"), json!("waiting")));
    // Pasting instead waits for nothing.
    begin(&desk, &peer.info().rest, "byPasting");
    is_closed(way_back(&two).port().unwrap());

    let data = TempDir::new().unwrap();
    let hurried = patient_for(TimeDelta::milliseconds(600), &data);
    let ask =
        json!({ "endpoint": peer.info().rest, "comes": "byItself", "allowUnencrypted": false });
    let (hears, heard) = std::sync::mpsc::channel();
    hurried.on_change(move |change| {
        let _ = hears.send(change);
    });
    let late = hurried.call("approval_begin", ask).unwrap();
    is_closed(way_back(&late).port().unwrap());
    let over = hurried.call("approval_stage", json!({ "approval": late["approval"] })).unwrap();
    assert_eq!(over, json!("over"));
    let told = heard.try_iter().any(|change| change == afterword_desk::api::Change::Approval);
    assert!(told, "the window hears of it");
    hurried.close();
}

#[test]
fn a_password_stays_on_the_blog_unless_the_writer_wants_it_revoked() {
    let Some(peer) = wordpress("parting") else { return };
    let desk = TestDesk::new();
    let connect = |user: &str| {
        let password = peer.user(user).unwrap().app_password.clone();
        let ask = json!({
            "endpoint": peer.info().rest, "username": user, "password": password, "keep": "session", "allowUnencrypted": false,
        });
        desk.call("blog_connect", ask)["blog"]["id"].clone()
    };
    let blog = connect("writer");
    let parted = desk.call("blog_disconnect", json!({ "blog": blog, "password": "forget" }));
    assert_eq!(parted["notRevoked"], Value::Null);
    assert_eq!(passwords(&peer, "writer").len(), 1);
    let again = connect("writer");
    assert_eq!(again, blog, "it keeps its place");
    desk.call("blog_disconnect", json!({ "blog": blog, "password": "revoke" }));
    assert_eq!(passwords(&peer, "writer"), Vec::<String>::new());

    // Out of reach: parted all the same, and said.
    let blog = connect("editor");
    peer.stop_web().unwrap();
    let parted = desk.call("blog_disconnect", json!({ "blog": blog, "password": "revoke" }));
    let said = parted["notRevoked"].as_str().unwrap();
    assert!(said.contains("still works on Test Peer"), "{said}");
    let state = desk.call("app_state", Value::Null);
    assert!(state["blogs"].as_array().unwrap().iter().all(|each| each["id"] != blog));
    peer.start_web().unwrap();
    assert_eq!(passwords(&peer, "editor").len(), 1);
}

/// Where the script of the real page sends the browser once it has made a password: what the page hands
/// its script is read, and the password is made as it does, by REST.
fn approved_by_script(peer: &WordPressPeer, user: &str, page: &str) -> String {
    let blog = &peer.info().url;
    let config = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false);
    let agent = ureq::Agent::new_with_config(config.build());
    let signed_in = agent
        .post(format!("{blog}/wp-login.php"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", "wordpress_test_cookie=WP%20Cookie%20check")
        .send(format!("log={user}&pwd={user}-login&testcookie=1"))
        .unwrap();
    let cookies: Vec<&str> = signed_in
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|line| line.to_str().ok()?.split(';').next())
        .collect();
    let html = agent.get(page).header("cookie", cookies.join("; ")).call().unwrap();
    let html = html.into_body().read_to_string().unwrap();
    let told = html.split("var authApp = ").nth(1).and_then(|rest| rest.split(";\n").next());
    let told: Value = serde_json::from_str(told.expect(&html)).unwrap();
    let text = |name: &str| told[name].as_str().unwrap();

    let truth = Truth {
        url: blog.clone(),
        user: user.into(),
        password: peer.user(user).unwrap().app_password.clone(),
    };
    let app = Url::parse(page).unwrap();
    let app_id = app.query_pairs().find(|(name, _)| name == "app_id").unwrap().1.into_owned();
    let made = truth
        .post("users/me/application-passwords", &json!({ "name": "Afterword", "app_id": app_id }));
    let mut back = Url::parse(text("success")).unwrap();
    back.query_pairs_mut()
        .append_pair("site_url", text("site_url"))
        .append_pair("user_login", text("user_login"))
        .append_pair("password", made["password"].as_str().unwrap());
    back.into()
}

#[test]
fn the_apps_own_address_brings_an_approval_back() {
    const TEST: &str = "the app's own address";
    let Some(peer) = wordpress(TEST) else { return };
    let app = match afterword_tests::programs::program("afterword") {
        Ok(app) => app,
        Err(error) => return afterword_tests::skip::skip(TEST, &error.to_string()),
    };
    let data = TempDir::new().unwrap();
    let mut config = DeskConfig::new(data.path().to_owned());
    config.opens_links = Some(Box::new(|| true));
    let desk = Desk::open(config).unwrap();
    let ask = json!({ "endpoint": peer.info().rest, "comes": "byLink", "allowUnencrypted": false });
    let begun = desk.call("approval_begin", ask).unwrap();
    assert!(way_back(&begun).as_str().starts_with("afterword://connect?state="), "{begun}");
    // As the system does with such an address: it starts the app, which hands it on and ends.
    let opened_with = |address: &str| {
        let mut again = std::process::Command::new(&app);
        again.arg(address).env("AFTERWORD_DATA", data.path());
        again.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        again.stderr(std::process::Stdio::null()).status().unwrap().success()
    };
    let stage = || desk.call("approval_stage", json!({ "approval": begun["approval"] })).unwrap();
    assert!(!opened_with("afterword://connect?state=0123&success=false"));
    assert_eq!(stage(), json!("waiting"));
    let address = approved_by_script(&peer, "editor", begun["url"].as_str().unwrap());
    assert!(address.starts_with("afterword://connect?state="), "{address}");
    assert!(opened_with(&address));
    assert_eq!(stage(), json!("approved"));
    let finish = json!({ "approval": begun["approval"], "keep": "session", "blog": null });
    let connected = desk.call("approval_finish", finish).unwrap();
    assert_eq!(connected["blog"]["me"]["roles"], json!(["editor"]));
    assert!(!opened_with(&address), "nobody waits any more");
    desk.close();
}

/// As WordPress's handbook tells site owners to close REST to visitors.
const CLOSED: &str = "<?php
add_filter( 'rest_authentication_errors', function ( $result ) {
	if ( true === $result || is_wp_error( $result ) ) { return $result; }
	if ( ! is_user_logged_in() ) {
		return new WP_Error( 'rest_not_logged_in', 'You are not currently logged in.', array( 'status' => 401 ) );
	}
	return $result;
} );
";

#[test]
fn a_blog_that_is_closed_to_visitors_can_be_signed_in_to() {
    let Some(peer) = wordpress("a blog closed to visitors") else { return };
    peer.add_plugin("closed", CLOSED).unwrap();
    let desk = TestDesk::new();
    let found = desk.call("blog_find", json!({ "address": peer.info().url }));
    assert_eq!((&found["approval"], &found["endpoint"]), (&Value::Null, &json!(peer.info().rest)));
    let ask = |password: &str| {
        json!({
            "endpoint": found["endpoint"], "username": "writer", "password": password, "keep": "session", "allowUnencrypted": false,
        })
    };
    let error = desk.refused("blog_connect", ask("not the password"));
    assert!(error.message.contains("did not accept"), "{error:?}");
    let password = peer.user("writer").unwrap().app_password.clone();
    let connected = desk.call("blog_connect", ask(&password));
    let blog = &connected["blog"];
    assert_eq!((&blog["title"], &blog["timezone"]), (&json!("Test Peer"), &json!("Europe/Berlin")));
    let post = desk.post(blog["id"].as_i64().unwrap(), "Behind closed doors", "Words.");
    desk.call("post_publish", json!({ "post": post, "intent": "public" }));
    desk.wait_for("post_open", json!({ "post": post }), |post| {
        post["whereabouts"] == json!("onBlog")
    });
}
