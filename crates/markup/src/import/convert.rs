//! HTML elements to the tree that Markdown is written from.
//!
//! It may pass over whatever it has no word for: nothing is believed before the Markdown was written as
//! HTML again and compared (see [`super::chunk`]).

use std::collections::HashMap;

use super::dom::{self, Element, Node};
use super::{PublishedPicture, inlines};
use crate::chunks::is_paragraphless;
use crate::footnotes::OwnNotes;
use crate::pictures::UploadedPicture;
use crate::pieces::decoded;
use crate::publish::Style;
use crate::tree::{Align, Block, BlockKind, Image, Inline, Item, Link, Table};

/// What is known while a chunk is read.
pub(super) struct Reader {
    pub style: Style,
    /// The pictures met so far that the blog has a number or a size for.
    pub pictures: Vec<PublishedPicture>,
    /// Their places by their addresses.
    places: HashMap<String, usize>,
    /// Whether references to footnotes are read as such.
    pub with_notes: bool,
    /// WordPress's own footnotes, when the post has them.
    pub own: Option<OwnNotes>,
    /// Whether there were any in the chunk.
    pub noted: bool,
}

fn block(kind: BlockKind) -> Block {
    Block { kind, span: 0..0 }
}

impl Reader {
    pub fn new(style: Style, with_notes: bool, own: Option<OwnNotes>) -> Self {
        let places = HashMap::new();
        Self { style, pictures: Vec::new(), places, with_notes, own, noted: false }
    }

    /// Blocks in a row; words between them are paragraphs.
    pub fn blocks(&mut self, nodes: &[Node<'_>]) -> Option<Vec<Block>> {
        let mut blocks = Vec::new();
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            if is_words(first) {
                let run = rest.iter().take_while(|node| is_words(node)).count();
                let (words, after) = rest.split_at_checked(run)?;
                for part in self.paragraphs(words) {
                    blocks.push(block(BlockKind::Paragraph(part)));
                }
                rest = after;
            } else {
                if let Node::Element(element) = first {
                    blocks.push(self.block(element)?);
                }
                rest = rest.get(1..)?;
            }
        }
        Some(blocks)
    }

    /// A run of words; two line breaks begin another paragraph.
    fn paragraphs(&mut self, words: &[Node<'_>]) -> Vec<Vec<Inline>> {
        let inlines = inlines::read(words, self);
        let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
        let mut from = 0;
        while let Some(inline) = inlines.get(from) {
            if matches!(inlines.get(from..from + 2), Some([Inline::HardBreak, Inline::HardBreak])) {
                parts.push(Vec::new());
                from += 2;
                continue;
            }
            if let Some(part) = parts.last_mut() {
                part.push(inline.clone());
            }
            from += 1;
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    fn block(&mut self, element: &Element<'_>) -> Option<Block> {
        let inner = element.inner.as_slice();
        Some(block(match element.name() {
            "p" => BlockKind::Paragraph(inlines::read(inner, self)),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading {
                level: element.name().get(1..)?.parse().ok()?,
                id: element.tag.get("id").map(str::to_owned),
                classes: classes(element.tag.get("class").unwrap_or_default()),
                text: inlines::read(inner, self),
            },
            "ul" => BlockKind::List { start: None, items: self.items(inner)? },
            "ol" => {
                let start = element.tag.get("start").unwrap_or("1").parse().ok()?;
                BlockKind::List { start: Some(start), items: self.items(inner)? }
            }
            "blockquote" => self.quote(inner)?,
            "pre" => code(element)?,
            "hr" => BlockKind::Rule,
            "figure" => self.figure(inner)?,
            "table" => BlockKind::Table(self.table(inner)?),
            _ => return None,
        }))
    }

    fn items(&mut self, nodes: &[Node<'_>]) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        for element in dom::elements(nodes)? {
            if element.name() != "li" {
                return None;
            }
            let mut blocks = self.blocks(&element.inner)?;
            let task = take_task(&mut blocks);
            items.push(Item { task, blocks });
        }
        (!items.is_empty()).then_some(items)
    }

    fn quote(&mut self, nodes: &[Node<'_>]) -> Option<BlockKind> {
        let named = |node: &Node<'_>| match node {
            Node::Element(element) if element.name() == "cite" => true,
            Node::Element(element) if element.name() == "p" => {
                dom::only(&element.inner).is_some_and(|inner| inner.name() == "cite")
            }
            _ => false,
        };
        let Some(at) = nodes.iter().rposition(named) else {
            return Some(BlockKind::Quote { blocks: self.blocks(nodes)?, cite: None });
        };
        let (said, source) = nodes.split_at_checked(at)?;
        let cite = dom::only(source)?;
        let cite = if cite.name() == "p" { dom::only(&cite.inner)? } else { cite };
        let blocks = self.blocks(said)?;
        Some(BlockKind::Quote { blocks, cite: Some(inlines::read(&cite.inner, self)) })
    }

    /// A picture with its caption, or a table.
    fn figure(&mut self, nodes: &[Node<'_>]) -> Option<BlockKind> {
        let elements = dom::elements(nodes)?;
        let (shown, caption) = match elements.as_slice() {
            [shown] => (*shown, String::new()),
            [shown, caption] if caption.name() == "figcaption" => {
                (*shown, inlines::only_words(&caption.inner)?)
            }
            _ => return None,
        };
        if shown.name() == "table" {
            return Some(BlockKind::Table(self.table(&shown.inner)?));
        }
        let (link, img) = match shown.name() {
            "a" => (shown.tag.get("href"), dom::only(&shown.inner)?),
            _ => (None, shown),
        };
        let image = Image { title: caption, ..self.image(img)? };
        let image = Inline::Image(image);
        Some(BlockKind::Paragraph(vec![match link {
            Some(href) => Inline::Link(Link {
                href: href.to_owned(),
                title: String::new(),
                text: vec![image],
            }),
            None => image,
        }]))
    }

    /// The picture of an `img`; what the blog says about it is noted.
    pub fn image(&mut self, img: &Element<'_>) -> Option<Image> {
        if img.name() != "img" {
            return None;
        }
        let src = img.tag.get("src")?.to_owned();
        let classes = img.tag.get("class").unwrap_or_default();
        let named = |start: &str| {
            classes.split_ascii_whitespace().find_map(|class| class.strip_prefix(start))
        };
        if let Some(id) = named("wp-image-").and_then(|id| id.parse().ok()) {
            self.note_picture(&src, Some(id), named("size-").unwrap_or_default());
        }
        let text = |name: &str| img.tag.get(name).unwrap_or_default().to_owned();
        Some(Image { src, alt: text("alt"), title: text("title") })
    }

    /// The first word on a picture counts.
    pub fn note_picture(&mut self, url: &str, id: Option<u64>, size: &str) {
        if !self.places.contains_key(url) {
            self.places.insert(url.to_owned(), self.pictures.len());
            let size = Some(size.to_owned());
            self.pictures.push(PublishedPicture { url: url.to_owned(), id, size });
        }
    }

    /// What was noted of a picture, as it is asked for when the text is published.
    pub fn picture(&self, address: &str) -> Option<UploadedPicture> {
        let found = self.pictures.get(*self.places.get(address)?)?;
        Some(UploadedPicture { url: found.url.clone(), id: found.id, size: found.size.clone() })
    }

    fn table(&mut self, nodes: &[Node<'_>]) -> Option<Table> {
        let mut head = Vec::new();
        let mut rows = Vec::new();
        let mut aligns: Vec<Align> = Vec::new();
        for part in dom::elements(nodes)? {
            if !matches!(part.name(), "thead" | "tbody") {
                return None;
            }
            for row in dom::elements(&part.inner)? {
                let mut cells = Vec::new();
                for (at, cell) in dom::elements(&row.inner)?.into_iter().enumerate() {
                    if aligns.len() <= at {
                        aligns.push(align(cell));
                    }
                    cells.push(inlines::read(&cell.inner, self));
                }
                if part.name() == "tbody" {
                    rows.push(cells);
                } else if head.is_empty() {
                    head = cells;
                } else {
                    return None;
                }
            }
        }
        let columns = aligns.len();
        if head.is_empty() {
            head = vec![Vec::new(); columns];
        }
        let even = rows.iter().chain([&head]).all(|row| row.len() == columns);
        (columns > 0 && even).then_some(Table { aligns, head, rows })
    }
}

fn align(cell: &Element<'_>) -> Align {
    match cell.tag.get("data-align").or_else(|| cell.tag.get("align")) {
        Some("left") => Align::Left,
        Some("center") => Align::Center,
        Some("right") => Align::Right,
        _ => Align::Unset,
    }
}

fn code(pre: &Element<'_>) -> Option<BlockKind> {
    let code = dom::only(&pre.inner)?;
    if code.name() != "code" {
        return None;
    }
    let text = match code.inner.as_slice() {
        [] => String::new(),
        [Node::Text(text)] => decoded(text),
        _ => return None,
    };
    let classes = [pre, code].into_iter().filter_map(|element| element.tag.get("class"));
    let language = classes
        .flat_map(str::split_ascii_whitespace)
        .find_map(|class| class.strip_prefix("language-"))
        .map(str::to_owned);
    Some(BlockKind::Code { language, text })
}

/// Whether this is words or stands among them.
fn is_words(node: &Node<'_>) -> bool {
    match node {
        Node::Text(text) => !text.trim_ascii().is_empty(),
        Node::Comment(raw) => crate::marks::marks(raw).is_empty(),
        Node::Element(element) => !is_paragraphless(element.name()),
    }
}

/// The mark of a task, which is a character on the blog.
/// The classes of a heading that are the writer's own.
fn classes(all: &str) -> Vec<String> {
    let own = all.split_ascii_whitespace().filter(|class| *class != "wp-block-heading");
    own.map(str::to_owned).collect()
}

fn take_task(blocks: &mut [Block]) -> Option<bool> {
    let BlockKind::Paragraph(text) = &mut blocks.first_mut()?.kind else { return None };
    let Inline::Text(words) = text.first_mut()? else { return None };
    let (done, rest) = match words.strip_prefix("☑ ") {
        Some(rest) => (true, rest),
        None => (false, words.strip_prefix("☐ ")?),
    };
    *words = rest.to_owned();
    if words.is_empty() {
        text.remove(0);
    }
    Some(done)
}
