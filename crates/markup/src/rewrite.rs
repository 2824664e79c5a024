//! HTML written again, tag by tag, before it is sanitised: pictures into words, odd blocks into lines.

use crate::escape;
use crate::tokens::{RawText, Tag, Token, is_silent, is_void, tokens};

/// What becomes of a tag.
pub(crate) enum Rewrite {
    Keep,
    With(String),
    /// The tags go, and what they held starts and ends a line.
    Line,
}

/// Writes HTML again, tag by tag. Scripts and styles are dropped, text areas become text.
pub(crate) fn rewrite(html: &str, judge: &dyn Fn(&Tag) -> Rewrite) -> String {
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
