//! Taking a blog's look from one of its pages: fetches the page, its style sheets and the fonts it uses, each
//! once, as a reader's browser would, and keeps them cleaned. Only reads; what does not come is left out.

mod fetching;
mod fonts;
mod sheets;
#[cfg(test)]
mod tests;

use std::time::Duration;

use afterword_markup::style::{Outline, Step, outline};
use afterword_platform::outside::{FetchError, Gate};
use afterword_store::styles::{BlogStyle as Kept, Font};
use serde::{Deserialize, Serialize};

use crate::api::StyleStep;
use fetching::Fetching;

/// For all of it together.
const WITHIN: Duration = Duration::from_secs(40);
const PAGE_BYTES: u64 = 3 << 20;

/// A published post as it should stand on its page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Published {
    pub address: String,
    pub title: String,
    /// Its words, one block a line.
    pub words: String,
}

/// The part of a kept look that is JSON.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Look {
    pub steps: Vec<StyleStep>,
    pub title_at: usize,
    pub title_steps: Vec<StyleStep>,
    pub missing: u32,
}

/// When a kept font is used.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct KeptFace {
    pub family: String,
    pub weight: String,
    pub style: String,
    pub stretch: String,
    pub range: String,
}

/// Why there is no look.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoLook {
    /// The page did not come.
    #[error(transparent)]
    Page(#[from] FetchError),
    /// It is no HTML, or none that can be read.
    #[error("not a page that can be read")]
    NotAPage,
    /// It says nothing about its look, or none of that came.
    #[error("no style sheets")]
    NoStyle,
}

/// Everything of a look but when it was taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub page: String,
    pub look: Look,
    pub css: String,
    pub fonts: Vec<(KeptFace, Vec<u8>)>,
}

/// Fetches the page of a post and what it looks by.
pub(crate) fn take(gate: &Gate, post: &Published) -> Result<Taken, NoLook> {
    let fetching = Fetching::new(gate, WITHIN);
    let page = fetching.get(&post.address, "text/html,application/xhtml+xml", PAGE_BYTES)?;
    if !page.content_type.is_empty() && !page.content_type.contains("html") {
        return Err(NoLook::NotAPage);
    }
    let html = afterword_markup::page_text(&page.bytes, &page.content_type);
    let found = outline(&html, &post.title, &post.words).ok_or(NoLook::NotAPage)?;
    let base = fetching::join(&page.address, &found.base).unwrap_or_else(|| page.address.clone());
    let sheets = sheets::gather(&fetching, &base, &found.sources);
    if sheets.css.is_empty() {
        return Err(NoLook::NoStyle);
    }
    let (fonts, lost) = fonts::gather(&fetching, &sheets, &found.letters);
    let missing = u32::try_from(sheets.missing + lost).unwrap_or(u32::MAX);
    Ok(Taken { page: page.address, look: look(found, missing), css: sheets.css, fonts })
}

impl Taken {
    /// As the store keeps it.
    pub(crate) fn kept(self, now: afterword_model::Timestamp) -> serde_json::Result<Kept> {
        let fonts = self
            .fonts
            .into_iter()
            .map(|(face, bytes)| Ok(Font { face: serde_json::to_value(face)?, bytes }));
        Ok(Kept {
            page: self.page,
            taken_at: now,
            look: serde_json::to_value(self.look)?,
            css: self.css,
            fonts: fonts.collect::<serde_json::Result<_>>()?,
        })
    }
}

fn look(found: Outline, missing: u32) -> Look {
    let title = found.title.unwrap_or_default();
    let steps = |steps: Vec<Step>| steps.into_iter().map(step).collect();
    Look {
        steps: steps(found.steps),
        title_at: title.shared,
        title_steps: steps(title.steps),
        missing,
    }
}

fn step(step: Step) -> StyleStep {
    let Step { tag, id, classes, style, lang, dir } = step;
    StyleStep { tag, id, classes, style, lang, dir }
}
