//! The arrows of docs/ARCHITECTURE.md: which crate may use which, read from the manifests themselves.
//!
//! The order inside `ui/` is held by its lint rules.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Our crates, and which of ours each may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("afterword-model", &[]),
    ("afterword-markup", &[]),
    ("afterword-proof", &[]),
    ("afterword-store", &["model"]),
    ("afterword-platform", &["model"]),
    ("afterword-sync", &["model", "store", "platform", "markup"]),
    ("afterword-practice", &[]),
    ("afterword-desk", &["model", "markup", "store", "platform", "sync", "practice", "proof"]),
    ("afterword-web", &["desk"]),
    ("afterword", &["desk", "web"]),
    ("xtask", &[]),
];

/// Libraries that belong to some crates only.
const RESERVED: &[(&str, &[&str])] = &[
    ("rusqlite", &["afterword-store", "afterword-practice"]),
    ("ureq", &["afterword-platform"]),
    ("axum", &["afterword-practice", "afterword-web"]),
    ("tokio", &["afterword-practice", "afterword-web"]),
    ("keyring", &["afterword-desk"]),
    ("pulldown-cmark", &["afterword-markup", "afterword-proof"]),
    ("harper-core", &["afterword-proof"]),
    ("spellbook", &["afterword-proof"]),
    ("open", &["afterword"]),
    ("tauri", &["afterword"]),
    ("tauri-build", &["afterword"]),
];

/// What the pure crates get by with.
const PURE: &[(&str, &[&str])] = &[
    ("afterword-model", &["chrono", "serde", "serde_json", "thiserror", "ts-rs", "uuid"]),
    (
        "afterword-markup",
        &[
            "ammonia",
            "chardetng",
            "cssparser",
            "dom_query",
            "dom_smoothie",
            "encoding_rs",
            "html5ever",
            "markup5ever",
            "markup5ever_rcdom",
            "pulldown-cmark",
            "serde_json",
            "thiserror",
            "url",
        ],
    ),
    (
        "afterword-proof",
        &[
            "encoding_rs",
            "harper-core",
            "pulldown-cmark",
            "spellbook",
            "thiserror",
            "unicode-normalization",
            "whatlang",
        ],
    ),
    ("xtask", &[]),
];

/// Each package of the workspace with what it is built from; what only its tests use does not count.
fn packages() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = metadata["packages"].as_array().unwrap();
    list.iter()
        .map(|package| {
            let uses = package["dependencies"].as_array().unwrap();
            let uses = uses.iter().filter(|used| used["kind"] != "dev");
            let uses = uses.map(|used| used["name"].as_str().unwrap().to_string()).collect();
            (package["name"].as_str().unwrap().to_string(), uses)
        })
        .filter(|(name, _)| name != env!("CARGO_PKG_NAME"))
        .collect()
}

#[test]
fn crates_use_only_what_lies_below_them() {
    let packages = packages();
    for (name, uses) in &packages {
        let (_, below) = ARROWS.iter().find(|(known, _)| known == name).unwrap_or_else(|| {
            panic!("{name} is new: give it its place in the table of this test and in docs/ARCHITECTURE.md")
        });
        let ours = uses.iter().filter_map(|used| used.strip_prefix("afterword-"));
        for used in ours {
            assert!(below.contains(&used), "{name} must not use {used}");
        }
        assert!(!uses.contains("afterword"), "{name} must not use the desktop package");
    }
    for (name, _) in ARROWS {
        assert!(packages.contains_key(*name), "{name} is in the table, but not in the workspace");
    }
}

#[test]
fn a_library_stays_in_the_crates_that_own_its_subject() {
    for (name, uses) in &packages() {
        for (library, owners) in RESERVED {
            if uses.contains(*library) {
                assert!(owners.contains(&name.as_str()), "{name} must not use {library}");
            }
        }
        if name != "afterword" {
            let tauris: Vec<&String> =
                uses.iter().filter(|used| used.starts_with("tauri")).collect();
            assert!(tauris.is_empty(), "{name} must not use {tauris:?}");
        }
    }
}

#[test]
fn the_pure_crates_bring_no_doors_to_the_world() {
    let packages = packages();
    for (name, allowed) in PURE {
        let uses = packages.get(*name).unwrap_or_else(|| panic!("{name} is gone"));
        for used in uses {
            assert!(allowed.contains(&used.as_str()), "{name} must do without {used}");
        }
    }
}
