//! From the HTML of a blog post to Markdown.

use crate::publish::Known;

/// A blog post as a text to edit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Markdown, or the HTML itself.
    pub body: String,
    /// Whether the post can't be Markdown: `body` is then the HTML as it is.
    pub is_html: bool,
    /// The pictures in it that the blog has a number or a size for.
    pub pictures: Vec<PublishedPicture>,
}

/// A picture as a post on the blog shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPicture {
    /// Its address in the post.
    pub url: String,
    /// The blog's number for it.
    pub id: Option<u64>,
    /// The name of its size; empty when the post says none.
    pub size: Option<String>,
}

/// The text of a blog post. With `known`, what is unchanged gets back the very Markdown it came from.
pub fn import(wire: &str, known: Option<Known<'_>>) -> Imported {
    if let Some(known) = known.filter(|known| known.wire == wire) {
        return Imported { body: known.body.to_owned(), ..Imported::default() };
    }
    Imported { body: wire.to_owned(), is_html: !wire.trim().is_empty(), pictures: Vec::new() }
}
