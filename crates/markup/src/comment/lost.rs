//! What a reply's Markdown has that replies do not keep.

use crate::tree::{Block, BlockKind, Document, Inline};

/// A kind of mark that becomes plainer in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReplyMark {
    /// It becomes bold.
    Heading,
    /// It becomes lines.
    List,
    /// It becomes lines.
    Table,
    /// It becomes a link.
    Picture,
    /// It becomes stars.
    Rule,
    /// More than one line of code; one line stays code.
    CodeBlock,
    /// It becomes a number, with its text at the end.
    Footnote,
    /// Tags that are shown as they are typed.
    Html,
}

/// The kinds of marks in a text that [`super::comment_html`] can't keep, each once.
pub fn reply_marks(markdown: &str) -> Vec<ReplyMark> {
    let Document { blocks, notes } = crate::parse(markdown);
    let mut found = Vec::new();
    in_blocks(&blocks, &mut found);
    if !notes.is_empty() {
        found.push(ReplyMark::Footnote);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn in_blocks(blocks: &[Block], found: &mut Vec<ReplyMark>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) => in_inlines(text, found),
            BlockKind::Heading { text, .. } => {
                found.push(ReplyMark::Heading);
                in_inlines(text, found);
            }
            BlockKind::Quote { blocks, cite } => {
                in_blocks(blocks, found);
                in_inlines(cite.as_deref().unwrap_or_default(), found);
            }
            BlockKind::List { items, .. } => {
                found.push(ReplyMark::List);
                items.iter().for_each(|item| in_blocks(&item.blocks, found));
            }
            BlockKind::Table(table) => {
                found.push(ReplyMark::Table);
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| in_inlines(cell, found));
            }
            BlockKind::Code { text, .. } if text.trim().contains('\n') => {
                found.push(ReplyMark::CodeBlock);
            }
            BlockKind::Code { .. } => {}
            BlockKind::Rule => found.push(ReplyMark::Rule),
            BlockKind::Html(_) | BlockKind::Sealed { .. } => found.push(ReplyMark::Html),
        }
    }
}

fn in_inlines(inlines: &[Inline], found: &mut Vec<ReplyMark>) {
    let bare = super::bare_tags(inlines);
    for (inline, bare) in inlines.iter().zip(bare) {
        match inline {
            Inline::Image(_) => found.push(ReplyMark::Picture),
            Inline::Html(_) if !bare => found.push(ReplyMark::Html),
            Inline::NoteRef { .. } => found.push(ReplyMark::Footnote),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                in_inlines(inner, found);
            }
            Inline::Link(link) => in_inlines(&link.text, found),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Html(_)
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_replies_keep_is_no_remark() {
        let kept =
            "**b** *i* ~~s~~ `c` [l](https://e.org) <q>q</q>\n\n> quote\n\n    code\n\n1 < 2 & 3";
        assert_eq!(reply_marks(kept), []);
    }

    #[test]
    fn what_they_do_not_keep_is_named_once() {
        let lost = "# H\n\n- one\n- two\n\n> - three\n\n![p](https://e.org/p.png)\n\n---\n\n| a |\n|---|\n| ![q](x.png) |\n\nA <u>tag</u>.";
        assert_eq!(
            reply_marks(lost),
            [
                ReplyMark::Heading,
                ReplyMark::List,
                ReplyMark::Table,
                ReplyMark::Picture,
                ReplyMark::Rule,
                ReplyMark::Html
            ]
        );
        assert_eq!(reply_marks("```\na\nb\n```"), [ReplyMark::CodeBlock]);
    }
}
