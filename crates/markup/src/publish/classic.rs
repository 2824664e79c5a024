//! HTML without block comments, for blogs that keep the old editor.
//!
//! WordPress makes paragraphs of such a post: of a blank line, and a `<br>` of every line end between words.
//! So no element here has a blank line in it, and no paragraph a line end.

use crate::blocks::{embed_of, more_words};
use crate::inline::{self, Dialect};
use crate::pictures::{Lookup, MissingPicture, Pictures, UploadedPicture};
use crate::tree::{Block, BlockKind, Image, Inline, Item, Note, Table};
use crate::{citation, escape};

pub(crate) struct Classic<'p> {
    lookup: Lookup<'p>,
}

impl Dialect for Classic<'_> {
    const STRIKE: &'static str = "s";

    fn image(&mut self, out: &mut String, image: &Image) {
        let Some(picture) = self.lookup.picture(&image.src) else { return };
        img(out, &picture, image);
    }

    fn raw(&mut self, out: &mut String, html: &str) {
        let html = self.lookup.raw(html);
        out.push_str(&escape::raw(&html));
    }

    fn code(&mut self, out: &mut String, code: &str) {
        out.push_str(&escape::wordpress_code(code));
    }

    fn soft_break(&mut self, out: &mut String) {
        out.push(' ');
    }

    fn href(&mut self, address: &str) -> Option<String> {
        self.lookup.href(address)
    }
}

fn img(out: &mut String, picture: &UploadedPicture, image: &Image) {
    out.push_str("<img");
    if let Some(id) = picture.id {
        let size = picture.size.as_deref().unwrap_or("large");
        let size = if size.is_empty() { String::new() } else { format!("size-{size} ") };
        escape::attribute(out, "class", &format!("{size}wp-image-{id}"));
    }
    escape::attribute(out, "src", &picture.url);
    escape::attribute(out, "alt", &image.alt);
    if !image.title.is_empty() {
        escape::attribute(out, "title", &image.title);
    }
    out.push_str(" />");
}

impl<'p> Classic<'p> {
    pub fn new(pictures: Pictures<'p>) -> Self {
        Self { lookup: Lookup::new(pictures) }
    }

    /// The first picture that was missing since the last time this was asked.
    pub fn take_missing(&mut self) -> Option<MissingPicture> {
        self.lookup.missing.take()
    }

    pub fn top_block(&mut self, out: &mut String, block: &Block, source: &str) {
        if let BlockKind::Paragraph(text) = &block.kind
            && let Some(embed) = embed_of(text, source)
        {
            return escape::text(out, &embed.url);
        }
        self.block(out, block);
    }

    pub fn block(&mut self, out: &mut String, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) => match text.as_slice() {
                [Inline::Image(image)] if !image.title.is_empty() => self.figure(out, image),
                _ => self.element(out, "p", text),
            },
            BlockKind::Heading { level, id, classes, text } => {
                out.push_str(&format!("<h{level}"));
                if !classes.is_empty() {
                    escape::attribute(out, "class", &classes.join(" "));
                }
                if let Some(id) = id {
                    escape::attribute(out, "id", id);
                }
                out.push('>');
                inline::write(out, self, text);
                out.push_str(&format!("</h{level}>"));
            }
            BlockKind::Quote { blocks, cite } => {
                out.push_str("<blockquote");
                // The editor for blocks would call a quote block with it broken.
                if let Some(address) = cite.as_deref().and_then(citation::address_of) {
                    escape::attribute(out, "cite", address);
                }
                out.push('>');
                self.blocks(out, blocks);
                if let Some(cite) = cite {
                    out.push_str("<p>");
                    self.element(out, "cite", cite);
                    out.push_str("</p>");
                }
                out.push_str("</blockquote>");
            }
            BlockKind::List { start, items } => self.list(out, *start, items),
            BlockKind::Code { language, text } => {
                out.push_str("<pre><code");
                if let Some(language) = language {
                    escape::attribute(out, "class", &format!("language-{language}"));
                }
                out.push('>');
                out.push_str(&escape::wordpress_code(text));
                out.push_str("</code></pre>");
            }
            BlockKind::Table(table) => self.table(out, table),
            BlockKind::Rule => out.push_str("<hr />"),
            BlockKind::Html(html) => self.html(out, html),
            BlockKind::Sealed { html, .. } => out.push_str(&self.lookup.sealed(html)),
        }
    }

    fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(out, block));
    }

    fn element(&mut self, out: &mut String, tag: &str, text: &[Inline]) {
        out.push_str(&format!("<{tag}>"));
        inline::write(out, self, text);
        out.push_str(&format!("</{tag}>"));
    }

    fn figure(&mut self, out: &mut String, image: &Image) {
        let Some(picture) = self.lookup.picture(&image.src) else { return };
        out.push_str("<figure>");
        img(out, &picture, &Image { title: String::new(), ..image.clone() });
        out.push_str("<figcaption>");
        escape::text(out, &image.title);
        out.push_str("</figcaption></figure>");
    }

    fn list(&mut self, out: &mut String, start: Option<u64>, items: &[Item]) {
        let tag = if start.is_some() { "ol" } else { "ul" };
        out.push_str(&format!("<{tag}"));
        if let Some(start) = start.filter(|start| *start != 1) {
            escape::attribute(out, "start", &start.to_string());
        }
        out.push('>');
        for item in items {
            out.push_str("<li>");
            match item.task {
                Some(true) => out.push_str("☑ "),
                Some(false) => out.push_str("☐ "),
                None => {}
            }
            self.item(out, &item.blocks);
            out.push_str("</li>");
        }
        out.push_str(&format!("</{tag}>"));
    }

    /// A first paragraph stands without its tags.
    fn item(&mut self, out: &mut String, blocks: &[Block]) {
        match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph(text), .. }, rest)) => {
                inline::write(out, self, text);
                self.blocks(out, rest);
            }
            _ => self.blocks(out, blocks),
        }
    }

    fn table(&mut self, out: &mut String, table: &Table) {
        out.push_str("<table>");
        if table.head.iter().any(|cell| !cell.is_empty()) {
            out.push_str("<thead>");
            self.row(out, "th", table, &table.head);
            out.push_str("</thead>");
        }
        if !table.rows.is_empty() {
            out.push_str("<tbody>");
            table.rows.iter().for_each(|row| self.row(out, "td", table, row));
            out.push_str("</tbody>");
        }
        out.push_str("</table>");
    }

    fn row(&mut self, out: &mut String, tag: &str, table: &Table, cells: &[Vec<Inline>]) {
        out.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            out.push_str(&format!("<{tag}"));
            if let Some(align) = table.aligns.get(index).and_then(|align| align.name()) {
                escape::attribute(out, "align", align);
            }
            out.push('>');
            inline::write(out, self, cell);
            out.push_str(&format!("</{tag}>"));
        }
        out.push_str("</tr>");
    }

    fn html(&mut self, out: &mut String, html: &str) {
        let html = html.trim_matches('\n');
        if more_words(html).is_some() {
            return out.push_str(html.trim());
        }
        self.raw(out, html);
    }

    pub fn notes(&mut self, out: &mut String, notes: &[Note]) {
        out.push_str("<ol class=\"footnotes\">");
        for (index, note) in notes.iter().enumerate() {
            let number = index + 1;
            out.push_str(&format!("<li id=\"fn-{number}\">"));
            self.item(out, &note.blocks);
            inline::back_links(out, number, note.references);
            out.push_str("</li>");
        }
        out.push_str("</ol>");
    }
}
