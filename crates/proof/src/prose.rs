//! The prose of a Markdown text: words that a reader reads, each with the place it has in the source.
//!
//! Code, addresses, HTML, sealed blocks and front matter are left out; what Markdown writes in signs (a
//! backslash, an entity, bold) is read as it is meant. Bad words are found elsewhere.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::front_matter;

/// Stands for something inside a sentence that is no word, such as code or a picture.
pub(crate) const THING: char = '\u{FFFC}';

/// A paragraph, heading, cell or picture's description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    prose: String,
    pieces: Vec<Piece>,
    /// It is running text, made of sentences.
    pub(crate) is_running: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Where it begins in the prose, in bytes.
    at: usize,
    source: Range<usize>,
    /// The prose is the source, letter by letter.
    is_same: bool,
}

impl Paragraph {
    /// What a reader reads of it.
    pub fn prose(&self) -> &str {
        &self.prose
    }

    /// Where a part of the prose stands in the text, in bytes.
    pub fn source(&self, part: Range<usize>) -> Range<usize> {
        let (Some(first), Some(last)) =
            (self.piece_at(part.start), self.piece_at(part.end.saturating_sub(1).max(part.start)))
        else {
            return 0..0;
        };
        let start = if first.is_same {
            first.source.start + (part.start - first.at)
        } else {
            first.source.start
        };
        let end = if last.is_same {
            last.source.start + part.end.saturating_sub(last.at)
        } else {
            last.source.end
        };
        start..end.max(start)
    }

    fn piece_at(&self, byte: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= byte);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn push(&mut self, prose: &str, source: Range<usize>, text: &str) {
        if prose.is_empty() {
            return;
        }
        let is_same = text.get(source.clone()) == Some(prose);
        self.pieces.push(Piece { at: self.prose.len(), source, is_same });
        self.prose.push_str(prose);
    }
}

/// Which Markdown the writer writes; the same as everywhere in Afterword.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The prose of a Markdown text, in the order of the text.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let skipped = front_matter::length(text);
    let body = text.get(skipped..).unwrap_or_default();
    let mut reader = Reader { text, ..Reader::default() };
    for (event, place) in Parser::new_ext(body, options()).into_offset_iter() {
        reader.read(event, place.start + skipped..place.end + skipped);
    }
    reader.end();
    reader.found
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    found: Vec<Paragraph>,
    /// The one that is being read, and those around it: a picture's description stands within a paragraph.
    open: Vec<Paragraph>,
    /// Within so many code blocks, automatic links and the like.
    silent: usize,
    /// Within so many HTML elements whose words are no prose.
    coded: usize,
    /// Within so many of WordPress's blocks that are kept as they are.
    sealed: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, place: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, place),
            Event::End(tag) => self.finish(&tag),
            Event::Text(words) if self.is_prose() => self.words(&words, place),
            Event::SoftBreak | Event::HardBreak if self.is_prose() => self.words(" ", place),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.thing(place),
            Event::InlineHtml(html) => self.html(&html),
            Event::Html(html) => self.block(&html),
            _ => {}
        }
    }

    fn is_prose(&self) -> bool {
        self.silent == 0 && self.coded == 0 && self.sealed == 0
    }

    fn start(&mut self, tag: &Tag<'_>, place: Range<usize>) {
        match tag {
            Tag::Paragraph => self.begin(true),
            // What stands directly in an item ends where a block begins.
            Tag::Item | Tag::Heading { .. } | Tag::TableCell => self.begin(false),
            Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => self.end(),
            Tag::Image { .. } => {
                self.thing(place);
                self.open.push(Paragraph::default());
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.end();
                self.silent += 1;
            }
            Tag::HtmlBlock => self.end(),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.thing(place);
                self.silent += 1;
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell => self.end(),
            TagEnd::Image => self.close(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.silent = self.silent.saturating_sub(1);
            }
            // Whether it was an automatic one is not said: nothing else is silent within a paragraph.
            TagEnd::Link => self.silent = self.silent.saturating_sub(1),
            _ => {}
        }
    }

    fn begin(&mut self, is_running: bool) {
        self.end();
        self.open.push(Paragraph { is_running, ..Paragraph::default() });
    }

    /// Ends whatever is open.
    fn end(&mut self) {
        self.coded = 0;
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(done) = self.open.pop() else { return };
        if done.prose.chars().any(char::is_alphabetic) {
            self.found.push(done);
        }
    }

    fn words(&mut self, prose: &str, place: Range<usize>) {
        let text = self.text;
        if self.open.is_empty() {
            self.open.push(Paragraph { is_running: true, ..Paragraph::default() });
        }
        if let Some(open) = self.open.last_mut() {
            open.push(prose, place, text);
        }
    }

    fn thing(&mut self, place: Range<usize>) {
        if self.is_prose() {
            self.words(THING.encode_utf8(&mut [0; 4]), place);
        }
    }

    fn html(&mut self, html: &str) {
        let name = html.trim_start_matches(['<', '/']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        if !["code", "kbd", "samp", "var", "script", "style", "pre"].contains(&name.as_str()) {
            return;
        }
        if html.starts_with("</") {
            self.coded = self.coded.saturating_sub(1);
        } else {
            self.coded += 1;
        }
    }

    fn block(&mut self, html: &str) {
        for comment in html.split("<!--").skip(1) {
            let comment = comment.split("-->").next().unwrap_or_default().trim();
            if comment.starts_with("/wp:") {
                self.sealed = self.sealed.saturating_sub(1);
            } else if comment.starts_with("wp:") && !comment.ends_with('/') {
                self.sealed += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        paragraphs(text).iter().map(|each| each.prose().to_owned()).collect()
    }

    #[test]
    fn what_a_reader_reads_is_prose_and_nothing_else() {
        let text = "---\ntitle: Not prose\n---\n# A *fine* day {#anchor .class}\n\nSee [the page](https://x.example/pth \"t\") or <https://y.example/zzz>,\nnot `codde`.\n\n```rust\nfn mian() {}\n```\n\n    indnted\n\n<div class=\"lft\">\nraww\n</div>\n\n| One | Two |\n| --- | --- |\n| x1 | y **b** |\n\n- item\n\n  second\n- [ ] task\n\n> quoted\n> on\n\nFoot[^1]\n\n[^1]: Note\n\n[ref]: https://z.example/wrd\n\n![A picure](media:abc) after\n";
        assert_eq!(
            read(text),
            [
                "A fine day",
                "See the page or \u{FFFC}, not \u{FFFC}.",
                "One",
                "Two",
                "x1",
                "y b",
                "item",
                "second",
                "task",
                "quoted on",
                "Foot",
                "Note",
                "A picure",
                "\u{FFFC} after",
            ]
        );
    }

    #[test]
    fn words_keep_their_place_through_marks_and_escapes() {
        let text = "> Fish \\& **ch**ips &amp; p&eacute;as\n> and\n";
        let all = paragraphs(text);
        let [paragraph] = all.as_slice() else { panic!("{all:?}") };
        assert_eq!(paragraph.prose(), "Fish & chips & p\u{e9}as and");
        for (word, source) in
            [("Fish", "Fish"), ("chips", "ch**ips"), ("p\u{e9}as", "p&eacute;as"), ("and", "and")]
        {
            let at = paragraph.prose().find(word).unwrap();
            assert_eq!(text.get(paragraph.source(at..at + word.len())), Some(source));
        }
    }

    #[test]
    fn blocks_that_are_kept_as_they_are_are_not_read() {
        let text = "Before\n\n<!-- wp:gallery {\"a\":1} -->\n<figure>\n\nInsidde\n\n</figure>\n<!-- /wp:gallery -->\n\n<!-- wp:more /-->\n\nAfter\n";
        assert_eq!(read(text), ["Before", "After"]);
    }

    #[test]
    fn code_in_html_is_code() {
        assert_eq!(read("Press <kbd>Ctrrl</kbd> <b>nw</b>"), ["Press  nw"]);
        assert_eq!(read("Left <code>opn\n\nNext"), ["Left ", "Next"]);
    }

    #[test]
    fn ten_thousand_quotes_are_no_danger() {
        assert!(paragraphs(&format!("{} words", ">".repeat(10_000))).len() <= 1);
    }
}
