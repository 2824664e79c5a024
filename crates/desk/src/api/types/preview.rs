//! The preview, block by block.

use afterword_model::BodyKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Text to preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenderPreview {
    /// The text; left out: `edit` says what it is.
    #[ts(optional)]
    pub body: Option<String>,
    /// What changed since the text of `have`.
    #[ts(optional)]
    pub edit: Option<PreviewEdit>,
    /// How it is written; left out: Markdown.
    #[ts(optional)]
    pub body_kind: Option<BodyKind>,
    /// The preview that the window shows; left out: none.
    #[ts(optional)]
    pub have: Option<u32>,
}

/// Words that take the place of others in the text that was previewed before.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PreviewEdit {
    /// From here, in UTF-16 units of the text as it was.
    pub from: usize,
    /// Up to here.
    pub to: usize,
    /// What stands there now.
    pub text: String,
}

/// A preview, as what changes in the one that the window shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The text that `edit` was for is not known here any more: nothing else in this answer means anything,
    /// the text has to be sent.
    pub lost: bool,
    /// To be named as `have` when the next one is asked for.
    pub version: u32,
    /// The changes are to a page without blocks: what the window shows is not known here any more.
    pub whole: bool,
    /// From the last place to the first, so that one moves nothing that another counts on.
    pub changes: Vec<PreviewChange>,
    /// Clean HTML of the list of footnotes, empty for none; nothing when it is as it was.
    pub notes: Option<String>,
    /// The line, from 1, on which each footnote's words begin; 0 for one without words.
    pub note_lines: Vec<u32>,
    /// Words in the text.
    pub words: u32,
    /// Minutes to read, at least 1.
    pub minutes: u32,
}

/// Blocks that take the place of others.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewChange {
    /// Where, among the blocks that the window has.
    pub at: usize,
    /// How many go.
    pub remove: usize,
    /// What comes.
    pub add: Vec<PreviewPart>,
}

/// A part of the page that changes as one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewPart {
    /// Lines without anything to show, between the part before and this one.
    pub gap: u32,
    /// Lines of the source that it is made of.
    pub lines: u32,
    /// Clean HTML. Pictures from the store carry `data-media="<uuid>"` and no `src`; what stands on another
    /// line than the first has it in `data-at`, counted from the first.
    pub html: String,
}
