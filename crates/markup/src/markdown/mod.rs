//! From the tree back to Markdown: plain, with one way for each thing, and as few escapes as are safe.
//!
//! What it writes reads as the same tree but for spans and corners that Markdown can't say; who needs to be
//! sure reads it again.

mod escape;
mod inline;

use crate::tree::{Align, Block, BlockKind, Inline, Item, Table};
pub(crate) use inline::Emphases;

/// Blocks as Markdown. `before` is what will stand above them: two lists in a row need different signs.
pub(crate) fn write(blocks: &[Block], before: &str, emphases: Emphases) -> String {
    Writer { emphases }.blocks(blocks, before)
}

struct Writer {
    emphases: Emphases,
}

impl Writer {
    fn blocks(&self, blocks: &[Block], before: &str) -> String {
        let mut parts: Vec<String> = Vec::with_capacity(blocks.len());
        for block in blocks {
            let before = parts.last().map_or(before, String::as_str);
            parts.push(self.block(block, before));
        }
        parts.join("\n\n")
    }

    fn block(&self, block: &Block, before: &str) -> String {
        match &block.kind {
            BlockKind::Paragraph(text) => self.inlines(text),
            BlockKind::Heading { level, id, classes, text } => {
                self.heading(*level, id.as_deref(), classes, text)
            }
            BlockKind::Quote { blocks, cite } => {
                let mut inside = self.blocks(blocks, "");
                if let Some(cite) = cite {
                    inside.push_str(&format!("\n\n— {}", self.inlines(cite)));
                }
                prefixed(&inside, "> ", "> ")
            }
            BlockKind::List { start, items } => self.list(*start, items, before),
            BlockKind::Code { language, text } => {
                let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
                format!("{fence}{}\n{text}\n{fence}", language.as_deref().unwrap_or_default())
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Rule => "---".to_owned(),
            BlockKind::Html(html) | BlockKind::Sealed { html, .. } => {
                html.trim_matches('\n').to_owned()
            }
        }
    }

    fn inlines(&self, text: &[Inline]) -> String {
        escape::line_starts(&inline::write(text, self.emphases, inline::Breaks::Lines))
    }

    fn heading(&self, level: u8, id: Option<&str>, classes: &[String], text: &[Inline]) -> String {
        let words = inline::write(text, self.emphases, inline::Breaks::Lines);
        let names = id.map(|id| format!("#{id}")).into_iter();
        let names: Vec<String> = names.chain(classes.iter().map(|c| format!(".{c}"))).collect();
        let id = if names.is_empty() { String::new() } else { format!(" {{{}}}", names.join(" ")) };
        if words.contains('\n') && level <= 2 {
            let line = if level == 1 { "===" } else { "---" };
            return format!("{}{id}\n{line}", escape::line_starts(&words));
        }
        let words = inline::write(text, self.emphases, inline::Breaks::Tags);
        let words = escape::heading_end(&words);
        let marks = "#".repeat(usize::from(level));
        if words.is_empty() { format!("{marks}{id}") } else { format!("{marks} {words}{id}") }
    }

    fn list(&self, start: Option<u64>, items: &[Item], before: &str) -> String {
        let other = follows_list(before, start.is_some());
        let mut parts = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let mark = match (start, other) {
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
                (Some(start), false) => format!("{}. ", start.saturating_add(index as u64)),
                (Some(start), true) => format!("{}) ", start.saturating_add(index as u64)),
            };
            let task = match item.task {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let inside = format!("{task}{}", self.item(&item.blocks));
            let indent = " ".repeat(mark.len());
            parts.push(prefixed(&inside, &mark, &indent));
        }
        parts.join("\n")
    }

    /// Lists stand right under the words they belong to.
    fn item(&self, blocks: &[Block]) -> String {
        match blocks {
            [words, list] => match (&words.kind, &list.kind) {
                (BlockKind::Paragraph(_), BlockKind::List { start: None | Some(1), .. }) => {
                    format!("{}\n{}", self.block(words, ""), self.block(list, ""))
                }
                _ => self.blocks(blocks, ""),
            },
            _ => self.blocks(blocks, ""),
        }
    }

    fn table(&self, table: &Table) -> String {
        let mut lines = vec![self.row(&table.head)];
        let signs = table.aligns.iter().map(|align| match align {
            Align::Unset => "---",
            Align::Left => ":--",
            Align::Center => ":-:",
            Align::Right => "--:",
        });
        lines.push(format!("| {} |", signs.collect::<Vec<_>>().join(" | ")));
        lines.extend(table.rows.iter().map(|row| self.row(row)));
        lines.join("\n")
    }

    fn row(&self, cells: &[Vec<Inline>]) -> String {
        let cells = cells.iter().map(|cell| {
            inline::write(cell, self.emphases, inline::Breaks::Tags).replace('|', "\\|")
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    }
}

/// Whether the text above ends in, or is, a list whose sign this one would carry on.
fn follows_list(before: &str, numbered: bool) -> bool {
    let first = before.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = first.len() < before.trim_start().len();
    let mark = if numbered { ". " } else { "- " };
    let bare = mark.trim_end();
    digits == numbered
        && (first.starts_with(mark) || first == bare || first.starts_with(&format!("{bare}\n")))
}

/// Every line with something before it; empty lines get no white space.
pub(crate) fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let prefix = if index == 0 { first } else { others };
        out.push_str(if line.is_empty() { prefix.trim_end() } else { prefix });
        out.push_str(line);
    }
    out
}

/// The longest run of a character.
fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
