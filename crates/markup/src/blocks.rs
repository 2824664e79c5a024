//! WordPress block markup, in the forms that WordPress's own editor writes and accepts.
//!
//! Inline forms are those that WordPress's filter for authors (kses) leaves as they are: `<br>` without a
//! slash, double-quoted attributes, only `&`, `<`, `>` escaped in text. Two block forms end in `/>` because
//! the editor writes them so; the filter adds a space there (see [`crate::same_text`]).
//! The lists and tables are in modules of their own.

mod embed;
mod gallery;
mod list;
mod table;

pub(crate) use embed::of as embed_of;

use crate::escape;
use crate::footnotes::{self, Entry, OwnNotes};
use crate::inline::{self, Dialect};
use crate::mend::{Mender, mend};
use crate::pictures::{Lookup, MissingPicture, Pictures, UploadedPicture};
use crate::publish::{Classic, Style, publish};
use crate::tree::{Block, BlockKind, Image, Inline, Link, Note};

/// A text as WordPress blocks. Blocks are parted by a blank line; an empty text gives an empty string.
///
/// # Errors
/// [`MissingPicture`] when `pictures` does not know a `media:` picture, or a picture's address is neither
/// on the web nor in the blog's content folder.
pub fn blocks(markdown: &str, pictures: Pictures<'_>) -> Result<String, MissingPicture> {
    publish(markdown, Style::Blocks, None, pictures)
}

/// So many blocks at most are enclosed by one piece of the writer's HTML.
const MAX_FOLD: usize = 200;

pub(crate) struct Writer<'p> {
    lookup: Lookup<'p>,
    /// The names of WordPress's own footnotes, by number; empty: they are written as plain HTML.
    note_ids: Vec<String>,
}

impl Dialect for Writer<'_> {
    // The editor's own element for it.
    const STRIKE: &'static str = "s";

    fn image(&mut self, out: &mut String, image: &Image) {
        let Some(picture) = self.lookup.picture(&image.src) else { return };
        self.img(out, &picture, image);
        out.push('>');
    }

    fn raw(&mut self, out: &mut String, html: &str) {
        let html = self.lookup.raw(html);
        out.push_str(&escape::raw(&html));
    }

    fn code(&mut self, out: &mut String, code: &str) {
        out.push_str(&escape::wordpress_code(code));
    }

    fn note_ref(&mut self, out: &mut String, number: usize, nth: usize) {
        match number.checked_sub(1).and_then(|at| self.note_ids.get(at)) {
            Some(id) => footnotes::mark(out, id, number),
            None => inline::note_ref(out, number, nth),
        }
    }

    fn href(&mut self, address: &str) -> Option<String> {
        self.lookup.href(address)
    }
}

impl<'p> Writer<'p> {
    pub fn new(pictures: Pictures<'p>) -> Self {
        Self { lookup: Lookup::new(pictures), note_ids: Vec::new() }
    }

    /// Footnotes are WordPress's own, under these names.
    pub fn with_own_notes(mut self, ids: Vec<String>) -> Self {
        self.note_ids = ids;
        self
    }

    /// The first picture that was missing since the last time this was asked.
    pub fn take_missing(&mut self) -> Option<MissingPicture> {
        self.lookup.missing.take()
    }
}

impl Writer<'_> {
    fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        for (index, fold) in folds(blocks).enumerate() {
            if index > 0 {
                out.push_str("\n\n");
            }
            match fold {
                [block] => self.block(out, block),
                _ => self.fold(out, fold),
            }
        }
    }

    /// The writer's HTML with what it encloses, as one block: split up, its parts would be no HTML.
    pub fn fold(&mut self, out: &mut String, blocks: &[Block]) {
        let inner = self.plain(blocks, "\n");
        wrap(out, "html", "", |out| out.push_str(&mend(&inner)));
    }

    /// Blocks without block comments.
    fn plain(&mut self, blocks: &[Block], between: &str) -> String {
        let mut classic = Classic::new(self.lookup.pictures);
        let parts = blocks.iter().map(|block| {
            let mut part = String::new();
            classic.block(&mut part, block);
            part
        });
        let parts: Vec<String> = parts.collect();
        if let Some(missing) = classic.take_missing() {
            self.lookup.missing.get_or_insert(missing);
        }
        parts.join(between)
    }

    /// A block at the top level of a text, where some paragraphs mean more than their words.
    pub fn top_block(&mut self, out: &mut String, block: &Block, source: &str) {
        if let BlockKind::Paragraph(text) = &block.kind {
            if let Some(embed) = embed::of(text, source) {
                return embed::write(out, &embed);
            }
            if let Some(images) = gallery::of(text) {
                return self.gallery(out, &images);
            }
        }
        self.block(out, block);
    }

    fn block(&mut self, out: &mut String, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => match lone_image(text) {
                Some((image, link)) => self.image_block(out, image, link),
                None => self.paragraph(out, text),
            },
            BlockKind::Heading { level, id, classes, text } => {
                self.heading(out, *level, id.as_deref(), classes, text)
            }
            BlockKind::Quote { blocks, cite } => self.quote(out, blocks, cite.as_deref()),
            BlockKind::List { start, items } => self.list(out, *start, items),
            BlockKind::Code { language, text } => code_block(out, language.as_deref(), text),
            BlockKind::Table(table) => self.table(out, table),
            BlockKind::Rule => wrap(out, "separator", "", |out| {
                out.push_str("<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>");
            }),
            BlockKind::Html(html) => self.html(out, html),
            BlockKind::Sealed { html, .. } => out.push_str(&self.lookup.sealed(html)),
        }
    }

    fn paragraph(&mut self, out: &mut String, text: &[Inline]) {
        wrap(out, "paragraph", "", |out| self.element(out, "p", text));
    }

    fn element(&mut self, out: &mut String, tag: &str, text: &[Inline]) {
        out.push_str(&format!("<{tag}>"));
        inline::write(out, self, text);
        out.push_str(&format!("</{tag}>"));
    }

    fn heading(
        &mut self,
        out: &mut String,
        level: u8,
        id: Option<&str>,
        classes: &[String],
        text: &[Inline],
    ) {
        let classes = classes.join(" ");
        let mut attributes = Vec::new();
        if level != 2 {
            attributes.push(format!("\"level\":{level}"));
        }
        if !classes.is_empty() {
            attributes.push(format!("\"className\":{}", escape::json(&classes)));
        }
        let attributes = match attributes.as_slice() {
            [] => String::new(),
            some => format!("{{{}}}", some.join(",")),
        };
        wrap(out, "heading", &attributes, |out| {
            out.push_str(&format!("<h{level}"));
            escape::attribute(out, "class", format!("wp-block-heading {classes}").trim_end());
            if let Some(id) = id {
                escape::attribute(out, "id", id);
            }
            out.push('>');
            inline::write(out, self, text);
            out.push_str(&format!("</h{level}>"));
        });
    }

    fn quote(&mut self, out: &mut String, blocks: &[Block], cite: Option<&[Inline]>) {
        wrap(out, "quote", "", |out| {
            out.push_str("<blockquote class=\"wp-block-quote\">");
            self.blocks(out, blocks);
            if let Some(cite) = cite {
                self.element(out, "cite", cite);
            }
            out.push_str("</blockquote>");
        });
    }

    fn image_block(&mut self, out: &mut String, image: &Image, link: Option<&Link>) {
        let Some(picture) = self.lookup.picture(&image.src) else { return };
        let href = link.and_then(|link| self.href(&link.href));
        let destination = if href.is_some() { "custom" } else { "none" };
        let (attributes, size) = image_attributes(&picture, destination);
        wrap(out, "image", &attributes, |out| {
            out.push_str("<figure");
            escape::attribute(out, "class", &format!("wp-block-image{size}"));
            out.push('>');
            if let Some(href) = &href {
                out.push_str("<a");
                escape::attribute(out, "href", href);
                out.push('>');
            }
            self.img(out, &picture, &Image { title: String::new(), ..image.clone() });
            out.push_str("/>");
            if href.is_some() {
                out.push_str("</a>");
            }
            if !image.title.is_empty() {
                out.push_str("<figcaption class=\"wp-element-caption\">");
                escape::text(out, &image.title);
                out.push_str("</figcaption>");
            }
            out.push_str("</figure>");
        });
    }

    /// An `<img` with its attributes, still open.
    fn img(&self, out: &mut String, picture: &UploadedPicture, image: &Image) {
        out.push_str("<img");
        escape::attribute(out, "src", &picture.url);
        escape::attribute(out, "alt", &image.alt);
        if !image.title.is_empty() {
            escape::attribute(out, "title", &image.title);
        }
        if let Some(id) = picture.id {
            escape::attribute(out, "class", &format!("wp-image-{id}"));
        }
    }

    fn html(&mut self, out: &mut String, html: &str) {
        let html = html.trim_end_matches('\n');
        let mark = html.trim();
        if let Some(words) = more_words(mark) {
            if words.is_empty() {
                return wrap(out, "more", "", |out| out.push_str("<!--more-->"));
            }
            let attributes = format!("{{\"customText\":{}}}", escape::json(words));
            return wrap(out, "more", &attributes, |out| {
                out.push_str(&format!("<!--more {words}-->"));
            });
        }
        if mark == "<!--nextpage-->" {
            return wrap(out, "nextpage", "", |out| out.push_str(mark));
        }
        let mut raw = String::new();
        self.raw(&mut raw, html);
        wrap(out, "html", "", |out| out.push_str(&mend(&raw)));
    }

    /// WordPress's own footnotes: of each its name and its words.
    pub fn entries(&mut self, own: &OwnNotes, notes: &[Note]) -> Vec<Entry> {
        let entries = notes.iter().map(|note| {
            let mut words = String::new();
            if let [Block { kind: BlockKind::Paragraph(text), .. }] = note.blocks.as_slice() {
                inline::write(&mut words, self, text);
            }
            own.entry(&note.label, mend(&words))
        });
        entries.collect()
    }

    /// Footnotes as plain HTML, which every version of WordPress keeps.
    pub fn notes(&mut self, out: &mut String, notes: &[Note]) {
        let mut html = String::from("<ol class=\"footnotes\">");
        for (index, note) in notes.iter().enumerate() {
            let number = index + 1;
            html.push_str(&format!("<li id=\"fn-{number}\">"));
            match note.blocks.as_slice() {
                [Block { kind: BlockKind::Paragraph(text), .. }] => {
                    inline::write(&mut html, self, text);
                }
                blocks => html.push_str(&self.plain(blocks, "\n")),
            }
            inline::back_links(&mut html, number, note.references);
            html.push_str("</li>");
        }
        html.push_str("</ol>");
        wrap(out, "html", "", |out| out.push_str(&mend(&html)));
    }
}

/// Blocks one by one, but the writer's HTML together with everything up to where it is whole.
pub(crate) fn folds(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    let mut rest = blocks;
    std::iter::from_fn(move || {
        let length = fold_length(rest);
        let (fold, after) = rest.split_at_checked(length)?;
        rest = after;
        (length > 0).then_some(fold)
    })
}

fn fold_length(blocks: &[Block]) -> usize {
    let mut read = Mender::default();
    for (index, block) in blocks.iter().enumerate().take(MAX_FOLD) {
        match &block.kind {
            BlockKind::Html(part) if more_words(part).is_none() => read.read(part),
            // What has to stay a block of its own ends the search.
            BlockKind::Html(_) | BlockKind::Sealed { .. } => break,
            _ if index == 0 => return 1,
            _ => continue,
        }
        match read.leaves_open() {
            Some(true) => {}
            Some(false) => return index + 1,
            None => break,
        }
    }
    blocks.len().min(1)
}

/// The attributes of an image block, and the class for its size.
fn image_attributes(picture: &UploadedPicture, destination: &str) -> (String, String) {
    let size = match (&picture.size, picture.id) {
        (Some(size), _) => size.as_str(),
        (None, Some(_)) => "large",
        (None, None) => "",
    };
    let mut parts = Vec::new();
    parts.extend(picture.id.map(|id| format!("\"id\":{id}")));
    if !size.is_empty() {
        parts.push(format!("\"sizeSlug\":{}", escape::json(size)));
    }
    if !parts.is_empty() || destination != "none" {
        parts.push(format!("\"linkDestination\":\"{destination}\""));
    }
    let attributes =
        if parts.is_empty() { String::new() } else { format!("{{{}}}", parts.join(",")) };
    let class = if size.is_empty() { String::new() } else { format!(" size-{size}") };
    (attributes, class)
}

/// The words of a “read more” mark, `<!--more-->` or `<!--more words-->`; `None` for other HTML.
pub(crate) fn more_words(html: &str) -> Option<&str> {
    let words = html.trim().strip_prefix("<!--more")?.strip_suffix("-->")?;
    let apart = words.is_empty() || words.starts_with(char::is_whitespace);
    (apart && !words.contains("--")).then(|| words.trim())
}

/// `<!-- wp:name {…} -->`, what `inner` writes, and the end comment, each on lines of their own.
fn wrap(out: &mut String, name: &str, attributes: &str, inner: impl FnOnce(&mut String)) {
    let space = if attributes.is_empty() { "" } else { " " };
    out.push_str(&format!("<!-- wp:{name}{space}{attributes} -->\n"));
    inner(out);
    out.push_str(&format!("\n<!-- /wp:{name} -->"));
}

fn code_block(out: &mut String, language: Option<&str>, code: &str) {
    let class = language.map(|language| format!("language-{language}"));
    let attributes =
        class.as_deref().map(|class| format!("{{\"className\":{}}}", escape::json(class)));
    wrap(out, "code", attributes.as_deref().unwrap_or_default(), |out| {
        let class = class.map(|class| format!(" {class}")).unwrap_or_default();
        out.push_str(&format!("<pre class=\"wp-block-code{class}\"><code>"));
        out.push_str(&escape::wordpress_code(code));
        out.push_str("</code></pre>");
    });
}

/// The picture that a paragraph consists of, and the link around it.
fn lone_image(text: &[Inline]) -> Option<(&Image, Option<&Link>)> {
    match text {
        [Inline::Image(image)] => Some((image, None)),
        [Inline::Link(link)] => match link.text.as_slice() {
            [Inline::Image(image)] => Some((image, Some(link))),
            _ => None,
        },
        _ => None,
    }
}
