//! Words and the marks on them. White space folds as a browser folds it, and never ends up inside a mark.

use super::dom::{Element, Node};
use super::{lists, style};
use crate::address;
use crate::parse::push_inline;
use crate::tree::{Image, Inline, Link};

/// The marks that are on already, which need not be put on again.
#[derive(Clone, Copy, Default)]
struct Within {
    strong: bool,
    emphasis: bool,
    strike: bool,
    link: bool,
}

/// A run of words.
pub(super) fn read(nodes: &[Node]) -> Vec<Inline> {
    let mut out = Vec::new();
    run(nodes, Within::default(), &mut out);
    out
}

/// The words of a heading or the like, which are bold by themselves.
pub(super) fn read_plain(nodes: &[Node]) -> Vec<Inline> {
    let mut out = Vec::new();
    run(nodes, Within { strong: true, ..Within::default() }, &mut out);
    out
}

/// Without white space at its ends and around its breaks; nothing when there is nothing to see.
pub(super) fn trimmed(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let starts_line = out.last().is_none_or(|last| *last == Inline::HardBreak);
        match inline {
            Inline::HardBreak if out.is_empty() => {}
            Inline::HardBreak => {
                trim_end(&mut out);
                out.push(Inline::HardBreak);
            }
            Inline::Text(words) if starts_line => {
                let words = words.trim_start();
                if !words.is_empty() {
                    out.push(Inline::Text(words.to_owned()));
                }
            }
            inline => out.push(inline),
        }
    }
    trim_end(&mut out);
    while out.last() == Some(&Inline::HardBreak) {
        out.pop();
        trim_end(&mut out);
    }
    if lists::is_blank(&out) { Vec::new() } else { out }
}

fn trim_end(out: &mut Vec<Inline>) {
    if let Some(Inline::Text(words)) = out.last_mut() {
        words.truncate(words.trim_end().len());
        if words.is_empty() {
            out.pop();
        }
    }
}

fn run(nodes: &[Node], within: Within, out: &mut Vec<Inline>) {
    for node in nodes {
        match node {
            Node::Text(text) => words(text, out),
            Node::Element(element) => self::element(element, within, out),
        }
    }
}

/// Runs of white space are one space, none after another.
fn words(text: &str, out: &mut Vec<Inline>) {
    let mut folded = String::with_capacity(text.len());
    let mut spaced = match out.last() {
        Some(Inline::Text(before)) => before.ends_with([' ', '\u{a0}']),
        Some(Inline::HardBreak) => true,
        _ => false,
    };
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !(c.is_ascii_whitespace() || c == '\u{a0}') {
            folded.push(c);
            spaced = false;
        } else if !spaced {
            // One alone that must not break stays so; in a row of white space it is only width.
            let alone =
                !rest.peek().is_some_and(|next| next.is_ascii_whitespace() || *next == '\u{a0}');
            folded.push(if c == '\u{a0}' && alone && !text.trim().is_empty() { c } else { ' ' });
            spaced = true;
        }
    }
    if !folded.is_empty() {
        push_inline(out, Inline::Text(folded));
    }
}

fn element(element: &Element, within: Within, out: &mut Vec<Inline>) {
    let name = element.name.as_str();
    match name {
        "br" => out.push(Inline::HardBreak),
        "img" => picture(element, out),
        "wbr" | "input" | "colgroup" => {}
        "code" | "tt" | "samp" => code(element, out),
        "sub" | "sup" | "kbd" | "mark" | "q" => tagged(name, element, within, out),
        "a" => link(element, within, out),
        _ if lists::is_bullet(element) => {}
        _ => marked(element, within, out),
    }
}

fn picture(img: &Element, out: &mut Vec<Inline>) {
    let drawn = ["emoji", "wp-smiley"].iter().any(|class| img.get("class").contains(class));
    if drawn {
        words(img.get("alt"), out);
    } else if let Some(image) = image(img) {
        out.push(Inline::Image(image));
    }
}

/// The picture of an `img`; none that only counts readers.
pub(super) fn image(img: &Element) -> Option<Image> {
    let tiny =
        |name: &str| img.get(name).trim_end_matches("px").parse::<u32>().is_ok_and(|n| n < 4);
    let src = img.get("src");
    if !address::is_web(src) || tiny("width") || tiny("height") {
        return None;
    }
    let title = img.get("title").to_owned();
    Some(Image { src: src.to_owned(), alt: fold(img.get("alt")), title: fold(&title) })
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn code(element: &Element, out: &mut Vec<Inline>) {
    let text = fold(&element.letters());
    if !text.is_empty() {
        out.push(Inline::Code(text));
    }
}

fn tagged(name: &str, element: &Element, within: Within, out: &mut Vec<Inline>) {
    let mut inner = Vec::new();
    run(&element.inner, within, &mut inner);
    if lists::is_blank(&inner) {
        return out.extend(inner);
    }
    out.push(Inline::Html(format!("<{name}>")));
    out.extend(inner);
    out.push(Inline::Html(format!("</{name}>")));
}

fn link(element: &Element, within: Within, out: &mut Vec<Inline>) {
    let Some(href) = address(element.get("href")).filter(|_| !within.link) else {
        return marked(element, within, out);
    };
    let mut inner = Vec::new();
    run(&element.inner, Within { link: true, ..within }, &mut inner);
    wrap(inner, out, |text| Inline::Link(Link { href, title: String::new(), text }));
}

/// An address that may be linked; of a redirect that only counts clicks, where it leads.
pub(super) fn address(href: &str) -> Option<String> {
    if !address::is_plain_link(href) {
        return None;
    }
    let url = url::Url::parse(href).ok()?;
    let counts =
        matches!(url.host_str(), Some("www.google.com" | "google.com")) && url.path() == "/url";
    let target = counts
        .then(|| url.query_pairs().find(|(name, _)| name == "q" || name == "url"))
        .flatten()
        .map(|(_, target)| target.into_owned())
        .filter(|target| address::is_web(target));
    Some(target.unwrap_or_else(|| href.to_owned()))
}

fn marked(element: &Element, mut within: Within, out: &mut Vec<Inline>) {
    let said = style::marks(element.get("style"));
    let strong = said.bold.unwrap_or(matches!(element.name.as_str(), "b" | "strong"));
    let emphasis =
        said.italic.unwrap_or(matches!(element.name.as_str(), "i" | "em" | "cite" | "dfn" | "var"));
    let strike = said.struck || matches!(element.name.as_str(), "s" | "del" | "strike");
    let (strong, emphasis, strike) =
        (strong && !within.strong, emphasis && !within.emphasis, strike && !within.strike);
    within.strong |= strong;
    within.emphasis |= emphasis;
    within.strike |= strike;
    let mut inner = Vec::new();
    run(&element.inner, within, &mut inner);
    if let (Some(up), false) = (said.raised, lists::is_blank(&inner)) {
        let tag = if up { "sup" } else { "sub" };
        inner.insert(0, Inline::Html(format!("<{tag}>")));
        inner.push(Inline::Html(format!("</{tag}>")));
    }
    if !(strong || emphasis || strike) {
        return append(inner, out);
    }
    wrap(inner, out, |mut text| {
        if emphasis {
            text = vec![Inline::Emphasis(text)];
        }
        if strong {
            text = vec![Inline::Strong(text)];
        }
        if strike {
            text = vec![Inline::Strike(text)];
        }
        text.pop().unwrap_or(Inline::SoftBreak)
    });
}

/// Puts a mark around words, but not around the white space and breaks at their ends; beside the same mark, it goes on.
fn wrap(mut inner: Vec<Inline>, out: &mut Vec<Inline>, mark: impl FnOnce(Vec<Inline>) -> Inline) {
    if lists::is_blank(&inner) {
        return append(inner, out);
    }
    let mut before = Vec::new();
    let mut after = Vec::new();
    while inner.first() == Some(&Inline::HardBreak) {
        before.push(inner.remove(0));
    }
    while inner.last() == Some(&Inline::HardBreak) {
        after.extend(inner.pop());
    }
    if let Some(Inline::Text(words)) = inner.first_mut()
        && words.starts_with(char::is_whitespace)
    {
        *words = words.trim_start().to_owned();
        before.push(Inline::Text(" ".to_owned()));
    }
    if let Some(Inline::Text(words)) = inner.last_mut()
        && words.ends_with(char::is_whitespace)
    {
        words.truncate(words.trim_end().len());
        after.insert(0, Inline::Text(" ".to_owned()));
    }
    inner.retain(|inline| !matches!(inline, Inline::Text(words) if words.is_empty()));
    append(before, out);
    append(vec![mark(inner)], out);
    append(after, out);
}

fn append(inner: Vec<Inline>, out: &mut Vec<Inline>) {
    for inline in inner {
        match (out.last_mut(), inline) {
            (Some(Inline::Strong(before)), Inline::Strong(more)) => append(more, before),
            (Some(Inline::Emphasis(before)), Inline::Emphasis(more)) => append(more, before),
            (Some(Inline::Strike(before)), Inline::Strike(more)) => append(more, before),
            (_, Inline::Text(text)) => words(&text, out),
            (_, inline) => out.push(inline),
        }
    }
}
