//! Sanitising, always as the last step: what leaves here is what the window shows.
//!
//! Pictures and the blocks that a comment may not have are rewritten first, into words; ammonia then
//! judges the result. Allowed lists are written out in full, so an update of ammonia widens nothing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use url::Url;

use crate::rewrite::{Rewrite, rewrite};
use crate::tokens::{Tag, is_block};
use crate::tree::Image;
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
        "input" => Rewrite::With(checkbox(tag).to_owned()),
        _ => Rewrite::Keep,
    });
    if tangle::is_tangled(&rewritten) {
        rewritten = fallback();
    }
    PREVIEW.clean(&rewritten).to_string()
}

/// The writer's address, when the preview may have it.
pub(crate) fn preview_address(address: &str) -> Option<&str> {
    let fits = match Url::parse(address) {
        Ok(url) => matches!(url.scheme(), "http" | "https" | "mailto"),
        Err(url::ParseError::RelativeUrlWithoutBase) => place_only(address).is_some(),
        Err(_) => false,
    };
    fits.then_some(address)
}

/// The attribute of an element of the writer's own, when the preview may have its value.
pub(crate) fn preview_attribute_of(out: &mut String, name: &str, value: &str) {
    if preview_attribute(name, value).is_some() {
        escape::attribute(out, name, value);
    }
}

/// The picture as the preview has it.
pub(crate) fn preview_image(image: &Image) -> String {
    picture(&image.src, None, &image.alt, Some(&image.title))
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
    picture(src, tag.get("data-media"), tag.get("alt").unwrap_or_default(), tag.get("title"))
}

fn picture(src: &str, media: Option<&str>, alt: &str, title: Option<&str>) -> String {
    let name = address::media_name(src).or(media);
    let mut out = String::new();
    if let Some(name) = name {
        out.push_str("<img");
        preview_attribute_of(&mut out, "data-media", name.trim());
        escape::attribute(&mut out, "alt", alt);
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            escape::attribute(&mut out, "title", title);
        }
        out.push('>');
    } else {
        out.push_str("<span class=\"picture-elsewhere\">");
        escape::text(&mut out, &label(src, alt));
        out.push_str("</span>");
    }
    out
}

/// The only field there is: the mark of a task, not to be ticked here.
fn checkbox(tag: &Tag) -> &'static str {
    match tag.get("checked") {
        Some(_) => "<input type=\"checkbox\" disabled checked>",
        None => "<input type=\"checkbox\" disabled>",
    }
}

/// What the picture shows, if it says so, and the host it would come from.
fn picture_label(tag: &Tag) -> String {
    label(tag.get("src").unwrap_or_default(), tag.get("alt").unwrap_or_default())
}

fn label(src: &str, alt: &str) -> String {
    let (alt, src) = (alt.trim(), src.trim());
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
        .generic_attributes(HashSet::from(["data-at", "dir", "id", "class", "lang", "title"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("div", HashSet::from(["data-name"])),
            ("img", HashSet::from(["alt", "data-media"])),
            ("input", HashSet::from(["checked", "disabled", "type"])),
            ("ol", HashSet::from(["start"])),
            ("td", cell()),
            ("th", cell()),
            ("details", HashSet::from(["open"])),
        ]))
        .url_relative(UrlRelative::Custom(Box::new(place_only)))
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

/// The only relative addresses in the preview: to places in it.
fn place_only(address: &str) -> Option<Cow<'_, str>> {
    let target = address.strip_prefix('#')?;
    is_place_name(target).then_some(Cow::Borrowed(address))
}

fn preview_attribute<'v>(name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = match name {
        "id" => is_place_name(value),
        "class" => value.split_ascii_whitespace().all(is_class),
        "data-at" => value.bytes().all(|b| b.is_ascii_digit()),
        "data-name" => value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/".contains(&b)),
        "data-media" => value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        "type" => value == "checkbox",
        "align" => matches!(value, "left" | "center" | "right"),
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}

/// Footnotes and headings can be gone to. No script runs in the page that such a name could mislead.
fn is_place_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    (1..=100).contains(&name.len()) && name.chars().all(fits)
}

/// Classes only say how something looks; those of the blog's own blocks matter in its own style.
fn is_class(class: &str) -> bool {
    class.len() <= 100
        && class.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+#.-:/".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_comment_keeps_its_words_only() {
        let rel = "rel=\"nofollow noopener noreferrer\"";
        for (html, expected) in [
            ("<p>Hi <em>you</em></p>", "<p>Hi <em>you</em></p>".to_owned()),
            (
                "<a href=\"https://x.example\" target=\"_blank\" onclick=\"y\" title=\"t\">x</a>",
                format!("<a href=\"https://x.example\" {rel}>x</a>"),
            ),
            ("<a href=\"/wp-admin\">x</a>", format!("<a {rel}>x</a>")),
            ("<a href=\"//x.example\">x</a>", format!("<a {rel}>x</a>")),
            ("<a href=\"JaVaScript:x\">x</a>", format!("<a {rel}>x</a>")),
            ("<a href=\"#fn-1\">x</a>", format!("<a {rel}>x</a>")),
            (
                "<img src=\"https://t.example/p.gif\" alt=\"a <b>\">",
                "[picture: a &lt;b&gt; (t.example)]".to_owned(),
            ),
            ("<img src=x onerror=alert(1)>", "[picture: no address]".to_owned()),
            ("<script>alert(1)</script>a", "a".to_owned()),
            ("<h2>Title</h2>text", "Title<br>text".to_owned()),
            ("<b class=\"x\" style=\"y\" id=\"z\">b</b>", "<b>b</b>".to_owned()),
            ("<!-- x -->a<svg><a href=\"https://x.example\">s</a></svg>", "a".to_owned()),
            ("never ended <script> here", "never ended  here".to_owned()),
            ("a & b < c", "a &amp; b &lt; c".to_owned()),
        ] {
            assert_eq!(clean_comment(html), expected, "{html}");
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing_more() {
        for html in [
            "<p>a<p>b <img src=\"https://x.example/y\" alt=\"&lt;b&gt;\"> &amp;lt;",
            "<ul><li>a<li>b</ul>",
        ] {
            let once = clean_comment(html);
            assert_eq!(clean_comment(&once), once);
        }
    }
}
