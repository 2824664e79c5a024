//! Blocks as HTML for the preview, not cleaned yet. What stands on another line than the block's first says
//! so in `data-at`, counted from there, so that a line added above changes nothing here.

use std::ops::Range;

use super::preview_html;
use crate::inline::{self, Dialect};
use crate::tree::{Block, BlockKind, Document, Image, Inline, Item, Note, Table};
use crate::{clean, escape, parse};

/// The plain HTML of a text, not cleaned: only for reading words from.
pub(crate) fn uncleaned(markdown: &str) -> String {
    let Document { blocks, notes } = parse(markdown);
    let mut out = String::new();
    let mut writer = Writer::new(Mode::Words, None);
    writer.blocks(&mut out, &blocks);
    if !notes.is_empty() {
        out.push('\n');
        writer.notes(&mut out, &notes);
    }
    out
}

/// What the HTML is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Page,
    /// Raw HTML is shown as text.
    Tame,
    /// Without footnote numbers.
    Words,
}

pub(super) struct Writer<'l> {
    /// The lines of the text, and the first of the block that is written.
    lines: Option<(&'l Lines, usize)>,
    mode: Mode,
    /// Whether some of it is the writer's own HTML. Everything else is safe as it is written.
    pub raw: bool,
}

impl Dialect for Writer<'_> {
    const STRIKE: &'static str = "del";

    fn image(&mut self, out: &mut String, image: &Image) {
        if self.mode != Mode::Words {
            return out.push_str(&clean::preview_image(image));
        }
        out.push_str("<img");
        escape::attribute(out, "src", &image.src);
        escape::attribute(out, "alt", &image.alt);
        escape::attribute(out, "title", &image.title);
        out.push('>');
    }

    fn raw(&mut self, out: &mut String, html: &str) {
        match self.mode {
            Mode::Tame => escape::text(out, html),
            Mode::Page | Mode::Words => {
                self.raw = true;
                out.push_str(html);
            }
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
        match self.mode {
            Mode::Words => Some(address.to_owned()),
            Mode::Page | Mode::Tame => clean::preview_address(address).map(str::to_owned),
        }
    }
}

impl<'l> Writer<'l> {
    pub fn new(mode: Mode, lines: Option<(&'l Lines, usize)>) -> Self {
        Self { lines, mode, raw: false }
    }

    /// One block after another.
    pub fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            let at = self.at(&block.span);
            self.block(out, block, &at);
        }
    }

    /// The attribute with the line where something stands, when it is not the first.
    fn at(&self, span: &Range<usize>) -> String {
        let line = |(lines, first): (&Lines, usize)| lines.line(span.start).saturating_sub(first);
        match self.lines.map(line) {
            Some(line @ 1..) => format!(" data-at=\"{line}\""),
            _ => String::new(),
        }
    }

    /// `at` is the attribute with the line, or nothing.
    pub fn block(&mut self, out: &mut String, block: &Block, at: &str) {
        match &block.kind {
            BlockKind::Paragraph(text) => self.text(out, "p", at, text),
            BlockKind::Heading { level, id, classes, text } => {
                let mut names = at.to_owned();
                if let Some(id) = id {
                    clean::preview_attribute_of(&mut names, "id", id);
                }
                if !classes.is_empty() {
                    clean::preview_attribute_of(&mut names, "class", &classes.join(" "));
                }
                self.text(out, &format!("h{level}"), &names, text)
            }
            BlockKind::Quote { blocks, cite } => {
                out.push_str(&format!("<blockquote{at}>"));
                self.blocks(out, blocks);
                if let Some(cite) = cite {
                    self.text(out, "cite", "", cite);
                }
                out.push_str("</blockquote>");
            }
            BlockKind::List { start, items } => self.list(out, at, *start, items),
            BlockKind::Code { language, text } => {
                out.push_str(&format!("<pre{at}><code"));
                if let Some(language) = language {
                    clean::preview_attribute_of(out, "class", &format!("language-{language}"));
                }
                out.push('>');
                escape::text(out, text);
                out.push_str("</code></pre>");
            }
            BlockKind::Table(table) => self.table(out, at, table),
            BlockKind::Rule => out.push_str(&format!("<hr{at}>")),
            BlockKind::Html(html) if crate::blocks::more_words(html).is_some() => {
                out.push_str(&format!("<hr class=\"more\"{at}>"));
            }
            BlockKind::Html(html) => self.raw(out, html),
            BlockKind::Sealed { html, .. } if self.mode == Mode::Words => out.push_str(html),
            BlockKind::Sealed { name, html } => {
                self.raw = true;
                out.push_str(&format!("<div class=\"sealed\"{at}"));
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

    fn text(&mut self, out: &mut String, tag: &str, at: &str, text: &[Inline]) {
        out.push_str(&format!("<{tag}{at}>"));
        inline::write(out, self, text);
        out.push_str(&format!("</{tag}>"));
    }

    fn list(&mut self, out: &mut String, at: &str, start: Option<u64>, items: &[Item]) {
        let tag = if start.is_some() { "ol" } else { "ul" };
        out.push_str(&format!("<{tag}{at}"));
        if let Some(start) = start.filter(|start| *start != 1) {
            escape::attribute(out, "start", &start.to_string());
        }
        out.push('>');
        for item in items {
            let at = item.blocks.first().map(|block| self.at(&block.span)).unwrap_or_default();
            out.push_str(&format!("<li{at}>"));
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

    fn table(&mut self, out: &mut String, at: &str, table: &Table) {
        out.push_str(&format!("<table{at}><thead>"));
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

    /// All footnotes, as one list.
    pub fn notes(&mut self, out: &mut String, notes: &[Note]) {
        out.push_str("<ol class=\"footnotes\">");
        for (index, note) in notes.iter().enumerate() {
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
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, from 1, that holds a byte.
    pub fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at) + 1
    }
}
