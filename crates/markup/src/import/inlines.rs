//! Words and what stands among them, from HTML. Elements that Markdown has no sign for stay as they are
//! written, around their words.

use super::convert::Reader;
use super::dom::{Element, Node};
use crate::parse::push_inline;
use crate::pieces::decoded;
use crate::publish::Style;
use crate::tree::{Inline, Link};

/// The inlines of a run of nodes, without white space at its ends.
pub(super) fn read(nodes: &[Node<'_>], reader: &mut Reader) -> Vec<Inline> {
    let mut out = Vec::new();
    inlines(nodes, reader, &mut out);
    tidy(out)
}

/// The words of nodes that are nothing but words.
pub(super) fn only_words(nodes: &[Node<'_>]) -> Option<String> {
    match nodes {
        [] => Some(String::new()),
        [Node::Text(text)] => Some(decoded(text).trim_ascii().to_owned()),
        _ => None,
    }
}

fn inlines(nodes: &[Node<'_>], reader: &mut Reader, out: &mut Vec<Inline>) {
    for node in nodes {
        match node {
            Node::Text(text) => words(&decoded(text), reader.style, out),
            Node::Comment(raw) => push_inline(out, Inline::Html((*raw).to_owned())),
            Node::Element(element) => self::element(element, reader, out),
        }
    }
}

fn words(text: &str, style: Style, out: &mut Vec<Inline>) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            push_inline(
                out,
                match style {
                    Style::Blocks => Inline::SoftBreak,
                    Style::Classic => Inline::HardBreak,
                },
            );
        }
        if !line.is_empty() {
            push_inline(out, Inline::Text(line.to_owned()));
        }
    }
}

fn element(element: &Element<'_>, reader: &mut Reader, out: &mut Vec<Inline>) {
    let mut within = Vec::new();
    inlines(&element.inner, reader, &mut within);
    let bare = element.is_bare();
    let old = bare && reader.style == Style::Classic && !within.is_empty();
    let inline = match element.name() {
        "br" if bare => Inline::HardBreak,
        "strong" if bare && !within.is_empty() => Inline::Strong(within),
        "em" if bare && !within.is_empty() => Inline::Emphasis(within),
        "s" if bare && !within.is_empty() => Inline::Strike(within),
        "b" if old => Inline::Strong(within),
        "i" if old => Inline::Emphasis(within),
        "del" | "strike" if old => Inline::Strike(within),
        "code" if bare && matches!(element.inner.as_slice(), [Node::Text(_)]) => {
            let words = element.inner.iter().filter_map(|node| match node {
                Node::Text(text) => Some(decoded(text)),
                _ => None,
            });
            Inline::Code(words.collect())
        }
        "a" if only(element, &["href", "title"]) && element.tag.get("href").is_some() => {
            let text = |name: &str| element.tag.get(name).unwrap_or_default().to_owned();
            Inline::Link(Link { href: text("href"), title: text("title"), text: within })
        }
        "img" if is_plain_picture(element) => match reader.image(element) {
            Some(image) => Inline::Image(image),
            None => Inline::Html(element.open.to_owned()),
        },
        "sup" if reader.with_notes && element.has_class("footnote-ref") => {
            match note_number(element) {
                Some(number) => {
                    reader.noted = true;
                    Inline::NoteRef { number, nth: 1 }
                }
                None => return as_written(element, within, out),
            }
        }
        "sup" if reader.with_notes && element.tag.get("data-fn").is_some() => {
            match note_label(element, reader) {
                Some(label) => {
                    reader.noted = true;
                    // As it is written in Markdown: by its label, which no number tells.
                    Inline::Html(format!("[^{label}]"))
                }
                None => return as_written(element, within, out),
            }
        }
        _ => return as_written(element, within, out),
    };
    push_inline(out, inline);
}

/// The tags as they are, around what was made of the inside.
fn as_written(element: &Element<'_>, within: Vec<Inline>, out: &mut Vec<Inline>) {
    push_inline(out, Inline::Html(element.open.to_owned()));
    within.into_iter().for_each(|inline| push_inline(out, inline));
    if !element.close.is_empty() {
        push_inline(out, Inline::Html(element.close.to_owned()));
    }
}

fn only(element: &Element<'_>, names: &[&str]) -> bool {
    element.tag.attributes.iter().all(|(name, _)| names.contains(&name.as_str()))
}

/// Whether Markdown says all there is to a picture among words.
fn is_plain_picture(img: &Element<'_>) -> bool {
    let classes = img.tag.get("class").unwrap_or_default();
    only(img, &["src", "alt", "title", "class"])
        && img.tag.get("alt").is_some()
        && classes
            .split_ascii_whitespace()
            .all(|class| class.starts_with("wp-image-") || class.starts_with("size-"))
}

/// The label of WordPress's own footnote that a mark leads to.
fn note_label(sup: &Element<'_>, reader: &Reader) -> Option<String> {
    let label = reader.own.as_ref()?.label(sup.tag.get("data-fn")?)?;
    Some(label.to_owned())
}

/// The footnote that a reference of ours leads to.
fn note_number(sup: &Element<'_>) -> Option<usize> {
    let [Node::Element(link)] = sup.inner.as_slice() else { return None };
    link.tag.get("href")?.strip_prefix("#fn-")?.parse().ok()
}

/// No white space at the ends and around line breaks, where Markdown has none.
fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let at_start = out.last().is_none_or(is_break);
        match inline {
            Inline::Text(text) => {
                let text = if at_start { text.trim_ascii_start().to_owned() } else { text };
                if !text.is_empty() {
                    out.push(Inline::Text(text));
                }
            }
            Inline::SoftBreak if at_start => {}
            // A line end right after a break is the same break.
            Inline::SoftBreak | Inline::HardBreak => {
                trim_end(&mut out);
                out.push(inline);
            }
            inline => out.push(inline),
        }
    }
    trim_end(&mut out);
    if matches!(out.last(), Some(Inline::SoftBreak)) {
        out.pop();
    }
    out
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline, Inline::SoftBreak | Inline::HardBreak)
}

fn trim_end(out: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = out.last_mut() {
        text.truncate(text.trim_ascii_end().len());
        if text.is_empty() {
            out.pop();
        }
    }
}
