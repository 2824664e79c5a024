//! The parser's words in ours.

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, HeadingLevel, Tag, TagEnd};

use crate::inline;
use crate::tree::{Align, Inline};

pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

pub(super) fn is_block_end(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

pub(crate) fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

pub(super) fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::Unset,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// First word of the fence's info, kept to characters that are safe in a class name.
pub(super) fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let safe: String =
        word.chars().filter(|c| c.is_ascii_alphanumeric() || "_+#.-".contains(*c)).collect();
    (!safe.is_empty()).then_some(safe)
}

/// Classes that are safe to write anywhere.
pub(super) fn names(classes: &[CowStr<'_>]) -> Vec<String> {
    let is_name = |class: &&CowStr<'_>| {
        class.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '/'))
    };
    classes.iter().filter(is_name).map(|class| class.to_string()).collect()
}

/// Gives a heading without name and classes back what stands in braces at its end, which the parser takes
/// for attributes.
pub(super) fn give_back_braces(inlines: &mut Vec<Inline>, source: &str) {
    let mut lines = source.trim_end().lines();
    let line = if source.starts_with('#') { lines.next() } else { lines.rev().nth(1) };
    let line = line.unwrap_or_default().trim_end();
    let Some(tail) = line.rfind('{').and_then(|at| line.get(at..)) else { return };
    let taken = tail.ends_with('}') && !inline::words(inlines).ends_with('}');
    if taken {
        let gap = if inlines.is_empty() { "" } else { " " };
        super::push_inline(inlines, Inline::Text(format!("{gap}{tail}")));
    }
}
