//! The window's configuration stays closed: what pages may load, and what they may ask of Tauri.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn config() -> Value {
    json(&root().join("tauri.conf.json"))
}

fn policy(directive: &str) -> Vec<String> {
    let config = config();
    let value = config["app"]["security"]["csp"][directive].as_str();
    let value = value.unwrap_or_else(|| panic!("the policy says nothing of {directive}"));
    value.split_whitespace().map(String::from).collect()
}

#[test]
fn pages_run_only_their_own_scripts() {
    assert_eq!(policy("script-src"), ["'self'"]);
    assert_eq!(policy("default-src"), ["'none'"]);
    for directive in ["object-src", "base-uri", "form-action", "frame-ancestors"] {
        assert_eq!(policy(directive), ["'none'"], "{directive}");
    }
    let security = &config()["app"]["security"];
    // Tauri adds the hashes of the pages' own scripts; only styles are left alone, for the editor's.
    assert_eq!(security["dangerousDisableAssetCspModification"], serde_json::json!(["style-src"]));
    assert_eq!(security["freezePrototype"], true);
}

#[test]
fn pages_reach_no_network() {
    for directive in ["connect-src", "img-src", "font-src", "frame-src", "style-src"] {
        for source in policy(directive) {
            let own = source.starts_with('\'')
                || ["data:", "blob:", "ipc:", "media:"].contains(&source.as_str())
                || ["http://ipc.localhost", "http://media.localhost"].contains(&source.as_str());
            assert!(own, "{directive} lets {source} through");
        }
    }
}

#[test]
fn no_script_gets_at_tauri_by_a_global_name() {
    let config = config();
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert!(config["app"]["security"]["assetProtocol"].is_null());
    // Windows are opened in code, where navigation is held back too.
    assert_eq!(config["app"]["windows"], serde_json::json!([]));
}

#[test]
fn the_window_may_call_listen_fill_the_screen_and_nothing_else() {
    let folder = root().join("src-tauri/capabilities");
    let files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let capability = json(&files[0]);
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert_eq!(
        capability["permissions"],
        serde_json::json!([
            "allow-call",
            "core:event:allow-listen",
            "core:event:allow-unlisten",
            "core:window:allow-is-fullscreen",
            "core:window:allow-set-fullscreen"
        ])
    );
    for opening in ["remote", "webviews", "platforms"] {
        assert!(capability[opening].is_null(), "{opening}");
    }
    assert_eq!(config()["app"]["security"]["capabilities"], serde_json::json!(["main"]));
    let permission = fs::read_to_string(root().join("src-tauri/permissions/call.toml")).unwrap();
    assert!(permission.contains("commands.allow = [\"call\"]"));
    assert_eq!(permission.matches("[[permission]]").count(), 1);
}

/// The served window answers with the same policy, without Tauri's own addresses.
#[test]
fn the_served_window_has_the_same_policy() {
    let source = fs::read_to_string(root().join("crates/web/src/headers.rs")).unwrap();
    let text = source.split("\\\n").map(str::trim_start).collect::<String>();
    let config = config();
    for (directive, value) in config["app"]["security"]["csp"].as_object().unwrap() {
        let tauris = ["ipc:", "media:", "http://ipc.localhost", "http://media.localhost"];
        let sources: Vec<&str> = value
            .as_str()
            .unwrap()
            .split_whitespace()
            .filter(|source| !tauris.contains(source))
            .collect();
        let wanted = format!("{directive} {}", sources.join(" "));
        assert!(text.contains(&wanted), "the served window's policy lacks: {wanted}");
    }
}
