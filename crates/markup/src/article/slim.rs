//! A stranger's page made small and even: words, structure and what it says about itself. Scripts, styles,
//! pictures, frames and most attributes are left out, and whatever is opened is closed again, never deep, so
//! that no parser after this one meets anything it would have to mend.

use std::collections::HashMap;

use crate::escape;
use crate::tokens::{RawText, Tag, Token, is_block, is_void, tokens};

/// Elements within each other.
const DEEP: usize = 120;
/// Elements in all; words after that still come.
const MANY: usize = 40_000;
/// Bytes of the small page; more than any article has.
const LONG: usize = 2_000_000;
/// What is read of a page's data about itself.
const DATA: usize = 200_000;

/// The page, and what stood in the parts that were left out.
#[derive(Debug, Default)]
pub(super) struct Slim {
    pub html: String,
    /// The address the page says is its own.
    pub canonical: Option<String>,
    /// JSON-LD as it stands there.
    pub data: Vec<String>,
}

pub(super) fn slim(html: &str) -> Slim {
    let tokens = tokens(html, RawText::Kept);
    let mut last_end: HashMap<&str, usize> = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Token::End(name) = token {
            last_end.insert(name, at);
        }
    }
    let mut writer = Writer::default();
    let mut skipped: Option<(&str, usize, usize)> = None;
    for (at, token) in tokens.iter().enumerate() {
        if let Some((name, depth, end)) = &mut skipped {
            match token {
                Token::Start(tag) if tag.name == *name && !tag.closed => *depth += 1,
                Token::End(ended) if ended == name => *depth -= 1,
                Token::Text(text) if *name == "script" => writer.data(text),
                _ => {}
            }
            if *depth == 0 || at >= *end {
                skipped = None;
            }
            continue;
        }
        match token {
            Token::Start(tag) if is_left_out(&tag.name) => {
                writer.is_data =
                    tag.get("type").is_some_and(|kind| kind.trim() == "application/ld+json");
                if let Some(end) =
                    last_end.get(tag.name.as_str()).filter(|end| **end > at && !tag.closed)
                {
                    skipped = Some((&tag.name, 1, *end));
                }
            }
            Token::Start(tag) => writer.start(tag),
            Token::End(name) => writer.end(name),
            Token::Text(text) => writer.text(text),
            Token::Comment => {}
        }
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    slim: Slim,
    open: Vec<String>,
    count: usize,
    is_data: bool,
}

impl Writer {
    fn data(&mut self, text: &str) {
        let known: usize = self.slim.data.iter().map(String::len).sum();
        if self.is_data && known + text.len() <= DATA {
            self.slim.data.push(text.to_owned());
        }
    }

    fn text(&mut self, text: &str) {
        let left = LONG.saturating_sub(self.slim.html.len());
        let end = text.floor_char_boundary(left);
        escape::text(&mut self.slim.html, text.get(..end).unwrap_or_default());
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if name == "link" {
            if tag.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
                && self.slim.canonical.is_none()
            {
                self.slim.canonical = tag.get("href").map(str::to_owned);
            }
            return;
        }
        self.count += 1;
        if is_void(name) {
            // The others say nothing to a reader of words.
            if matches!(name, "br" | "hr" | "meta") && self.count < MANY {
                self.write(tag);
            }
            return;
        }
        if name == "p" || is_block(name) {
            self.close_when_top("p");
        }
        if ends_by_itself(name) {
            let scope = |open: &String| {
                matches!(
                    open.as_str(),
                    "ul" | "ol" | "dl" | "table" | "div" | "blockquote" | "section" | "article"
                )
            };
            let within = self.open.iter().rposition(scope).map_or(0, |at| at + 1);
            if let Some(at) =
                self.open.iter().rposition(|open| open == name).filter(|at| *at >= within)
            {
                self.close_to(at);
            }
        }
        if self.open.len() < DEEP && self.count < MANY && self.slim.html.len() < LONG {
            self.write(tag);
            self.open.push(name.to_owned());
        }
    }

    fn write(&mut self, tag: &Tag) {
        let out = &mut self.slim.html;
        out.push('<');
        out.push_str(if tag.name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            &tag.name
        } else {
            "span"
        });
        for (name, value) in &tag.attributes {
            if is_kept(name) && value.len() < 3_000 {
                escape::attribute(out, name, value);
            }
        }
        out.push('>');
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.close_to(at);
        }
    }

    fn close_when_top(&mut self, name: &str) {
        if self.open.last().is_some_and(|open| open == name) {
            self.close_to(self.open.len() - 1);
        }
    }

    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let name = self.open.pop().unwrap_or_default();
            let name = if name.bytes().all(|b| b.is_ascii_alphanumeric()) {
                name
            } else {
                "span".to_owned()
            };
            self.slim.html.push_str(&format!("</{name}>"));
        }
    }

    fn finish(mut self) -> Slim {
        self.close_to(0);
        self.slim
    }
}

/// With all that is inside.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "svg"
            | "math"
            | "object"
            | "select"
            | "frameset"
            | "canvas"
            | "audio"
            | "video"
            | "textarea"
            | "button"
            | "picture"
            | "map"
            | "xmp"
            | "plaintext"
            | "marquee"
            | "dialog"
    )
}

/// Elements that the next of their kind ends.
fn ends_by_itself(name: &str) -> bool {
    matches!(name, "dd" | "dt" | "li" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr")
}

/// By these the article is found.
fn is_kept(name: &str) -> bool {
    matches!(
        name,
        "href"
            | "class"
            | "id"
            | "itemprop"
            | "itemtype"
            | "itemscope"
            | "rel"
            | "role"
            | "hidden"
            | "aria-hidden"
            | "datetime"
            | "name"
            | "property"
            | "content"
            | "lang"
            | "dir"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_words_is_left_out_and_what_is_open_is_closed() {
        let page = "<html><head><link rel=canonical href='/a?x=1'><script type='application/ld+json'>{\"a\":1}</script>\
            <script>evil()</script><style>p{}</style></head><body onload=x()><svg><path><title>icon</title></svg>\
            <p class=\"lead\" onclick=x()>One<p>two <b>three<img src=x><iframe src=//x></iframe><ul><li>a<li>b</ul>";
        let slim = slim(page);
        assert_eq!(slim.canonical.as_deref(), Some("/a?x=1"));
        assert_eq!(slim.data, ["{\"a\":1}"]);
        assert_eq!(
            slim.html,
            "<html><head></head><body><p class=\"lead\">One</p><p>two <b>three<ul><li>a</li><li>b</li></ul></b></p></body></html>"
        );
    }

    #[test]
    fn an_element_left_open_does_not_swallow_the_page() {
        assert_eq!(slim("<svg><p>words</p>").html, "<p>words</p>");
        assert_eq!(slim("<select><p>words</p>").html, "<p>words</p>");
        assert_eq!(slim("<svg/><p>words</p></svg>").html, "<p>words</p>");
        assert_eq!(slim("<a<b>words").html, "<span>words</span>");
    }

    #[test]
    fn it_is_never_deep() {
        let deep = format!("{}words{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let slim = slim(&deep);
        assert_eq!(slim.html.matches("<div>").count(), DEEP);
        assert_eq!(slim.html.matches("</div>").count(), DEEP);
        assert!(slim.html.contains("words"));
    }
}
