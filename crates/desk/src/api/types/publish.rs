//! The publish sheet: what a press would do, what deserves a look before it, and the press itself.

use afterword_model::{Intent, OpKind, PostId, PostMove, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what a press would do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckPost {
    /// The post, as it is saved.
    pub post: PostId,
    /// The press.
    pub intent: Intent,
}

/// What a press would do, and what deserves a look before it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishCheck {
    /// What will happen.
    pub plan: PublishPlan,
    /// What to look at; none of it stops anything. In the order of the text, fields first.
    pub remarks: Vec<CheckRemark>,
}

/// What a press would do; the window has the sentences.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishPlan {
    /// What it would be.
    pub kind: OpKind,
    /// When it becomes public, if later than now.
    pub at: Option<Timestamp>,
    /// The post was deleted on the blog meanwhile: it becomes a new one there.
    pub as_new: bool,
    /// The address it will have, as far as is known here; `null`: the blog decides.
    pub address: Option<String>,
    /// What differs from what the blog has; everything for a post that it has never seen.
    pub changed: Vec<ChangedField>,
    /// Pictures to upload first.
    pub pictures: u32,
    /// Other files to upload first.
    pub files: u32,
    /// The bytes of both together.
    #[ts(type = "number")]
    pub picture_bytes: u64,
    /// Categories and tags that the blog does not have yet.
    pub new_terms: Vec<String>,
    /// The blog can't be reached now: it goes out by itself later.
    pub offline: bool,
    /// Why the press would be refused, for the writer.
    pub blocked: Option<String>,
}

/// A part of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ChangedField {
    /// The title.
    Title,
    /// The text.
    Body,
    /// The last part of its address.
    Slug,
    /// The summary.
    Excerpt,
    /// Categories.
    Categories,
    /// Tags.
    Tags,
    /// The picture that stands for it.
    Featured,
    /// Its kind.
    Format,
    /// Whether it stays at the top.
    Sticky,
    /// Whether readers may comment.
    CommentsOpen,
    /// Who may read it.
    Visibility,
    /// Whose name stands under it.
    Author,
    /// Its date.
    Date,
}

/// Something that deserves a look before the press.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckRemark {
    /// What.
    pub kind: CheckKind,
    /// Where in the text it begins, in UTF-16 units.
    pub from: Option<u32>,
    /// Where it ends.
    pub to: Option<u32>,
    /// The address, file name, heading, category or piece of HTML it is about; may be empty.
    pub detail: String,
    /// The field it is about, when it is not the text.
    pub field: Option<ChangedField>,
}

/// What deserves a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CheckKind {
    /// No title.
    TitleMissing,
    /// No category, on a blog that has several.
    CategoryMissing,
    /// A picture that readers who can't see it are told nothing about.
    PictureWithoutAlt,
    /// A picture of many megabytes.
    HugePicture,
    /// A picture that is no longer on this computer.
    PictureGone,
    /// A heading that leaves out a level, or one as large as the title.
    HeadingOrder,
    /// A quotation that names no source.
    QuoteWithoutSource,
    /// More of the text is quoted than the writer's own.
    QuotesOutgrow,
    /// A link or picture that only this computer can open.
    LocalLink,
    /// A link to nowhere.
    EmptyLink,
    /// A link to a post of this blog that readers can't see.
    UnpublishedLink,
    /// A link whose address answers that there is nothing.
    DeadLink,
    /// A link to a computer that does not exist.
    NoSuchHost,
    /// HTML that WordPress takes out of what this role writes. Detail: the element or attribute.
    TakenOut,
}

/// What a look at the links of a post found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkReport {
    /// Links that lead nowhere, in the order of the text.
    pub remarks: Vec<CheckRemark>,
    /// Addresses that were asked.
    pub asked: u32,
    /// Of those, how many told nothing, in time or at all.
    pub silent: u32,
    /// Addresses too many to be asked.
    pub left: u32,
}

/// The press.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PublishPost {
    /// The post, as it is saved.
    pub post: PostId,
    /// What the writer pressed.
    pub intent: Intent,
}

/// Moves a post on the blog without changing a word of it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovePost {
    /// The post.
    pub post: PostId,
    /// Where to.
    pub to: PostMove,
}

/// Asks what address a post will have.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckSlug {
    /// The post.
    pub post: PostId,
    /// The last part as typed; empty: made from the title.
    pub slug: String,
    /// Asks the blog, too, if it can be reached: takes as long as that takes, a few seconds at most.
    pub ask_blog: bool,
}

/// The address a post will have.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SlugCheck {
    /// The last part as the blog will write it; empty when nothing of it is left.
    pub slug: String,
    /// The whole address, as far as the blog's ways are known here.
    pub address: Option<String>,
    /// Whether it can be had.
    pub state: SlugState,
}

/// Whether a post can have an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum SlugState {
    /// The blog was asked, and no other post that this account can see has it; or the post has it already.
    Free,
    /// Another post has it: the blog will add a number.
    #[serde(rename_all = "camelCase")]
    Taken {
        /// That post's title.
        title: String,
    },
    /// A post of the other kind is at the very address: readers will see only one of the two.
    #[serde(rename_all = "camelCase")]
    Crossed {
        /// That post's or page's title.
        title: String,
    },
    /// The blog was not asked, or did not answer; no post that is known here has it.
    NotChecked,
}
