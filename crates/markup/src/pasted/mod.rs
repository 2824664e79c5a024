//! Rich text from elsewhere as clean Markdown: what was copied from a page, a word processor or a mail.
//!
//! Unlike [`crate::import()`] it does not have to say the very same: words, links, pictures and the marks
//! that Markdown has come over; scripts, styles, hidden things and pictures that only count readers do not.

mod blocks;
mod dom;
mod inlines;
mod lists;
mod style;
mod table;

use crate::markdown::{Emphases, write};
use crate::tree::{Block, BlockKind, Inline};
use crate::{tangle, text};

/// Any HTML as Markdown. HTML that is nested beyond reason comes as its words alone.
pub fn pasted_markdown(html: &str) -> String {
    if tangle::is_tangled(html) {
        let words = text::plain(html);
        let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
        let blocks: Vec<_> = lines
            .map(|line| block(BlockKind::Paragraph(vec![Inline::Text(line.into())])))
            .collect();
        return write(&blocks, "", Emphases::Stars);
    }
    write(&blocks::read(&dom::read(html)), "", Emphases::Stars)
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: 0..0 }
}

#[cfg(test)]
mod tests;
