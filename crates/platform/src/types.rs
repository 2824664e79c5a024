//! What services take and give, in our words.

use afterword_model::{
    Author, Capabilities, CommentKind, CommentStatus, Identity, MediaKind, PlatformKind, PostKind,
    PostStatus, RemoteId, Taxonomy, Timestamp, WireFields,
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
    /// That page may send the browser back to a port of this computer, as far as can be told.
    pub comes_back: bool,
    /// The password would travel unencrypted over a network. False for this very machine.
    pub unencrypted: bool,
    /// It tells nothing to visitors: what is here is from its front page, and the rest is to be asked once
    /// signed in.
    pub signed_in_only: bool,
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

/// Fields of a post to change; `None` is not sent and stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostPatch {
    /// HTML-escaped, as the service keeps it.
    pub title: Option<String>,
    /// HTML in the service's form.
    pub content: Option<String>,
    /// Where it should stand. [`PostStatus::Trash`] can only be asked for by itself.
    pub status: Option<PostStatus>,
    /// The last part of its address; empty: the service makes it from the title again.
    pub slug: Option<String>,
    /// The summary, raw.
    pub excerpt: Option<String>,
    /// All its categories.
    pub categories: Option<Vec<RemoteId>>,
    /// All its tags.
    pub tags: Option<Vec<RemoteId>>,
    /// The picture that stands for it; `Some(None)` takes it away.
    pub featured: Option<Option<RemoteId>>,
    /// Its kind; empty: standard.
    pub format: Option<String>,
    /// Stays at the top.
    pub sticky: Option<bool>,
    /// Readers may comment.
    pub comments_open: Option<bool>,
    /// Asked of readers; empty: none.
    pub password: Option<String>,
    /// Whose it is.
    pub author: Option<RemoteId>,
    /// Its date; in the future, with [`PostStatus::Scheduled`], when it becomes public.
    pub date: Option<Timestamp>,
}

/// A post or page as the service holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemotePost {
    /// The service's id.
    pub id: RemoteId,
    /// Post or page.
    pub kind: PostKind,
    /// The title. From [`Posts::titles`](crate::Posts::titles) it is decoded to plain text; otherwise raw.
    pub title: String,
    /// The stored HTML, raw. Empty from [`Posts::titles`](crate::Posts::titles).
    pub content: String,
    /// Its address.
    pub link: String,
    /// The service's idea of its last change: a hint, not proof.
    pub modified: Timestamp,
    /// Everything else.
    pub fields: WireFields,
}

/// Which posts to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostQuery {
    /// Changed after this time, by the service's clock; `None`: all. Without it what was made last comes
    /// first, with it what was made first: pages in the order of dates or changes would have gaps.
    pub modified_after: Option<Timestamp>,
    /// Only these (at most 100); `None`: all.
    pub only: Option<Vec<RemoteId>>,
    /// Page number from 1. A page past the end is empty, not an error.
    pub page: u32,
    /// Rows a page, at most 100.
    pub per_page: u32,
}

/// A page of posts, in every standing but the trash, as the writer may edit them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostPage {
    /// The rows; on some pages there may be fewer than asked for, or none, since a service may count first
    /// and then leave out what the account may not edit.
    pub posts: Vec<RemotePost>,
    /// True when the service has more pages, whatever is on this one.
    pub more: bool,
    /// How many there are in all, as far as the service tells; it may count what the account can't see.
    pub total: u64,
}

/// A page of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPage {
    /// The ids, ascending, with what the service says of each one's last change.
    pub ids: Vec<(RemoteId, Timestamp)>,
    /// True when the service has more pages, whatever is on this one.
    pub more: bool,
}

/// A category or tag as the service holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteTerm {
    /// The service's id.
    pub id: RemoteId,
    /// Category or tag.
    pub taxonomy: Taxonomy,
    /// Plain text.
    pub name: String,
    /// The category above it.
    pub parent: Option<RemoteId>,
}

/// Somebody whose name may stand under a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteAuthor {
    /// The service's id.
    pub id: RemoteId,
    /// The display name, plain text.
    pub name: String,
}

/// A picture or another file to upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMedia<'a> {
    /// The name it came with; the implementation makes it fit for the service.
    pub file_name: &'a str,
    /// What it is.
    pub kind: MediaKind,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Its description for readers who can't see it; may be empty.
    pub alt: &'a str,
}

/// A picture or another file on the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteMedia {
    /// The service's id.
    pub id: RemoteId,
    /// Its address.
    pub url: String,
    /// Its description for readers who can't see it, plain text.
    pub alt: String,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Approved and held together.
    Current,
    /// Held for review, by themselves.
    Held,
    /// Spam.
    Spam,
    /// The trash.
    Trash,
    /// Went to the trash with their post.
    WithPost,
}

/// Which comments to list. Pingbacks are among them; what plugins keep there besides is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentQuery {
    /// The list.
    pub standing: Standing,
    /// Only these (at most 100); `None`: all.
    pub only: Option<Vec<RemoteId>>,
    /// Only those that answer this one directly.
    pub parent: Option<RemoteId>,
    /// Newest id first instead of oldest first.
    pub newest_first: bool,
    /// How many to pass over. Past the end the list is empty, and no error.
    pub offset: u64,
    /// Rows at most, no more than 100.
    pub limit: u32,
}

impl CommentQuery {
    /// The first hundred of a list, oldest first.
    pub fn new(standing: Standing) -> Self {
        Self { standing, only: None, parent: None, newest_first: false, offset: 0, limit: 100 }
    }
}

/// A page of comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentPage {
    /// The rows, in the order asked for. There may be fewer than asked for, or none, since a service may count
    /// first and then leave out what the account may not see.
    pub comments: Vec<RemoteComment>,
    /// True when the service has more after the limit, whatever is on this page.
    pub more: bool,
    /// How many there are in all, as far as the service tells; it may count what the account can't see.
    pub total: u64,
}

/// A comment as the service holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteComment {
    /// The service's id.
    pub id: RemoteId,
    /// What it is.
    pub kind: CommentKind,
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
