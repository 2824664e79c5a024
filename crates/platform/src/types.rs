//! What services take and give, in our words.

use afterword_model::{
    Author, Capabilities, CommentStatus, Identity, ImageKind, PlatformKind, PostStatus, RemoteId,
    Timestamp,
};

/// What lives at an address that the writer typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The service.
    pub platform: PlatformKind,
    /// The root of its interface.
    pub endpoint: String,
    /// The blog's title, plain text.
    pub title: String,
    /// The address readers open.
    pub url: String,
    /// IANA zone or offset; empty when not said.
    pub timezone: String,
    /// Whether programs may sign in with an application password.
    pub application_passwords: bool,
    /// The page where the writer makes one, when the blog names it.
    pub authorize_url: Option<String>,
    /// The password would travel unencrypted over a network. False for this very machine.
    pub unencrypted: bool,
}

/// Who we are on the blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Id, name, roles.
    pub identity: Identity,
    /// What the role may do.
    pub capabilities: Capabilities,
}

/// A post to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Plain text.
    pub title: String,
    /// HTML in the service's form.
    pub content: String,
}

/// Fields of a post to change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostPatch {
    /// Plain text.
    pub title: Option<String>,
    /// HTML in the service's form.
    pub content: Option<String>,
    /// Where it should stand.
    pub status: Option<PostStatus>,
    /// True: the service makes the address from the title again.
    pub slug_from_title: bool,
}

/// A post as the service holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemotePost {
    /// The service's id.
    pub id: RemoteId,
    /// The last part of its address.
    pub slug: String,
    /// Where it stands.
    pub status: PostStatus,
    /// The title. From [`Posts::titles`](crate::Posts::titles) it is decoded to plain text; otherwise raw.
    pub title: String,
    /// The stored HTML, raw. Empty from [`Posts::titles`](crate::Posts::titles).
    pub content: String,
    /// Its address.
    pub link: String,
    /// Its date.
    pub date: Timestamp,
    /// The service's idea of its last change: a hint, not proof.
    pub modified: Timestamp,
}

/// A picture to upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMedia<'a> {
    /// The name it came with; the implementation makes it fit for the service.
    pub file_name: &'a str,
    /// What it is, read from the bytes.
    pub kind: ImageKind,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Its description for readers who can't see it; may be empty.
    pub alt: &'a str,
}

/// A picture on the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteMedia {
    /// The service's id.
    pub id: RemoteId,
    /// Its address.
    pub url: String,
}

/// A reply to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// The post.
    pub post: RemoteId,
    /// The comment it answers.
    pub parent: Option<RemoteId>,
    /// Who writes: our own id there.
    pub author: RemoteId,
    /// HTML with inline tags only, blank lines between paragraphs.
    pub content: String,
}

/// Which list of comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Approved and held together.
    Current,
    /// Spam.
    Spam,
    /// The trash.
    Trash,
}

/// Which comments to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentQuery {
    /// The list.
    pub standing: Standing,
    /// Written after this time, by the service's clock.
    pub after: Option<Timestamp>,
    /// Newest id first instead of oldest first.
    pub newest_first: bool,
    /// Page number from 1. A page past the end is empty, not an error.
    pub page: u32,
    /// Rows a page, at most 100.
    pub per_page: u32,
}

/// A page of comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentPage {
    /// The rows, in the order asked for.
    pub comments: Vec<RemoteComment>,
    /// True when the service has more pages.
    pub more: bool,
}

/// A comment as the service holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteComment {
    /// The service's id.
    pub id: RemoteId,
    /// The post.
    pub post: RemoteId,
    /// The comment it answers.
    pub parent: Option<RemoteId>,
    /// Who wrote it.
    pub author: Author,
    /// HTML as the service shows it, not cleaned.
    pub html: String,
    /// Where it stands.
    pub status: CommentStatus,
    /// When, by the service's clock.
    pub date: Timestamp,
    /// Its address.
    pub link: String,
}

/// How many comments stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Approved and held.
    pub current: u64,
    /// Spam.
    pub spam: u64,
    /// Trash.
    pub trash: u64,
}
