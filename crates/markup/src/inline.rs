//! Runs of inlines as HTML, shared by the preview and the block writer.
//!
//! What differs between them (pictures, raw HTML, code, which links may stand) is a [`Dialect`].

use crate::balance::{self, Part};
use crate::escape;
use crate::tree::{Image, Inline, Link};

/// What one kind of HTML does differently from another.
pub(crate) trait Dialect {
    /// The element for struck words.
    const STRIKE: &'static str;

    /// A picture among words.
    fn image(&mut self, out: &mut String, image: &Image);

    /// A raw tag or comment of the writer.
    fn raw(&mut self, out: &mut String, html: &str);

    /// The words of inline code, escaped.
    fn code(&mut self, out: &mut String, code: &str);

    /// A line end in the source.
    fn soft_break(&mut self, out: &mut String) {
        out.push('\n');
    }

    /// A reference to a footnote.
    fn note_ref(&mut self, out: &mut String, number: usize, nth: usize) {
        note_ref(out, number, nth);
    }

    /// The address to write for a link; `None` leaves only its words.
    fn href(&mut self, address: &str) -> Option<String>;
}

/// Writes inlines as HTML.
pub(crate) fn write<D: Dialect>(out: &mut String, dialect: &mut D, inlines: &[Inline]) {
    write_run(out, dialect, inlines, false);
}

fn write_run<D: Dialect>(out: &mut String, dialect: &mut D, inlines: &[Inline], in_link: bool) {
    let parts = balance::parts(inlines, in_link);
    for (inline, parts) in inlines.iter().zip(parts) {
        match inline {
            Inline::Text(text) => escape::text(out, text),
            Inline::Code(code) => {
                out.push_str("<code>");
                dialect.code(out, code);
                out.push_str("</code>");
            }
            Inline::Html(html) => raw(out, dialect, html, parts),
            Inline::SoftBreak => dialect.soft_break(out),
            Inline::HardBreak => out.push_str("<br>"),
            Inline::Emphasis(inner) => wrap(out, dialect, "em", inner, in_link),
            Inline::Strong(inner) => wrap(out, dialect, "strong", inner, in_link),
            Inline::Strike(inner) => wrap(out, dialect, D::STRIKE, inner, in_link),
            Inline::Link(link) => write_link(out, dialect, link),
            Inline::Image(image) => dialect.image(out, image),
            Inline::NoteRef { number, nth } => dialect.note_ref(out, *number, *nth),
        }
    }
}

/// Tags that can stand, stand; the others are words.
fn raw<D: Dialect>(out: &mut String, dialect: &mut D, html: &str, parts: Vec<Part>) {
    for Part { span, stands } in parts {
        let part = html.get(span).unwrap_or_default();
        if stands { dialect.raw(out, part) } else { escape::text(out, part) }
    }
}

fn wrap<D: Dialect>(out: &mut String, dialect: &mut D, tag: &str, inner: &[Inline], in_link: bool) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    write_run(out, dialect, inner, in_link);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

fn write_link<D: Dialect>(out: &mut String, dialect: &mut D, link: &Link) {
    let Some(href) = dialect.href(&link.href) else {
        return write(out, dialect, &link.text);
    };
    out.push_str("<a");
    escape::attribute(out, "href", &href);
    if !link.title.is_empty() {
        escape::attribute(out, "title", &link.title);
    }
    out.push('>');
    write_run(out, dialect, &link.text, true);
    out.push_str("</a>");
}

/// A reference to a footnote: a raised number that links to it.
pub(crate) fn note_ref(out: &mut String, number: usize, nth: usize) {
    let back = back_name(number, nth);
    out.push_str(&format!(
        "<sup class=\"footnote-ref\" id=\"{back}\"><a href=\"#fn-{number}\">{number}</a></sup>"
    ));
}

/// The id of a reference to a footnote.
pub(crate) fn back_name(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}

/// The links from a footnote back to where the text refers to it.
pub(crate) fn back_links(out: &mut String, number: usize, references: usize) {
    for nth in 1..=references {
        out.push_str(&format!(" <a href=\"#{}\">↩</a>", back_name(number, nth)));
    }
}

/// The bare words of inlines: what an alt text or a plain copy needs.
pub(crate) fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect_words(&mut out, inlines);
    out
}

fn collect_words(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                collect_words(out, inner);
            }
            Inline::Link(link) => collect_words(out, &link.text),
            Inline::Image(image) => out.push_str(&image.alt),
            Inline::Html(_) | Inline::NoteRef { .. } => {}
        }
    }
}
