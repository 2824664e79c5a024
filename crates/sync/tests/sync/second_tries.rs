//! Second tries: what an earlier one left on the blog is told from what it did not bring there, and what
//! the writer wants by now goes out.

use afterword_model::{
    BodyKind, ImageKind, Intent, Lane, Op, OpKind, OutboxState, PostId, PostStatus, ProblemKind,
    Publish, SyncState, Taxonomy, Upload,
};
use afterword_platform::Error;
use afterword_store::media::NewPicture;
use afterword_store::{outbox, posts};
use afterword_sync::push::Step;
use chrono::TimeDelta;

use crate::blog::{Fate, at};
use crate::posts::published;
use crate::world::{World, lost, world};

impl World {
    fn content(&self) -> String {
        self.there.state().posts[0].content.clone()
    }

    /// Presses again, with what is here by now, over a row that never got through.
    fn press_again(&self, post: PostId) {
        let here = self.here(post);
        self.store
            .write(|db| {
                let old = outbox::of_post(db, self.blog, post)?.unwrap();
                let Op::Publish(was) = old.op.clone() else { panic!("{old:?}") };
                let op = Publish {
                    fields: here.fields.clone(),
                    body: here.body.clone(),
                    wire: None,
                    ..was
                };
                outbox::requeue(db, &old, &Op::Publish(op), self.there.now())
            })
            .unwrap();
    }

    fn settled_on(&self, post: PostId, body: &str) {
        let now = self.there.now();
        self.store
            .write(|db| {
                let theirs = posts::remote(db, post)?.unwrap().into_base();
                let reason = posts::RevisionReason::Settled;
                posts::replace(db, post, &theirs.fields, body, reason, now)?;
                posts::set_base(db, post, &theirs, now)
            })
            .unwrap();
    }
}

#[test]
fn emphasis_and_headings_that_did_not_arrive_are_sent_again() {
    for (body, expected) in [
        ("A **letter**.", "<strong>letter</strong>"),
        ("## A letter.", "<h2"),
        ("- A letter.", "<li>"),
    ] {
        for fate in [Fate::Refused(Error::Maintenance { retry_after: None }), lost(None)] {
            let (world, post) = published();
            world.save(post, body);
            world.press(post, None);
            world.there.state().fates.push_back(fate);
            assert_eq!(world.steps_for(120).last(), Some(&Step::Sent(OpKind::Update)), "{body}");
            assert!(world.content().contains(expected), "{body}: {}", world.content());
            assert_eq!(world.here(post).sync, SyncState::Synced);
        }
    }
}

#[test]
fn an_address_that_lost_its_number_and_a_category_that_was_left_are_sent_again() {
    let (world, post) = published();
    let trains = world.there.state().term(Taxonomy::Category, "Trains");
    let other = world.there.state().term(Taxonomy::Category, "Other");
    world.there.state().posts[0].fields.categories = vec![trains, other];
    world.set(post, |fields| fields.slug = "mail2".into());
    world.press(post, None);
    world.steps_for(2);
    world.set(post, |fields| {
        fields.slug = "mail".into();
        fields.categories.pop();
    });
    world.press(post, None);
    world.there.state().fates.push_back(lost(None));
    world.step();
    // Somebody else's change makes it another post than the one last seen.
    world.there.state().posts[0].fields.excerpt = String::new();
    world.there.state().posts[0].fields.sticky = true;
    world.steps_for(60);
    let is = world.there.state().posts[0].fields.clone();
    assert_eq!((is.slug.as_str(), is.categories.len()), ("mail", 1));
}

#[test]
fn a_heading_that_did_not_arrive_is_sent_beside_what_others_changed_meanwhile() {
    let (world, post) = published();
    world.save(post, "## A letter.");
    world.press(post, None);
    world.there.state().fates.push_back(lost(None));
    world.step();
    let tag = world.there.state().term(Taxonomy::Category, "Theirs");
    world.there.state().posts[0].fields.categories.push(tag);
    world.steps_for(60);
    assert!(world.content().contains("<h2"), "{}", world.content());
    assert_eq!(world.there.state().posts[0].fields.categories.len(), 2);
}

#[test]
fn a_merged_update_that_was_lost_merges_with_what_it_was_merged_with() {
    let cases = [
        ("A, mine.\n\nB.\n\nC.", "A.\n\nT.\n\nB.\n\nC."),
        ("A.\n\nB.\n\nC.\n\nMine.", "A.\n\nB, theirs.\n\nC."),
        ("A, mine.\n\nC.", "A.\n\nC, theirs."),
    ];
    for (mine, theirs) in cases {
        let world = world();
        let post = world.post(if mine.contains('B') { "A.\n\nB.\n\nC." } else { "A.\n\nC." });
        world.press(post, None);
        world.step();
        world.save(post, mine);
        world.press(post, None);
        let style = afterword_markup::Style::Blocks;
        let wire = afterword_markup::publish(theirs, style, None, &|_| None).unwrap();
        world.written_there(&wire);
        world.there.state().fates.push_back(lost(None));
        assert_eq!(world.step(), Step::Later);
        let base = world.store.read(|db| posts::base(db, post)).unwrap().unwrap();
        assert_eq!(base.wire, wire, "what was merged is the ground of the next try");
        let steps = world.steps_for(60);
        assert_eq!(steps.last(), Some(&Step::Sent(OpKind::Update)), "{mine:?}: {steps:?}");
        let words = afterword_markup::plain(&world.content());
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut once = words.clone();
        once.dedup();
        assert_eq!(words, once, "nothing is there twice");
        let here = world.here(post);
        assert_eq!(here.sync, SyncState::Synced);
        assert!(here.body.contains("ine."), "{}", here.body);
    }
}

#[test]
fn a_post_taken_off_is_not_made_public_by_an_older_press() {
    let (world, post) = published();
    world.save(post, "A letter.\n\nMine.");
    world.there.wait(100);
    {
        let mut state = world.there.state();
        let now = state.now;
        let there = &mut state.posts[0];
        there.content = there.content.replace("A letter", "A letter, theirs");
        (there.fields.status, there.modified) = (PostStatus::Draft, now);
    }
    world.pull().unwrap();
    world.settled_on(post, "A letter, both.");
    // Here it still counts as public: the button said Update.
    assert_eq!(world.here(post).remote_status, Some(PostStatus::Published));
    let row = world.press(post, None);
    world.steps_for(30);
    assert_eq!(world.stands(row).1, Some(ProblemKind::TakenOff));
    assert_eq!(world.there.state().posts[0].fields.status, PostStatus::Draft);
}

#[test]
fn a_draft_found_again_gets_the_words_of_the_newer_press() {
    for lands_after in [0, 25] {
        let world = world();
        let post = world.post("Old words.");
        let row = world.press(post, None);
        world.there.state().fates.push_back(lost(lands_after));
        world.step();
        let refusal = Error::Forbidden { code: "waf".into(), message: "no".into() };
        world.there.state().looks.push_back(refusal);
        world.there.wait(10);
        assert_eq!(world.step(), Step::NeedsWriter);
        assert_eq!(world.stands(row).0, OutboxState::Failed);
        world.save(post, "New words.");
        world.set(post, |fields| fields.title = "New title".into());
        world.press_again(post);
        if lands_after > 0 {
            world.there.wait(13);
            world.there.state().takes = TimeDelta::seconds(1);
        }
        assert_eq!(world.steps_for(60).last(), Some(&Step::Sent(OpKind::Publish)));
        assert!(world.content().contains("New words."), "{lands_after}: {}", world.content());
        assert!(!world.content().contains("Old words."));
        assert_eq!(world.there.state().posts[0].title, "New title", "{lands_after}");
        assert_eq!(world.there.state().posts.len(), 1);
        assert_eq!(world.here(post).sync, SyncState::Synced);
    }
}

#[test]
fn a_picture_of_two_posts_goes_up_once_though_the_first_answer_was_lost() {
    for lands_after in [Some(0), Some(15), None] {
        let world = world();
        let new = NewPicture {
            blog: world.blog,
            file_name: "night.gif",
            kind: ImageKind::Gif.into(),
            width: 1,
            height: 1,
            bytes: b"GIF89a one",
            original: None,
        };
        let picture = world.store.keep_picture(&new, world.there.now()).unwrap();
        for _ in 0..2 {
            let post = world.post(&format!("![a](media:{})", picture.uuid));
            let op = Op::Upload(Upload { media: picture.id, post });
            world.add(&Lane::post(post), &op);
            world.press(post, None);
        }
        world.there.state().fates.push_back(lost(lands_after));
        world.steps_for(90);
        assert_eq!(world.waiting(), 0, "{lands_after:?}");
        assert_eq!(world.there.state().media.len(), 1, "{lands_after:?}");
        let tries = if lands_after.is_some() { 1 } else { 2 };
        assert_eq!(world.there.count("upload"), tries, "{lands_after:?}");
    }
}

#[test]
fn a_draft_dated_in_the_future_elsewhere_is_public_now_when_it_is_published_now() {
    let world = world();
    let post = world.post("A letter.");
    world.press_for(post, Intent::Draft, None);
    world.steps_for(2);
    world.there.state().posts[0].fields.date = at(900_000);
    world.press(post, None);
    world.steps_for(2);
    let is = world.there.state().posts[0].fields.clone();
    assert_eq!(is.status, PostStatus::Published);
    assert!(is.date <= world.there.now(), "{:?}", is.date);
}

#[test]
fn what_changed_while_the_post_waited_in_the_outbox_is_read_once_it_is_taken_back() {
    let (world, post) = published();
    world.there.wait(10);
    world.pull().unwrap();
    world.save(post, "Pressed.");
    let row = world.press(post, None);
    world.there.wait(100);
    {
        let mut state = world.there.state();
        let now = state.now;
        state.posts[0].content = "<p>Theirs.</p>".into();
        state.posts[0].modified = now;
    }
    world.pull().unwrap();
    // Far newer changes, so that the overlap does not reach back.
    world.there.wait(8 * 3_600);
    world.there.state().written("Other", "<p>Other.</p>");
    world.pull().unwrap();
    world.store.write(|db| outbox::remove(db, row)).unwrap();
    world.there.wait(60);
    world.pull().unwrap();
    let theirs = world.store.read(|db| posts::remote(db, post)).unwrap();
    assert_eq!(theirs.map(|theirs| theirs.wire).as_deref(), Some("<p>Theirs.</p>"));
}

#[test]
fn html_that_the_blogs_filter_rewrote_is_not_sent_with_another_field() {
    let (world, post) = published();
    world.written_there("<table border=1><tr><td>Old & odd<div>page</table>");
    world.there.wait(10);
    world.there.state().posts[0].modified = world.there.now();
    world.pull().unwrap();
    let base = world.store.read(|db| posts::base(db, post)).unwrap().unwrap();
    assert_eq!(base.fields.body_kind, BodyKind::Html);
    let filtered = posts::Base { wire: "<table><tr><td>Old &amp; odd".into(), ..base };
    world.store.write(|db| posts::set_base(db, post, &filtered, at(0))).unwrap();
    world.written_there(&filtered.wire);
    world.set(post, |fields| fields.excerpt = "In short.".into());
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    let sent = world.there.state().patches.pop().unwrap();
    assert_eq!((sent.content, sent.excerpt.as_deref()), (None, Some("In short.")));
}
