//! Where passwords are: in a real keychain, never in the data folder, and never lost with the queue.
#![cfg(target_os = "linux")]

use std::path::Path;

use afterword_practice::Practice;
use afterword_tests::keychain::Keychain;
use afterword_tests::served::ServedApp;
use afterword_tests::skip::skip;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Every file below the folder that contains the text.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if std::fs::read(&path)
            .unwrap()
            .windows(text.len())
            .any(|part| part == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

fn connect(app: &ServedApp, practice: &Practice, keep: &str) -> Result<Value, String> {
    let found = app.call("blog_find", &json!({ "address": practice.url() }));
    app.try_call(
        "blog_connect",
        &json!({ "endpoint": found["endpoint"], "username": practice.username(),
                 "password": practice.password(), "keep": keep, "allowUnencrypted": false }),
    )
}

fn reach(app: &ServedApp, blog: &Value, wanted: &str) {
    app.wait_for("blog_status", &Value::Null, |all| {
        all.as_array()
            .unwrap()
            .iter()
            .any(|one| one["blog"] == *blog && one["reach"] == json!(wanted))
    });
}

#[test]
fn a_password_in_the_keychain_is_nowhere_else_and_there_after_a_restart() {
    let keychain = match Keychain::start() {
        Ok(keychain) => keychain,
        Err(error) => return skip("the keychain", &error.to_string()),
    };
    let (folder, data) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let practice = Practice::start(folder.path(), None).unwrap();
    let environment = [("DBUS_SESSION_BUS_ADDRESS", keychain.bus.as_str())];
    let app = ServedApp::start_with(data.path(), &environment).unwrap();
    let found = app.call("blog_find", &json!({ "address": practice.url() }));
    assert_eq!(found["keychain"], json!("ready"));
    let connected = connect(&app, &practice, "keychain").unwrap();
    let blog = connected["blog"]["id"].clone();
    reach(&app, &blog, "online");
    drop(app);
    assert_eq!(files_with(data.path(), practice.password()), Vec::<String>::new());
    let app = ServedApp::start_with(data.path(), &environment).unwrap();
    reach(&app, &blog, "online");
    // Disconnecting forgets it, and only it.
    app.call("blog_disconnect", &json!({ "blog": blog, "password": "forget" }));
    let state = app.call("app_state", &Value::Null);
    assert_eq!(state["blogs"].as_array().unwrap().len(), 1, "{state:#}");
}

#[test]
fn without_a_keychain_the_writer_chooses_and_is_asked_again() {
    let (folder, data) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let practice = Practice::start(folder.path(), None).unwrap();
    let app = ServedApp::start(data.path()).unwrap();
    let refused = connect(&app, &practice, "keychain").unwrap_err();
    assert!(refused.contains("noKeychain"), "{refused}");
    let connected = connect(&app, &practice, "session").unwrap();
    let blog = connected["blog"]["id"].clone();
    reach(&app, &blog, "online");
    drop(app);
    assert_eq!(files_with(data.path(), practice.password()), Vec::<String>::new());
    // The session is over: the blog is there with all it has, and asks for its password, once.
    let app = ServedApp::start(data.path()).unwrap();
    reach(&app, &blog, "signIn");
    let list = json!({ "blog": blog, "folder": "all", "search": "", "limit": 50 });
    assert_eq!(app.call("comment_list", &list)["total"], json!(4), "a lost login hides nothing");
    let wrong = json!({ "blog": blog, "password": "aaaa bbbb cccc", "keep": "file" });
    assert!(app.try_call("blog_sign_in", &wrong).unwrap_err().contains("did not accept"));
    app.call(
        "blog_sign_in",
        &json!({ "blog": blog, "password": practice.password(), "keep": "file" }),
    );
    reach(&app, &blog, "online");
}
