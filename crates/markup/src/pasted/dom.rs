//! The HTML as a small tree, cleaned and mended first. Its attributes serve only to find out what is meant:
//! none of them is shown.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::style;
use crate::tokens::{RawText, Token, is_block, is_void, tokens};

/// Elements within each other; what is deeper stands beside them.
const MAX_DEPTH: usize = 60;

pub(super) enum Node {
    Text(String),
    Element(Element),
}

pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub inner: Vec<Node>,
}

impl Element {
    pub fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| known == name)
    }

    /// The first of these elements in it, at any depth.
    pub fn find(&self, names: &[&str]) -> Option<&Element> {
        self.inner.iter().find_map(|node| match node {
            Node::Element(inner) if names.contains(&inner.name.as_str()) => Some(inner),
            Node::Element(inner) => inner.find(names),
            Node::Text(_) => None,
        })
    }

    /// The elements in it that are not nested further.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.inner.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Whether it, or something in it, stands in lines of its own.
    pub fn has_blocks(&self) -> bool {
        is_own_block(&self.name) || self.elements().any(Self::has_blocks)
    }

    /// Its letters as they stand, `br` as a line end.
    pub fn letters(&self) -> String {
        let mut out = String::new();
        self.put_letters(&mut out);
        out
    }

    fn put_letters(&self, out: &mut String) {
        for node in &self.inner {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if element.name == "br" => out.push('\n'),
                Node::Element(element) => {
                    element.put_letters(out);
                    // Some pages hold each line of code in a block of its own.
                    if matches!(element.name.as_str(), "div" | "p" | "li") && !out.ends_with('\n') {
                        out.push('\n');
                    }
                }
            }
        }
    }
}

fn is_own_block(name: &str) -> bool {
    is_block(name) || matches!(name, "hr" | "pre" | "summary")
}

pub(super) fn read(html: &str) -> Vec<Node> {
    let clean = MENDED.clean(html).to_string();
    let mut levels: Vec<Vec<Node>> = vec![Vec::new()];
    let mut open: Vec<Option<Element>> = Vec::new();
    for token in tokens(&clean, RawText::Tags) {
        match token {
            Token::Text(text) => push(&mut levels, Node::Text(text)),
            Token::Start(tag) if is_void(&tag.name) => {
                let (name, attributes) = (tag.name, tag.attributes);
                push(&mut levels, Node::Element(Element { name, attributes, inner: Vec::new() }));
            }
            Token::Start(_) if levels.len() > MAX_DEPTH => open.push(None),
            Token::Start(tag) => {
                let (name, attributes) = (tag.name, tag.attributes);
                open.push(Some(Element { name, attributes, inner: Vec::new() }));
                levels.push(Vec::new());
            }
            Token::End(_) => {
                // Cleaned HTML ends what it begins, in order.
                if let Some(Some(element)) = open.pop() {
                    let inner = levels.pop().unwrap_or_default();
                    push(&mut levels, Node::Element(Element { inner, ..element }));
                }
            }
            Token::Comment => {}
        }
    }
    levels.into_iter().flatten().collect()
}

/// What nobody would have seen is not there.
fn push(levels: &mut [Vec<Node>], node: Node) {
    let hidden = matches!(&node, Node::Element(element) if style::is_hidden(element.get("style")));
    if let (false, Some(level)) = (hidden, levels.last_mut()) {
        level.push(node);
    }
}

const TAGS: [&str; 76] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "bdi",
    "bdo",
    "hgroup",
    "ruby",
    "colgroup",
];

const GONE: [&str; 18] = [
    "script", "style", "title", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "audio", "video", "canvas", "button", "select", "textarea", "rt", "rp",
];

static MENDED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into())
        .clean_content_tags(GONE.into())
        .generic_attributes(HashSet::from(["style", "class", "align"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "title", "width", "height"])),
            ("input", HashSet::from(["type", "checked"])),
            ("ol", HashSet::from(["start"])),
            ("td", HashSet::from(["colspan"])),
            ("th", HashSet::from(["colspan"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .strip_comments(true);
    builder
});
