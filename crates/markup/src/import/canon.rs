//! When two pieces of HTML say the same: the form in which they are compared.
//!
//! Not counted are the amount of white space, the spelling of entities and empty tags, classes that
//! WordPress gives by itself, attributes of blocks that their HTML says as well, and the block comments
//! inside lists and quotes, which old versions did not write. Everything else counts.

use serde_json::{Map, Value};

use super::dom::{self, Element, Node};
use crate::footnotes::{self, Entry};
use crate::marks::{Mark, MarkKind, marks};
use crate::pieces::decoded;
use crate::publish::Style;
use crate::tokens::is_void;
use crate::{chunks, escape};

/// The form for comparing; `None` for HTML that can't be read with certainty.
pub(crate) fn canon(html: &str, style: Style) -> Option<String> {
    if let Some(inner) = html_block(html).filter(|inner| !inner.starts_with(NOTES)) {
        return Some(format!("html {}", inner.replace("\r\n", "\n")));
    }
    let nodes = dom::read(html)?;
    let mut canon = Canon { classic: style == Style::Classic, marks: Vec::new(), out: Vec::new() };
    if canon.classic {
        canon.autop(&nodes);
    } else {
        canon.nodes(&nodes, Space::Folded);
    }
    Some(canon.finish())
}

/// How footnotes begin.
pub(super) const NOTES: &str = "<ol class=\"footnotes\">";

/// What stands in an HTML block, which is anything at all.
pub(super) fn html_block(chunk: &str) -> Option<&str> {
    let rest = chunk.strip_prefix("<!-- wp:html -->")?;
    Some(rest.strip_suffix("<!-- /wp:html -->")?.trim_matches(['\n', '\r']))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Folded,
    Kept,
}

enum Out {
    /// A block's tag or comment, or a line break: white space beside it means nothing.
    Edge(String),
    Inline(String),
    Text(String, Space),
}

struct Canon {
    classic: bool,
    /// For each open block, whether its comments count.
    marks: Vec<bool>,
    out: Vec<Out>,
}

impl Canon {
    fn nodes(&mut self, nodes: &[Node<'_>], space: Space) {
        nodes.iter().for_each(|node| self.node(node, space));
    }

    fn node(&mut self, node: &Node<'_>, space: Space) {
        match node {
            Node::Text(text) => self.text(&decoded(text), space),
            Node::Comment(raw) => {
                match marks(raw).first().filter(|mark| mark.span == (0..raw.len())) {
                    Some(mark) => self.mark(mark),
                    None => self.out.push(Out::Edge((*raw).to_owned())),
                }
            }
            Node::Element(element) => self.element(element, space),
        }
    }

    fn text(&mut self, text: &str, space: Space) {
        if !(self.classic && space == Space::Folded) {
            return self.out.push(Out::Text(text.to_owned(), space));
        }
        // Line ends between words are line breaks.
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.push(Out::Text("\n".to_owned(), space));
            }
            self.out.push(Out::Text(line.to_owned(), space));
        }
    }

    fn element(&mut self, element: &Element<'_>, space: Space) {
        let name = if self.classic { plain_name(element) } else { element.name() };
        let edge = name == "br" || chunks::is_paragraphless(name);
        let doubled = self.classic && name == "blockquote" && names_its_link(element);
        self.tag(start_tag(name, element, if doubled { "cite" } else { "" }), edge);
        if is_void(name) {
            return;
        }
        if self.classic && name == "blockquote" {
            self.autop(&element.inner);
        } else {
            let kept = matches!(name, "pre" | "code" | "textarea" | "script" | "style");
            self.nodes(&element.inner, if kept { Space::Kept } else { space });
        }
        self.tag(format!("</{name}>"), edge);
    }

    fn tag(&mut self, tag: String, edge: bool) {
        self.out.push(if edge { Out::Edge(tag) } else { Out::Inline(tag) });
    }

    /// Words that stand by themselves are paragraphs.
    fn autop(&mut self, nodes: &[Node<'_>]) {
        let mut begun = false;
        for node in nodes {
            let alone = match node {
                Node::Text(text) => !begun && text.trim_ascii().is_empty(),
                Node::Comment(_) => true,
                Node::Element(element) => chunks::is_paragraphless(element.name()),
            };
            if alone == begun {
                self.tag(if begun { "</p>" } else { "<p>" }.to_owned(), true);
                begun = !begun;
            }
            self.node(node, Space::Folded);
        }
        if begun {
            self.tag("</p>".to_owned(), true);
        }
    }

    fn mark(&mut self, mark: &Mark<'_>) {
        let name = mark.name.strip_prefix("core/").unwrap_or(mark.name);
        if mark.kind == MarkKind::Close {
            if self.marks.pop() == Some(true) {
                self.tag(format!("<!--/{name}-->"), true);
            }
            return;
        }
        let attributes = attributes(name, mark.attributes);
        let said_by_html = matches!(name, "paragraph" | "heading" | "list" | "list-item" | "quote");
        let counts = self.marks.is_empty() || !said_by_html || !attributes.is_empty();
        if counts {
            let void = if mark.kind == MarkKind::Void { "/" } else { "" };
            self.tag(format!("<!--{name} {attributes}{void}-->"), true);
        }
        if mark.kind == MarkKind::Open {
            self.marks.push(counts);
        }
    }

    fn finish(self) -> String {
        let mut out = String::new();
        // White space that is written only if words or inline tags follow.
        let mut space = false;
        let mut lines = false;
        let mut edge = true;
        for piece in self.out {
            match piece {
                Out::Edge(tag) => {
                    out.push_str(&tag);
                    (space, lines, edge) = (false, false, true);
                }
                Out::Inline(tag) => {
                    settle(&mut out, &mut space, &mut lines, edge);
                    out.push_str(&tag);
                    edge = false;
                }
                Out::Text(text, Space::Kept) => {
                    settle(&mut out, &mut space, &mut lines, edge);
                    escape::text(&mut out, &text.replace("\r\n", "\n"));
                    edge = false;
                }
                Out::Text(text, Space::Folded) => {
                    lines |= self.classic && text == "\n";
                    for c in text.chars() {
                        if c.is_ascii_whitespace() {
                            space = true;
                        } else {
                            settle(&mut out, &mut space, &mut lines, edge);
                            escape::text(&mut out, c.encode_utf8(&mut [0; 4]));
                            edge = false;
                        }
                    }
                }
            }
        }
        out
    }
}

fn settle(out: &mut String, space: &mut bool, lines: &mut bool, edge: bool) {
    if !edge && *lines {
        out.push_str("<br>");
    } else if !edge && *space {
        out.push(' ');
    }
    (*space, *lines) = (false, false);
}

/// Old names of elements, when nothing more is said about them. The block editor writes none of them.
fn plain_name<'e>(element: &'e Element<'_>) -> &'e str {
    match element.name() {
        "b" if element.is_bare() => "strong",
        "i" if element.is_bare() => "em",
        "del" | "strike" if element.is_bare() => "s",
        name => name,
    }
}

fn start_tag(name: &str, element: &Element<'_>, without: &str) -> String {
    let mut attributes: Vec<(&str, String)> = Vec::new();
    for (key, value) in element.tag.attributes.iter().filter(|(key, _)| key != without) {
        let value = if key == "class" { classes(name, value) } else { value.clone() };
        if !(key == "class" && value.is_empty()) {
            attributes.push((key, value));
        }
    }
    attributes.sort();
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        escape::attribute(&mut out, key, &value);
    }
    out.push('>');
    out
}

/// Whether a quote's `cite` says no more than the first link of its source, as it is written here.
fn names_its_link(quote: &Element<'_>) -> bool {
    let said = quote.tag.get("cite");
    said.is_some() && said == quote.inner.iter().rev().find_map(source_link)
}

fn source_link<'e>(node: &'e Node<'_>) -> Option<&'e str> {
    let Node::Element(element) = node else { return None };
    match element.name() {
        "cite" => element.inner.iter().find_map(first_link),
        "p" => source_link(element.inner.first()?),
        _ => None,
    }
}

fn first_link<'e>(node: &'e Node<'_>) -> Option<&'e str> {
    let Node::Element(element) = node else { return None };
    match element.name() {
        "a" => element.tag.get("href"),
        _ => element.inner.iter().find_map(first_link),
    }
}

/// The classes that say something, sorted.
fn classes(name: &str, all: &str) -> String {
    let given = |class: &str| match class {
        "wp-block-heading" => name.starts_with('h'),
        "wp-block-list" => matches!(name, "ul" | "ol"),
        "wp-block-quote" => name == "blockquote",
        "wp-block-separator" | "has-alpha-channel-opacity" => name == "hr",
        "has-fixed-layout" => name == "table",
        "wp-element-caption" => name == "figcaption",
        class => is_aspect(class),
    };
    let mut kept: Vec<&str> = all.split_ascii_whitespace().filter(|class| !given(class)).collect();
    kept.sort_unstable();
    kept.join(" ")
}

/// How wide an embedded film is, which WordPress finds out by itself.
fn is_aspect(class: &str) -> bool {
    class.starts_with("wp-embed-aspect-") || class == "wp-has-aspect-ratio"
}

/// The attributes that the block's HTML does not say as well.
fn attributes(name: &str, json: &str) -> String {
    let Ok(mut map) = serde_json::from_str::<Map<String, Value>>(json) else {
        return json.to_owned();
    };
    map.retain(|key, value| match (name, key.as_str()) {
        ("heading", "level") | ("list", "ordered" | "start") => false,
        ("image", "linkDestination") | ("table", "hasFixedLayout") => false,
        ("gallery", "linkTo") => value != "none",
        ("footnotes", "texts") => {
            *value = texts(json).unwrap_or_else(|| value.take());
            true
        }
        // The filter for authors writes an ampersand there as in HTML.
        ("embed", "url") => {
            *value = decoded(value.as_str().unwrap_or_default()).into();
            true
        }
        ("embed", "className") => {
            let kept: Vec<&str> =
                value.as_str().unwrap_or("?").split(' ').filter(|c| !is_aspect(c)).collect();
            !kept.concat().is_empty()
        }
        _ => true,
    });
    if map.is_empty() { String::new() } else { Value::Object(map).to_string() }
}

/// The texts of footnotes, each as what it says.
fn texts(json: &str) -> Option<Value> {
    let said = |entry: Entry| {
        let content = canon(&entry.content, Style::Blocks).unwrap_or(entry.content.clone());
        Value::from(Entry { content, ..entry }.json())
    };
    Some(Value::Array(footnotes::listed(json)?.into_iter().map(said).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_old_forms_do_not_count() {
        for (one, other) in [
            (
                "<!-- wp:separator -->\n<hr class=\"wp-block-separator\" />\n<!-- /wp:separator -->",
                "<!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>\n<!-- /wp:separator -->",
            ),
            (
                "<!-- wp:heading {\"level\":2} --><h2>a&amp;b&nbsp;c</h2><!-- /wp:heading -->",
                "<!-- wp:core/heading -->\n<h2 class=\"wp-block-heading\"> a&#038;b\u{a0}c\n</h2>\n<!-- /wp:core/heading -->",
            ),
            (
                "<!-- wp:list --><ul><li>a</li><li><em>b</em></li></ul><!-- /wp:list -->",
                "<!-- wp:list -->\n<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>a</li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n<li><em>b</em></li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
            ),
        ] {
            assert!(canon(one, Style::Blocks).is_some());
            assert_eq!(canon(one, Style::Blocks), canon(other, Style::Blocks));
        }
        for (one, other) in [
            ("a\nb", "<p>a<br>b</p>"),
            ("a<br />\nb", "<p>a<br>b</p>"),
            ("<blockquote>a <i>b</i></blockquote>", "<blockquote><p>a <em>b</em></p></blockquote>"),
            ("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ] {
            assert_eq!(canon(one, Style::Classic), canon(other, Style::Classic));
        }
    }

    #[test]
    fn everything_else_counts() {
        for (one, other) in [
            ("<p>a b</p>", "<p>ab</p>"),
            ("<p>a<b> b</b></p>", "<p>a <b>b</b></p>"),
            ("<p class=\"x\">a</p>", "<p>a</p>"),
            ("<p><i class=\"x\">a</i></p>", "<p><em>a</em></p>"),
            ("<pre>a  b</pre>", "<pre>a b</pre>"),
            (
                "<!-- wp:paragraph {\"align\":\"center\"} --><p>a</p><!-- /wp:paragraph -->",
                "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->",
            ),
            ("<p>a&nbsp;b</p>", "<p>a b</p>"),
        ] {
            assert_ne!(canon(one, Style::Blocks), canon(other, Style::Blocks));
        }
    }
}
