//! Paragraphs, headings, quotes, code and what else stands in lines of its own.

use super::dom::{Element, Node};
use super::{block, inlines, lists, table};
use crate::tree::{Block, BlockKind, Image, Inline, Link};

pub(super) fn read(nodes: &[Node]) -> Vec<Block> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(node) = nodes.get(from) {
        let rest = nodes.get(from..).unwrap_or_default();
        match node {
            Node::Element(element) if element.has_blocks() => {
                if let Some((list, taken)) = lists::loose(rest) {
                    out.push(list);
                    from += taken;
                } else {
                    self::element(element, &mut out);
                    from += 1;
                }
            }
            _ => {
                let words = |node: &Node| !matches!(node, Node::Element(e) if e.has_blocks());
                let taken = rest.iter().take_while(|node| words(node)).count();
                paragraphs(rest.get(..taken).unwrap_or_default(), &mut out);
                from += taken.max(1);
            }
        }
    }
    out
}

/// A run of words; two line breaks in a row begin another paragraph.
fn paragraphs(nodes: &[Node], out: &mut Vec<Block>) {
    let words = inlines::read(nodes);
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let end = rest
            .windows(2)
            .position(|pair| matches!(pair, [Inline::HardBreak, Inline::HardBreak]))
            .unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        let part = inlines::trimmed(part.to_vec());
        if !part.is_empty() {
            out.push(block(BlockKind::Paragraph(part)));
        }
        let breaks = after.iter().take_while(|inline| **inline == Inline::HardBreak).count();
        rest = after.get(breaks..).unwrap_or_default();
    }
}

fn element(element: &Element, out: &mut Vec<Block>) {
    match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => heading(element, out),
        "ul" | "ol" => out.extend(lists::read(element)),
        "blockquote" => out.extend(quote(element)),
        "pre" => out.extend(code(element, "")),
        "hr" => out.push(block(BlockKind::Rule)),
        "table" => out.extend(table::read(element)),
        "figure" => figure(element, out),
        "dt" | "summary" | "caption" => {
            let words = inlines::trimmed(inlines::read_plain(&element.inner));
            if !words.is_empty() {
                out.push(block(BlockKind::Paragraph(vec![Inline::Strong(words)])));
            }
        }
        "a" => out.extend(linked(element)),
        "div" if element.get("class").contains("highlight") => match element.find(&["pre"]) {
            Some(pre) => out.extend(code(pre, element.get("class"))),
            None => out.extend(read(&element.inner)),
        },
        _ => out.extend(read(&element.inner)),
    }
}

fn heading(element: &Element, out: &mut Vec<Block>) {
    let level = element.name.get(1..).and_then(|n| n.parse().ok()).unwrap_or(2);
    let text = inlines::trimmed(inlines::read_plain(&element.inner));
    if !text.is_empty() {
        out.push(block(BlockKind::Heading { level, id: None, classes: Vec::new(), text }));
    }
}

/// A link around whole blocks becomes one around the words of each.
fn linked(anchor: &Element) -> Vec<Block> {
    let mut blocks = read(&anchor.inner);
    if let Some(href) = inlines::address(anchor.get("href")) {
        for block in &mut blocks {
            let (BlockKind::Paragraph(text) | BlockKind::Heading { text, .. }) = &mut block.kind
            else {
                continue;
            };
            if !text.iter().any(|inline| matches!(inline, Inline::Link(_))) {
                let (href, inner) = (href.clone(), std::mem::take(text));
                text.push(Inline::Link(Link { href, title: String::new(), text: inner }));
            }
        }
    }
    blocks
}

fn quote(element: &Element) -> Option<Block> {
    let is_source = |node: &Node| matches!(node, Node::Element(e) if matches!(e.name.as_str(), "footer" | "cite"));
    let last = element
        .inner
        .iter()
        .rposition(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()))?;
    let source = element.inner.get(last).filter(|node| is_source(node));
    let said = element.inner.get(..last + usize::from(source.is_none())).unwrap_or_default();
    let blocks = read(said);
    let cite = source.and_then(|node| match node {
        Node::Element(source) => {
            let words = inlines::trimmed(inlines::read(&source.inner));
            (!words.is_empty()).then(|| without_dash(words))
        }
        Node::Text(_) => None,
    });
    (!blocks.is_empty()).then(|| block(BlockKind::Quote { blocks, cite }))
}

/// The dash before a source is written anew.
fn without_dash(mut words: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(first)) = words.first_mut() {
        *first = first.trim_start_matches(['—', '–', '-', ' ', '\u{a0}']).to_owned();
    }
    words
}

fn code(pre: &Element, around: &str) -> Option<Block> {
    let text = pre.letters().replace('\u{a0}', " ");
    let text = text.trim_end_matches('\n').to_owned();
    let inner = pre.find(&["code"]).map_or("", |code| code.get("class"));
    let language = [inner, pre.get("class"), around].into_iter().find_map(language);
    (!text.trim().is_empty()).then(|| block(BlockKind::Code { language, text }))
}

/// The language that a class names, as in `language-js` or `highlight-source-js`.
fn language(classes: &str) -> Option<String> {
    let names = classes.split_ascii_whitespace().find_map(|class| {
        ["language-", "lang-", "highlight-source-"]
            .iter()
            .find_map(|start| class.strip_prefix(start))
    })?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    (!names.is_empty() && names.chars().all(plain)).then(|| names.to_owned())
}

/// A picture with its caption; whatever else a figure holds stands by itself.
fn figure(element: &Element, out: &mut Vec<Block>) {
    let caption = element.find(&["figcaption"]);
    let words = caption.map(|caption| inlines::trimmed(inlines::read_plain(&caption.inner)));
    let shown: Vec<&Element> =
        element.elements().filter(|inner| inner.name != "figcaption").collect();
    let image = element.find(&["img"]).and_then(inlines::image);
    if let (Some(image), false) = (image, element.find(&["table", "pre", "blockquote"]).is_some()) {
        let title = words.map(|words| crate::inline::words(&words)).unwrap_or_default();
        let image = Inline::Image(Image { title, ..image });
        let href = element.find(&["a"]).filter(|a| a.find(&["img"]).is_some());
        let href = href.and_then(|a| inlines::address(a.get("href")));
        out.push(block(BlockKind::Paragraph(vec![match href {
            Some(href) => Inline::Link(Link { href, title: String::new(), text: vec![image] }),
            None => image,
        }])));
        return;
    }
    for inner in shown {
        self::element(inner, out);
    }
    if let Some(words) = words.filter(|words| !words.is_empty()) {
        out.push(block(BlockKind::Paragraph(vec![Inline::Emphasis(words)])));
    }
}
