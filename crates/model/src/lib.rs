//! The words of the house: blogs, posts, comments, pictures, outbox items, and the pure rules about them.
//!
//! No I/O and no clock: whoever needs the time passes it in. The types that cross to the window derive
//! `TS`; field names travel in camelCase.

mod blog;
mod comment;
mod file_kind;
mod ids;
mod media;
mod outbox;
mod post;
mod term;
mod time;

pub use blog::{Ability, AbilityState, Blog, Capabilities, Identity, PlatformKind, Reach};
pub use comment::{Author, Comment, CommentKind, CommentStatus, Moderation};
pub use file_kind::FileKind;
pub use ids::{
    BlogId, CommentId, MediaId, OutboxId, PostId, ReaderId, ReceiptId, RemoteId, SavedReplyId,
    SnippetId, TermId,
};
pub use media::{ImageKind, Media, MediaKind, NotAPicture, Original};
pub use outbox::{
    EditReply, Lane, Moderate, Move, Op, OpKind, OutboxRow, OutboxState, Problem, ProblemKind,
    Publish, Receipt, Reply, Seen, Upload, backoff,
};
pub use post::{
    BodyKind, Featured, Intent, PostFields, PostKind, PostMove, PostStatus, SyncState, Visibility,
    Whereabouts, WireFields, whereabouts,
};
pub use term::{Taxonomy, Term};
pub use time::{Timestamp, seconds};
