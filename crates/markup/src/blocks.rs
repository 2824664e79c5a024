//! WordPress block markup, in the forms that WordPress's own editor writes and accepts.
//!
//! Inline forms are those that WordPress's filter for authors (kses) leaves as they are: `<br>` without a
//! slash, double-quoted attributes, only `&`, `<`, `>` escaped in text. Two block forms end in `/>` because
//! the editor writes them so; the filter adds a space there (see [`crate::same_text`]).
//! The lists and tables are in modules of their own.

mod list;
mod table;

use crate::inline::{self, Dialect};
use crate::tree::{Block, BlockKind, Document, Image, Inline, Link};
use crate::{address, escape, media};

/// A picture as it stands on the blog.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UploadedPicture {
    /// Its address; of the large size, when the blog made one.
    pub url: String,
    /// The blog's number for it.
    pub id: Option<u64>,
    /// The name of its size (`large`, `full`, …). `None` is `large`; an empty one is not written.
    pub size: Option<String>,
}

/// A picture that readers could not see: nothing is written, since no address on the writer's machine
/// may be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the picture “{name}” is not on the blog; upload it first, or take it out of the text")]
pub struct MissingPicture {
    /// The name behind `media:`, or the whole address when it is of another kind.
    pub name: String,
}

/// Looks up an uploaded picture by the name behind `media:`, or by a whole http(s) address: for one that
/// is on the blog it tells the number and the size.
pub type Pictures<'p> = &'p dyn Fn(&str) -> Option<UploadedPicture>;

/// A text as WordPress blocks. Blocks are parted by a blank line; an empty text gives an empty string.
///
/// # Errors
/// [`MissingPicture`] when `pictures` does not know a `media:` picture, or a picture's address is neither
/// on the web nor in the blog's content folder.
pub fn blocks(markdown: &str, pictures: Pictures<'_>) -> Result<String, MissingPicture> {
    let document = crate::parse(markdown);
    let mut writer = Writer { pictures, missing: None };
    let mut out = String::with_capacity(markdown.len() * 2);
    writer.blocks(&mut out, &document.blocks);
    writer.notes(&mut out, &document);
    match writer.missing {
        Some(missing) => Err(missing),
        None => Ok(out),
    }
}

struct Writer<'p> {
    pictures: Pictures<'p>,
    missing: Option<MissingPicture>,
}

impl Dialect for Writer<'_> {
    // The editor's own element for it.
    const STRIKE: &'static str = "s";

    fn image(&mut self, out: &mut String, image: &Image) {
        let Some(picture) = self.picture(&image.src) else { return };
        self.img(out, &picture, image);
        out.push('>');
    }

    fn raw(&mut self, out: &mut String, html: &str) {
        let html = self.with_addresses(html);
        out.push_str(&escape::raw(&html));
    }

    fn code(&mut self, out: &mut String, code: &str) {
        out.push_str(&escape::wordpress_code(code));
    }

    fn href(&mut self, address: &str) -> Option<String> {
        if address::media_name(address).is_some() {
            return self.picture(address).map(|picture| picture.url);
        }
        address::is_publishable_link(address).then(|| address.to_owned())
    }
}

impl Writer<'_> {
    fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                out.push_str("\n\n");
            }
            self.block(out, block);
        }
    }

    fn block(&mut self, out: &mut String, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => match lone_image(text) {
                Some((image, link)) => self.image_block(out, image, link),
                None => self.paragraph(out, text),
            },
            BlockKind::Heading { level, id, text } => {
                self.heading(out, *level, id.as_deref(), text)
            }
            BlockKind::Quote { blocks, cite } => self.quote(out, blocks, cite.as_deref()),
            BlockKind::List { start, items } => self.list(out, *start, items),
            BlockKind::Code { language, text } => code_block(out, language.as_deref(), text),
            BlockKind::Table(table) => self.table(out, table),
            BlockKind::Rule => wrap(out, "separator", "", |out| {
                out.push_str("<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>");
            }),
            BlockKind::Html(html) => self.html(out, html),
            BlockKind::Sealed { html, .. } => out.push_str(&self.sealed(html)),
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

    fn heading(&mut self, out: &mut String, level: u8, id: Option<&str>, text: &[Inline]) {
        let attributes = if level == 2 { String::new() } else { format!("{{\"level\":{level}}}") };
        wrap(out, "heading", &attributes, |out| {
            out.push_str(&format!("<h{level} class=\"wp-block-heading\""));
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
        let Some(picture) = self.picture(&image.src) else { return };
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

    /// The picture an address stands for; remembers the first one that is missing.
    fn picture(&mut self, src: &str) -> Option<UploadedPicture> {
        let name = address::media_name(src);
        let found = match name {
            Some(name) => (self.pictures)(name),
            None => address::is_published_picture(src).then(|| {
                let known = if is_web(src) { (self.pictures)(src) } else { None };
                UploadedPicture { url: src.to_owned(), ..known.unwrap_or_default() }
            }),
        };
        if found.is_none() {
            let name = name.unwrap_or(src).to_owned();
            self.missing.get_or_insert(MissingPicture { name });
        }
        found
    }

    /// A sealed block as it is. Its pictures are the blog's own affair, but for those on this computer.
    fn sealed(&mut self, html: &str) -> String {
        self.replace_addresses(html, &|src| {
            address::media_name(src).is_some() || src.starts_with("file:")
        })
    }

    /// Raw HTML with the addresses of uploaded pictures in place of `media:` names.
    fn with_addresses(&mut self, html: &str) -> String {
        self.replace_addresses(html, &|_| true)
    }

    fn replace_addresses(&mut self, html: &str, judged: &dyn Fn(&str) -> bool) -> String {
        let mut html = html.to_owned();
        for src in media::raw_sources(&html).into_iter().filter(|src| judged(src)) {
            let Some(picture) = self.picture(&src) else { continue };
            if address::media_name(&src).is_some() {
                let mut url = String::new();
                escape::attr(&mut url, &picture.url);
                html = html.replace(&src, &url);
            }
        }
        // One spelled with entities, say, was not found by its letters: it must not go out either.
        let left = media::raw_sources(&html);
        if let Some(name) = left.iter().find_map(|src| address::media_name(src)) {
            self.missing.get_or_insert(MissingPicture { name: name.to_owned() });
        }
        html
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
        wrap(out, "html", "", |out| self.raw(out, html));
    }

    /// Footnotes as plain HTML, which every version of WordPress keeps.
    fn notes(&mut self, out: &mut String, document: &Document) {
        if document.notes.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        wrap(out, "html", "", |out| {
            out.push_str("<ol class=\"footnotes\">");
            for (index, note) in document.notes.iter().enumerate() {
                let number = index + 1;
                out.push_str(&format!("<li id=\"fn-{number}\">"));
                self.plain_blocks(out, &note.blocks);
                inline::back_links(out, number, note.references);
                out.push_str("</li>");
            }
            out.push_str("</ol>");
        });
    }

    /// Blocks inside a footnote, without block comments.
    fn plain_blocks(&mut self, out: &mut String, blocks: &[Block]) {
        let mut parts = String::new();
        self.blocks(&mut parts, blocks);
        let only_text = match blocks {
            [Block { kind: BlockKind::Paragraph(text), .. }] => Some(text),
            _ => None,
        };
        match only_text {
            Some(text) => inline::write(out, self, text),
            None => out.push_str(without_block_comments(&parts).trim()),
        }
    }
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

/// Whether this is a whole http or https address.
fn is_web(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Only our own block comments look like this: the writer's are changed by `escape::raw`.
fn without_block_comments(html: &str) -> String {
    let is_comment = |line: &&str| {
        let inside = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
        inside.is_some_and(|name| name.trim_start_matches('/').starts_with("wp:"))
    };
    let lines: Vec<&str> = html.split('\n').filter(|line| !is_comment(line)).collect();
    lines.join("\n")
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
