//! Pages to quote from, and where quotes are from.

use afterword_model::PostId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Reads a page for a quote in this post.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadPage {
    /// The post.
    pub post: PostId,
    /// As the writer gave it; without `https://` it is added.
    pub address: String,
}

/// Whose words a quote has. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteSource {
    /// The page's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What the site is called.
    pub site: String,
    /// The day it was published: `2025-03-09`.
    pub date: String,
    /// Where it is, as the page says itself.
    pub address: String,
}

/// What came of reading a page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PageRead {
    /// What is known of it: from now, or from when it was read last.
    pub source: QuoteSource,
    /// Its words, in order; none when it could not be read.
    pub passages: Vec<PagePassage>,
    /// Why it could not be read.
    pub problem: Option<String>,
    /// Whether what is not known can be filled in when the page can be reached.
    pub later: bool,
}

/// A part of a page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PagePassage {
    /// What it is.
    pub kind: PassageKind,
    /// For the text.
    pub markdown: String,
    /// For reading.
    pub plain: String,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PassageKind {
    /// A paragraph.
    Words,
    /// A heading.
    Heading,
    /// A point of a list.
    Point,
    /// What the page itself quotes.
    Quote,
    /// Code.
    Code,
}

/// Makes a quote and keeps its source.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotePage {
    /// The post it is for.
    pub post: PostId,
    /// Where it is from; without an address the quote names no source.
    pub source: QuoteSource,
    /// What is quoted; none: a mark where the words will stand.
    pub picks: Vec<PickedPassage>,
    /// Fill in title, author and site when the page can be reached.
    pub later: bool,
}

/// A passage, or a part of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PickedPassage {
    /// Its place on the page.
    pub at: u32,
    /// What it is.
    pub kind: PassageKind,
    /// Its Markdown, whole.
    pub markdown: String,
    /// Where the part begins, in UTF-16 units of its plain words; left out: at its start.
    #[ts(optional)]
    pub from: Option<u32>,
    /// Where the part ends; left out: at its end.
    #[ts(optional)]
    pub to: Option<u32>,
    /// How long its plain words are.
    pub length: u32,
}

/// A quote for the text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotedPage {
    /// Markdown, a block of its own.
    pub markdown: String,
}

/// A page that was quoted before.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownSource {
    /// The page.
    pub source: QuoteSource,
    /// Whether its address stands in the post.
    pub in_post: bool,
}

/// How quotes of pages are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteSettings {
    /// The line under a quote, with `{title}`, `{author}`, `{site}`, `{date}` and `{address}`.
    pub template: String,
    /// What it looks like, in Markdown.
    pub example: String,
}

/// Another line under quotes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetQuoteTemplate {
    /// The template; empty: the usual one.
    pub template: String,
}
