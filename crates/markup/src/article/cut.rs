//! A part of a passage: from one place of what a reader sees to another, with the signs around it whole.

use crate::markdown::{Emphases, write};
use crate::tree::{Block, BlockKind, Inline, Link};

/// The words between two places of a passage's Markdown, as Markdown. The places are counted in UTF-16 units
/// of the passage's plain words. Code and whatever is more than one paragraph stays whole.
pub fn cut(markdown: &str, from: usize, to: usize) -> String {
    let mut document = crate::parse(markdown);
    let Some(text) = single(&mut document.blocks) else { return markdown.to_owned() };
    let mut at = 0;
    let mut kept = part(text, from, to, &mut at);
    trim(&mut kept, true);
    trim(&mut kept, false);
    if kept.is_empty() {
        return String::new();
    }
    *text = kept;
    let kept = std::mem::take(text);
    let block = Block { kind: BlockKind::Paragraph(kept), span: 0..0 };
    write(&[block], "", Emphases::Stars)
}

/// The words of the only paragraph, which may stand in a list or quote.
fn single(blocks: &mut [Block]) -> Option<&mut Vec<Inline>> {
    let [block] = blocks else { return None };
    match &mut block.kind {
        BlockKind::Paragraph(text) => Some(text),
        BlockKind::Quote { blocks, .. } => single(blocks),
        BlockKind::List { items, .. } => match items.as_mut_slice() {
            [item] => single(&mut item.blocks),
            _ => None,
        },
        _ => None,
    }
}

fn part(inlines: &[Inline], from: usize, to: usize, at: &mut usize) -> Vec<Inline> {
    let mut kept = Vec::new();
    for inline in inlines {
        let inner = |text: &[Inline], at: &mut usize| {
            let inner = part(text, from, to, at);
            (!inner.is_empty()).then_some(inner)
        };
        let piece = match inline {
            Inline::Text(text) => slice(text, from, to, at).map(Inline::Text),
            Inline::Code(text) => slice(text, from, to, at).map(Inline::Code),
            Inline::Emphasis(text) => inner(text, at).map(Inline::Emphasis),
            Inline::Strong(text) => inner(text, at).map(Inline::Strong),
            Inline::Strike(text) => inner(text, at).map(Inline::Strike),
            Inline::Link(link) => {
                inner(&link.text, at).map(|text| Inline::Link(Link { text, ..link.clone() }))
            }
            Inline::SoftBreak | Inline::HardBreak => {
                let place = *at;
                *at += 1;
                (from <= place && place < to).then(|| inline.clone())
            }
            Inline::Html(_) | Inline::Image(_) | Inline::NoteRef { .. } => None,
        };
        kept.extend(piece);
    }
    kept
}

fn slice(text: &str, from: usize, to: usize, at: &mut usize) -> Option<String> {
    let mut kept = String::new();
    for c in text.chars() {
        if from <= *at && *at < to {
            kept.push(c);
        }
        *at += c.len_utf16();
    }
    (!kept.is_empty()).then_some(kept)
}

/// No white space at an end, where it would be none.
fn trim(inlines: &mut Vec<Inline>, start: bool) {
    loop {
        let end = if start { inlines.first_mut() } else { inlines.last_mut() };
        let empty = match end {
            Some(Inline::Text(text)) => {
                *text = if start { text.trim_start() } else { text.trim_end() }.to_owned();
                text.is_empty()
            }
            Some(Inline::SoftBreak | Inline::HardBreak) => true,
            _ => false,
        };
        if !empty {
            return;
        }
        if start {
            inlines.remove(0);
        } else {
            inlines.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_part_keeps_the_signs_around_it() {
        let text = "One **two three** [four five](https://x.example/) 😀 six";
        for (from, to, expected) in [
            (0, 3, "One"),
            (0, 7, "One **two**"),
            (8, 18, "**three** [four](https://x.example/)"),
            (3, 4, ""),
            (24, 26, "😀"),
            (24, 99, "😀 six"),
        ] {
            assert_eq!(cut(text, from, to), expected, "{from}..{to}");
        }
        assert_eq!(cut("- a point of a list", 2, 7), "point");
        assert_eq!(cut("> said *and* done", 5, 8), "*and*");
        assert_eq!(cut("```\ncode\n```", 0, 2), "```\ncode\n```");
    }
}
