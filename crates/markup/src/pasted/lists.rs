//! Lists: as HTML has them, as Google Docs nests them, and as Word writes paragraphs for them.

use super::dom::{Element, Node};
use super::{block, blocks, inlines, style};
use crate::tree::{Block, BlockKind, Inline, Item};

pub(super) fn read(list: &Element) -> Option<Block> {
    let start = (list.name == "ol").then(|| list.get("start").parse().unwrap_or(1));
    let items = items(list.elements());
    (!items.is_empty()).then(|| block(BlockKind::List { start, items }))
}

fn items<'e>(elements: impl Iterator<Item = &'e Element>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for element in elements {
        if matches!(element.name.as_str(), "ul" | "ol") {
            // A list right in a list belongs to the item above it.
            let Some(inner) = read(element) else { continue };
            match items.last_mut() {
                Some(item) => item.blocks.push(inner),
                None => items.push(Item { task: None, blocks: vec![inner] }),
            }
            continue;
        }
        let blocks = blocks::read(&element.inner);
        if !blocks.is_empty() {
            items.push(Item { task: task(element), blocks });
        }
    }
    items
}

/// The box of a task, if the item begins with one.
fn task(item: &Element) -> Option<bool> {
    let direct = item.elements().find(|inner| inner.name == "input");
    let in_label = || item.elements().find(|inner| inner.name == "p")?.elements().next();
    let field = direct.or_else(|| in_label().filter(|inner| inner.name == "input"))?;
    let checked = field.has("checked");
    field.get("type").eq_ignore_ascii_case("checkbox").then_some(checked)
}

/// Items at the front of these nodes that stand in no list, and how many nodes they take.
pub(super) fn loose(nodes: &[Node]) -> Option<(Block, usize)> {
    let blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    let is_item =
        |node: &Node| matches!(node, Node::Element(e) if e.name == "li" || word_level(e).is_some());
    if !nodes.first().is_some_and(is_item) {
        return None;
    }
    let taken = nodes.iter().take_while(|node| is_item(node) || blank(node)).count();
    let found = nodes.get(..taken)?.iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    let found: Vec<&Element> = found.collect();
    let list = if found.first().is_some_and(|first| first.name == "li") {
        let items = items(found.into_iter());
        (!items.is_empty()).then(|| block(BlockKind::List { start: None, items }))
    } else {
        nested(&mut found.as_slice(), 1)
    };
    list.map(|list| (list, taken))
}

fn word_level(element: &Element) -> Option<usize> {
    (element.name == "p").then(|| style::word_list_level(element.get("style"))).flatten()
}

/// Word's items of a level and those below it, taken from the front.
fn nested(rest: &mut &[&Element], level: usize) -> Option<Block> {
    let mut items: Vec<Item> = Vec::new();
    let mut start = None;
    while let Some((first, after)) = rest.split_first() {
        let own = word_level(first).unwrap_or(1);
        if own < level {
            break;
        }
        // Levels beyond these are as deep as anybody reads.
        if own > level && level < 10 {
            match (nested(rest, level + 1), items.last_mut()) {
                (Some(inner), Some(item)) => item.blocks.push(inner),
                (Some(inner), None) => items.push(Item { task: None, blocks: vec![inner] }),
                (None, _) => {}
            }
            continue;
        }
        *rest = after;
        if items.is_empty() {
            start = bullet(first).and_then(|bullet| number(&bullet));
        }
        let text = inlines::trimmed(inlines::read(&first.inner));
        if !text.is_empty() {
            items.push(Item { task: None, blocks: vec![block(BlockKind::Paragraph(text))] });
        }
    }
    (!items.is_empty()).then(|| block(BlockKind::List { start, items }))
}

/// What Word wrote before the item.
fn bullet(item: &Element) -> Option<String> {
    item.elements().find_map(|inner| {
        if style::is_word_bullet(inner.get("style")) {
            Some(inner.letters())
        } else {
            bullet(inner)
        }
    })
}

fn number(bullet: &str) -> Option<u64> {
    let bullet = bullet.trim().trim_end_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
    let digits: String = bullet.chars().take_while(char::is_ascii_digit).collect();
    let ended = bullet.get(digits.len()..).is_some_and(|rest| rest.starts_with(['.', ')']));
    ended.then(|| digits.parse().ok()).flatten()
}

/// Kept out of the words of an item.
pub(super) fn is_bullet(inner: &Element) -> bool {
    style::is_word_bullet(inner.get("style"))
}

/// Only so that a paragraph of nothing but white space is none.
pub(super) fn is_blank(text: &[Inline]) -> bool {
    text.iter().all(|inline| match inline {
        Inline::Text(words) => words.chars().all(|c| c.is_whitespace() || c == '\u{200b}'),
        Inline::HardBreak | Inline::SoftBreak => true,
        _ => false,
    })
}
