//! From Markdown to what goes on the blog, keeping every byte there that the writer did not touch.

use crate::blocks::{self, MissingPicture, Pictures};

/// The kind of HTML a blog gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// WordPress blocks.
    #[default]
    Blocks,
    /// HTML without block comments, which WordPress's own paragraph maker leaves as it is.
    Classic,
}

/// What was last seen on the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The Markdown.
    pub body: &'a str,
    /// The raw HTML that the blog has for it.
    pub wire: &'a str,
}

/// The style that a post on the blog is written in; `None` when it is empty.
pub fn style_of(wire: &str) -> Option<Style> {
    if wire.trim().is_empty() {
        return None;
    }
    let blocks = wire.match_indices("<!--").any(|(at, mark)| {
        let rest = wire.get(at + mark.len()..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_whitespace()) && rest.trim_start().starts_with("wp:")
    });
    Some(if blocks { Style::Blocks } else { Style::Classic })
}

/// The HTML to send for a text. An unchanged text gives exactly `known.wire`.
///
/// # Errors
/// [`MissingPicture`], as for [`crate::blocks()`].
pub fn publish(
    body: &str,
    style: Style,
    known: Option<Known<'_>>,
    pictures: Pictures<'_>,
) -> Result<String, MissingPicture> {
    if let Some(known) = known.filter(|known| known.body == body) {
        return Ok(known.wire.to_owned());
    }
    match style {
        Style::Blocks | Style::Classic => blocks::blocks(body, pictures),
    }
}
