//! The store over a real file: what it keeps, what it refuses, and whose turn it says it is.

// Clippy's leave for tests covers test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod accounts;
mod adopting;
mod comments;
mod desk;
mod finding;
mod found;
mod many_posts;
mod opening;
mod outbox;
mod outbox_order;
mod outbox_states;
mod pictures;
mod posts;
mod publishing;
mod readers;
mod revisions;
mod spelling;
mod styles;
mod terms;
mod trash;
mod unanswered;

use afterword_model::{
    Author, BlogId, Capabilities, Comment, CommentId, CommentKind, CommentStatus, Identity,
    PlatformKind, RemoteId, Timestamp,
};
use afterword_store::comments::{Folder, Incoming, Listed, Query};
use afterword_store::{Store, blogs};
use tempfile::TempDir;

/// A store of its own in a folder of its own, with one blog. Closed before the folder goes.
struct Home {
    store: Store,
    blog: BlogId,
    folder: TempDir,
}

fn home() -> Home {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let blog = connect(&store, "https://one.example/wp-json/");
    Home { store, blog, folder }
}

fn connect(store: &Store, endpoint: &str) -> BlogId {
    let me = Identity {
        remote_id: RemoteId("7".into()),
        name: "Ada".into(),
        roles: vec!["editor".into()],
    };
    let new = blogs::NewBlog {
        platform: PlatformKind::WordPress,
        endpoint,
        username: "ada",
        secret_ref: "nowhere",
        title: "Notes",
        url: "https://one.example/",
        timezone: "",
        practice: false,
        me: &me,
        capabilities: &Capabilities::default(),
    };
    store.write(|db| blogs::connect(db, &new, at(0))).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

fn remote(id: &str) -> RemoteId {
    RemoteId(id.into())
}

fn ada() -> Author {
    Author { name: "Ada".into(), url: None, remote_id: Some(remote("7")), face: None }
}

/// A reader's public comment.
fn from_reader(id: &str, parent: Option<&str>, text: &str) -> Incoming {
    Incoming {
        remote_id: remote(id),
        kind: CommentKind::Comment,
        post: remote("41"),
        parent: parent.map(remote),
        author: Author { name: "Zoë".into(), url: None, remote_id: None, face: None },
        mine: false,
        html: format!("<p>{text}</p>"),
        text: text.into(),
        status: CommentStatus::Approved,
        written_at: at(id.parse().unwrap()),
        link: Some(format!("https://one.example/#comment-{id}")),
    }
}

/// The writer's own comment, as the blog has it.
fn from_me(id: &str, parent: Option<&str>, text: &str) -> Incoming {
    Incoming { author: ada(), mine: true, ..from_reader(id, parent, text) }
}

impl Home {
    fn receive(&self, new: &Incoming) -> afterword_store::comments::Received {
        self.store.write(|db| afterword_store::comments::receive(db, self.blog, new)).unwrap()
    }

    fn comment(&self, remote_id: &str) -> Comment {
        self.store
            .read(|db| {
                let id = afterword_store::comments::by_remote(db, self.blog, &remote(remote_id))?
                    .unwrap();
                afterword_store::comments::get(db, id)
            })
            .unwrap()
    }

    /// A folder's comments, newest first, and how many there are.
    fn list(&self, folder: Folder, search: &str, limit: u32) -> (Vec<Listed>, u32) {
        let query = Query { folder, search, limit, ..Query::default() };
        self.store.read(|db| afterword_store::comments::list(db, self.blog, &query)).unwrap()
    }

    /// A reply that is not on the blog yet, without its row in the outbox.
    fn reply_to(&self, parent: CommentId, text: &str) -> CommentId {
        self.store
            .write(|db| {
                let parent = afterword_store::comments::get(db, parent)?;
                afterword_store::comments::add_reply(db, &parent, &ada(), text, text, at(500))
            })
            .unwrap()
    }
}
