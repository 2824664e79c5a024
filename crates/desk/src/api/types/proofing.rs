//! Spelling and grammar. Places are UTF-16 units in the text that was asked about.

use afterword_model::PostId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text, or a part of one that begins and ends between blocks, to be looked over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProofText {
    /// The post it belongs to.
    pub post: PostId,
    /// Markdown.
    pub text: String,
    /// What was found for the whole text; `null`: as the writer chose, or guessed from this text.
    pub language: Option<String>,
    /// The languages the window speaks, the preferred one first: `de-CH`, `en`.
    pub spoken: Vec<String>,
}

/// What there is to say about the spelling of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Spelling {
    /// The dictionary that was asked; `null`: none.
    pub language: Option<String>,
    /// The writer chose it, or chose none; else it is a guess.
    pub is_chosen: bool,
    /// The language the text seems to be in, for which there is no dictionary.
    pub missing: Option<String>,
    /// The words it does not know, in their order.
    pub mistakes: Vec<Misspelling>,
}

/// A word that is in no dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Misspelling {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The word, without marks in it.
    pub word: String,
}

/// A dictionary that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpellingLanguage {
    /// `en-US`, `de`.
    pub language: String,
}

/// The language of a post.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPostLanguage {
    /// The post.
    pub post: PostId,
    /// `null`: to be guessed; empty: no spelling and grammar in this post.
    pub language: Option<String>,
}

/// A word that is in no dictionary.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SuggestWords {
    /// The word.
    pub word: String,
    /// The dictionary that does not know it.
    pub language: String,
}

/// A word as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForWord {
    /// The word.
    pub word: String,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ProofKind {
    /// A word.
    Spelling,
    /// Some words together.
    Grammar,
}

/// A remark that is of no use in a post.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IgnoreRemark {
    /// The post.
    pub post: PostId,
    /// What it is about.
    pub kind: ProofKind,
    /// The word, or a finding's `mark`.
    pub words: String,
    /// Ignore it, or say it again.
    pub ignored: bool,
}

/// An English text, or a part of one that begins and ends between blocks, to be looked over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GrammarText {
    /// The post it belongs to.
    pub post: PostId,
    /// Markdown.
    pub text: String,
    /// What is in sight begins here; it is read first.
    pub first: u32,
    /// `en-GB`; other languages have no grammar here.
    pub language: String,
}

/// What there is to say about the grammar of a text, as far as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Grammar {
    /// In the order of the text.
    pub findings: Vec<GrammarFinding>,
    /// All of it was read; else ask again for the rest.
    pub is_done: bool,
}

/// Some words that may be wrong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GrammarFinding {
    /// Where they begin.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// What is the matter, in English.
    pub message: String,
    /// What the remark is known by when it is to be ignored.
    pub mark: String,
    /// What could take their place; empty words take them out.
    pub fixes: Vec<String>,
}
