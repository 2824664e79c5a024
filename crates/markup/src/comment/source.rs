//! The Markdown of a reply that is on the blog, to be edited there: what WordPress shows of it, read back.
//!
//! Inline tags, quotes, paragraphs and line breaks come back as they went out. Whatever else a comment may
//! hold (lists, pictures of somebody with more rights) comes as the words that [`super::comment_html`] would
//! make of it.

use crate::markdown::{Emphases, write};
use crate::tokens::{RawText, Tag, Token, is_block, is_silent, tokens};
use crate::tree::{Block, BlockKind, Inline, Link};
use crate::{address, tangle, text};

/// A comment's HTML, as the blog shows it, as Markdown that [`super::comment_html`] makes the same of.
pub fn comment_markdown(html: &str) -> String {
    if tangle::is_tangled(html) {
        let words = text::plain(html);
        let lines = words.lines().filter(|line| !line.trim().is_empty());
        let blocks = lines.map(|line| paragraph(vec![Inline::Text(line.trim().to_owned())]));
        return write(&blocks.collect::<Vec<_>>(), "", Emphases::Stars);
    }
    let mut reader = Reader::default();
    for token in tokens(html, RawText::Kept) {
        reader.token(token);
    }
    write(&reader.finish(), "", Emphases::Stars)
}

/// A stranger's comment as a quote for the writer's own Markdown: who wrote it, and where as a link (words,
/// address), if known. Links and inline tags stay; pictures are words.
pub fn comment_quote(html: &str, who: &str, place: Option<(&str, &str)>) -> String {
    let mut reader = Reader::default();
    for token in tokens(&crate::clean_comment(html), RawText::Kept) {
        reader.token(token);
    }
    let mut cite = Vec::new();
    let who = who.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = place.filter(|(_, href)| address::is_plain_link(href));
    if !who.is_empty() {
        cite.push(Inline::Text(who));
    }
    if let Some((words, href)) = place {
        if !cite.is_empty() {
            cite.push(Inline::Text(", ".to_owned()));
        }
        let words = if words.trim().is_empty() { href } else { words.trim() };
        let text = vec![Inline::Text(words.to_owned())];
        cite.push(Inline::Link(Link { href: href.to_owned(), title: String::new(), text }));
    }
    let cite = Some(cite).filter(|cite| !cite.is_empty());
    let quote = block(BlockKind::Quote { blocks: reader.finish(), cite });
    write(&[quote], "", Emphases::Stars)
}

/// What is open around the words: blocks of the quotes, and inlines of the marks in the current paragraph.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    quotes: Vec<Vec<Block>>,
    marks: Vec<(Mark, Vec<Inline>)>,
    inlines: Vec<Inline>,
    silent: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Mark {
    Strong,
    Emphasis,
    Strike,
    Code,
    Link(String),
    /// `q` or `cite`: Markdown has no sign for them, and takes the bare tags.
    Bare(String),
}

impl Reader {
    fn token(&mut self, token: Token) {
        match token {
            Token::Text(words) if self.silent.is_none() => self.words(&words),
            Token::Start(tag) if self.silent.is_none() => self.start(&tag),
            Token::End(name) if self.silent.as_deref() == Some(name.as_str()) => self.silent = None,
            Token::End(name) if self.silent.is_none() => self.end(&name),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.inlines.push(Inline::SoftBreak),
            "img" => self.words(tag.get("alt").unwrap_or_default()),
            "blockquote" => {
                self.end_paragraph();
                self.quotes.push(std::mem::take(&mut self.blocks));
            }
            "li" => {
                self.end_paragraph();
                self.words("- ");
            }
            name if is_silent(name) && !tag.closed => self.silent = Some(name.to_owned()),
            name if is_block(name) => self.end_paragraph(),
            _ => {
                if let Some(mark) = mark(tag) {
                    self.marks.push((mark, std::mem::take(&mut self.inlines)));
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        if name == "blockquote" {
            self.end_paragraph();
            if let Some(outside) = self.quotes.pop() {
                let inside = std::mem::replace(&mut self.blocks, outside);
                if !inside.is_empty() {
                    self.blocks.push(block(BlockKind::Quote { blocks: inside, cite: None }));
                }
            }
        } else if is_block(name) {
            self.end_paragraph();
        } else if self.marks.iter().any(|(mark, _)| mark.is_closed_by(name)) {
            // What was opened inside and never closed ends here, too.
            while let Some((mark, outside)) = self.marks.pop() {
                let done = mark.is_closed_by(name);
                self.close(mark, outside);
                if done {
                    break;
                }
            }
        }
    }

    fn words(&mut self, text: &str) {
        let starts_line = self.inlines.last().is_none_or(|last| *last == Inline::SoftBreak)
            && self.at_line_start();
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            if !(c.is_ascii_whitespace()) {
                words.push(c);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        let words = if starts_line { words.trim_start_matches(' ') } else { &words };
        match self.inlines.last_mut() {
            _ if words.is_empty() => {}
            Some(Inline::Text(before)) => before.push_str(words),
            _ => self.inlines.push(Inline::Text(words.to_owned())),
        }
    }

    /// Nothing stands before it on its line, inside or outside the marks that are open.
    fn at_line_start(&self) -> bool {
        if !self.inlines.is_empty() {
            return true;
        }
        let around = self.marks.iter().rev().find_map(|(_, outside)| outside.last());
        around.is_none_or(|last| *last == Inline::SoftBreak)
    }

    fn close(&mut self, mark: Mark, outside: Vec<Inline>) {
        let inside = std::mem::replace(&mut self.inlines, outside);
        if inside.is_empty() {
            return;
        }
        match mark {
            Mark::Strong => self.inlines.push(Inline::Strong(inside)),
            Mark::Emphasis => self.inlines.push(Inline::Emphasis(inside)),
            Mark::Strike => self.inlines.push(Inline::Strike(inside)),
            Mark::Code => self.inlines.push(Inline::Code(crate::inline::words(&inside))),
            Mark::Link(href) => {
                self.inlines.push(Inline::Link(Link { href, title: String::new(), text: inside }));
            }
            Mark::Bare(name) => {
                self.inlines.push(Inline::Html(format!("<{name}>")));
                self.inlines.extend(inside);
                self.inlines.push(Inline::Html(format!("</{name}>")));
            }
        }
    }

    fn end_paragraph(&mut self) {
        while let Some((mark, outside)) = self.marks.pop() {
            self.close(mark, outside);
        }
        let mut inlines = std::mem::take(&mut self.inlines);
        while matches!(inlines.last(), Some(Inline::SoftBreak)) {
            inlines.pop();
        }
        if let Some(Inline::Text(words)) = inlines.last_mut() {
            words.truncate(words.trim_end_matches(' ').len());
        }
        inlines.retain(|inline| !matches!(inline, Inline::Text(words) if words.is_empty()));
        if !inlines.is_empty() {
            self.blocks.push(paragraph(inlines));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.quotes.is_empty() {
            self.end("blockquote");
        }
        self.end_paragraph();
        self.blocks
    }
}

impl Mark {
    fn is_closed_by(&self, name: &str) -> bool {
        match self {
            Self::Strong => matches!(name, "strong" | "b"),
            Self::Emphasis => matches!(name, "em" | "i"),
            Self::Strike => matches!(name, "del" | "s" | "strike"),
            Self::Code => name == "code",
            Self::Link(_) => name == "a",
            Self::Bare(tag) => tag == name,
        }
    }
}

fn mark(tag: &Tag) -> Option<Mark> {
    Some(match tag.name.as_str() {
        "strong" | "b" => Mark::Strong,
        "em" | "i" => Mark::Emphasis,
        "del" | "s" | "strike" => Mark::Strike,
        "code" => Mark::Code,
        name @ ("q" | "cite") => Mark::Bare(name.to_owned()),
        "a" => {
            let href = tag.get("href").filter(|href| address::is_plain_link(href))?;
            Mark::Link(href.to_owned())
        }
        _ => return None,
    })
}

fn paragraph(inlines: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(inlines))
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: 0..0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comment_html;

    /// What WordPress makes of a kept comment when it shows it, as far as replies need it.
    fn shown(kept: &str) -> String {
        let paragraphs = kept.split("\n\n").map(|part| {
            let part =
                part.replace('\n', "<br />\n").replace("<a href", "<a rel=\"nofollow ugc\" href");
            format!("<p>{part}</p>")
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_reply_comes_back_as_it_went_out() {
        for markdown in [
            "Hello Dennis. A & B, **really**.\n\nHugs",
            "One\ntwo *three* ~~four~~ `a < b` [five](https://example.org/?a=1&b=2).",
            "Not \\*marked\\*, 1 < 2, <p> and \\\\ back.",
            "***Both*** and **one *inside* the other**",
            "She said <q>yes</q>, in <cite>a book</cite>.",
            "1\\. no list\n\n\\- none either\n\n\\# no heading",
            "https://example.org/a_b_c and mail@example.org",
            "Smile :-) ❤️ “quoted” – dashed…",
        ] {
            let kept = comment_html(markdown);
            let again = comment_markdown(&shown(&kept));
            assert_eq!(comment_html(&again), kept, "{markdown:?} came back as {again:?}");
        }
    }

    #[test]
    fn a_quote_comes_back_as_a_quote() {
        let shown = "<blockquote><p>Was it so?</p></blockquote>\n<p>It was.</p>";
        assert_eq!(comment_markdown(shown), "> Was it so?\n\nIt was.");
        assert_eq!(
            comment_html("> Was it so?\n\nIt was."),
            "<blockquote>Was it so?</blockquote>\n\nIt was."
        );
    }

    #[test]
    fn what_replies_cannot_hold_comes_as_words() {
        let shown = "<h2>Title</h2><ul><li>one</li><li>two</li></ul><img src=x alt=\"a hat\"><script>x()</script>";
        let kept = comment_html(&comment_markdown(shown));
        assert_eq!(kept, "Title\n\n- one\n\n- two\n\na hat");
        assert_eq!(comment_markdown("<a href=\"javascript:x()\">words</a>"), "words");
    }

    #[test]
    fn a_reader_is_quoted_with_name_and_link() {
        let html = "<p>I <em>do</em> wonder.</p><p><img src=\"https://x.example/a.png\" alt=\"me\"> # 1</p>";
        let place = Some(("On trains [1]", "https://toybox.example/?p=1#comment-2"));
        let quote = comment_quote(html, "Dennis *O'Hara*", place);
        assert_eq!(
            quote,
            "> I *do* wonder.\n>\n> \\[picture: me (x.example)] # 1\n>\n> — Dennis \\*O'Hara\\*, [On trains \\[1\\]](https://toybox.example/?p=1#comment-2)"
        );
        let document = crate::parse(&quote);
        let Some(BlockKind::Quote { cite: Some(cite), .. }) =
            document.blocks.first().map(|b| &b.kind)
        else {
            panic!("{document:?}")
        };
        assert_eq!(crate::inline::words(cite), "Dennis *O'Hara*, On trains [1]");
        assert_eq!(comment_quote("<p>a</p>", " ", Some(("x", "javascript:1"))), "> a");
    }

    #[test]
    fn torn_html_keeps_its_words() {
        assert_eq!(comment_markdown("<p><b>a <i>b</b> c"), "**a _b_** c");
        let deep = format!("{}words{}", "<b>".repeat(5_000), "</b>".repeat(5_000));
        assert_eq!(comment_markdown(&deep), "words");
        assert_eq!(comment_markdown(""), "");
    }
}
