//! Who said it: a quote's last line `— Somebody` becomes its source.
//!
//! Dialogues that begin every line with a dash are left as they are.

use crate::address;
use crate::tree::{Block, BlockKind, Inline};

/// Takes the source off a quoted passage, if it names one after its words.
pub(crate) fn split(mut blocks: Vec<Block>) -> (Vec<Block>, Option<Vec<Inline>>) {
    let before = blocks.len().saturating_sub(1);
    let spoken = blocks.iter().take(before).any(|block| match &block.kind {
        BlockKind::Paragraph(text) => after_dash(text).is_some(),
        _ => false,
    });
    let Some(Block { kind: BlockKind::Paragraph(text), .. }) = blocks.last_mut() else {
        return (blocks, None);
    };
    let is_break = |piece: &Inline| matches!(piece, Inline::SoftBreak | Inline::HardBreak);
    let lines: Vec<&[Inline]> = text.split(is_break).collect();
    let dashed = lines.iter().filter(|line| after_dash(line).is_some()).count();
    let Some(cite) = lines.last().and_then(|line| after_dash(line)) else {
        return (blocks, None);
    };
    if spoken || dashed > 1 || (lines.len() == 1 && before == 0) {
        return (blocks, None);
    }
    match text.iter().rposition(is_break) {
        Some(at) => text.truncate(at),
        None => drop(blocks.pop()),
    }
    (blocks, Some(cite))
}

/// Where the quoted words stand, for `<blockquote cite>`: the first link of the source, if it is on the web.
pub(crate) fn address_of(cite: &[Inline]) -> Option<&str> {
    cite.iter().find_map(|piece| match piece {
        Inline::Link(link) => Some(link.href.as_str()).filter(|href| address::is_web(href)),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
            address_of(inner)
        }
        _ => None,
    })
}

/// The line without its dash, when it begins with one and says something after it.
fn after_dash(line: &[Inline]) -> Option<Vec<Inline>> {
    let (Inline::Text(first), rest) = line.split_first()? else { return None };
    let words = first.trim_start();
    let words = words
        .strip_prefix(['\u{2014}', '\u{2015}'])
        .or_else(|| words.strip_prefix("-- "))?
        .trim_start();
    if words.is_empty() && rest.is_empty() {
        return None;
    }
    let mut cite = Vec::with_capacity(line.len());
    if !words.is_empty() {
        cite.push(Inline::Text(words.to_owned()));
    }
    cite.extend_from_slice(rest);
    Some(cite)
}
