//! Which pictures a text uses, by the names in their `media:<name>` addresses.

use std::collections::HashSet;

use crate::address;
use crate::tokens::{RawText, Token, tokens};
use crate::tree::{Block, BlockKind, Inline};

/// The names of the `media:` pictures in a text, in order, each once; raw HTML is looked into as well.
pub fn media_names(markdown: &str) -> Vec<String> {
    names(markdown).list
}

/// What a text says of its `media:` pictures for readers who can't see them: names with the first
/// description that is not empty.
pub fn media_alts(markdown: &str) -> Vec<(String, String)> {
    names(markdown).alts
}

fn names(markdown: &str) -> Names {
    let document = crate::parse(markdown);
    let mut names = Names::default();
    names.blocks(&document.blocks);
    for note in &document.notes {
        names.blocks(&note.blocks);
    }
    names
}

/// Addresses in raw HTML that must lead to a picture on the blog: every `media:` one in any attribute,
/// and whatever an `img` shows. Each once.
///
/// Read both ways, since it depends on what stands around it (a `script` inside an `svg`, say) whether a
/// browser takes the inside of an element for text: an address too many is asked for, none is missed.
pub(crate) fn raw_sources(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for token in [RawText::Kept, RawText::Tags].into_iter().flat_map(|way| tokens(html, way)) {
        let Token::Start(tag) = token else { continue };
        for (name, value) in &tag.attributes {
            if tag.name == "img" && name == "src" {
                found.push(value.trim().to_owned());
                continue;
            }
            let parts = value.split([',', ' ', '\n', '\t']);
            found.extend(
                parts.filter(|part| address::media_name(part).is_some()).map(str::to_owned),
            );
        }
    }
    let mut known = HashSet::new();
    found.retain(|src: &String| known.insert(src.clone()));
    found
}

#[derive(Default)]
struct Names {
    list: Vec<String>,
    known: HashSet<String>,
    alts: Vec<(String, String)>,
}

impl Names {
    fn add(&mut self, name: &str) {
        if self.known.insert(name.to_owned()) {
            self.list.push(name.to_owned());
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => self.inlines(text),
                BlockKind::Quote { blocks, cite } => {
                    self.blocks(blocks);
                    self.inlines(cite.as_deref().unwrap_or_default());
                }
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Table(table) => {
                    let rows = std::iter::once(&table.head).chain(&table.rows);
                    rows.flatten().for_each(|cell| self.inlines(cell));
                }
                BlockKind::Html(html) | BlockKind::Sealed { html, .. } => self.raw(html),
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Image(image) => {
                    self.address(&image.src);
                    self.alt(&image.src, &image.alt);
                }
                Inline::Link(link) => {
                    self.address(&link.href);
                    self.inlines(&link.text);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                    self.inlines(inner);
                }
                Inline::Html(html) => self.raw(html),
                _ => {}
            }
        }
    }

    fn address(&mut self, address: &str) {
        if let Some(name) = address::media_name(address) {
            self.add(name);
        }
    }

    fn alt(&mut self, address: &str, alt: &str) {
        let Some(name) = address::media_name(address) else { return };
        let described = self.alts.iter().any(|(known, _)| known == name);
        if !described && !alt.trim().is_empty() {
            self.alts.push((name.to_owned(), alt.trim().to_owned()));
        }
    }

    fn raw(&mut self, html: &str) {
        raw_sources(html).iter().for_each(|src| self.address(src));
    }
}
