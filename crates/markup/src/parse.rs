//! Markdown to tree: CommonMark with GFM tables, strikethrough, task lists, bare links and footnotes.
//!
//! Events are folded onto a stack of open things. Nesting beyond the limits is flattened: the text
//! stays, only the containers go, so that no writer can run out of stack.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use crate::seal::Region;
use crate::tree::{Block, BlockKind, Document, Image, Inline, Item, Link, Table};
use crate::{autolink, citation, seal, spell};

mod events;
mod notes;

pub(crate) use events::heading_level;
use events::{align, give_back_braces, is_block_end, is_inline, language, names};
use notes::Notes;

/// Quotes, lists and footnotes within each other.
const MAX_BLOCK_DEPTH: usize = 40;
/// Emphasis and links within each other.
const MAX_INLINE_DEPTH: usize = 40;
/// How often sealed regions are looked at again because some stand inside other things.
const MAX_UNSEALINGS: usize = 3;

/// Reads a Markdown text. Never fails: every text is some Markdown.
pub fn parse(markdown: &str) -> Document {
    let mut sealed = seal::regions(markdown);
    for _ in 0..MAX_UNSEALINGS {
        let builder = Builder::run(markdown, &sealed);
        if builder.opened.len() == sealed.len() {
            return builder.finish();
        }
        // The others stand inside something else, where they are what they look like.
        let opened: HashSet<usize> = builder.opened.into_iter().collect();
        sealed.retain(|region| opened.contains(&region.span.start));
    }
    Builder::run(markdown, &[]).finish()
}

/// The text with its sealed blocks masked, for another look at its events.
pub(crate) fn masked(markdown: &str) -> String {
    let mut sealed = seal::regions(markdown);
    let spans: HashSet<usize> = parse(markdown)
        .blocks
        .into_iter()
        .filter(|block| matches!(block.kind, BlockKind::Sealed { .. }))
        .map(|block| block.span.start)
        .collect();
    sealed.retain(|region| spans.contains(&region.span.start));
    seal::mask(markdown, &sealed).into_owned()
}

/// Which Markdown this is.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Something begun and not yet ended.
enum Open {
    /// A quote, item or footnote.
    Blocks(Container, Vec<Block>, Range<usize>),
    List(Option<u64>, Vec<Item>, Range<usize>),
    Inlines(Holder, Vec<Inline>, Range<usize>),
    Table(Table, Range<usize>),
    Row(Vec<Vec<Inline>>),
    Code(Option<String>, String, Range<usize>),
    Html(String, Range<usize>),
    /// Beyond the limits, or of no use here: its content goes to whatever holds it.
    /// Counted, since there may be many within each other.
    Skipped(usize),
}

enum Container {
    Quote,
    Item(Option<bool>),
    Note(String),
}

enum Holder {
    Paragraph,
    /// Text that stands directly in a container; ends with the next block.
    Implicit,
    Heading(u8, Option<String>, Vec<String>),
    Cell,
    Emphasis,
    Strong,
    Strike,
    Link(String, String),
    Image(String, String),
}

struct Builder<'s> {
    source: &'s str,
    sealed: &'s [Region],
    /// Where sealed regions were met at the top level.
    opened: Vec<usize>,
    open: Vec<Open>,
    root: Vec<Block>,
    notes: Notes,
}

impl<'s> Builder<'s> {
    fn run(source: &'s str, sealed: &'s [Region]) -> Self {
        let mut builder = Self {
            source,
            sealed,
            opened: Vec::new(),
            open: Vec::new(),
            root: Vec::new(),
            notes: Notes::default(),
        };
        let masked = seal::mask(source, sealed);
        for (event, span) in Parser::new_ext(&masked, options()).into_offset_iter() {
            builder.take(event, span);
        }
        builder
    }

    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => {
                if is_block_end(&tag) {
                    self.close_implicit();
                }
                self.close();
            }
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => self.inline(Inline::Code(code.into_string()), span),
            Event::InlineHtml(html) => self.inline(Inline::Html(html.into_string()), span),
            Event::Html(html) => self.html(&html, span),
            Event::SoftBreak => self.inline(Inline::SoftBreak, span),
            Event::HardBreak => self.inline(Inline::HardBreak, span),
            Event::Rule => {
                self.close_implicit();
                self.block(BlockKind::Rule, span);
            }
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(label) => {
                let (number, nth) = self.notes.refer(&label);
                self.inline(Inline::NoteRef { number, nth }, span);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        if is_inline(&tag) {
            self.need_holder(span.clone());
        } else {
            self.close_implicit();
        }
        let open = match tag {
            Tag::Paragraph => Open::Inlines(Holder::Paragraph, Vec::new(), span),
            Tag::Heading { level, id, classes, .. } => Open::Inlines(
                Holder::Heading(
                    heading_level(level),
                    id.map(|id| id.into_string()),
                    names(&classes),
                ),
                Vec::new(),
                span,
            ),
            Tag::BlockQuote(_) => self.container(Container::Quote, span),
            Tag::List(start) if self.block_depth() < MAX_BLOCK_DEPTH => {
                Open::List(start, Vec::new(), span)
            }
            Tag::Item if matches!(self.open.last(), Some(Open::List(..))) => {
                Open::Blocks(Container::Item(None), Vec::new(), span)
            }
            Tag::FootnoteDefinition(label) => {
                self.container(Container::Note(label.into_string()), span)
            }
            Tag::CodeBlock(kind) => Open::Code(language(&kind), String::new(), span),
            Tag::HtmlBlock => {
                if self.open.is_empty() && self.sealed_at(span.start).is_some() {
                    self.opened.push(span.start);
                }
                Open::Html(String::new(), span)
            }
            Tag::Table(aligns) => Open::Table(
                Table {
                    aligns: aligns.into_iter().map(align).collect(),
                    head: Vec::new(),
                    rows: Vec::new(),
                },
                span,
            ),
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Inlines(Holder::Cell, Vec::new(), span),
            Tag::Emphasis => self.holder(Holder::Emphasis, span),
            Tag::Strong => self.holder(Holder::Strong, span),
            Tag::Strikethrough => self.holder(Holder::Strike, span),
            Tag::Link { link_type, dest_url, title, .. } => {
                let href = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.holder(Holder::Link(href, title.into_string()), span)
            }
            Tag::Image { dest_url, title, .. } if !self.in_image() => Open::Inlines(
                Holder::Image(dest_url.into_string(), title.into_string()),
                Vec::new(),
                span,
            ),
            _ => Open::Skipped(1),
        };
        match (self.open.last_mut(), &open) {
            (Some(Open::Skipped(count)), Open::Skipped(_)) => *count += 1,
            _ => self.open.push(open),
        }
    }

    /// Ends the innermost open thing and hands it to what holds it.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open {
            Open::Skipped(1) => {}
            Open::Skipped(more) => self.open.push(Open::Skipped(more.saturating_sub(1))),
            Open::Blocks(Container::Quote, blocks, span) => {
                let (blocks, cite) = citation::split(blocks);
                self.block(BlockKind::Quote { blocks, cite }, span);
            }
            Open::Blocks(Container::Item(task), blocks, span) => match self.open.last_mut() {
                Some(Open::List(_, items, _)) => items.push(Item { task, blocks }),
                _ => blocks.into_iter().for_each(|b| self.block(b.kind, span.clone())),
            },
            Open::Blocks(Container::Note(label), blocks, _) => self.notes.define(label, blocks),
            Open::List(start, items, span) => self.block(BlockKind::List { start, items }, span),
            Open::Inlines(holder, inlines, span) => self.close_holder(holder, inlines, span),
            Open::Table(table, span) => self.block(BlockKind::Table(table), span),
            Open::Row(cells) => {
                if let Some(Open::Table(table, _)) = self.open.last_mut() {
                    if table.head.is_empty() { table.head = cells } else { table.rows.push(cells) }
                }
            }
            Open::Code(language, mut text, span) => {
                if text.ends_with('\n') {
                    text.pop();
                }
                self.block(BlockKind::Code { language, text }, span);
            }
            Open::Html(html, span) => self.html_block(html, span),
        }
    }

    fn close_holder(&mut self, holder: Holder, inlines: Vec<Inline>, span: Range<usize>) {
        let inlines = spell::out(inlines);
        match holder {
            Holder::Paragraph | Holder::Implicit => {
                self.block(BlockKind::Paragraph(autolink::link(inlines)), span);
            }
            Holder::Heading(level, id, classes) => {
                let mut inlines = inlines;
                if id.is_none() && classes.is_empty() {
                    let source = self.source.get(span.clone()).unwrap_or_default();
                    give_back_braces(&mut inlines, source);
                }
                let text = autolink::link(inlines);
                self.block(BlockKind::Heading { level, id, classes, text }, span);
            }
            Holder::Cell => {
                if let Some(Open::Row(cells)) = self.open.last_mut() {
                    cells.push(autolink::link(inlines));
                }
            }
            Holder::Emphasis => self.inline(Inline::Emphasis(inlines), span),
            Holder::Strong => self.inline(Inline::Strong(inlines), span),
            Holder::Strike => self.inline(Inline::Strike(inlines), span),
            Holder::Link(href, title) => {
                self.inline(Inline::Link(Link { href, title, text: inlines }), span);
            }
            Holder::Image(src, title) => {
                let alt = crate::inline::words(&inlines);
                self.inline(Inline::Image(Image { src, alt, title }), span);
            }
        }
    }

    fn block(&mut self, kind: BlockKind, span: Range<usize>) {
        let block = Block { kind, span };
        for open in self.open.iter_mut().rev() {
            if let Open::Blocks(_, blocks, _) = open {
                return blocks.push(block);
            }
        }
        self.root.push(block);
    }

    fn inline(&mut self, inline: Inline, span: Range<usize>) {
        self.need_holder(span);
        for open in self.open.iter_mut().rev() {
            if let Open::Inlines(_, inlines, _) = open {
                return push_inline(inlines, inline);
            }
        }
    }

    fn text(&mut self, text: &str, span: Range<usize>) {
        if let Some(Open::Code(_, code, _) | Open::Html(code, _)) = self.open.last_mut() {
            return code.push_str(text);
        }
        let escaped = span.start.checked_sub(1).and_then(|at| self.source.get(at..span.start));
        if escaped == Some("\\") && text.starts_with("://") && !self.in_link() {
            self.inline(autolink::BARRIER, span.clone());
        }
        self.inline(Inline::Text(text.to_owned()), span);
    }

    fn html(&mut self, html: &str, span: Range<usize>) {
        match self.open.last_mut() {
            Some(Open::Html(text, _)) => text.push_str(html),
            _ => self.inline(Inline::Html(html.to_owned()), span),
        }
    }

    fn html_block(&mut self, html: String, span: Range<usize>) {
        match self.sealed_at(span.start).filter(|_| self.open.is_empty()) {
            Some(region) => {
                let html = self.source.get(region.span.clone()).unwrap_or_default().to_owned();
                let name = region.name.clone();
                self.block(BlockKind::Sealed { name, html }, region.span.clone());
            }
            None => self.block(BlockKind::Html(html), span),
        }
    }

    fn sealed_at(&self, start: usize) -> Option<&'s Region> {
        let at = self.sealed.binary_search_by_key(&start, |region| region.span.start).ok()?;
        self.sealed.get(at)
    }

    /// Opens an implicit paragraph when text comes where only blocks may stand.
    fn need_holder(&mut self, span: Range<usize>) {
        let held = match self.open.iter().rev().find(|open| !matches!(open, Open::Skipped(_))) {
            Some(Open::Inlines(..)) => true,
            Some(_) | None => false,
        };
        if !held {
            self.open.push(Open::Inlines(Holder::Implicit, Vec::new(), span));
        }
    }

    fn close_implicit(&mut self) {
        if matches!(self.open.last(), Some(Open::Inlines(Holder::Implicit, ..))) {
            self.close();
        }
    }

    fn task(&mut self, done: bool) {
        for open in self.open.iter_mut().rev() {
            if let Open::Blocks(Container::Item(task), ..) = open {
                *task = Some(done);
                return;
            }
        }
    }

    fn container(&self, container: Container, span: Range<usize>) -> Open {
        if self.block_depth() < MAX_BLOCK_DEPTH {
            Open::Blocks(container, Vec::new(), span)
        } else {
            Open::Skipped(1)
        }
    }

    fn holder(&self, holder: Holder, span: Range<usize>) -> Open {
        let depth = self
            .open
            .iter()
            .rev()
            .take_while(|o| matches!(o, Open::Inlines(..) | Open::Skipped(_)))
            .count();
        if depth < MAX_INLINE_DEPTH && !self.in_image() {
            Open::Inlines(holder, Vec::new(), span)
        } else {
            Open::Skipped(1)
        }
    }

    fn block_depth(&self) -> usize {
        let skipped = matches!(self.open.last(), Some(Open::Skipped(_)));
        if skipped { MAX_BLOCK_DEPTH } else { self.open.len() / 2 }
    }

    fn in_image(&self) -> bool {
        self.is_within(|holder| matches!(holder, Holder::Image(..)))
    }

    fn in_link(&self) -> bool {
        self.is_within(|holder| matches!(holder, Holder::Link(..) | Holder::Image(..)))
    }

    fn is_within(&self, wanted: impl Fn(&Holder) -> bool) -> bool {
        self.open
            .iter()
            .rev()
            .take_while(|o| matches!(o, Open::Inlines(..) | Open::Skipped(_)))
            .any(|o| matches!(o, Open::Inlines(holder, ..) if wanted(holder)))
    }

    fn finish(mut self) -> Document {
        while !self.open.is_empty() {
            self.close();
        }
        Document { blocks: self.root, notes: self.notes.finish() }
    }
}

/// Neighbouring pieces of text become one.
pub(crate) fn push_inline(inlines: &mut Vec<Inline>, inline: Inline) {
    if let (Some(Inline::Text(before)), Inline::Text(text)) = (inlines.last_mut(), &inline) {
        return before.push_str(text);
    }
    inlines.push(inline);
}
