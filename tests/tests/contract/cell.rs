//! One column of the table: a blog, a role on it, and what the cases need again and again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Mutex;

use afterword_model::{PostStatus, RemoteId, Timestamp, seconds};
use afterword_platform::wordpress::WordPress;
use afterword_platform::{
    Comments, Error, NewComment, NewPost, Platform, PostPatch, Posts, RemoteComment, RemotePost,
    User,
};
use chrono::{TimeDelta, Utc};

use crate::outside::Outside;

/// How a case ended, when it did not panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Holds,
    /// The blog or the role lacks what the case is about.
    DoesNotApply,
}

pub struct Cell {
    pub name: String,
    pub url: String,
    pub rest: String,
    pub username: String,
    pub password: String,
    pub client: WordPress,
    pub me: User,
    pub outside: Outside,
    /// Role, login name and password of everybody else there.
    pub others: Vec<(String, String, String)>,
    next: Mutex<Timestamp>,
}

impl Cell {
    pub fn new(name: &str, url: &str, rest: &str, login: (&str, &str), outside: Outside) -> Self {
        let client = WordPress::new(rest, login.0, login.1).unwrap();
        // Replies are dated in the past hour, each later than the one before.
        let first = seconds(Utc::now()) - TimeDelta::minutes(50);
        Self {
            name: name.to_owned(),
            url: url.to_owned(),
            rest: rest.to_owned(),
            username: login.0.to_owned(),
            password: login.1.to_owned(),
            me: client.me().unwrap_or_else(|error| panic!("{name}: {error}")),
            client,
            outside,
            others: Vec::new(),
            next: Mutex::new(first),
        }
    }

    /// Dates the replies from so many minutes ago.
    pub fn replying_from(self, minutes: i64) -> Self {
        *self.next.lock().unwrap() = seconds(Utc::now()) - TimeDelta::minutes(minutes);
        self
    }

    /// As any platform: the cases use the trait, not WordPress.
    pub fn blog(&self) -> &dyn Platform {
        &self.client
    }

    pub fn posts(&self) -> &dyn Posts {
        self.blog().posts()
    }

    pub fn comments(&self) -> &dyn Comments {
        self.blog().comments().unwrap()
    }

    /// A key like the outbox's, never the same twice. The standard library's chance is enough for that.
    pub fn key(&self) -> String {
        format!("q{:016x}", RandomState::new().build_hasher().finish())
    }

    /// A date for the next reply, far enough from the last for the flood limit.
    pub fn date(&self) -> Timestamp {
        let mut next = self.next.lock().unwrap();
        *next += TimeDelta::seconds(20);
        *next
    }

    /// A name or a text that no other case uses.
    pub fn unique(&self, start: &str) -> String {
        format!("{start} {}", self.key())
    }

    /// A draft under a key.
    pub fn draft(&self, key: &str, title: &str) -> RemotePost {
        let post = NewPost { title: title.to_owned(), content: "<p>Words.</p>".to_owned() };
        self.posts().create_draft(key, &post).unwrap()
    }

    /// A public post of our own.
    pub fn published(&self, title: &str) -> RemotePost {
        let draft = self.draft(&self.key(), title);
        let patch = PostPatch {
            status: Some(PostStatus::Published),
            slug_from_title: true,
            ..PostPatch::default()
        };
        self.posts().update(&draft.id, &patch).unwrap()
    }

    /// A reader's comment; held for review, since nobody has approved this reader before.
    pub fn reader(&self, post: &RemotePost, parent: Option<&RemoteId>) -> RemoteId {
        let parent = parent.map_or("0", RemoteId::as_str);
        let (name, words) = (self.unique("Reader"), self.unique("A reader's words"));
        RemoteId(self.outside.reader_comment(post.id.as_str(), parent, &name, &words).unwrap())
    }

    pub fn reply(&self, post: &RemotePost, parent: Option<&RemoteId>, content: &str) -> NewComment {
        NewComment {
            post: post.id.clone(),
            parent: parent.cloned(),
            author: self.me.identity.remote_id.clone(),
            content: content.to_owned(),
        }
    }

    /// A client for somebody else there.
    pub fn as_role(&self, role: &str) -> Option<WordPress> {
        let (_, name, password) = self.others.iter().find(|(found, ..)| found == role)?;
        Some(WordPress::new(&self.rest, name, password).unwrap())
    }
}

/// Ids in a list of comments.
pub fn ids(comments: &[RemoteComment]) -> Vec<RemoteId> {
    comments.iter().map(|comment| comment.id.clone()).collect()
}

/// The error's name, for comparing.
#[track_caller]
pub fn kind<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    let error = answer.unwrap_err();
    let text = format!("{error:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
