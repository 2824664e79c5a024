//! What a writer may want to look at before a text goes out. Remarks block nothing.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::tree::{Block, BlockKind};
use crate::{address, parse, text};

/// Quoted words that are worth a remark.
const MUCH: u32 = 80;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// The address, or the heading's words.
    pub detail: String,
}

/// The kinds of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemarkKind {
    /// A picture says nothing to readers who can't see it.
    PictureWithoutAlt,
    /// A heading of level 1 (the title's), or one that skips a level. Only the first of them is named.
    HeadingOrder,
    /// A quote does not say whose words it has.
    QuoteWithoutSource,
    /// More of the text is quoted than is the writer's own. The first quote is named.
    QuotesOutgrow,
    /// A link leads to the writer's computer, or to a place beside the page.
    LocalLink,
    /// A link leads nowhere, or has nothing to click on.
    EmptyLink,
}

/// Remarks on a Markdown text, in the order of their places.
pub fn remarks(body: &str) -> Vec<Remark> {
    let mut found = Found::default();
    for (event, span) in Parser::new_ext(&parse::masked(body), parse::options()).into_offset_iter()
    {
        found.take(event, span);
    }
    let document = crate::parse(body);
    for block in &document.blocks {
        if matches!(block.kind, BlockKind::Quote { cite: None, .. }) {
            found.add(RemarkKind::QuoteWithoutSource, block.span.clone(), String::new());
        }
    }
    found.list.extend(outgrown(body, &document.blocks));
    found.list.sort_by_key(|remark| (remark.span.start, remark.span.end));
    found.list
}

/// Quotes that are longer than what the writer says. A short quote with a word to it is a way to write.
fn outgrown(body: &str, blocks: &[Block]) -> Option<Remark> {
    let (mut quoted, mut own, mut first) = (0_u32, 0_u32, None);
    for block in blocks {
        let words = || text::words(body.get(block.span.clone()).unwrap_or_default());
        match block.kind {
            BlockKind::Quote { .. } => {
                quoted += words();
                first.get_or_insert(&block.span);
            }
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::List { .. }
            | BlockKind::Table(_) => own += words(),
            _ => {}
        }
    }
    let span = first.filter(|_| quoted >= MUCH && quoted > own)?.clone();
    Some(Remark { kind: RemarkKind::QuotesOutgrow, span, detail: String::new() })
}

/// Addresses of links and pictures in a Markdown text, and where they stand.
pub fn links(body: &str) -> Vec<(String, Range<usize>)> {
    let masked = parse::masked(body);
    let events = Parser::new_ext(&masked, parse::options()).into_offset_iter();
    let found = events.filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some((dest_url.into_string(), span))
        }
        _ => None,
    });
    found.collect()
}

/// Where HTML stands in a Markdown text that goes out as it is: in the text, in blocks, and in blocks of
/// the blog's own that are sealed here.
pub fn raw_html(body: &str) -> Vec<Range<usize>> {
    let blocks = crate::parse(body).blocks;
    let sealed = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Sealed { .. }));
    let mut found: Vec<Range<usize>> = sealed.map(|block| block.span.clone()).collect();
    let masked = parse::masked(body);
    let events = Parser::new_ext(&masked, parse::options()).into_offset_iter();
    found.extend(events.filter_map(|(event, span)| {
        let raw = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        raw.then_some(span)
    }));
    found.sort_by_key(|span| (span.start, span.end));
    // What masks a sealed block is no text of the writer's.
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

#[derive(Default)]
struct Found {
    list: Vec<Remark>,
    /// Pictures and links begun and not ended, and whether they have words yet.
    open: Vec<Open>,
    /// The last heading's level, until one is out of order.
    level: u8,
    disordered: bool,
    /// Its remark, as long as its words come.
    in_disorder: Option<usize>,
}

struct Open {
    picture: bool,
    address: String,
    span: Range<usize>,
    words: bool,
}

impl Found {
    fn add(&mut self, kind: RemarkKind, span: Range<usize>, detail: String) {
        self.list.push(Remark { kind, span, detail });
    }

    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = parse::heading_level(level);
                self.heading(level, span);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let address = dest_url.into_string();
                self.open.push(Open { picture: true, address, span, words: false });
            }
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let address = match link_type {
                    pulldown_cmark::LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.open.push(Open { picture: false, address, span, words: false });
            }
            Event::End(TagEnd::Image | TagEnd::Link) => self.close(),
            Event::End(TagEnd::Heading(_)) => self.in_disorder = None,
            Event::Text(words) | Event::Code(words) => {
                if let Some(remark) = self.in_disorder.and_then(|at| self.list.get_mut(at)) {
                    remark.detail.push_str(&words);
                }
                if !words.trim().is_empty() {
                    self.open.iter_mut().for_each(|open| open.words = true);
                }
            }
            _ => {}
        }
    }

    /// A text begins below its title, which is level 1.
    fn heading(&mut self, level: u8, span: Range<usize>) {
        let before = if self.level == 0 { level.clamp(1, 2) } else { self.level };
        let jumps = level > before + 1 || (self.level == 0 && level > 2);
        if (level == 1 || jumps) && !self.disordered {
            self.disordered = true;
            self.add(RemarkKind::HeadingOrder, span, String::new());
            self.in_disorder = Some(self.list.len() - 1);
        }
        self.level = level;
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let Open { picture, address, span, words } = open;
        if picture {
            // A picture is something to click on, whatever it says.
            self.open.iter_mut().for_each(|outer| outer.words = true);
            if !words {
                self.add(RemarkKind::PictureWithoutAlt, span, address);
            } else if address::media_name(&address).is_none() && address::is_local(&address) {
                self.add(RemarkKind::LocalLink, span, address);
            }
        } else if address.trim().is_empty() || address.trim() == "#" || !words {
            self.add(RemarkKind::EmptyLink, span, address);
        } else if address::is_local(&address) {
            self.add(RemarkKind::LocalLink, span, address);
        }
    }
}
