//! What is pasted, on its way into a text.

use afterword_markup as markup;

use crate::Desk;
use crate::api::{PastedHtml, PastedMarkdown};
use crate::error::Result;
use crate::words::failed;

/// More is no text that somebody wants in a post; its plain words are pasted instead.
const MOST_HTML: usize = 8_000_000;

pub(crate) fn html_to_markdown(_: &Desk, ask: PastedHtml) -> Result<PastedMarkdown> {
    if ask.html.len() > MOST_HTML {
        return Err(failed("This is too much to paste with its formatting."));
    }
    Ok(PastedMarkdown { markdown: markup::pasted_markdown(&ask.html) })
}
