//! HTML as a flat run of tokens, by html5ever's tokenizer: no tree, so no depth and no recursion.
//!
//! Good enough to read words, find pictures and rewrite tags. It decides nothing about safety:
//! whatever is shown is sanitised after it.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Raw, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// One piece of an HTML text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// Words, with entities decoded.
    Text(String),
    Start(Tag),
    End(String),
    Comment,
}

/// A start tag; names are in lower case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub closed: bool,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// How the text inside `script`, `style`, `textarea` and the like is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RawText {
    /// As a browser does: tags in it are text.
    Kept,
    /// As a filter that only looks for tags does.
    Tags,
}

/// Cuts HTML into tokens.
pub(crate) fn tokens(html: &str, raw_text: RawText) -> Vec<Token> {
    let closers = match raw_text {
        RawText::Kept => {
            RAW.iter().map(|(name, _)| (*name, Cell::new(closers(html, name)))).collect()
        }
        RawText::Tags => Vec::new(),
    };
    let sink = Sink { raw_text, closers, out: RefCell::new(Vec::new()) };
    let tokenizer =
        Tokenizer::new(sink, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // It would pause only if the sink asked for it, and this one never does.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.out.into_inner()
}

/// How often `</name` stands in the text.
fn closers(html: &str, name: &str) -> usize {
    let follows = |at: usize| html.get(at + 2..at + 2 + name.len());
    html.match_indices("</")
        .filter(|(at, _)| follows(*at).is_some_and(|n| n.eq_ignore_ascii_case(name)))
        .count()
}

struct Sink {
    raw_text: RawText,
    /// End tags still to come, for elements whose text is read in a way of its own. Without one, such
    /// an element would swallow the rest of the text, so its start tag is left out instead.
    closers: Vec<(&'static str, Cell<usize>)>,
    out: RefCell<Vec<Token>>,
}

impl Sink {
    fn text(&self, text: &str) {
        let mut out = self.out.borrow_mut();
        match out.last_mut() {
            Some(Token::Text(before)) => before.push_str(text),
            _ => out.push(Token::Text(text.to_owned())),
        }
    }
}

impl Sink {
    /// How to go on after a start tag; `None` when the tag would swallow the rest of the text.
    fn next_state(&self, name: &str) -> Option<TokenSinkResult<()>> {
        if self.raw_text == RawText::Tags {
            return Some(TokenSinkResult::Continue);
        }
        if name == "plaintext" {
            return None;
        }
        let Some((_, kind)) = RAW.iter().find(|(known, _)| *known == name) else {
            return Some(TokenSinkResult::Continue);
        };
        let (_, left) = self.closers.iter().find(|(known, _)| *known == name)?;
        left.set(left.get().checked_sub(1)?);
        Some(kind.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData))
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Raw, _line: u64) -> TokenSinkResult<()> {
        match token {
            Raw::CharacterTokens(text) => self.text(&text),
            Raw::NullCharacterToken => self.text("\u{fffd}"),
            Raw::CommentToken(_) => self.out.borrow_mut().push(Token::Comment),
            Raw::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == TagKind::EndTag {
                    self.out.borrow_mut().push(Token::End(name));
                    return TokenSinkResult::Continue;
                }
                let next = match self.next_state(&name) {
                    Some(next) => next,
                    None => return TokenSinkResult::Continue,
                };
                let attributes = tag
                    .attrs
                    .into_iter()
                    .map(|attr| (attr.name.local.to_string(), attr.value.to_string()))
                    .collect();
                let closed = tag.self_closing;
                self.out.borrow_mut().push(Token::Start(Tag { name, attributes, closed }));
                return next;
            }
            Raw::DoctypeToken(_) | Raw::EOFToken | Raw::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements inside which tags are text.
const RAW: [(&str, Option<RawKind>); 9] = [
    ("script", Some(RawKind::ScriptData)),
    ("style", Some(RawKind::Rawtext)),
    ("xmp", Some(RawKind::Rawtext)),
    ("iframe", Some(RawKind::Rawtext)),
    ("noembed", Some(RawKind::Rawtext)),
    ("noframes", Some(RawKind::Rawtext)),
    ("title", Some(RawKind::Rcdata)),
    ("textarea", Some(RawKind::Rcdata)),
    // Nothing in it is raw, but it is silent and needs its end tag all the same.
    ("template", None),
];

/// Whether tags inside this element are text, or it has none that readers see.
pub(crate) fn swallows(name: &str) -> bool {
    name == "plaintext" || RAW.iter().any(|(known, _)| *known == name)
}

/// Elements whose text is not for readers.
pub(crate) fn is_silent(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "iframe" | "noembed" | "noframes")
}

/// Elements that stand on lines of their own.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "textarea"
            | "tfoot"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Elements without content or end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}
