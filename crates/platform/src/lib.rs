//! Blog services, one module each. An implementation translates between the service's words and ours;
//! it decides nothing: what to send, when to try again and what a failure means belongs to `sync`.
//!
//! Every call is one exchange with the service (or a bounded number of pages of one), blocking, with
//! time limits, following no redirect. Credentials go to the endpoint's own origin only.

mod error;
pub mod links;
pub mod outside;
mod types;
pub mod wordpress;

pub use error::{Error, Result};
pub use types::{
    CommentPage, CommentQuery, Found, IdPage, NewComment, NewMedia, NewPost, PostPage, PostPatch,
    PostQuery, RemoteAuthor, RemoteComment, RemoteMedia, RemotePost, RemoteTerm, Standing, User,
};

use afterword_model::{CommentStatus, RemoteId, Taxonomy, Timestamp};

/// A signed-in connection to one blog.
pub trait Platform: Send + Sync {
    /// Who we are there, with capabilities. The one call that proves that the login still holds:
    /// an answer to anything else may be an anonymous one.
    fn me(&self) -> Result<User>;

    /// The blog's posts.
    fn posts(&self) -> &dyn Posts;

    /// The blog's pages, when the service has them: the same operations on another shelf.
    fn pages(&self) -> Option<&dyn Posts>;

    /// Categories and tags, when the service has them.
    fn terms(&self) -> Option<&dyn Terms>;

    /// Gives the password back: it no longer signs in anywhere. Asking twice is fine.
    fn revoke(&self) -> Result<()>;

    /// Pictures, when the service takes them.
    fn media(&self) -> Option<&dyn Uploads>;

    /// Comments, when the service has them.
    fn comments(&self) -> Option<&dyn Comments>;
}

/// Posts on the service.
pub trait Posts {
    /// Makes an unpublished post under the key. The answer's `slug` tells whether the key was still free.
    fn create_draft(&self, key: &str, post: &NewPost) -> Result<RemotePost>;

    /// Every post, in any standing, that an earlier `create_draft` under this key made, oldest first.
    fn find_by_key(&self, key: &str) -> Result<Vec<RemotePost>>;

    /// The post as the writer may edit it.
    fn get(&self, id: &RemoteId) -> Result<RemotePost>;

    /// Changes the fields that are set, nothing else; the answer is the post as the service now holds it.
    fn update(&self, id: &RemoteId, patch: &PostPatch) -> Result<RemotePost>;

    /// A page of posts, whole.
    fn list(&self, query: &PostQuery) -> Result<PostPage>;

    /// A page of the ids of all posts that this account can see, in every standing but the trash.
    /// Page number from 1, 100 rows each.
    fn ids(&self, page: u32) -> Result<IdPage>;

    /// Whose names may stand under a post; for an account that may not choose, only its own.
    fn authors(&self) -> Result<Vec<RemoteAuthor>>;

    /// Titles and addresses of these posts (at most 100), for showing what comments belong to.
    /// Posts that are gone or hidden are missing from the answer.
    fn titles(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>>;

    /// The posts on this shelf whose address ends like this, in any standing but the trash, as far as this
    /// account may see them; title and address only. Refused where the service can't be asked that.
    fn with_slug(&self, slug: &str) -> Result<Vec<RemotePost>>;

    /// Whether the service has footnotes of its own, whose texts then stand in the text: as the attribute
    /// `texts` of the block that shows them.
    fn keeps_footnotes(&self) -> Result<bool> {
        Ok(false)
    }

    /// Moves an unpublished double of a post out of the way, for good. Refused by implementations
    /// when the post is public.
    fn discard_double(&self, id: &RemoteId) -> Result<()>;
}

/// Pictures and other files on the service.
pub trait Uploads {
    /// Uploads the bytes under a file name that carries the key, and tells `sent` again and again how
    /// many of them have gone out.
    fn upload(&self, key: &str, media: &NewMedia<'_>, sent: &dyn Fn(u64)) -> Result<RemoteMedia>;

    /// Every upload under this key that has arrived, oldest first.
    fn find_by_key(&self, key: &str) -> Result<Vec<RemoteMedia>>;

    /// These pictures (at most 100); what is gone is missing from the answer.
    fn get(&self, ids: &[RemoteId]) -> Result<Vec<RemoteMedia>>;

    /// Changes a picture's description, plain text. May be repeated.
    fn describe(&self, id: &RemoteId, alt: &str) -> Result<RemoteMedia>;
}

/// Categories and tags on the service.
pub trait Terms {
    /// All of a taxonomy, by id.
    fn all(&self, taxonomy: Taxonomy) -> Result<Vec<RemoteTerm>>;

    /// The term of this name (however it is capitalised) under this parent, made when it is not there.
    /// May be repeated: a name is never made twice.
    fn ensure(
        &self,
        taxonomy: Taxonomy,
        name: &str,
        parent: Option<&RemoteId>,
    ) -> Result<RemoteTerm>;
}

/// Comments on the service.
pub trait Comments: Send + Sync {
    /// One page of comments, ordered by the service's id, ascending or descending as asked.
    fn list(&self, query: &CommentQuery) -> Result<CommentPage>;

    /// How many comments stand there, as far as the service tells; a cheap hint that something moved.
    fn total(&self, standing: Standing) -> Result<u64>;

    /// One comment.
    fn get(&self, id: &RemoteId) -> Result<RemoteComment>;

    /// Writes a reply dated `date` (whole seconds, unique for this account), marked with the key.
    fn create(&self, key: &str, date: Timestamp, comment: &NewComment) -> Result<RemoteComment>;

    /// Earlier tries of that reply that have arrived, under any of these dates, in any standing.
    fn find(
        &self,
        key: &str,
        dates: &[Timestamp],
        comment: &NewComment,
    ) -> Result<Vec<RemoteComment>>;

    /// The date of our newest comment in the last hour, by the service's clock; the flood limit counts from it.
    fn newest_of_mine(&self, me: &RemoteId) -> Result<Option<Timestamp>>;

    /// Moves a comment to another standing; asking for the standing it has is fine.
    fn set_status(&self, id: &RemoteId, status: CommentStatus) -> Result<RemoteComment>;

    /// Gives a comment another text, HTML as [`Comments::create`] takes it. May be repeated.
    fn edit(&self, id: &RemoteId, content: &str) -> Result<RemoteComment>;
}
