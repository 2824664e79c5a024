//! Sanitising, always as the last step: what leaves here is what the window shows.
//!
//! Pictures and the blocks that a comment may not have are rewritten first, into words; ammonia then
//! judges the result. Allowed lists are written out in full, so an update of ammonia widens nothing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::tokens::{RawText, Tag, Token, is_block, is_silent, is_void, tokens};
use crate::{address, escape, tangle, text};

/// A stranger's comment, fit to be shown: few tags, no pictures (a text says what was there), absolute
/// http, https and mailto links only. HTML that is nested beyond reason is shown as its plain text.
pub fn clean_comment(html: &str) -> String {
    let mut rewritten = rewrite(html, &|tag| match tag.name.as_str() {
        "img" => Rewrite::With(picture_words(tag)),
        name if is_block(name) && !COMMENT_TAGS.contains(&name) => Rewrite::Line,
        "td" | "th" => Rewrite::With(" ".to_owned()),
        _ => Rewrite::Keep,
    });
    if tangle::is_tangled(&rewritten) {
        rewritten = paragraphs(&text::plain(html));
    }
    COMMENT.clean(&rewritten).to_string()
}

/// The writer's own HTML for the preview; `fallback` makes a tame version of a tangled one.
pub(crate) fn clean_preview(html: &str, fallback: impl FnOnce() -> String) -> String {
    let mut rewritten = rewrite(html, &|tag| match tag.name.as_str() {
        "img" => Rewrite::With(preview_picture(tag)),
        _ => Rewrite::Keep,
    });
    if tangle::is_tangled(&rewritten) {
        rewritten = fallback();
    }
    PREVIEW.clean(&rewritten).to_string()
}

enum Rewrite {
    Keep,
    With(String),
    /// The tags go, and what they held starts and ends a line.
    Line,
}

/// Writes HTML again, tag by tag. Scripts and styles are dropped, text areas become text.
fn rewrite(html: &str, judge: &dyn Fn(&Tag) -> Rewrite) -> String {
    let mut out = String::with_capacity(html.len());
    let mut silent: Option<String> = None;
    for token in tokens(html, RawText::Kept) {
        if let Some(name) = &silent {
            if matches!(&token, Token::End(end) if end == name) {
                silent = None;
            }
            continue;
        }
        match token {
            Token::Text(words) => escape::text(&mut out, &words),
            Token::Comment => {}
            Token::Start(tag) if is_silent(&tag.name) => {
                if !tag.closed {
                    silent = Some(tag.name);
                }
            }
            Token::Start(tag) => match judge(&tag) {
                Rewrite::Keep if is_raw_text(&tag.name) => {}
                Rewrite::Keep => write_tag(&mut out, &tag),
                Rewrite::With(other) => out.push_str(&other),
                Rewrite::Line => {}
            },
            Token::End(name) => {
                let tag = Tag { name, attributes: Vec::new(), closed: false };
                match judge(&tag) {
                    Rewrite::Keep if is_raw_text(&tag.name) || tag.name == "br" => {}
                    Rewrite::Keep => out.push_str(&format!("</{}>", tag.name)),
                    Rewrite::Line => out.push_str("<br>"),
                    Rewrite::With(_) => {}
                }
            }
        }
    }
    out
}

fn is_raw_text(name: &str) -> bool {
    matches!(name, "title" | "textarea" | "xmp" | "plaintext")
}

fn write_tag(out: &mut String, tag: &Tag) {
    out.push('<');
    out.push_str(&tag.name);
    for (name, value) in &tag.attributes {
        escape::attribute(out, name, value);
    }
    out.push_str(if tag.closed && !is_void(&tag.name) { "/>" } else { ">" });
}

/// A stranger's picture in words.
fn picture_words(tag: &Tag) -> String {
    let mut out = String::new();
    escape::text(&mut out, &format!("[picture: {}]", picture_label(tag)));
    out
}

/// The writer's picture: named when it is one of ours, in words when it stands elsewhere.
fn preview_picture(tag: &Tag) -> String {
    let src = tag.get("src").unwrap_or_default();
    let name = address::media_name(src).or_else(|| tag.get("data-media"));
    let mut out = String::new();
    if let Some(name) = name {
        out.push_str("<img");
        escape::attribute(&mut out, "data-media", name.trim());
        escape::attribute(&mut out, "alt", tag.get("alt").unwrap_or_default());
        if let Some(title) = tag.get("title").filter(|title| !title.is_empty()) {
            escape::attribute(&mut out, "title", title);
        }
        out.push('>');
    } else {
        out.push_str("<span class=\"picture-elsewhere\">");
        escape::text(&mut out, &picture_label(tag));
        out.push_str("</span>");
    }
    out
}

/// What the picture shows, if it says so, and the host it would come from.
fn picture_label(tag: &Tag) -> String {
    let alt = tag.get("alt").unwrap_or_default().trim();
    let src = tag.get("src").unwrap_or_default().trim();
    let host = address::host(src);
    match (alt.is_empty(), host) {
        (false, Some(host)) => format!("{alt} ({host})"),
        (true, Some(host)) => host,
        (false, None) => alt.to_owned(),
        (true, None) => "no address".to_owned(),
    }
}

/// Plain text as paragraphs, one for each line.
fn paragraphs(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        out.push_str("<p>");
        escape::text(&mut out, line);
        out.push_str("</p>");
    }
    out
}

const COMMENT_TAGS: [&str; 17] = [
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

const PREVIEW_TAGS: [&str; 59] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
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
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
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
];

const MORE_PREVIEW_TAGS: [&str; 6] = ["time", "tr", "u", "ul", "var", "wbr"];

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = base();
    builder
        .tags(COMMENT_TAGS.into())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]));
    builder
});

static PREVIEW: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = base();
    let cell = || HashSet::from(["align", "colspan", "rowspan"]);
    builder
        .tags(PREVIEW_TAGS.into_iter().chain(MORE_PREVIEW_TAGS).collect())
        .generic_attributes(HashSet::from(["data-line", "dir", "id", "class", "lang", "title"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["alt", "data-media"])),
            ("input", HashSet::from(["checked"])),
            ("ol", HashSet::from(["start"])),
            ("td", cell()),
            ("th", cell()),
            ("details", HashSet::from(["open"])),
        ]))
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .url_relative(UrlRelative::Custom(Box::new(footnote_only)))
        .attribute_filter(|_, name, value| preview_attribute(name, value));
    builder
});

/// What both lists share: nothing relative, three schemes, no comments, scripts and styles gone whole.
fn base() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .clean_content_tags(HashSet::from(["script", "style", "svg", "math", "template", "iframe"]))
        .tag_attributes(HashMap::new())
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer"))
        .strip_comments(true);
    builder
}

/// The only relative addresses in the preview: to and from footnotes.
fn footnote_only(address: &str) -> Option<Cow<'_, str>> {
    let target = address.strip_prefix('#')?;
    is_footnote_name(target).then_some(Cow::Borrowed(address))
}

fn preview_attribute<'v>(name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = match name {
        "id" => is_footnote_name(value),
        "class" => is_known_class(value),
        "data-line" => value.bytes().all(|b| b.is_ascii_digit()),
        "data-media" => value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        "align" => matches!(value, "left" | "center" | "right"),
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}

fn is_footnote_name(name: &str) -> bool {
    let number = name.strip_prefix("fnref-").or_else(|| name.strip_prefix("fn-"));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

fn is_known_class(class: &str) -> bool {
    let language = class.strip_prefix("language-");
    language.is_some_and(|l| l.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+#.-".contains(&b)))
        || matches!(class, "picture-elsewhere" | "footnote-ref" | "footnotes" | "task" | "more")
}
