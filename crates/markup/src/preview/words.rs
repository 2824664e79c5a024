//! The words of blocks, read from the tree: the same as from their HTML, and much faster.

use crate::tree::{Block, BlockKind, Inline, Item};

/// Adds the words of some blocks. False when there is HTML among them, which has words of its own.
pub(super) fn of_blocks(out: &mut String, blocks: &[Block]) -> bool {
    blocks.iter().all(|block| {
        let known = match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => of_inlines(out, text),
            BlockKind::Quote { blocks, cite } => {
                of_blocks(out, blocks) && cite.as_ref().is_none_or(|cite| of_inlines(out, cite))
            }
            BlockKind::List { items, .. } => {
                items.iter().all(|Item { blocks, .. }| of_blocks(out, blocks))
            }
            BlockKind::Code { text, .. } => {
                out.push_str(text);
                true
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.fold(true, |known, cell| {
                    let known = of_inlines(out, cell) && known;
                    out.push('\n');
                    known
                })
            }
            BlockKind::Rule => true,
            BlockKind::Html(_) | BlockKind::Sealed { .. } => false,
        };
        out.push('\n');
        known
    })
}

fn of_inlines(out: &mut String, inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => {
            out.push_str(text);
            true
        }
        Inline::SoftBreak | Inline::HardBreak => {
            out.push(' ');
            true
        }
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
            of_inlines(out, inner)
        }
        Inline::Link(link) => of_inlines(out, &link.text),
        Inline::Html(_) => false,
        Inline::Image(_) | Inline::NoteRef { .. } => true,
    })
}
