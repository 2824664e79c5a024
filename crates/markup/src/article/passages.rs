//! The words of an article as passages: paragraphs, headings, points of lists, quotes and code, each as
//! Markdown by itself. No pictures, no tables as such, and of tags only what Markdown has a sign for.

use crate::address;
use crate::markdown::{Emphases, prefixed, write};
use crate::tokens::{RawText, Tag, Token, is_block, is_silent, tokens};
use crate::tree::{Block, BlockKind, Inline, Link};

/// Passages that are kept, and bytes of them in all.
const MANY: usize = 3_000;
const LONG: usize = 1_000_000;

/// One passage of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its words as Markdown.
    pub markdown: String,
    /// Its words without signs, as a reader sees them.
    pub plain: String,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// A paragraph.
    Words,
    /// A heading; in Markdown it is strong words, since it heads nothing in a quote.
    Heading,
    /// A point of a list.
    Point,
    /// What the page itself quotes.
    Quote,
    /// Code, as it stands.
    Code,
}

/// The passages of HTML, in order.
pub(super) fn passages(html: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    for token in tokens(html, RawText::Kept) {
        reader.token(token);
    }
    reader.end_passage();
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<Passage>,
    size: usize,
    inlines: Vec<Inline>,
    marks: Vec<(Mark, Vec<Inline>)>,
    heading: bool,
    /// Lists that are open: the number of the next point, where they are numbered.
    lists: Vec<Option<u64>>,
    /// The sign of the point whose first words come next.
    point: Option<String>,
    quotes: usize,
    code: Option<String>,
    /// An element whose words are not for reading, and how often it is open.
    silent: Option<(String, usize)>,
}

enum Mark {
    Strong,
    Emphasis,
    Strike,
    Code,
    Link(String),
}

impl Reader {
    fn token(&mut self, token: Token) {
        if let Some((name, depth)) = &mut self.silent {
            match &token {
                Token::Start(tag) if tag.name == *name => *depth += 1,
                Token::End(ended) if ended == name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                self.silent = None;
            }
            return;
        }
        match token {
            Token::Text(words) => self.words(&words),
            Token::Start(tag) => self.start(&tag),
            Token::End(name) => self.end(&name),
            Token::Comment => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        match name {
            "br" => match &mut self.code {
                Some(code) => code.push('\n'),
                None if !self.inlines.is_empty() => self.inlines.push(Inline::HardBreak),
                None => {}
            },
            _ if is_silent(name) || is_aside(name) => self.silent = Some((name.to_owned(), 1)),
            "pre" => {
                self.end_passage();
                self.code = Some(String::new());
            }
            "td" | "th" if !self.inlines.is_empty() => self.words(" | "),
            _ if is_block(name) => {
                self.end_passage();
                self.open_block(name);
            }
            _ if self.code.is_some() => {}
            _ => {
                if let Some(mark) = mark(tag) {
                    self.marks.push((mark, std::mem::take(&mut self.inlines)));
                }
            }
        }
    }

    fn open_block(&mut self, name: &str) {
        match name {
            "ul" | "menu" | "dir" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "li" => {
                let sign = match self.lists.last_mut() {
                    Some(Some(next)) => {
                        let sign = format!("{next}. ");
                        *next += 1;
                        sign
                    }
                    _ => "- ".to_owned(),
                };
                self.point = Some(sign);
            }
            "blockquote" => self.quotes += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "pre" => self.end_passage(),
            _ if is_block(name) => {
                self.end_passage();
                match name {
                    "ul" | "ol" | "menu" | "dir" => drop(self.lists.pop()),
                    "li" => self.point = None,
                    "blockquote" => self.quotes = self.quotes.saturating_sub(1),
                    _ => self.heading = false,
                }
            }
            _ if self.marks.iter().any(|(mark, _)| mark.is_closed_by(name)) => {
                while let Some((mark, outside)) = self.marks.pop() {
                    let done = mark.is_closed_by(name);
                    self.close(mark, outside);
                    if done {
                        break;
                    }
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            return code.push_str(text);
        }
        let starts = match self.inlines.last() {
            None => self.marks.iter().all(|(_, outside)| outside.is_empty()),
            Some(last) => *last == Inline::HardBreak,
        };
        let mut words = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !super::turns(*c)) {
            if !c.is_whitespace() && !c.is_control() {
                words.push(c);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        let words = if starts { words.trim_start_matches(' ') } else { &words };
        match self.inlines.last_mut() {
            _ if words.is_empty() => {}
            Some(Inline::Text(before)) if before.ends_with(' ') => {
                before.push_str(words.trim_start_matches(' '));
            }
            Some(Inline::Text(before)) => before.push_str(words),
            _ => self.inlines.push(Inline::Text(words.to_owned())),
        }
    }

    fn close(&mut self, mark: Mark, outside: Vec<Inline>) {
        let inside = std::mem::replace(&mut self.inlines, outside);
        let is_blank = crate::inline::words(&inside).trim().is_empty();
        if is_blank {
            return self.inlines.extend(inside);
        }
        self.inlines.push(match mark {
            Mark::Strong if self.heading => return self.inlines.extend(inside),
            Mark::Strong => Inline::Strong(inside),
            Mark::Emphasis => Inline::Emphasis(inside),
            Mark::Strike => Inline::Strike(inside),
            Mark::Code => Inline::Code(crate::inline::words(&inside)),
            Mark::Link(href) => Inline::Link(Link { href, title: String::new(), text: inside }),
        });
    }

    fn end_passage(&mut self) {
        if let Some(code) = self.code.take() {
            return self.end_code(&code);
        }
        while let Some((mark, outside)) = self.marks.pop() {
            self.close(mark, outside);
        }
        let mut inlines = std::mem::take(&mut self.inlines);
        while matches!(inlines.last(), Some(Inline::HardBreak)) {
            inlines.pop();
        }
        if let Some(Inline::Text(words)) = inlines.last_mut() {
            words.truncate(words.trim_end().len());
        }
        let plain = crate::inline::words(&inlines);
        if plain.trim().is_empty() {
            return;
        }
        let inlines = if self.heading { vec![Inline::Strong(inlines)] } else { inlines };
        let block = Block { kind: BlockKind::Paragraph(inlines), span: 0..0 };
        let markdown = write(&[block], "", Emphases::Stars);
        let point = self.point.take();
        let (kind, markdown) = match point {
            _ if self.quotes > 0 => (PassageKind::Quote, prefixed(&markdown, "> ", "> ")),
            Some(sign) => {
                let indent = " ".repeat(sign.len());
                (PassageKind::Point, prefixed(&markdown, &sign, &indent))
            }
            None if self.heading => (PassageKind::Heading, markdown),
            None => (PassageKind::Words, markdown),
        };
        self.add(Passage { kind, markdown, plain });
    }

    fn end_code(&mut self, code: &str) {
        let code = code.trim_matches('\n').trim_end();
        if code.trim().is_empty() {
            return;
        }
        let text = code.replace("\r\n", "\n").replace(['\r', '\0'], "\n");
        let block =
            Block { kind: BlockKind::Code { language: None, text: text.clone() }, span: 0..0 };
        let markdown = write(&[block], "", Emphases::Stars);
        self.add(Passage { kind: PassageKind::Code, markdown, plain: text });
    }

    fn add(&mut self, passage: Passage) {
        self.size += passage.markdown.len();
        if self.found.len() < MANY && self.size <= LONG {
            self.found.push(passage);
        }
    }
}

impl Mark {
    fn is_closed_by(&self, name: &str) -> bool {
        match self {
            Self::Strong => matches!(name, "strong" | "b"),
            Self::Emphasis => matches!(name, "em" | "i"),
            Self::Strike => matches!(name, "del" | "s" | "strike"),
            Self::Code => matches!(name, "code" | "kbd" | "samp" | "tt"),
            Self::Link(_) => name == "a",
        }
    }
}

fn mark(tag: &Tag) -> Option<Mark> {
    Some(match tag.name.as_str() {
        "strong" | "b" => Mark::Strong,
        "em" | "i" => Mark::Emphasis,
        "del" | "s" | "strike" => Mark::Strike,
        "code" | "kbd" | "samp" | "tt" => Mark::Code,
        "a" => Mark::Link(tag.get("href").filter(|href| is_web(href))?.to_owned()),
        _ => return None,
    })
}

fn is_web(href: &str) -> bool {
    address::is_plain_link(href) && address::is_web(href)
}

/// What stands beside the words: marks of notes, what belongs to pictures, what moves about the page.
fn is_aside(name: &str) -> bool {
    matches!(name, "sup" | "figcaption" | "nav" | "title" | "form" | "head")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<(PassageKind, String)> {
        passages(html).into_iter().map(|passage| (passage.kind, passage.markdown)).collect()
    }

    #[test]
    fn each_part_is_a_passage_of_its_own() {
        use PassageKind::{Code, Heading, Point, Quote, Words};
        let html = "<div><h2>A <b>title</b></h2><p>One <em>two</em>\n three<sup><a href='#n'>1</a></sup> \
            <a href='https://x.example/a'>link</a>.</p><ul><li>first</li><li><p>second</p><p>more</p></li></ul>\
            <ol><li>a</li><li>b</li></ol><blockquote><p>said</p></blockquote><pre>a\n  b</pre>\
            <figure><img src=x alt=y><figcaption>caption</figcaption></figure>words<br>after</div>";
        let expected = [
            (Heading, "**A title**"),
            (Words, "One *two* three [link](https://x.example/a)."),
            (Point, "- first"),
            (Point, "- second"),
            (Words, "more"),
            (Point, "1. a"),
            (Point, "2. b"),
            (Quote, "> said"),
            (Code, "```\na\n  b\n```"),
            (Words, "words\\\nafter"),
        ];
        let expected: Vec<(PassageKind, String)> =
            expected.map(|(kind, text)| (kind, text.to_owned())).into();
        assert_eq!(told(html), expected);
    }

    #[test]
    fn signs_of_markdown_and_html_are_words() {
        let html =
            "<p># *not* &lt;script&gt;x&lt;/script&gt; [a](b) `c`</p><p>> - no</p><p>1. one</p>";
        for passage in passages(html) {
            let shown = crate::preview(&passage.markdown);
            assert!(!shown.contains("<script"), "{shown}");
            assert_eq!(crate::plain(&shown).trim(), passage.plain);
        }
    }

    #[test]
    fn links_that_do_anything_else_are_words() {
        for href in ["javascript:x()", "data:text/html,x", "#here", "file:///etc/passwd", "/x"] {
            assert_eq!(
                told(&format!("<p><a href=\"{href}\">words</a></p>"))[0].1,
                "words",
                "{href}"
            );
        }
    }
}
