//! A writer's store beside a blog in memory, and what a test does with the two.

use afterword_model::{
    Author, BlogId, Capabilities, Comment, CommentId, Lane, Op, OutboxId, OutboxRow, OutboxState,
    PlatformKind, Problem, ProblemKind, Receipt, RemoteId, Reply,
};
use afterword_store::{Store, blogs, comments, outbox, receipts};
use afterword_sync::pull::{self, Progress, Pulled};
use afterword_sync::push::{self, Step};
use afterword_sync::{Error, Exchange, Pace, Sending};
use std::sync::Mutex;

use tempfile::TempDir;

use crate::blog::{Blog, Fate, ada, at, id};

/// The store is closed before its folder goes.
pub struct World {
    pub store: Store,
    pub there: Blog,
    pub blog: BlogId,
    pub folder: TempDir,
    /// How far the pulls said they were.
    pub heard: Mutex<Vec<Progress>>,
    /// How far the uploads said they were.
    pub sending: Mutex<Vec<Sending>>,
    /// After so many more questions the app is being closed.
    pub stop_after: Mutex<Option<u32>>,
}

/// An author: may not moderate, and is held to the flood limit.
pub fn world() -> World {
    world_as(Capabilities { write_posts: true, publish_posts: true, ..Capabilities::default() })
}

/// An editor: free of the flood limit.
pub fn editor() -> World {
    world_as(Capabilities {
        moderate_comments: true,
        publish_posts: true,
        ..Capabilities::default()
    })
}

fn world_as(capabilities: Capabilities) -> World {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let new = blogs::NewBlog {
        platform: PlatformKind::WordPress,
        endpoint: "https://blog.example/wp-json/",
        username: "ada",
        secret_ref: "nowhere",
        title: "Notes",
        url: "https://blog.example/",
        timezone: "",
        practice: false,
        me: &ada(),
        capabilities: &capabilities,
    };
    let blog = store.write(|db| blogs::connect(db, &new, at(0))).unwrap();
    World {
        store,
        there: Blog::new(capabilities),
        blog,
        folder,
        heard: Mutex::new(vec![]),
        sending: Mutex::new(vec![]),
        stop_after: Mutex::new(None),
    }
}

pub fn lost(lands_after: impl Into<Option<i64>>) -> Fate {
    Fate::Lost { lands_after: lands_after.into() }
}

impl World {
    pub fn exchange<T>(&self, run: impl FnOnce(&Exchange<'_>) -> T) -> T {
        let blog = self.store.read(|db| blogs::get(db, self.blog)).unwrap();
        let now = || self.there.now();
        run(&Exchange {
            store: &self.store,
            platform: &self.there,
            blog: &blog,
            now: &now,
            pace: Pace::default(),
            taken: &|| (),
            sending: &|sending| self.sending.lock().unwrap().push(sending),
            pulling: &|progress| self.heard.lock().unwrap().push(progress),
            is_stopping: &|| self.stopping(),
        })
    }

    fn stopping(&self) -> bool {
        let mut left = self.stop_after.lock().unwrap();
        let stop = *left == Some(0);
        *left = left.map(|left| left.saturating_sub(1));
        stop
    }

    pub fn step(&self) -> Step {
        self.exchange(|x| push::step(x).unwrap())
    }

    /// Steps, as often as something is due, for so many seconds.
    pub fn steps_for(&self, seconds: i64) -> Vec<Step> {
        let mut steps = vec![];
        for _ in 0..seconds {
            loop {
                match self.step() {
                    Step::Nothing => break,
                    step @ Step::Halt(_) => {
                        steps.push(step);
                        break;
                    }
                    step => steps.push(step),
                }
            }
            self.there.wait(1);
        }
        steps
    }

    pub fn pull(&self) -> Result<Pulled, Error> {
        self.exchange(pull::run)
    }

    /// A pull that can only be stopped by the writer, and by what.
    pub fn pull_needs(&self) -> ProblemKind {
        match self.pull() {
            Err(Error::Needs(problem)) => problem.kind,
            other => panic!("{other:?}"),
        }
    }

    pub fn comment(&self, number: u64) -> Comment {
        self.find(number).unwrap()
    }

    pub fn find(&self, number: u64) -> Option<Comment> {
        self.store
            .read(|db| {
                let found = comments::by_remote(db, self.blog, &id(number))?;
                found.map(|id| comments::get(db, id)).transpose()
            })
            .unwrap()
    }

    /// Queues a reply as the desk does.
    pub fn reply(&self, parent: CommentId, text: &str) -> (CommentId, OutboxId) {
        self.store
            .write(|db| {
                let parent = comments::get(db, parent)?;
                let me =
                    Author { name: "Ada".into(), url: None, remote_id: Some(id(7)), face: None };
                let now = self.there.now();
                let reply = comments::add_reply(db, &parent, &me, text, text, now)?;
                let op = Op::Reply(Reply::new(reply, text, push::seen(db, &parent)?));
                let row = outbox::add(db, self.blog, &Lane::comment(parent.id), &op, now)?;
                Ok((reply, row))
            })
            .unwrap()
    }

    pub fn add(&self, lane: &Lane, op: &Op) -> OutboxId {
        self.store.write(|db| outbox::add(db, self.blog, lane, op, self.there.now())).unwrap()
    }

    pub fn row(&self, id: OutboxId) -> OutboxRow {
        self.store.read(|db| outbox::get(db, id)).unwrap()
    }

    /// A row's state, what stands in its way, and its tries.
    pub fn stands(&self, id: OutboxId) -> (OutboxState, Option<ProblemKind>, u32) {
        let row = self.row(id);
        (row.state, row.problem.map(|Problem { kind, .. }| kind), row.attempts)
    }

    pub fn waiting(&self) -> usize {
        self.store.read(|db| outbox::list(db, self.blog)).unwrap().len()
    }

    pub fn receipts(&self) -> Vec<Receipt> {
        self.store.read(|db| receipts::list(db, self.blog, 100)).unwrap()
    }

    /// The ids of the writer's comments on the blog under this one.
    pub fn answers_there(&self, parent: u64) -> Vec<RemoteId> {
        let state = self.there.state();
        let mine = state.comments.iter().filter(|c| c.author.remote_id == Some(id(7)));
        mine.filter(|c| c.parent == Some(id(parent))).map(|c| c.id.clone()).collect()
    }

    /// Power is cut: what was being sent is noted as unsure at the next start.
    pub fn power_cut(self) -> Self {
        drop(self.store);
        let store = Store::open(self.folder.path()).unwrap();
        store.write(|db| outbox::mark_unsure(db, self.there.now())).unwrap();
        Self { store, ..self }
    }
}

/// One reader's comment, pulled.
pub fn with_reader(world: World) -> World {
    world.there.state().now = at(-1_000);
    world.there.state().reader(1, None, "Hello");
    world.pull().unwrap();
    world.there.state().now = at(0);
    world.there.state().calls.clear();
    world
}
