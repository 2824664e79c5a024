//! Posts and pictures: one draft, one public post, and nobody's newer words replaced unasked.

use afterword_model::{
    ImageKind, Intent, Lane, Move, Op, OpKind, OutboxId, OutboxState, PostFields, PostId, PostKind,
    PostMove, PostStatus, ProblemKind, Publish, SyncState, Upload,
};
use afterword_platform::Error;
use afterword_store::media::NewPicture;
use afterword_store::{outbox, posts};
use afterword_sync::push::Step;
use chrono::TimeDelta;

use crate::blog::Fate;
use crate::world::{World, lost, world};

impl World {
    pub fn post(&self, body: &str) -> PostId {
        self.store
            .write(|db| {
                let id = posts::create(db, self.blog, PostKind::Post, self.there.now())?;
                let fields = PostFields::titled("Slow mail");
                posts::save(db, id, &fields, body, 1, self.there.now())?;
                Ok(id)
            })
            .unwrap()
    }

    pub fn save(&self, id: PostId, body: &str) {
        self.store
            .write(|db| {
                let post = posts::get(db, id)?;
                posts::save(db, id, &post.fields, body, post.version, self.there.now())
            })
            .unwrap();
    }

    /// Presses Publish, or Update.
    pub fn press(&self, id: PostId, over: Option<String>) -> OutboxId {
        self.press_for(id, Intent::Public, over)
    }

    pub fn press_for(&self, id: PostId, intent: Intent, over: Option<String>) -> OutboxId {
        let post = self.here(id);
        let (fields, body) = (post.fields, post.body);
        let op = Op::Publish(Publish { post: id, fields, body, intent, wire: None, over });
        self.add(&Lane::post(id), &op)
    }

    /// Changes fields, which sends nothing.
    pub fn set(&self, id: PostId, change: impl FnOnce(&mut PostFields)) {
        let post = self.here(id);
        let mut fields = post.fields.clone();
        change(&mut fields);
        let now = self.there.now();
        self.store.write(|db| posts::save(db, id, &fields, &post.body, post.version, now)).unwrap();
    }

    pub fn move_to(&self, id: PostId, to: PostMove) -> OutboxId {
        self.add(&Lane::post(id), &Op::Move(Move { post: id, to }))
    }

    pub fn revisions(&self, id: PostId) -> Vec<posts::Revision> {
        self.store.read(|db| posts::revisions(db, id)).unwrap()
    }

    pub fn here(&self, id: PostId) -> posts::Post {
        self.store.read(|db| posts::get(db, id)).unwrap()
    }

    /// Somebody writes on the blog's own page.
    pub fn written_there(&self, content: &str) {
        self.there.state().posts[0].content = content.into();
    }

    /// One post, public; nothing waits; as many receipts.
    pub fn public_once(&self, receipts: usize) {
        let state = self.there.state();
        assert_eq!(state.posts.len(), 1, "a double stayed");
        assert_eq!(state.posts[0].fields.status, PostStatus::Published);
        assert_eq!(state.posts[0].fields.slug, "slow-mail");
        drop(state);
        assert_eq!((self.waiting(), self.receipts().len()), (0, receipts));
    }
}

pub fn published() -> (World, PostId) {
    let world = world();
    let id = world.post("A letter.");
    world.press(id, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Publish));
    world.there.state().calls.clear();
    (world, id)
}

#[test]
fn a_draft_that_lands_any_time_before_it_has_settled_is_made_once() {
    for lands_after in [0, 3, 11, 19] {
        let world = world();
        let id = world.post("A letter.");
        world.press(id, None);
        world.there.state().fates.push_back(lost(lands_after));
        assert_eq!(world.step(), Step::Later);
        assert_eq!(world.steps_for(30).last(), Some(&Step::Sent(OpKind::Publish)));
        assert_eq!(world.there.count("create draft"), 1, "after {lands_after} s");
        assert_eq!(world.there.count("update post"), 1, "after {lands_after} s");
        world.public_once(1);
        assert_eq!(world.here(id).sync, SyncState::Synced);
    }
}

#[test]
fn a_draft_that_never_arrived_is_made_again_under_the_same_key() {
    let world = world();
    let id = world.post("A letter.");
    let row = world.press(id, None);
    world.there.state().fates.push_back(lost(None));
    world.steps_for(20);
    assert_eq!(world.there.count("create draft"), 1);
    assert_eq!(world.row(row).state, OutboxState::Unsure);
    world.steps_for(5);
    assert_eq!(world.there.count("create draft"), 2);
    world.public_once(1);
}

#[test]
fn a_draft_that_lands_between_the_look_and_the_second_try_leaves_no_double() {
    let world = world();
    let id = world.post("A letter.");
    world.press(id, None);
    world.there.state().fates.push_back(lost(25));
    world.step();
    world.there.wait(23);
    world.there.state().takes = TimeDelta::seconds(1);
    assert_eq!(world.step(), Step::Sent(OpKind::Publish));
    assert_eq!(world.there.count("create draft"), 2);
    assert_eq!(world.there.count("discard double"), 1);
    world.public_once(1);
    let first = world.there.state().posts[0].id.clone();
    assert_eq!(world.here(id).remote_id, Some(first));
}

#[test]
fn publishing_whose_answer_was_lost_is_recognised_and_not_repeated() {
    let world = world();
    let id = world.post("A letter.");
    world.press(id, None);
    world.there.state().takes = TimeDelta::seconds(1);
    // The draft is answered; the answer to making it public is not.
    world.there.state().fates.extend([Fate::Done, lost(0)]);
    assert_eq!(world.step(), Step::Later);
    assert_eq!(world.steps_for(20), [Step::Sent(OpKind::Publish)]);
    assert_eq!((world.there.count("create draft"), world.there.count("update post")), (1, 1));
    world.public_once(1);
}

#[test]
fn an_update_that_the_blogs_filter_rewrote_is_recognised_after_a_loss() {
    let (world, id) = published();
    world.save(id, "A letter, and *another*.");
    world.press(id, None);
    world.there.state().fates.push_back(lost(0));
    world.step();
    let sent = world.there.state().posts[0].content.clone();
    world.written_there(&sent.replace("<em>", "<em class=\"x\">").replace("\n\n", "\n"));
    assert_eq!(world.steps_for(10), [Step::Sent(OpKind::Update)]);
    assert_eq!(world.there.count("update post"), 1);
    let base = world.store.read(|db| posts::base(db, id)).unwrap().unwrap();
    assert!(base.wire.contains("class=\"x\""), "what the blog made of it is the base");
    assert_eq!(world.here(id).sync, SyncState::Synced);
}

#[test]
fn a_late_update_never_lands_on_a_newer_one() {
    for lands_after in [1, 15, 19] {
        let (world, id) = published();
        world.save(id, "Second letter.");
        world.press(id, None);
        world.there.state().fates.push_back(lost(lands_after));
        world.step();
        world.save(id, "Third letter.");
        world.press(id, None);
        world.steps_for(60);
        assert!(world.there.state().posts[0].content.contains("Third"), "after {lands_after} s");
        assert_eq!(world.there.count("update post"), 2, "after {lands_after} s");
        assert_eq!(world.here(id).sync, SyncState::Synced);
        world.public_once(3);
    }
}

#[test]
fn words_written_on_the_blog_after_a_loss_are_not_replaced() {
    for arrived in [true, false] {
        let (world, id) = published();
        world.save(id, "My second letter.");
        let row = world.press(id, None);
        world.there.state().fates.push_back(lost(arrived.then_some(0)));
        world.step();
        world.written_there("<p>Their words.</p>");
        assert_eq!(world.steps_for(60), [Step::NeedsWriter]);
        assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Conflict), 1));
        assert_eq!(world.there.count("update post"), 1);
        assert_eq!(world.there.state().posts[0].content, "<p>Their words.</p>");
        assert_eq!(world.here(id).sync, SyncState::Conflict);
        assert_eq!(world.here(id).body, "My second letter.");
    }
}

#[test]
fn the_writers_word_replaces_the_version_they_saw_and_no_other() {
    let (world, id) = published();
    world.save(id, "Mine.");
    let row = world.press(id, None);
    world.written_there("<p>Theirs.</p>");
    world.step();
    let seen = world.store.read(|db| posts::remote(db, id)).unwrap().unwrap().digest;
    let choose = |over: &str| {
        let old = world
            .row(world.store.read(|db| outbox::of_post(db, world.blog, id)).unwrap().unwrap().id);
        let Op::Publish(publish) = old.op.clone() else { panic!("{old:?}") };
        let op = Op::Publish(Publish { over: Some(over.into()), ..publish });
        world.store.write(|db| outbox::requeue(db, &old, &op, world.there.now())).unwrap()
    };
    world.store.write(|db| outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::NeedsWriter, "trying again is no choice");

    world.written_there("<p>Theirs, once more.</p>");
    choose(&seen);
    assert_eq!(world.step(), Step::NeedsWriter, "that is not what they saw");
    assert_eq!(world.there.count("update post"), 0);

    let seen = world.store.read(|db| posts::remote(db, id)).unwrap().unwrap().digest;
    choose(&seen);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    assert_eq!(world.there.count("update post"), 1);
    let kept = world.store.read(|db| posts::revisions(db, id)).unwrap();
    assert!(kept.iter().any(|kept| kept.body == "<p>Theirs, once more.</p>"), "{kept:?}");
    assert_eq!(world.here(id).sync, SyncState::Synced);
}

#[test]
fn a_post_that_is_in_the_blogs_trash_or_gone_stays_there() {
    for trashed in [true, false] {
        let (world, id) = published();
        world.save(id, "More.");
        let row = world.press(id, None);
        if trashed {
            world.there.state().posts[0].fields.status = PostStatus::Trash;
        } else {
            world.there.state().posts.clear();
        }
        assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
        assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Gone), 1));
        assert_eq!((world.there.count("create draft"), world.there.count("update post")), (0, 0));
    }
}

#[test]
fn a_post_taken_off_the_blog_is_not_made_public_again_unasked() {
    let (world, id) = published();
    world.save(id, "More.");
    let row = world.press(id, None);
    world.there.state().posts[0].fields.status = PostStatus::Draft;
    assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::TakenOff), 1));
    assert_eq!(world.there.count("update post"), 0);
}

#[test]
fn what_is_typed_after_the_press_waits_for_the_next_press() {
    let world = world();
    let id = world.post("Pressed words.");
    world.press(id, None);
    world.there.state().fates.push_back(lost(10));
    world.step();
    world.save(id, "Later words.");
    world.steps_for(30);
    assert!(world.there.state().posts[0].content.contains("Pressed words."));
    assert_eq!(world.here(id).sync, SyncState::Edited);
    assert_eq!(world.here(id).body, "Later words.");
}

/// A post with two pictures, each queued before it.
fn with_pictures() -> (World, OutboxId) {
    let world = world();
    let keep = |bytes: &[u8]| {
        let (file_name, kind) = ("night.gif", ImageKind::Gif);
        let new = NewPicture {
            blog: world.blog,
            file_name,
            kind: kind.into(),
            width: 1,
            height: 1,
            bytes,
            original: None,
        };
        world.store.keep_picture(&new, world.there.now()).unwrap()
    };
    let pictures = [keep(b"GIF89a one"), keep(b"GIF89a two")];
    let body = format!("![a](media:{})\n\n![b](media:{})", pictures[0].uuid, pictures[1].uuid);
    let id = world.post(&body);
    for picture in &pictures {
        world.add(&Lane::post(id), &Op::Upload(Upload { media: picture.id, post: id }));
    }
    let row = world.press(id, None);
    (world, row)
}

#[test]
fn pictures_go_before_their_post_and_once() {
    let (world, _) = with_pictures();
    world.there.state().fates.extend([lost(15), Fate::Done, lost(0)]);
    let steps = world.steps_for(60);
    let sent =
        [Step::Sent(OpKind::Upload), Step::Sent(OpKind::Upload), Step::Sent(OpKind::Publish)];
    let done: Vec<&Step> = steps.iter().filter(|step| **step != Step::Later).collect();
    assert_eq!(done, sent.iter().collect::<Vec<_>>());
    assert_eq!(world.there.count("upload"), 2);
    assert_eq!(world.there.count("create draft"), 1);
    world.public_once(3);
    let state = world.there.state();
    for (_, media) in &state.media {
        assert!(state.posts[0].content.contains(&media.url), "{}", media.url);
    }
    assert!(!state.posts[0].content.contains("media:"));
}

#[test]
fn an_upload_tells_how_far_it_is_and_starts_anew_after_a_refusal() {
    let (world, _) = with_pictures();
    world.there.state().fates.push_back(Fate::Refused(Error::Offline("cable".into())));
    world.steps_for(120);
    world.public_once(3);
    assert_eq!(world.there.state().media.len(), 2);
    let sending = world.sending.lock().unwrap();
    let first = sending[0].item;
    let sent: Vec<(bool, u64, u64)> =
        sending.iter().map(|it| (it.item == first, it.sent, it.total)).collect();
    let once = |first| [(first, 5, 10), (first, 10, 10)];
    assert_eq!(sent, [once(true), once(true), once(false)].concat());
}

#[test]
fn a_picture_that_is_refused_holds_its_post_back() {
    let (world, row) = with_pictures();
    world.there.state().fates.push_back(Fate::Refused(Error::TooLarge("413".into())));
    assert_eq!(world.steps_for(60), [Step::NeedsWriter]);
    assert_eq!(world.stands(row), (OutboxState::Queued, None, 0));
    assert_eq!(world.there.state().posts.len(), 0);
}
