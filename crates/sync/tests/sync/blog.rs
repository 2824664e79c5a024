//! A blog in memory. It keeps WordPress's rules where they decide whether something is sent twice:
//! duplicates, the flood limit by date, and slugs that give way.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard};

use afterword_model::{
    Author, Capabilities, CommentKind, CommentStatus, Identity, PostKind, PostStatus, RemoteId,
    Taxonomy, Timestamp, WireFields, seconds,
};
use afterword_platform::{
    Error, PostPatch, RemoteAuthor, RemoteComment, RemoteMedia, RemotePost, RemoteTerm, Result,
    User,
};
use chrono::TimeDelta;

/// What becomes of a write.
pub enum Fate {
    /// Done and answered.
    Done,
    /// The answer is lost; the work is done this many seconds later, if at all.
    Lost { lands_after: Option<i64> },
    /// Refused with this, and not done.
    Refused(Error),
}

type Late = Box<dyn FnOnce(&mut State, Timestamp) + Send>;

pub struct State {
    pub now: Timestamp,
    /// How long a request is on its way to the blog.
    pub takes: TimeDelta,
    /// How long a look-up's answer is on its way back.
    pub answers_take: TimeDelta,
    pub me: Result<User>,
    pub comments: Vec<RemoteComment>,
    /// Comments that lists leave out, though each can be asked for.
    pub unlisted: Vec<RemoteId>,
    /// Comments that break whatever shows them.
    pub broken: Vec<RemoteId>,
    /// Comments that this account may not see.
    pub forbidden: Vec<RemoteId>,
    /// With this code.
    pub forbids: &'static str,
    pub lists_fail: VecDeque<Option<Error>>,
    pub posts: Vec<RemotePost>,
    pub media: Vec<(String, RemoteMedia)>,
    /// Every update of a post that was asked for.
    pub patches: Vec<PostPatch>,
    /// Texts are filtered as those of people who may not write everything.
    pub filters: bool,
    pub terms: Vec<RemoteTerm>,
    pub authors: Vec<RemoteAuthor>,
    /// What becomes of the next writes; done and answered when there is none.
    pub fates: VecDeque<Fate>,
    /// What the next look-ups fail with.
    pub looks: VecDeque<Error>,
    /// What every look-up fails with after so many more.
    pub looks_end: Option<(usize, Error)>,
    /// Every call, by name.
    pub calls: Vec<&'static str>,
    /// Every reply that was asked for: its key and date.
    pub tries: Vec<(String, Timestamp)>,
    late: Vec<(Timestamp, Late)>,
    last_id: u64,
}

/// The blog with its two shelves.
pub struct Blog {
    pub line: Line,
    pub posts: Shelf,
    pub pages: Shelf,
}

/// Posts, or pages.
pub struct Shelf {
    pub line: Line,
    pub kind: PostKind,
}

/// The way to the blog.
#[derive(Clone)]
pub struct Line(Arc<Mutex<State>>);

impl Deref for Blog {
    type Target = Line;

    fn deref(&self) -> &Line {
        &self.line
    }
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

pub fn id(number: u64) -> RemoteId {
    RemoteId::from(number)
}

pub fn ada() -> Identity {
    Identity { remote_id: id(7), name: "Ada".into(), roles: vec!["author".into()] }
}

impl Blog {
    pub fn new(capabilities: Capabilities) -> Self {
        let line = Line(Arc::new(Mutex::new(State {
            now: at(0),
            takes: TimeDelta::zero(),
            answers_take: TimeDelta::zero(),
            me: Ok(User { identity: ada(), capabilities }),
            comments: vec![],
            unlisted: vec![],
            broken: vec![],
            forbidden: vec![],
            forbids: "rest_cannot_read",
            lists_fail: VecDeque::new(),
            posts: vec![],
            media: vec![],
            patches: vec![],
            filters: false,
            terms: vec![RemoteTerm {
                id: id(1),
                taxonomy: Taxonomy::Category,
                name: "Uncategorized".into(),
                parent: None,
            }],
            authors: vec![RemoteAuthor { id: id(7), name: "Ada".into() }],
            fates: VecDeque::new(),
            looks: VecDeque::new(),
            looks_end: None,
            calls: vec![],
            tries: vec![],
            late: vec![],
            last_id: 100,
        })));
        let shelf = |kind| Shelf { line: line.clone(), kind };
        Self { posts: shelf(PostKind::Post), pages: shelf(PostKind::Page), line }
    }
}

impl Line {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    pub fn wait(&self, seconds: i64) {
        self.state().pass(TimeDelta::seconds(seconds));
    }

    pub fn count(&self, call: &str) -> usize {
        self.state().calls.iter().filter(|name| **name == call).count()
    }

    /// A read or a look-up.
    pub fn look<T>(&self, name: &'static str, read: impl FnOnce(&State) -> Result<T>) -> Result<T> {
        let mut state = self.state();
        state.begin(name);
        let answer = match state.looks.pop_front().or_else(|| state.ended()) {
            Some(error) => Err(error),
            None => read(&state),
        };
        let back = state.answers_take;
        state.pass(back);
        answer
    }

    /// A write, with the fate that is its turn.
    pub fn write<T>(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut State, Timestamp) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let mut state = self.state();
        state.begin(name);
        let now = state.now;
        match state.fates.pop_front() {
            None | Some(Fate::Done) => work(&mut state, now),
            Some(Fate::Refused(error)) => Err(error),
            Some(Fate::Lost { lands_after }) => {
                if let Some(seconds) = lands_after {
                    let late: Late = Box::new(|state, now| drop(work(state, now)));
                    state.late.push((now + TimeDelta::seconds(seconds), late));
                    state.pass(TimeDelta::zero());
                }
                Err(Error::Lost("the line went dead".into()))
            }
        }
    }
}

impl State {
    fn begin(&mut self, name: &'static str) {
        self.calls.push(name);
        self.pass(self.takes);
    }

    fn ended(&mut self) -> Option<Error> {
        let (left, error) = self.looks_end.as_mut()?;
        match left.checked_sub(1) {
            Some(fewer) => {
                *left = fewer;
                None
            }
            None => Some(error.clone()),
        }
    }

    /// Time passes, and what is late lands in its turn.
    fn pass(&mut self, time: TimeDelta) {
        self.now += time;
        self.late.sort_by_key(|(due, _)| *due);
        while self.late.first().is_some_and(|(due, _)| *due <= self.now) {
            let (due, work) = self.late.remove(0);
            work(self, due);
        }
        // The blog's clockwork publishes what is due; the time of change stays.
        let now = self.now;
        for post in &mut self.posts {
            if post.fields.status == PostStatus::Scheduled && post.fields.date <= now {
                post.fields.status = PostStatus::Published;
            }
        }
    }

    /// The post with this title.
    pub fn titled(&mut self, title: &str) -> &mut RemotePost {
        self.posts.iter_mut().find(|post| post.title == title).unwrap()
    }

    /// A post that somebody wrote in the browser, public since now.
    pub fn written(&mut self, title: &str, content: &str) -> RemoteId {
        let made = self.next_id();
        let slug = title.to_lowercase().replace(' ', "-");
        let fields = WireFields {
            categories: vec![id(1)],
            author: Some(id(7)),
            ..WireFields::new(slug.clone(), PostStatus::Published, seconds(self.now))
        };
        self.posts.push(RemotePost {
            id: made.clone(),
            kind: PostKind::Post,
            title: title.into(),
            content: content.into(),
            link: format!("https://blog.example/{slug}/"),
            modified: seconds(self.now),
            fields,
        });
        made
    }

    pub fn term(&mut self, taxonomy: Taxonomy, name: &str) -> RemoteId {
        let made = self.next_id();
        self.terms.push(RemoteTerm { id: made.clone(), taxonomy, name: name.into(), parent: None });
        made
    }

    pub fn next_id(&mut self) -> RemoteId {
        self.last_id += 1;
        id(self.last_id)
    }

    pub fn comment(&self, wanted: &RemoteId) -> Result<&RemoteComment> {
        if self.broken.contains(wanted) {
            return Err(Error::NotTheBlog("a critical error".into()));
        }
        if self.forbidden.contains(wanted) {
            return Err(Error::Forbidden { code: self.forbids.into(), message: "No.".into() });
        }
        let found = self.comments.iter().find(|comment| comment.id == *wanted);
        found.ok_or_else(|| Error::NotFound(format!("comment {wanted}")))
    }

    /// Adds a comment of a reader, as if written in a browser.
    pub fn reader(&mut self, number: u64, parent: Option<u64>, text: &str) {
        let author =
            Author { name: format!("Reader {number}"), url: None, remote_id: None, face: None };
        self.put(number, parent, author, text);
    }

    /// Adds a comment of the writer's, as if written in a browser.
    pub fn by_hand(&mut self, number: u64, parent: Option<u64>, text: &str) {
        let author = Author { name: "Ada".into(), url: None, remote_id: Some(id(7)), face: None };
        self.put(number, parent, author, text);
    }

    fn put(&mut self, number: u64, parent: Option<u64>, author: Author, text: &str) {
        let date = seconds(self.now);
        let html = format!("<p>{text}</p>\n");
        self.comments.push(RemoteComment {
            id: id(number),
            kind: CommentKind::Comment,
            post: id(41),
            parent: parent.map(id),
            author,
            html,
            status: CommentStatus::Approved,
            date,
            link: format!("https://blog.example/#comment-{number}"),
        });
    }

    pub fn edit(&mut self, number: u64) -> &mut RemoteComment {
        self.comments.iter_mut().find(|comment| comment.id == id(number)).unwrap()
    }
}
