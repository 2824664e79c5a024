//! What the commands take and give. Texts in here are data for the window, which has the words.

use afterword_model::{
    AbilityState, Author, Blog, BlogId, CommentId, CommentStatus, Moderation, OpKind, OutboxId,
    OutboxState, PostId, Problem, Reach, Timestamp, Whereabouts,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No argument, no reply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(type = "null")]
pub struct Nothing;

/// Names a blog.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForBlog {
    /// Which.
    pub blog: BlogId,
}

/// Names a post.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForPost {
    /// Which.
    pub post: PostId,
}

/// Names a comment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForComment {
    /// Which.
    pub comment: CommentId,
}

/// Names a row of the outbox.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForItem {
    /// Which.
    pub item: OutboxId,
}

/// What the window needs when it opens.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// The app's version.
    pub version: String,
    /// Connected blogs, in the order they were connected; the practice blog among them.
    pub blogs: Vec<Blog>,
    /// The folder that holds the writer's words.
    pub data_folder: String,
    /// Where passwords can be kept on this computer, as far as is known: tried when a blog is looked for.
    pub keychain: KeychainState,
    /// What the window remembers: a JSON object that only the window reads.
    #[ts(type = "Record<string, unknown>")]
    pub remembered: serde_json::Value,
}

/// Whether the system's keychain takes a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KeychainState {
    /// It does, or nothing speaks against it yet.
    Ready,
    /// There is none, or it is locked.
    Missing,
}

/// What the window wants remembered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Remember {
    /// A name of the window's choosing.
    pub name: String,
    /// Any JSON.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

/// An address as the writer typed it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindBlog {
    /// As typed: no scheme, a path, wp-admin, all fine.
    pub address: String,
}

/// What was found there. Nothing was written to the blog.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundBlog {
    /// The blog's title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The root of its interface; goes back in `ConnectBlog`.
    pub endpoint: String,
    /// Programs may sign in with an application password.
    pub application_passwords: bool,
    /// The page on the blog where the writer makes one.
    pub authorize_url: Option<String>,
    /// The password would cross a network unencrypted.
    pub unencrypted: bool,
    /// Already connected, as this blog.
    pub connected: Option<BlogId>,
    /// Whether the system's keychain takes the password: tried with a write.
    pub keychain: KeychainState,
}

/// Where a password is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SecretPlace {
    /// The system's keychain.
    Keychain,
    /// In memory, until the app ends.
    Session,
    /// A file that only this user may read. Never chosen by the app.
    File,
}

/// Signs in to a blog that was found.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectBlog {
    /// From `FoundBlog`.
    pub endpoint: String,
    /// The user name (or e-mail) on the blog.
    pub username: String,
    /// The application password, with or without its spaces.
    pub password: String,
    /// Where to keep it.
    pub keep: SecretPlace,
    /// The writer accepts that the password crosses the network unencrypted.
    pub allow_unencrypted: bool,
}

/// Signs in again to a blog that is connected.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInAgain {
    /// Which.
    pub blog: BlogId,
    /// The new application password.
    pub password: String,
    /// Where to keep it.
    pub keep: SecretPlace,
}

/// A blog that was just connected.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectedBlog {
    /// It.
    pub blog: Blog,
    /// What the account may do there, line by line.
    pub abilities: Vec<AbilityState>,
    /// Where the password is.
    pub kept: SecretPlace,
}

/// One blog's sending and checking, right now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlogStatus {
    /// Which blog.
    pub blog: BlogId,
    /// Whether it can be reached.
    pub reach: Reach,
    /// What is wrong, when something is.
    pub problem: Option<Problem>,
    /// A check is running.
    pub checking: bool,
    /// When the last check came through.
    pub checked_at: Option<Timestamp>,
    /// What the last check found and sent since.
    pub last: CheckSummary,
    /// Rows of the outbox that wait for their turn or are on their way.
    pub waiting: u32,
    /// Rows of the outbox that wait for the writer.
    pub needs_you: u32,
}

/// One check in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckSummary {
    /// Comments by others that were not here before.
    pub new_comments: u32,
    /// Replies that went out.
    pub sent_replies: u32,
    /// Posts that went out.
    pub sent_posts: u32,
    /// Moderations that went out.
    pub sent_moderations: u32,
}

/// How many of each, for the rail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Posts not on the blog.
    pub drafts: u32,
    /// Posts on the blog.
    pub published: u32,
    /// Posts in the trash here.
    pub trash: u32,
    /// Readers' turns without an answer.
    pub unanswered: u32,
    /// Comments held for review.
    pub held: u32,
    /// All that are approved or held.
    pub all: u32,
    /// Spam.
    pub spam: u32,
    /// Comments in the blog's trash.
    pub comment_trash: u32,
    /// Rows of the outbox.
    pub outbox: u32,
    /// Of those, the ones that wait for the writer.
    pub needs_you: u32,
}

/// A list of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PostFolder {
    /// Not on the blog.
    Drafts,
    /// On the blog.
    Published,
    /// Trashed here.
    Trash,
}

/// Which posts to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListPosts {
    /// The blog.
    pub blog: BlogId,
    /// The folder.
    pub folder: PostFolder,
    /// Words that title or body contain; empty for all.
    pub search: String,
}

/// A post in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its title; may be empty.
    pub title: String,
    /// First words of its text, plain.
    pub excerpt: String,
    /// Where its newest words are.
    pub whereabouts: Whereabouts,
    /// When it was last changed here.
    pub changed_at: Timestamp,
}

/// A post, open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostDocument {
    /// Its id.
    pub id: PostId,
    /// The blog it is for.
    pub blog: BlogId,
    /// Its title.
    pub title: String,
    /// Its Markdown.
    pub body: String,
    /// The text's number, counted up by each save; goes back in `SavePost`.
    #[ts(type = "number")]
    pub version: i64,
    /// When it was last saved on this computer.
    pub saved_at: Timestamp,
    /// Where its newest words are.
    pub whereabouts: Whereabouts,
    /// The outbox row that carries it, if any.
    pub sending: Option<OutboxItem>,
    /// Its address on the blog, once public.
    pub link: Option<String>,
    /// In the trash here.
    pub trashed: bool,
    /// Has been sent to the blog: the button says Update.
    pub on_blog: bool,
}

/// The text as it is in the window now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavePost {
    /// The post.
    pub post: PostId,
    /// The title.
    pub title: String,
    /// The Markdown.
    pub body: String,
    /// The version this text grew from. If the stored one is newer, the error `changedElsewhere` comes
    /// back, and this text is kept as a revision.
    #[ts(type = "number")]
    pub version: i64,
}

/// The row is on disk.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedPost {
    /// The text's new number.
    #[ts(type = "number")]
    pub version: i64,
    /// When.
    pub saved_at: Timestamp,
    /// Where its newest words are now.
    pub whereabouts: Whereabouts,
}

/// Text to preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenderPreview {
    /// The Markdown.
    pub body: String,
}

/// A preview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Clean HTML. Pictures from the store carry `data-media="<uuid>"` and no `src`.
    pub html: String,
    /// Words in the text.
    pub words: u32,
    /// Minutes to read, at least 1.
    pub minutes: u32,
}

/// A picture to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPicture {
    /// The post it is for.
    pub post: PostId,
    /// The file's name.
    pub file_name: String,
    /// The bytes, base64 (standard alphabet).
    pub base64: String,
}

/// A picture that is kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddedPicture {
    /// Its name in bodies.
    pub uuid: String,
    /// What to put into the body.
    pub markdown: String,
}

/// A list of comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CommentFolder {
    /// Readers' turns without an answer.
    Unanswered,
    /// Held for review.
    Held,
    /// Approved and held.
    All,
    /// Spam.
    Spam,
    /// The blog's trash.
    Trash,
}

/// Which comments to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListComments {
    /// The blog.
    pub blog: BlogId,
    /// The folder.
    pub folder: CommentFolder,
    /// Words that text or author contain; empty for all.
    pub search: String,
    /// At most so many rows, newest first.
    pub limit: u32,
}

/// Comments of a folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentList {
    /// The rows, newest first.
    pub rows: Vec<CommentRow>,
    /// How many there are in all.
    pub total: u32,
}

/// A comment in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommentRow {
    /// Its id.
    pub id: CommentId,
    /// Who wrote it.
    pub author: String,
    /// First words, plain text.
    pub excerpt: String,
    /// The post's title.
    pub post_title: String,
    /// Where it stands; a queued moderation counts already.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// Written by the writer.
    pub mine: bool,
    /// The reader's first comment on this blog, as far as is known here.
    pub first: bool,
    /// A half-written reply is kept for it.
    pub has_draft: bool,
}

/// All of a post's conversation around a comment.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// The blog.
    pub blog: BlogId,
    /// The post.
    pub post: ConversationPost,
    /// Its comments, each followed by the answers to it; oldest first among siblings.
    pub turns: Vec<Turn>,
    /// Comments of that post in spam or trash that are not shown.
    pub hidden: u32,
}

/// The post that a conversation belongs to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConversationPost {
    /// Its title; empty until it is known.
    pub title: String,
    /// Its address.
    pub link: Option<String>,
    /// Its date.
    pub published_at: Option<Timestamp>,
    /// The post here, when it was written here.
    pub local: Option<PostId>,
}

/// One turn of a conversation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    /// The comment.
    pub id: CommentId,
    /// 0 for a comment on the post itself.
    pub depth: u32,
    /// Who wrote it. Strangers' words: text, never HTML.
    pub author: Author,
    /// Written by the writer.
    pub mine: bool,
    /// Clean HTML, without pictures.
    pub html: String,
    /// Where it stands; a queued moderation counts already.
    pub status: CommentStatus,
    /// When it was written.
    pub written_at: Timestamp,
    /// Its address on the blog.
    pub link: Option<String>,
    /// No later turn of the writer's under it.
    pub unanswered: bool,
    /// The writer said that it needs no reply.
    pub handled: bool,
    /// A reply of ours that is still in the outbox.
    pub sending: Option<OutboxItem>,
    /// A moderation of it that is still in the outbox.
    pub moderating: Option<OutboxItem>,
    /// The text of our reply as typed, while it can still be edited.
    pub text: Option<String>,
    /// A half-written reply to it, kept through anything.
    pub draft: String,
}

/// A half-written reply.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveReplyDraft {
    /// The comment it answers.
    pub comment: CommentId,
    /// The text; empty to forget it.
    pub text: String,
}

/// A reply to send.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QueueReply {
    /// The comment it answers.
    pub comment: CommentId,
    /// The text: Markdown of which inline marks and paragraphs survive.
    pub text: String,
}

/// A new text for a queued reply.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EditReply {
    /// The row.
    pub item: OutboxId,
    /// The new text.
    pub text: String,
}

/// A reply is in the outbox.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Queued {
    /// The row.
    pub item: OutboxId,
}

/// Moderates a comment.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ModerateComment {
    /// Which.
    pub comment: CommentId,
    /// What to do.
    pub to: Moderation,
}

/// Says whether a comment needs a reply.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandleComment {
    /// Which.
    pub comment: CommentId,
    /// True: it needs none.
    pub handled: bool,
}

/// A row of the outbox, for the writer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutboxItem {
    /// Its id.
    pub id: OutboxId,
    /// The blog it goes to.
    pub blog: BlogId,
    /// What it is.
    pub kind: OpKind,
    /// What a moderation does.
    pub moderation: Option<Moderation>,
    /// Who or what it concerns: a post's title, a reader's name, a picture's file name.
    pub subject: String,
    /// Where: the post's title for a reply.
    pub about: String,
    /// First words of what will be sent.
    pub excerpt: String,
    /// Where it stands.
    pub state: OutboxState,
    /// What stands in the way, if anything.
    pub problem: Option<Problem>,
    /// Tries so far.
    pub attempts: u32,
    /// Not before this time.
    pub not_before: Option<Timestamp>,
    /// When the button was pressed.
    pub created_at: Timestamp,
    /// The post, to open.
    pub post: Option<PostId>,
    /// The comment, to open.
    pub comment: Option<CommentId>,
    /// What the writer may do about it now.
    pub choices: Vec<Choice>,
    /// Both texts, when the blog's version changed meanwhile.
    pub conflict: Option<ConflictView>,
}

/// What a writer may do about a row of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Choice {
    /// `reply_edit`: change the text.
    Edit,
    /// `outbox_take_back`: it is not sent; text becomes a draft again.
    TakeBack,
    /// `outbox_retry`: try now.
    Retry,
    /// `outbox_send_mine`: replace the blog's changed version by this one.
    SendMine,
    /// The connect sheet, for a new password.
    SignIn,
}

/// Two versions that differ.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// Our title.
    pub my_title: String,
    /// Our text, plain.
    pub mine: String,
    /// The blog's title.
    pub their_title: String,
    /// The blog's text, plain.
    pub theirs: String,
    /// When the blog says it changed.
    pub their_time: Option<Timestamp>,
}

/// An address to open in the system's browser.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenLink {
    /// The address; http, https or mailto.
    pub url: String,
}

/// What became of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedLink {
    /// The address, checked and normalised.
    pub url: String,
    /// False when the page itself has to open it (served window).
    pub opened: bool,
}

/// Something moved in the store or in the sending; views that show it read it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "what")]
pub enum Change {
    /// The list of blogs.
    Blogs,
    /// Posts of a blog.
    Posts {
        /// Which blog.
        blog: BlogId,
    },
    /// Comments of a blog.
    Comments {
        /// Which blog.
        blog: BlogId,
    },
    /// The outbox and the receipts.
    Outbox {
        /// Which blog.
        blog: BlogId,
    },
    /// Reach and progress of a blog.
    Status {
        /// Which blog.
        blog: BlogId,
    },
}
