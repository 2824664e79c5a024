//! One chunk of a post as Markdown, if that Markdown says the very same thing; else sealed.

use super::canon::{canon, html_block};
use super::convert::Reader;
use super::dom::{self, Node};
use super::inlines;
use crate::markdown::{self, Emphases};
use crate::marks::{MarkKind, marks};
use crate::publish::{Style, segments};
use crate::tree::{Block, BlockKind, Inline};
use crate::{address, pieces, seal};

/// Blocks that Markdown may have words for.
const PLAIN: [&str; 8] =
    ["paragraph", "heading", "list", "quote", "code", "image", "table", "separator"];

/// The Markdown of a chunk. `before` is what stands above it.
pub(super) fn markdown(
    chunk: &str,
    canonical: Option<&String>,
    before: &str,
    reader: &mut Reader,
) -> Option<String> {
    reader.noted = false;
    let canonical = canonical?;
    let made = candidates(chunk, before, reader);
    // A reference can't be checked without its footnote; the whole text is checked in the end.
    made.into_iter().find(|made| reader.noted || says_the_same(made, canonical, reader))
}

/// Notes the pictures of a chunk whose Markdown is known already.
pub(super) fn note_pictures(chunk: &str, reader: &mut Reader) {
    block(chunk, reader);
}

fn candidates(chunk: &str, before: &str, reader: &mut Reader) -> Vec<String> {
    let mut found = Vec::new();
    let special = match reader.style {
        Style::Blocks => special_block(chunk),
        Style::Classic => special_piece(chunk),
    };
    found.extend(special);
    if found.is_empty() || reader.style == Style::Classic {
        found.extend(from_tree(chunk, before, reader));
    }
    if reader.style == Style::Classic && chunk.starts_with('<') && !reader.noted {
        found.push(unix(chunk));
    }
    found
}

fn from_tree(chunk: &str, before: &str, reader: &mut Reader) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(block) = block(chunk, reader) {
        let blocks = [block];
        for emphases in [Emphases::Stars, Emphases::Tags] {
            let made = markdown::write(&blocks, before, emphases);
            if !found.contains(&made) {
                found.push(made);
            }
        }
    }
    found
}

/// Blocks whose Markdown is not written from a tree.
fn special_block(chunk: &str) -> Option<String> {
    if let Some(html) = html_block(chunk) {
        return Some(unix(html));
    }
    let marks = marks(chunk);
    let inner = chunk.get(marks.first()?.span.end..marks.last()?.span.start)?;
    match marks.first()?.name {
        "more" | "nextpage" => Some(inner.trim().to_owned()),
        "embed" => {
            let figure = dom::read(inner)?;
            let [Node::Text(url)] = dom::only(&dom::only(&figure)?.inner)?.inner.as_slice() else {
                return None;
            };
            Some(pieces::decoded(url).trim().to_owned())
        }
        _ => None,
    }
}

/// Parts of a classic post that are not written from a tree.
fn special_piece(chunk: &str) -> Option<String> {
    if chunk.starts_with("<!--") {
        return Some(unix(chunk));
    }
    let is_address = !chunk.contains(char::is_whitespace) && address::is_web(chunk);
    is_address.then(|| pieces::decoded(chunk))
}

/// The one block that a chunk consists of.
fn block(chunk: &str, reader: &mut Reader) -> Option<Block> {
    let marks = marks(chunk);
    let Some(first) = marks.first().filter(|_| reader.style == Style::Blocks) else {
        let one = reader.blocks(&dom::read(chunk)?)?;
        return <[Block; 1]>::try_from(one).ok().map(|[block]| block);
    };
    let name = first.name.strip_prefix("core/").unwrap_or(first.name);
    let inner = chunk.get(first.span.end..marks.last()?.span.start)?;
    if first.kind != MarkKind::Open {
        return None;
    }
    let nodes = dom::read(inner)?;
    match name {
        "gallery" => {
            gallery(&nodes, &marks.iter().map(|m| m.attributes).collect::<Vec<_>>(), reader)
        }
        "image" => {
            note(&nodes, first.attributes, reader);
            plain(&nodes, reader)
        }
        name if PLAIN.contains(&name) => plain(&nodes, reader),
        _ => None,
    }
}

fn plain(nodes: &[Node<'_>], reader: &mut Reader) -> Option<Block> {
    let one = reader.blocks(nodes)?;
    <[Block; 1]>::try_from(one).ok().map(|[block]| block)
}

/// What the attributes of an image block say about its picture.
fn note(nodes: &[Node<'_>], attributes: &str, reader: &mut Reader) {
    let Ok(said) = serde_json::from_str::<serde_json::Value>(attributes) else { return };
    let (id, size) = (said.get("id").and_then(|id| id.as_u64()), said.get("sizeSlug"));
    let size = size.and_then(|size| size.as_str()).unwrap_or_default();
    let Some(src) = first_picture(nodes).filter(|_| id.is_some() || !size.is_empty()) else {
        return;
    };
    reader.note_picture(&src, id, size);
}

fn first_picture(nodes: &[Node<'_>]) -> Option<String> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if element.name() == "img" => {
            element.tag.get("src").map(str::to_owned)
        }
        Node::Element(element) => first_picture(&element.inner),
        _ => None,
    })
}

/// A paragraph of pictures, one on each line. The attributes are those of all blocks in it, its own first.
fn gallery(nodes: &[Node<'_>], attributes: &[&str], reader: &mut Reader) -> Option<Block> {
    let figure = dom::only(nodes)?;
    let mut text: Vec<Inline> = Vec::new();
    let opened = attributes.iter().skip(1).filter(|said| !said.is_empty()).collect::<Vec<_>>();
    let pictures = dom::elements(&figure.inner)?;
    for (at, picture) in pictures.iter().enumerate() {
        if picture.name() != "figure" {
            return None;
        }
        if opened.len() == pictures.len() {
            note(&picture.inner, opened.get(at)?, reader);
        }
        let block = reader.blocks(&[Node::Element((*picture).clone())])?;
        let [Block { kind: BlockKind::Paragraph(image), .. }] = block.as_slice() else {
            return None;
        };
        if at > 0 {
            text.push(Inline::SoftBreak);
        }
        text.extend(image.iter().cloned());
    }
    Some(Block { kind: BlockKind::Paragraph(text), span: 0..0 })
}

/// Whether Markdown is one block, which comes out as the chunk.
fn says_the_same(made: &str, canonical: &str, reader: &Reader) -> bool {
    match segments(made, reader.style, None, &|address| reader.picture(address)).as_slice() {
        [one] => one
            .written
            .as_ref()
            .is_ok_and(|html| canon(html, reader.style).as_deref() == Some(canonical)),
        _ => false,
    }
}

/// A chunk as a sealed block; `None` when it could not stand in a text as one.
pub(super) fn sealed(chunk: &str) -> Option<String> {
    let mut text = unix(chunk);
    if marks(&text).first().is_none_or(|mark| mark.span.start > 0) {
        text = format!("<!-- wp:freeform -->\n{text}\n<!-- /wp:freeform -->");
    }
    match seal::regions(&text).as_slice() {
        [one] if one.span == (0..text.len()) => Some(text),
        _ => None,
    }
}

fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The footnotes at the end of a text of ours, as Markdown.
pub(super) fn notes(chunk: &str, reader: &mut Reader) -> Option<String> {
    let html = html_block(chunk).unwrap_or(chunk);
    let nodes = dom::read(html)?;
    let list =
        dom::only(&nodes).filter(|list| list.name() == "ol" && list.has_class("footnotes"))?;
    let mut lines = Vec::new();
    for item in dom::elements(&list.inner)? {
        let number: usize = item.tag.get("id")?.strip_prefix("fn-")?.parse().ok()?;
        let end = item.inner.iter().rposition(|node| !is_back_link(node)).map_or(0, |at| at + 1);
        let blocks = reader.blocks(item.inner.get(..end)?)?;
        let text = markdown::write(&blocks, "", Emphases::Stars);
        lines.push(markdown::prefixed(&text, &format!("[^{number}]: "), "    "));
    }
    Some(lines.join("\n"))
}

fn is_back_link(node: &Node<'_>) -> bool {
    match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(element) => {
            let there = element.tag.get("href").is_some_and(|href| href.starts_with("#fnref-"));
            there && inlines::only_words(&element.inner).as_deref() == Some("↩")
        }
        Node::Comment(_) => true,
    }
}
