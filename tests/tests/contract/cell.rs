//! One column of the table: a blog, a role on it, and what the cases need again and again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Mutex;

use afterword_model::{PlatformKind, PostStatus, RemoteId, Taxonomy, Timestamp, seconds};
use afterword_platform::wordpress::{Timeouts, open};
use afterword_platform::{
    Comments, Error, NewComment, NewPost, Platform, PostPatch, Posts, RemoteComment, RemotePost,
    Terms, Uploads, User,
};
use chrono::{TimeDelta, Utc};
use serde_json::json;

use crate::outside::Outside;

/// What a case needs of an account. Where it is missing the table says so; no case decides that by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// May publish.
    Publish,
    /// May write, and only submit to an editor.
    Review,
    /// May change other people's posts.
    OthersPosts,
    /// May change its own posts only.
    OwnOnly,
    /// May write pages.
    Pages,
    /// May not.
    NoPages,
    /// May make categories.
    Categories,
    /// May not.
    NoCategories,
    /// May upload.
    Upload,
    /// May not.
    NoUpload,
    /// Is held to the limit of comments in a minute.
    FloodLimited,
    /// There are accounts of other roles on the blog.
    Colleagues,
    /// Is reached by its REST interface, and by nothing that does less.
    Rest,
    /// Comments are offered.
    Comments,
    /// Tags may be made.
    Tags,
    /// May not be made.
    NoTags,
}

impl Need {
    /// Whether the account has it.
    pub fn of(self, cell: &Cell) -> bool {
        let may = &cell.me.capabilities;
        match self {
            Self::Publish => may.publish_posts,
            Self::Review => may.write_posts && !may.publish_posts,
            Self::OthersPosts => may.edit_others_posts,
            Self::OwnOnly => !may.edit_others_posts,
            Self::Pages => may.publish_pages,
            Self::NoPages => !may.publish_pages,
            Self::Categories => may.manage_categories,
            Self::NoCategories => !may.manage_categories,
            Self::Upload => may.upload_media,
            Self::NoUpload => !may.upload_media,
            Self::FloodLimited => !may.moderate_comments,
            Self::Colleagues => !cell.others.is_empty(),
            Self::Rest => cell.platform == PlatformKind::WordPress,
            Self::Comments => cell.client.comments().is_some(),
            Self::Tags => Self::Rest.of(cell) || may.manage_categories,
            Self::NoTags => !Self::Tags.of(cell),
        }
    }
}

pub struct Cell {
    pub name: String,
    pub url: String,
    pub rest: String,
    pub username: String,
    pub password: String,
    pub platform: PlatformKind,
    pub client: Box<dyn Platform>,
    pub me: User,
    pub outside: Outside,
    /// Role, login name and password of everybody else there.
    pub others: Vec<(String, String, String)>,
    /// Waits until the blog's clock shows this time.
    pub until: Box<dyn Fn(Timestamp)>,
    /// A post that becomes public by itself a little more than a minute after the cell was made.
    pub due: Option<RemotePost>,
    next: Mutex<Timestamp>,
}

impl Cell {
    pub fn new(name: &str, url: &str, rest: &str, login: (&str, &str), outside: Outside) -> Self {
        let platform = if rest.ends_with("/xmlrpc.php") {
            PlatformKind::WordPressXmlRpc
        } else {
            PlatformKind::WordPress
        };
        let client = open(platform, rest, login.0, login.1, &Timeouts::default()).unwrap();
        // Replies are dated in the past hour, each later than the one before.
        let first = seconds(Utc::now()) - TimeDelta::minutes(50);
        let mut cell = Self {
            name: name.to_owned(),
            url: url.to_owned(),
            rest: rest.to_owned(),
            username: login.0.to_owned(),
            password: login.1.to_owned(),
            me: client.me().unwrap_or_else(|error| panic!("{name}: {error}")),
            platform,
            client,
            outside,
            others: Vec::new(),
            until: Box::new(sleep_until),
            due: None,
            next: Mutex::new(first),
        };
        // WordPress publishes at once what is due within a minute.
        let soon = seconds(Utc::now()) + TimeDelta::seconds(63);
        if cell.me.capabilities.publish_posts {
            let draft = cell.draft(&cell.key(), &cell.unique("Due soon"));
            let patch = PostPatch {
                status: Some(PostStatus::Scheduled),
                slug: Some(String::new()),
                date: Some(soon),
                ..PostPatch::default()
            };
            cell.due = Some(cell.posts().update(&draft.id, &patch).unwrap());
        }
        cell
    }

    /// Dates the replies from so many minutes ago.
    pub fn replying_from(self, minutes: i64) -> Self {
        *self.next.lock().unwrap() = seconds(Utc::now()) - TimeDelta::minutes(minutes);
        self
    }

    /// As any platform: the cases use the trait, not WordPress.
    pub fn blog(&self) -> &dyn Platform {
        &*self.client
    }

    pub fn posts(&self) -> &dyn Posts {
        self.blog().posts()
    }

    pub fn pages(&self) -> &dyn Posts {
        self.blog().pages().unwrap()
    }

    pub fn terms(&self) -> &dyn Terms {
        self.blog().terms().unwrap()
    }

    pub fn media(&self) -> &dyn Uploads {
        self.blog().media().unwrap()
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
            slug: Some(String::new()),
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
    #[track_caller]
    pub fn as_role(&self, role: &str) -> Box<dyn Platform> {
        let found = self.others.iter().find(|(found, ..)| found == role);
        let (_, name, password) = found.unwrap_or_else(|| panic!("no {role} among the others"));
        self.signed_in(name, password)
    }

    /// A client of the same kind, for whoever this may be.
    pub fn signed_in(&self, name: &str, password: &str) -> Box<dyn Platform> {
        open(self.platform, &self.rest, name, password, &Timeouts::default()).unwrap()
    }

    /// A tag that is there, whoever may make one.
    pub fn tag(&self, name: &str) -> RemoteId {
        if Need::Tags.of(self) {
            return self.terms().ensure(Taxonomy::Tag, name, None).unwrap().id;
        }
        let made = self.outside.post("wp/v2/tags", &json!({ "name": name })).unwrap();
        RemoteId::from(made["id"].as_u64().unwrap())
    }

    /// Past our client, as this cell's own account.
    pub fn as_myself(&self) -> Outside {
        Outside::new(&self.url, &self.username, &self.password)
    }

    /// A post changed in one way.
    #[track_caller]
    pub fn changed(&self, id: &RemoteId, patch: PostPatch) -> RemotePost {
        self.posts().update(id, &patch).unwrap()
    }

    /// Whether a visitor gets the post's words.
    pub fn is_public(&self, post: &RemotePost, words: &str) -> bool {
        let (status, _, page) = self.outside.visit(&post.link).unwrap();
        status == 200 && String::from_utf8_lossy(&page).contains(words)
    }
}

fn sleep_until(time: Timestamp) {
    if let Ok(wait) = (time - Utc::now()).to_std() {
        std::thread::sleep(wait);
    }
}

/// Only a standing.
pub fn standing(status: PostStatus) -> PostPatch {
    PostPatch { status: Some(status), ..PostPatch::default() }
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
