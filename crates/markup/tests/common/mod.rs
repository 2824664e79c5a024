//! What several tests need: an independent judge of HTML, and test texts from outside.
#![allow(dead_code, clippy::expect_used, clippy::string_slice)]

use std::path::PathBuf;

use afterword_markup::UploadedPicture;
use proptest::prelude::*;
use scraper::{Html, Node};
use url::Url;

pub const COMMENT_TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "strong",
    "ul",
];

/// What `comment_html` may write.
pub const REPLY_TAGS: &[&str] =
    &["a", "b", "blockquote", "cite", "code", "del", "em", "i", "q", "strike", "strong"];

const NEVER: &[&str] = &[
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "button",
    "textarea",
    "select",
    "link",
    "meta",
    "base",
    "title",
    "template",
    "noscript",
    "xmp",
    "plaintext",
    "audio",
    "video",
    "source",
    "frame",
    "frameset",
    "applet",
    "marquee",
    "portal",
    "picture",
    "map",
    "area",
];

/// Which relative addresses are fine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relative {
    Never,
    Footnotes,
}

/// Reparses HTML with another parser and says what is dangerous in it. Only `tags` may appear, when given.
pub fn dangers(html: &str, tags: Option<&[&str]>, relative: Relative) -> Vec<String> {
    let once = Html::parse_fragment(html);
    // A second reading catches what only shows after a browser has written the page again.
    let twice = Html::parse_fragment(&once.root_element().inner_html());
    [once, twice].iter().flat_map(|page| page_dangers(page, tags, relative)).collect()
}

fn page_dangers(page: &Html, tags: Option<&[&str]>, relative: Relative) -> Vec<String> {
    let mut found = Vec::new();
    for node in page.tree.nodes() {
        match node.value() {
            // The parser itself adds these two around a fragment.
            Node::Element(element) if !matches!(element.name(), "html" | "body") => {
                let name = element.name();
                if NEVER.contains(&name) || tags.is_some_and(|tags| !tags.contains(&name)) {
                    found.push(format!("element {name}"));
                }
                for (attribute, value) in element.attrs() {
                    if let Some(danger) = attribute_danger(attribute, value, relative) {
                        found.push(format!("{name}: {danger}"));
                    }
                }
            }
            Node::Comment(comment) => found.push(format!("comment {}", &**comment)),
            Node::ProcessingInstruction(_) => found.push("processing instruction".to_owned()),
            _ => {}
        }
    }
    found
}

fn attribute_danger(name: &str, value: &str, relative: Relative) -> Option<String> {
    let known = [
        "href",
        "rel",
        "data-at",
        "data-media",
        "data-name",
        "alt",
        "title",
        "id",
        "class",
        "align",
        "type",
        "disabled",
        "checked",
        "start",
        "colspan",
        "rowspan",
        "dir",
        "lang",
        "open",
    ];
    if !known.contains(&name) {
        return Some(format!("attribute {name}"));
    }
    if name == "type" && value != "checkbox" {
        return Some(format!("type {value}"));
    }
    if name != "href" {
        return None;
    }
    if relative == Relative::Footnotes && value.starts_with('#') {
        return None;
    }
    let base = Url::parse("tauri://localhost/index.html").expect("a base");
    match base.join(value) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "mailto") => {
            Url::parse(value).is_err().then(|| format!("relative {value}"))
        }
        Ok(url) => Some(format!("address {url}")),
        Err(_) => None,
    }
}

/// Says what is wrong with the nesting of block comments.
pub fn bad_nesting(blocks: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for (at, _) in blocks.match_indices("<!--") {
        let rest = &blocks[at + 4..];
        let trimmed = rest.trim_start();
        let (closing, name) = match trimmed.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, trimmed),
        };
        // WordPress asks for white space before the name.
        if trimmed.len() == rest.len() || !name.starts_with("wp:") {
            continue;
        }
        let end = name.find("-->")?;
        let head = name[..end].trim_end();
        let word = head.split([' ', '\n']).next().unwrap_or_default();
        if closing {
            if open.pop() != Some(word) {
                return Some(format!("{word} ends what it did not begin"));
            }
        } else if !head.ends_with('/') {
            open.push(word);
        }
    }
    (!open.is_empty()).then(|| format!("not ended: {open:?}"))
}

/// Knows every picture.
pub fn uploaded(name: &str) -> Option<UploadedPicture> {
    Some(UploadedPicture {
        url: format!("https://blog.example/up/{}.jpg", name.len()),
        id: Some(12),
        size: None,
    })
}

/// Test texts by other people, when they are there.
pub fn corpus(path: &str) -> Option<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let text = std::fs::read_to_string(root.join(path)).ok();
    if text.is_none() {
        println!("skipped: the corpus {path} is not on this machine");
    }
    text
}

/// Pieces that mean something to one of the parsers.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  \n",
    "\t",
    "    ",
    "> ",
    "- ",
    "1. ",
    "7) ",
    "* ",
    "# ",
    "### ",
    "---\n",
    "```\n",
    "```rust\n",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "]",
    "[^a]",
    "\n[^a]: ",
    "| a | b |\n|--|:-:|\n",
    "| x |",
    "\\",
    "- [ ] ",
    "- [x] ",
    "— Somebody",
    "<!--more-->",
    "\n<!-- wp:spacer -->\n",
    "\n<!-- /wp:spacer -->\n",
    "\n\n<!-- wp:acme/map {\"a\":\"x\"} /-->\n",
    "<!-- wp:paragraph -->",
    "<!-- /wp:paragraph -->",
    "<!--",
    "-->",
    "<",
    ">",
    "&",
    "&lt;",
    "&#x3c;",
    "&colon;",
    "\"",
    "'",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<style>",
    "<svg>",
    "<math>",
    "<title>",
    "</title>",
    "<table>",
    "<td>",
    "<p>",
    "</p>",
    "<div>\n",
    "</div>\n",
    "<img src=x onerror=1>",
    "<img src=\"media:abc\">",
    "![p](media:abc)",
    "![q](https://x.example/q.png)",
    "<a href=\"javascript:1\">",
    "<a href=//x.example>",
    "<a href='data:text/html,1'>",
    "javascript:",
    "https://x.example/a_b(c)",
    "http://",
    "media:abc",
    "<q>",
    "</q>",
    "<textarea>",
    "<noscript>",
    "<template>",
    "<plaintext>",
    "<select>",
    "<form>",
    "<input type=text>",
    "<iframe srcdoc='<b>'>",
    " data-at=\"9\"",
    " style=\"x\"",
    "{#id .c}",
    "word",
    "Ünïcødé",
    "漢字",
    "👩‍👩‍👧",
    "\u{202e}",
    "\0",
    "\u{1}",
    "\r\n",
    "\u{feff}",
    "$x$",
    "[[x]]",
    "::",
    "@",
    "a@b.example",
    "<a@b.example>",
    "<https://x.example>",
];

/// Markdown, HTML and odd characters in any order.
pub fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "[a-z]{1,6}",
        1 => any::<char>().prop_map(String::from),
        1 => ".{0,12}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
