//! The live preview: HTML whose top-level blocks know their source line, sanitised as the last step.
//!
//! Pictures of ours become `<img data-media="…">` for the window to fill in; others become words, since
//! the preview reaches no network.

use std::borrow::Cow;

use crate::inline::{self, Dialect};
use crate::publish::{Style, style_of};
use crate::tree::{Block, BlockKind, Document, Image, Inline, Item, Table};
use crate::{chunks, clean, escape};

/// HTML for the live preview. Top-level blocks carry `data-line="N"`, the source line counted from 1.
pub fn preview(markdown: &str) -> String {
    let document = crate::parse(markdown);
    let page = |mode| Writer { lines: Some(Lines::of(markdown)), mode }.document(&document);
    clean::clean_preview(&page(Mode::Page), || page(Mode::Tame))
}

/// HTML of a blog post for the preview, cleaned in the same way. Without block comments, blank lines part
/// paragraphs and line ends are breaks, as they are on the blog.
pub fn preview_html(html: &str) -> String {
    clean::clean_preview(&with_paragraphs(html), || {
        let mut words = String::new();
        escape::text(&mut words, html);
        words
    })
}

fn with_paragraphs(html: &str) -> Cow<'_, str> {
    let classic = style_of(html) == Some(Style::Classic);
    let Some(chunks) = chunks::chunks(html, Style::Classic).filter(|_| classic) else {
        return Cow::Borrowed(html);
    };
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for chunk in chunks.into_iter().filter_map(|span| html.get(span)) {
        if chunks::is_run_of_words(chunk) {
            out.push_str(&format!("<p>{}</p>\n", chunk.replace('\n', "<br>\n")));
        } else {
            out.push_str(chunk);
            out.push('\n');
        }
    }
    Cow::Owned(out)
}

/// The plain HTML of a text, not cleaned: only for reading words from.
pub(crate) fn uncleaned(markdown: &str) -> String {
    Writer { lines: None, mode: Mode::Words }.document(&crate::parse(markdown))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Page,
    /// Raw HTML is shown as text.
    Tame,
    /// Without footnote numbers.
    Words,
}

struct Writer {
    lines: Option<Lines>,
    mode: Mode,
}

impl Dialect for Writer {
    const STRIKE: &'static str = "del";

    fn image(&mut self, out: &mut String, image: &Image) {
        out.push_str("<img");
        escape::attribute(out, "src", &image.src);
        escape::attribute(out, "alt", &image.alt);
        escape::attribute(out, "title", &image.title);
        out.push('>');
    }

    fn raw(&mut self, out: &mut String, html: &str) {
        match self.mode {
            Mode::Tame => escape::text(out, html),
            Mode::Page | Mode::Words => out.push_str(html),
        }
    }

    fn code(&mut self, out: &mut String, code: &str) {
        escape::text(out, code);
    }

    fn note_ref(&mut self, out: &mut String, number: usize, nth: usize) {
        if self.mode != Mode::Words {
            inline::note_ref(out, number, nth);
        }
    }

    fn href(&mut self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }
}

impl Writer {
    fn document(mut self, document: &Document) -> String {
        let mut out = String::new();
        for block in &document.blocks {
            let line = match &self.lines {
                Some(lines) => format!(" data-line=\"{}\"", lines.line(block.span.start)),
                None => String::new(),
            };
            self.block(&mut out, block, &line);
            out.push('\n');
        }
        if !document.notes.is_empty() {
            self.notes(&mut out, document);
        }
        out
    }

    fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            self.block(out, block, "");
        }
    }

    /// `line` is the attribute with the source line, or nothing.
    fn block(&mut self, out: &mut String, block: &Block, line: &str) {
        match &block.kind {
            BlockKind::Paragraph(text) => self.text(out, "p", line, text),
            BlockKind::Heading { level, text, .. } => {
                self.text(out, &format!("h{level}"), line, text)
            }
            BlockKind::Quote { blocks, cite } => {
                out.push_str(&format!("<blockquote{line}>"));
                self.blocks(out, blocks);
                if let Some(cite) = cite {
                    self.text(out, "cite", "", cite);
                }
                out.push_str("</blockquote>");
            }
            BlockKind::List { start, items } => self.list(out, line, *start, items),
            BlockKind::Code { language, text } => {
                out.push_str(&format!("<pre{line}><code"));
                if let Some(language) = language {
                    escape::attribute(out, "class", &format!("language-{language}"));
                }
                out.push('>');
                escape::text(out, text);
                out.push_str("</code></pre>");
            }
            BlockKind::Table(table) => self.table(out, line, table),
            BlockKind::Rule => out.push_str(&format!("<hr{line}>")),
            BlockKind::Html(html) if crate::blocks::more_words(html).is_some() => {
                out.push_str(&format!("<hr class=\"more\"{line}>"));
            }
            BlockKind::Html(html) => {
                // Raw HTML may begin in one block and end in another, so it cannot be wrapped.
                if !line.is_empty() {
                    out.push_str(&format!("<div{line}></div>"));
                }
                self.raw(out, html);
            }
            BlockKind::Sealed { html, .. } if self.mode == Mode::Words => out.push_str(html),
            BlockKind::Sealed { name, html } => {
                out.push_str(&format!("<div class=\"sealed\"{line}"));
                escape::attribute(out, "data-name", name);
                out.push('>');
                // Cleaned by itself first, so that it can't end the element around it.
                match self.mode {
                    Mode::Tame => self.raw(out, html),
                    Mode::Page | Mode::Words => out.push_str(&preview_html(html)),
                }
                out.push_str("</div>");
            }
        }
    }

    fn text(&mut self, out: &mut String, tag: &str, line: &str, text: &[Inline]) {
        out.push_str(&format!("<{tag}{line}>"));
        inline::write(out, self, text);
        out.push_str(&format!("</{tag}>"));
    }

    fn list(&mut self, out: &mut String, line: &str, start: Option<u64>, items: &[Item]) {
        let tag = if start.is_some() { "ol" } else { "ul" };
        out.push_str(&format!("<{tag}{line}"));
        if let Some(start) = start.filter(|start| *start != 1) {
            escape::attribute(out, "start", &start.to_string());
        }
        out.push('>');
        for item in items {
            out.push_str("<li>");
            match item.task {
                Some(true) => out.push_str("<input type=\"checkbox\" disabled checked> "),
                Some(false) => out.push_str("<input type=\"checkbox\" disabled> "),
                None => {}
            }
            self.item(out, &item.blocks);
            out.push_str("</li>");
        }
        out.push_str(&format!("</{tag}>"));
    }

    /// A first paragraph stands without its tags, so that short items stay on the line of their mark.
    fn item(&mut self, out: &mut String, blocks: &[Block]) {
        match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(text), .. }, rest)) => {
                inline::write(out, self, text);
                if !rest.is_empty() {
                    out.push('\n');
                }
                self.blocks(out, rest);
            }
            _ => self.blocks(out, blocks),
        }
    }

    fn table(&mut self, out: &mut String, line: &str, table: &Table) {
        out.push_str(&format!("<table{line}><thead>"));
        self.row(out, "th", table, &table.head);
        out.push_str("</thead><tbody>");
        for row in &table.rows {
            self.row(out, "td", table, row);
        }
        out.push_str("</tbody></table>");
    }

    fn row(&mut self, out: &mut String, tag: &str, table: &Table, cells: &[Vec<Inline>]) {
        out.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let align = table.aligns.get(index).and_then(|align| align.name());
            let align = align.map(|name| format!(" align=\"{name}\"")).unwrap_or_default();
            self.text(out, tag, &align, cell);
        }
        out.push_str("</tr>");
    }

    fn notes(&mut self, out: &mut String, document: &Document) {
        out.push_str("<ol class=\"footnotes\">");
        for (index, note) in document.notes.iter().enumerate() {
            let number = index + 1;
            out.push_str(&format!("<li id=\"fn-{number}\">"));
            self.item(out, &note.blocks);
            if self.mode != Mode::Words {
                inline::back_links(out, number, note.references);
            }
            out.push_str("</li>");
        }
        out.push_str("</ol>\n");
    }
}

/// Where each line of a text begins.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, from 1, that holds a byte.
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) + 1
    }
}
