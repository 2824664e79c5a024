//! The texts that are opened, and a desk on which Afterword opens one of them.

use std::path::Path;

use afterword_desk::{Desk, DeskConfig};
use serde_json::json;

/// Prose with headings, lists, quotes, links and code, always the same, of about that many bytes.
pub fn text(bytes: usize) -> String {
    const WORDS: &[&str] = &[
        "the",
        "lamp",
        "was",
        "lit",
        "at",
        "dusk",
        "and",
        "nobody",
        "came",
        "by",
        "boat",
        "so",
        "I",
        "wrote",
        "down",
        "hours",
        "as",
        "book",
        "asks",
        "then",
        "sat",
        "near",
        "stove",
        "answering",
        "letters",
        "because",
        "people",
        "write",
        "to",
        "a",
        "light",
        "more",
        "often",
        "than",
        "you",
        "would",
        "think",
        "somebody",
        "ought",
        "back",
    ];
    let mut seed = 20_261_123_u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let mut out = String::new();
    let mut paragraph = 0;
    while out.len() < bytes {
        let mut sentence = String::new();
        for word in 0..60 + next(60) {
            if word > 0 {
                sentence.push(' ');
            }
            match next(60) {
                0 => sentence.push_str("**as good**"),
                1 => sentence.push_str("[a page](https://reports.example/9)"),
                2 => sentence.push_str("`code`"),
                _ => sentence.push_str(WORDS[next(WORDS.len())]),
            }
        }
        match paragraph % 9 {
            0 => out.push_str(&format!("## Part {}\n\n{sentence}.\n\n", paragraph / 9 + 1)),
            3 => out.push_str(&format!("> {sentence}.\n\n")),
            5 => out.push_str(&format!("- one\n- two\n- {sentence}\n\n")),
            7 => out.push_str("```js\nconst answer = (one) => one + 1;\n```\n\n"),
            _ => out.push_str(&format!("{sentence}.\n\n")),
        }
        paragraph += 1;
    }
    out
}

/// A desk in this folder whose open post is this text, shown beside its preview.
pub fn lay(folder: &Path, text: &str) {
    let desk = Desk::open(DeskConfig::new(folder.to_owned())).unwrap();
    let state = desk.call("app_state", json!(null)).unwrap();
    let blog = state["blogs"][0]["id"].clone();
    let post = desk.call("post_create", json!({ "blog": blog })).unwrap();
    let mut fields = post["fields"].clone();
    fields["title"] = json!("A long winter");
    let save =
        json!({ "post": post["id"], "fields": fields, "body": text, "version": post["version"] });
    desk.call("post_save", save).unwrap();
    for (name, value) in
        [("openPost", post["id"].clone()), ("blog", blog), ("mode", json!("split"))]
    {
        desk.call("remember", json!({ "name": name, "value": value })).unwrap();
    }
    desk.close();
}
