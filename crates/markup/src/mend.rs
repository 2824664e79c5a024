//! The writer's own HTML blocks as a browser reads them: everything that is opened is closed, what closes
//! nothing is gone, and rows stand in a table's body. HTML that is so already stays as it is, letter by
//! letter. The block editor compares what it finds with just that.
//!
//! Not the whole of a browser's parser: a formatting element that overlaps another is ended with it.

use std::borrow::Cow;

use crate::escape;
use crate::pieces::{PieceKind, pieces};
use crate::tokens::{RawText, Token, is_block, is_void, swallows, tokens};

/// Elements within each other; what is deeper is left out.
const MAX_DEPTH: usize = 200;

/// The HTML, mended.
pub(crate) fn mend(html: &str) -> String {
    let mut mender = Mender::default();
    mender.read(html);
    mender.finish()
}

enum Step<'h> {
    Other(Cow<'h, str>),
    Start { name: String, raw: Cow<'h, str>, closed: bool },
    End { name: String, raw: Cow<'h, str> },
}

/// Reads HTML piece by piece.
#[derive(Default)]
pub(crate) struct Mender {
    out: String,
    open: Vec<String>,
    mended: bool,
}

impl Mender {
    /// Reads on.
    pub fn read(&mut self, html: &str) {
        for step in steps(html) {
            match step {
                Step::Other(raw) => self.out.push_str(&raw),
                Step::Start { name, raw, closed } => self.start(name, &raw, closed),
                Step::End { name, raw } => self.end(&name, &raw),
            }
        }
    }

    /// Whether elements are open behind what was read; `None` when something there had to be mended.
    pub fn leaves_open(&self) -> Option<bool> {
        (!self.mended).then_some(!self.open.is_empty())
    }

    fn start(&mut self, name: String, raw: &str, closed: bool) {
        if self.in_foreign() && closed {
            return self.out.push_str(raw);
        }
        while self.open.last().is_some_and(|open| ends_before(open, &name)) {
            self.close_last();
        }
        let table_part = is_table_part(&name);
        if table_part && !self.open.iter().any(|open| open == "table") {
            self.mended = true;
            return;
        }
        for between in self.missing(&name) {
            self.out.push_str(&format!("<{between}>"));
            self.open.push((*between).to_owned());
            self.mended = true;
        }
        if is_void(&name) {
            return self.out.push_str(raw);
        }
        if self.open.len() >= MAX_DEPTH {
            self.mended = true;
            return;
        }
        if closed {
            // Outside SVG the slash means nothing.
            self.mended = true;
            let open = raw.trim_end_matches('>').trim_end_matches('/').trim_end();
            self.out.push_str(&format!("{open}>"));
        } else {
            self.out.push_str(raw);
        }
        self.open.push(name);
    }

    fn end(&mut self, name: &str, raw: &str) {
        let Some(at) = self.open.iter().rposition(|open| open == name) else {
            self.mended = true;
            return;
        };
        while self.open.len() > at + 1 {
            self.close_last();
        }
        self.open.pop();
        self.out.push_str(raw);
    }

    fn close_last(&mut self) {
        self.mended = true;
        if let Some(name) = self.open.pop() {
            self.out.push_str(&format!("</{name}>"));
        }
    }

    fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close_last();
        }
        self.out
    }

    fn in_foreign(&self) -> bool {
        self.open.iter().any(|open| open == "svg" || open == "math")
    }

    /// What a browser puts between the innermost open element and this part of a table.
    fn missing(&self, name: &str) -> &'static [&'static str] {
        match (self.open.last().map(String::as_str), name) {
            (Some("table"), "tr") => &["tbody"],
            (Some("table"), "td" | "th") => &["tbody", "tr"],
            (Some("tbody" | "thead" | "tfoot"), "td" | "th") => &["tr"],
            (Some("table"), "col") => &["colgroup"],
            _ => &[],
        }
    }
}

fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption" | "col" | "colgroup"
    )
}

/// Whether an open element ends by itself where this one begins.
fn ends_before(open: &str, name: &str) -> bool {
    match open {
        "li" => name == "li",
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "option" => matches!(name, "option" | "optgroup"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(name, "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" | "caption" => matches!(name, "tbody" | "thead" | "tfoot"),
        "colgroup" => name != "col",
        "p" => is_block(name) && !matches!(name, "textarea" | "title" | "option" | "optgroup"),
        _ => false,
    }
}

/// As written where every tag ends; else as a browser's tokenizer reads it.
fn steps(html: &str) -> Vec<Step<'_>> {
    if let Some(found) = pieces(html) {
        let step = |raw: &'_ str, kind: PieceKind| match kind {
            PieceKind::Start(name) => {
                let closed = raw.ends_with("/>");
                Some((name, Some(closed)))
            }
            PieceKind::End(name) => Some((name, None)),
            _ => None,
        };
        return found
            .into_iter()
            .filter_map(|piece| {
                let raw = html.get(piece.span.clone())?;
                Some(match step(raw, piece.kind) {
                    Some((name, Some(closed))) => Step::Start { name, raw: raw.into(), closed },
                    Some((name, None)) => Step::End { name, raw: raw.into() },
                    None => Step::Other(raw.into()),
                })
            })
            .collect();
    }
    tokens(html, RawText::Kept).into_iter().filter_map(read_anew).collect()
}

fn read_anew(token: Token) -> Option<Step<'static>> {
    let mut raw = String::new();
    match token {
        Token::Comment => None,
        Token::Text(words) => {
            escape::text(&mut raw, &words);
            Some(Step::Other(raw.into()))
        }
        // What would swallow the rest goes, its text stays.
        Token::Start(tag) if swallows(&tag.name) => None,
        Token::Start(tag) => {
            raw.push_str(&format!("<{}", tag.name));
            for (name, value) in &tag.attributes {
                escape::attribute(&mut raw, name, value);
            }
            raw.push('>');
            Some(Step::Start { name: tag.name, raw: raw.into(), closed: false })
        }
        Token::End(name) => {
            raw.push_str(&format!("</{name}>"));
            Some(Step::End { name, raw: raw.into() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_would_mend_is_mended_and_all_else_stays() {
        for (html, expected) in [
            ("<div class='x'  id=y>\n<P>a</P> &amp; <br/></div>", None),
            ("<svg><path d=\"M0\"/></svg>", None),
            ("<!-- a remark --> words", None),
            ("<div>a", Some("<div>a</div>")),
            ("a</div>b</p>", Some("ab")),
            ("<table><tr><td>a</table>", Some("<table><tbody><tr><td>a</td></tr></tbody></table>")),
            ("<td>a</td>", Some("a")),
            ("<ul><li>a<li>b</ul>", Some("<ul><li>a</li><li>b</li></ul>")),
            ("<p>a<div>b</div>", Some("<p>a</p><div>b</div>")),
            ("<b><i>a</b>c</i>", Some("<b><i>a</i></b>c")),
            ("<span/>a", Some("<span>a</span>")),
            ("<div <p>a", Some("<div <p=\"\">a</div>")),
        ] {
            let mended = mend(html);
            if let Some(expected) = expected {
                assert_eq!(mended, expected, "{html}");
            } else {
                assert_eq!(mended, html);
            }
            assert_eq!(mend(&mended), mended, "{html}");
        }
    }

    #[test]
    fn what_is_open_is_told() {
        let told = |html: &str| {
            let mut mender = Mender::default();
            mender.read(html);
            mender.leaves_open()
        };
        assert_eq!(told("<details><summary>a</summary>"), Some(true));
        assert_eq!(told("<div>a</div>"), Some(false));
        assert_eq!(told("</div>"), None);
    }
}
