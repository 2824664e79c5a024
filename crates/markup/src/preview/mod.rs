//! The live preview: a text as clean HTML, block by block, and what changed since it was last looked at.
//!
//! Only new blocks have to reach the window. Of what is written here every tag, attribute and address is on
//! the sanitiser's lists (a test compares); with HTML of the writer's own in it, a block goes through the
//! sanitiser, once. Such HTML is one block with everything up to where it ends. Pictures of ours become
//! `<img data-media="…">` for the window to fill in; others become words: the preview reaches no network.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::publish::{Style, style_of};
use crate::tree::{Block, BlockKind, Note};
use crate::{blocks, chunks, clean, escape, parse, text};

mod changes;
#[cfg(test)]
mod spec;
mod words;
mod writer;

pub use changes::Splice;
pub(crate) use writer::uncleaned;

use changes::Kept;
use writer::{Lines, Mode, Writer};

/// A text as the preview shows it.
#[derive(Debug, Clone, Default)]
pub struct PreviewPage {
    blocks: Vec<PreviewBlock>,
    notes: Option<PreviewBlock>,
    note_lines: Vec<u32>,
}

/// A part of the page that changes as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewBlock {
    /// Lines without anything to show, between the block before and this one.
    pub gap: u32,
    /// Lines of the source that this block is made of.
    pub lines: u32,
    /// Clean HTML. What stands on another line than the first has it in `data-at`, counted from the first.
    pub html: Arc<str>,
    /// Of the HTML as it was before it was cleaned.
    key: u64,
    words: u32,
}

impl PreviewPage {
    /// The page of a Markdown text. What `before` has already is not made again.
    pub fn of_markdown(markdown: &str, before: &Self) -> Self {
        let document = parse(markdown);
        let lines = Lines::of(markdown);
        let mut drafts: Vec<Draft<'_>> = Vec::with_capacity(document.blocks.len());
        let mut next = 1;
        for fold in blocks::folds(&document.blocks) {
            let (Some(first), Some(last)) = (fold.first(), fold.last()) else { continue };
            let start = lines.line(first.span.start);
            let words = markdown.get(last.span.clone()).unwrap_or_default().trim_end();
            let end = lines.line(last.span.start + words.len().saturating_sub(1)).max(start);
            let (html, raw) = draft(fold, &lines, start);
            drafts.push(Draft {
                raw,
                gap: number(start.saturating_sub(next)),
                // Two blocks may stand on one line, parted by an old kind of line end.
                lines: number((end + 1).saturating_sub(start.max(next))),
                source: Source::Blocks(fold, start),
                key: key(&html),
                html,
            });
            next = next.max(end + 1);
        }
        let line_of = |note: &Note| note.blocks.first().map(|block| lines.line(block.span.start));
        Self {
            blocks: finish(drafts, &before.blocks, &lines),
            notes: notes(&document.notes, before.notes.as_ref()),
            note_lines: document.notes.iter().map(|n| number(line_of(n).unwrap_or(0))).collect(),
        }
    }

    /// The page of a post's HTML. Without block comments, blank lines part paragraphs and line ends are
    /// breaks, as they are on the blog.
    pub fn of_html(html: &str, before: &Self) -> Self {
        let lines = Lines::of(html);
        let style = style_of(html).unwrap_or(Style::Classic);
        let whole = || Some(0..html.len()).into_iter().collect();
        let spans: Vec<Range<usize>> = chunks::chunks(html, style).unwrap_or_else(whole);
        let mut drafts: Vec<Draft<'_>> = Vec::with_capacity(spans.len());
        let mut next = 1;
        for span in spans {
            let chunk = html.get(span.clone()).unwrap_or_default();
            let start = lines.line(span.start);
            let end = lines.line(span.start + chunk.trim_end().len().saturating_sub(1)).max(start);
            let html = paragraph(chunk, style).into_owned();
            drafts.push(Draft {
                raw: true,
                gap: number(start.saturating_sub(next)),
                // Two chunks may stand on one line.
                lines: number((end + 1).saturating_sub(start.max(next))),
                source: Source::Chunk(chunk),
                key: key(&html),
                html,
            });
            next = next.max(end + 1);
        }
        let blocks = finish(drafts, &before.blocks, &lines);
        Self { blocks, notes: None, note_lines: Vec::new() }
    }

    /// What the page consists of, in order, without the footnotes.
    pub fn blocks(&self) -> &[PreviewBlock] {
        &self.blocks
    }

    /// The list of footnotes, when there are any.
    pub fn notes(&self) -> Option<&str> {
        self.notes.as_ref().map(|notes| &*notes.html)
    }

    /// The line, from 1, on which each footnote's words begin; 0 for one without words.
    pub fn note_lines(&self) -> &[u32] {
        &self.note_lines
    }

    /// Words on the page; each Chinese or Japanese character counts as one.
    pub fn words(&self) -> u32 {
        self.blocks.iter().chain(&self.notes).fold(0, |sum, block| sum.saturating_add(block.words))
    }

    /// How to make this page's blocks of those of another, from its end to its beginning.
    pub fn changes_since<'p>(&'p self, before: &Self) -> Vec<Splice<'p>> {
        changes::between(&before.blocks, &self.blocks)
    }
}

/// HTML for the preview, as one text.
pub fn preview(markdown: &str) -> String {
    let page = PreviewPage::of_markdown(markdown, &PreviewPage::default());
    let mut out = String::new();
    for block in page.blocks.iter().chain(&page.notes) {
        out.push_str(&block.html);
        out.push('\n');
    }
    out
}

/// HTML of a blog post for the preview, cleaned in the same way.
pub fn preview_html(html: &str) -> String {
    clean_html(&with_paragraphs(html), html)
}

/// A block before it is cleaned.
struct Draft<'d> {
    gap: u32,
    lines: u32,
    source: Source<'d>,
    key: u64,
    html: String,
    /// Some of it is the writer's own HTML.
    raw: bool,
}

enum Source<'d> {
    /// Blocks, and the line of the first.
    Blocks(&'d [Block], usize),
    /// A part of a post's HTML.
    Chunk(&'d str),
}

/// Cleans what is new and takes the rest from before.
fn finish(drafts: Vec<Draft<'_>>, before: &[PreviewBlock], lines: &Lines) -> Vec<PreviewBlock> {
    let kept = Kept::of(before, &drafts.iter().map(|draft| draft.key).collect::<Vec<_>>());
    let mut out = Vec::with_capacity(drafts.len());
    for (at, Draft { gap, lines: height, source, key, html, raw }) in drafts.into_iter().enumerate()
    {
        if let Some(PreviewBlock { html, words, .. }) = kept.at(at, key) {
            out.push(PreviewBlock { gap, lines: height, html: html.clone(), key, words: *words });
            continue;
        }
        let (html, words) = match source {
            Source::Chunk(chunk) => (clean_html(&html, chunk), text::count(&text::plain(&html))),
            Source::Blocks(fold, _) if !raw => (html, words_of(fold)),
            Source::Blocks(fold, start) => {
                (clean_blocks(&html, fold, lines, start), words_of(fold))
            }
        };
        out.push(PreviewBlock { gap, lines: height, html: html.into(), key, words });
    }
    out
}

/// The HTML of a run of blocks, and whether it has to be cleaned. A sealed block's is what it holds.
fn draft(fold: &[Block], lines: &Lines, start: usize) -> (String, bool) {
    if let [Block { kind: BlockKind::Sealed { name, html }, .. }] = fold {
        return (format!("\0{name}\n{html}"), true);
    }
    let mut html = String::new();
    let mut writer = Writer::new(Mode::Page, Some((lines, start)));
    writer.blocks(&mut html, fold);
    (html, writer.raw)
}

fn clean_blocks(draft: &str, fold: &[Block], lines: &Lines, start: usize) -> String {
    let again = |mode| {
        let mut html = String::new();
        Writer::new(mode, Some((lines, start))).blocks(&mut html, fold);
        html
    };
    let is_sealed = matches!(fold, [Block { kind: BlockKind::Sealed { .. }, .. }]);
    let html = if is_sealed { Cow::Owned(again(Mode::Page)) } else { Cow::Borrowed(draft) };
    clean::clean_preview(&html, || again(Mode::Tame))
}

fn words_of(fold: &[Block]) -> u32 {
    let mut plain = String::new();
    if words::of_blocks(&mut plain, fold) {
        return text::count(&plain);
    }
    let mut html = String::new();
    Writer::new(Mode::Words, None).blocks(&mut html, fold);
    text::count(&text::plain(&html))
}

fn notes(notes: &[Note], before: Option<&PreviewBlock>) -> Option<PreviewBlock> {
    if notes.is_empty() {
        return None;
    }
    let write = |mode| {
        let mut html = String::new();
        Writer::new(mode, None).notes(&mut html, notes);
        html
    };
    let draft = write(Mode::Page);
    let key = key(&draft);
    if let Some(before) = before.filter(|before| before.key == key) {
        return Some(before.clone());
    }
    let html = clean::clean_preview(&draft, || write(Mode::Tame)).into();
    let words = text::count(&text::plain(&write(Mode::Words)));
    Some(PreviewBlock { gap: 0, lines: 0, html, key, words })
}

fn clean_html(html: &str, words: &str) -> String {
    clean::clean_preview(html, || {
        let mut out = String::new();
        escape::text(&mut out, words);
        out
    })
}

fn with_paragraphs(html: &str) -> Cow<'_, str> {
    let classic = style_of(html) == Some(Style::Classic);
    let Some(chunks) = chunks::chunks(html, Style::Classic).filter(|_| classic) else {
        return Cow::Borrowed(html);
    };
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    for chunk in chunks.into_iter().filter_map(|span| html.get(span)) {
        out.push_str(&paragraph(chunk, Style::Classic));
        out.push('\n');
    }
    Cow::Owned(out)
}

fn paragraph(chunk: &str, style: Style) -> Cow<'_, str> {
    if style == Style::Classic && chunks::is_run_of_words(chunk) {
        Cow::Owned(format!("<p>{}</p>", chunk.replace('\n', "<br>\n")))
    } else {
        Cow::Borrowed(chunk)
    }
}

fn key(html: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    hasher.finish()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
