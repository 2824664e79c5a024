//! A reply as WordPress keeps it from people without special rights: inline tags, quotes, and blank
//! lines between paragraphs (WordPress adds the `<p>` and `<br>` itself).
//!
//! Whatever has no tag there is written the way one would type it: lists with `- `, tables with ` | `.
//! Raw HTML is words, but for a few bare tags that replies use.

mod lost;
mod source;

use crate::tree::{Block, BlockKind, Document, Image, Inline, Item, Link, Table};
use crate::{address, escape};
pub use lost::{ReplyMark, reply_marks};
pub use source::{comment_markdown, comment_quote};

/// A reply for a blog, from Markdown.
pub fn comment_html(markdown: &str) -> String {
    let document = crate::parse(markdown);
    let mut parts = paragraphs(&document.blocks);
    parts.extend(notes(&document));
    parts.join("\n\n")
}

/// Each block as one or more paragraphs.
fn paragraphs(blocks: &[Block]) -> Vec<String> {
    let mut parts = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Code { text, .. } => parts.extend(code(text)),
            BlockKind::Html(html) | BlockKind::Sealed { html, .. } => {
                parts.push(text(html.trim_matches('\n')));
            }
            _ => parts.push(paragraph(block)),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn paragraph(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(inlines) => inline(inlines),
        BlockKind::Heading { text, .. } => format!("<strong>{}</strong>", inline(text)),
        BlockKind::Quote { blocks, cite } => {
            let mut parts = paragraphs(blocks);
            parts.extend(cite.as_ref().map(|cite| format!("— {}", inline(cite))));
            format!("<blockquote>{}</blockquote>", parts.join("\n\n"))
        }
        BlockKind::List { start, items } => list(*start, items, 0).join("\n"),
        BlockKind::Table(table) => rows(table).join("\n"),
        BlockKind::Rule => "* * *".to_owned(),
        BlockKind::Code { text, .. } => code(text).join("\n\n"),
        BlockKind::Html(html) | BlockKind::Sealed { html, .. } => text(html),
    }
}

/// Code keeps its lines and indents; a blank line in it would break the tag apart, so it ends one.
fn code(code: &str) -> Vec<String> {
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    for line in code.lines() {
        if line.trim().is_empty() {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            let words = line.trim_start();
            let indent = line.len() - words.len();
            part.push(format!("{}{}", "\u{a0}".repeat(indent), text(words)));
        }
    }
    parts.retain(|lines| !lines.is_empty());
    parts.into_iter().map(|lines| format!("<code>{}</code>", lines.join("\n"))).collect()
}

fn list(start: Option<u64>, items: &[Item], depth: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let indent = "\u{a0}\u{a0}".repeat(depth);
    for (index, item) in items.iter().enumerate() {
        let mark = match start {
            Some(start) => format!("{}. ", start.saturating_add(index as u64)),
            None => "- ".to_owned(),
        };
        let task = match item.task {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let mut first = true;
        for block in &item.blocks {
            if let BlockKind::List { start, items } = &block.kind {
                lines.extend(list(*start, items, depth + 1));
            } else {
                let lead = if first { format!("{mark}{task}") } else { String::new() };
                lines.push(format!("{indent}{lead}{}", paragraph(block).replace("\n\n", "\n")));
            }
            first = false;
        }
        if item.blocks.is_empty() {
            lines.push(format!("{indent}{mark}{task}").trim_end().to_owned());
        }
    }
    lines
}

fn rows(table: &Table) -> Vec<String> {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    rows.map(|cells| cells.iter().map(|cell| inline(cell)).collect::<Vec<_>>().join(" | "))
        .collect()
}

fn notes(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, note) in document.notes.iter().enumerate() {
        lines.push(format!("[{}] {}", index + 1, paragraphs(&note.blocks).join("\n")));
    }
    if lines.is_empty() { lines } else { vec![lines.join("\n")] }
}

fn inline(inlines: &[Inline]) -> String {
    let mut out = String::new();
    write(&mut out, inlines);
    out
}

fn write(out: &mut String, inlines: &[Inline]) {
    let bare = bare_tags(inlines);
    for (inline, bare) in inlines.iter().zip(bare) {
        match inline {
            Inline::Text(words) => escape::text(out, words),
            Inline::Code(code) => wrap(out, "code", |out| escape::text(out, code)),
            Inline::Html(html) if bare => out.push_str(&html.to_ascii_lowercase()),
            Inline::Html(html) => escape::text(out, html),
            Inline::SoftBreak | Inline::HardBreak => out.push('\n'),
            Inline::Emphasis(inner) => wrap(out, "em", |out| write(out, inner)),
            Inline::Strong(inner) => wrap(out, "strong", |out| write(out, inner)),
            Inline::Strike(inner) => wrap(out, "del", |out| write(out, inner)),
            Inline::Link(link) => write_link(out, link),
            Inline::Image(image) => write_image(out, image),
            Inline::NoteRef { number, .. } => out.push_str(&format!("[{number}]")),
        }
    }
}

fn wrap(out: &mut String, tag: &str, inner: impl FnOnce(&mut String)) {
    out.push_str(&format!("<{tag}>"));
    inner(out);
    out.push_str(&format!("</{tag}>"));
}

fn write_link(out: &mut String, link: &Link) {
    if !address::is_plain_link(&link.href) {
        return write(out, &link.text);
    }
    out.push_str("<a");
    escape::attribute(out, "href", &link.href);
    out.push('>');
    let of_picture = matches!(link.text.as_slice(), [Inline::Image(_)]);
    if of_picture {
        escape::text(out, &crate::inline::words(&link.text));
    } else {
        write(out, &link.text);
    }
    out.push_str("</a>");
}

/// A comment shows no pictures: one on the web becomes a link to it, another its alt text.
fn write_image(out: &mut String, image: &Image) {
    let alt = if image.alt.is_empty() { &image.src } else { &image.alt };
    if address::is_plain_link(&image.src) {
        let words = vec![Inline::Text(alt.clone())];
        write_link(out, &Link { href: image.src.clone(), title: String::new(), text: words });
    } else {
        escape::text(out, &image.alt);
    }
}

/// Which raw pieces are tags without attributes that a comment may have, opened and closed in pairs.
fn bare_tags(inlines: &[Inline]) -> Vec<bool> {
    let mut bare = vec![false; inlines.len()];
    let mut open: Vec<(usize, String)> = Vec::new();
    for (at, inline) in inlines.iter().enumerate() {
        let Inline::Html(html) = inline else { continue };
        let tag = html.to_ascii_lowercase();
        let Some(tag) = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) else {
            continue;
        };
        match tag.strip_prefix('/') {
            None if REPLY_TAGS.contains(&tag) => open.push((at, tag.to_owned())),
            Some(name) if open.last().is_some_and(|(_, known)| known == name) => {
                let from = open.pop().map(|(from, _)| from);
                for index in [from, Some(at)].into_iter().flatten() {
                    if let Some(mark) = bare.get_mut(index) {
                        *mark = true;
                    }
                }
            }
            _ => {}
        }
    }
    bare
}

const REPLY_TAGS: [&str; 9] = ["b", "cite", "code", "del", "em", "i", "q", "strike", "strong"];

fn text(words: &str) -> String {
    let mut out = String::new();
    escape::text(&mut out, words);
    out
}
