//! A blog's own look, for the preview.

use afterword_model::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the preview can look like the blog, and what it would be taken from.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogLook {
    /// The look that is kept.
    pub style: Option<BlogStyle>,
    /// The page that it would be taken from now; nothing: no reader can open a post yet.
    pub page: Option<StylePage>,
}

/// A published page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StylePage {
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
}

/// A blog's look.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogStyle {
    /// The address it was taken from.
    pub page: String,
    /// When.
    pub taken_at: Timestamp,
    /// The elements from `html` to the one whose children are the text's blocks.
    pub steps: Vec<StyleStep>,
    /// How many of them are around the title as well.
    pub title_at: usize,
    /// The elements from there to the title's heading; empty: the page shows none.
    pub title_steps: Vec<StyleStep>,
    /// Clean CSS that names no address; to be set as text.
    pub css: String,
    /// Fonts that it uses.
    pub fonts: Vec<StyleFont>,
    /// Style sheets and fonts that did not come.
    pub missing: u32,
    /// The blog's posts are made of blocks, which themes style by their classes.
    pub blocks: bool,
}

/// An element: names only.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StyleStep {
    /// Its name, one that does nothing by itself.
    pub tag: String,
    /// Its `id`; empty: none.
    pub id: String,
    /// Its classes.
    pub classes: Vec<String>,
    /// Clean declarations.
    pub style: String,
    /// Its language; empty: not said.
    pub lang: String,
    /// Its direction; empty: not said.
    pub dir: String,
}

/// A font.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StyleFont {
    /// What the CSS calls it.
    pub family: String,
    /// `font-weight`; empty: not said. The others alike.
    pub weight: String,
    /// `font-style`.
    pub style: String,
    /// `font-stretch`.
    pub stretch: String,
    /// `unicode-range`.
    pub range: String,
    /// The font file in Base64.
    pub data: String,
}
