//! Changed here and on the blog: what goes together is put together, what clashes waits for the writer,
//! and no word of either side is lost.

use afterword_markup::Style;
use afterword_model::{
    BodyKind, Featured, OpKind, OutboxState, PostFields, PostId, PostStatus, ProblemKind, RemoteId,
    SyncState, Taxonomy, TermId, Visibility, WireFields,
};
use afterword_store::posts::{self, RevisionReason};
use afterword_sync::merge::{Part, Text, changed, merge};
use afterword_sync::push::Step;
use proptest::prelude::*;

use crate::blog::{at, id};
use crate::posts::published;
use crate::world::{World, lost, world};

/// One field: how the writer changes it, how somebody changes it on the blog, and what it then is there.
type Change = (Part, fn(&mut PostFields), fn(&mut WireFields), fn(&WireFields) -> String);

fn single_fields() -> Vec<Change> {
    vec![
        (Part::Slug, |m| m.slug = "mine".into(), |t| t.slug = "theirs".into(), |f| f.slug.clone()),
        (
            Part::Excerpt,
            |m| m.excerpt = "Mine.".into(),
            |t| t.excerpt = "Theirs.".into(),
            |f| f.excerpt.clone(),
        ),
        (
            Part::Featured,
            |m| m.featured = Some(Featured::There(id(51))),
            |t| t.featured = Some(id(52)),
            |f| format!("{:?}", f.featured),
        ),
        (
            Part::Format,
            |m| m.format = "aside".into(),
            |t| t.format = "quote".into(),
            |f| f.format.clone(),
        ),
        (
            Part::Visibility,
            |m| m.visibility = Visibility::Password("mine".into()),
            |t| t.password = "theirs".into(),
            |f| f.password.clone(),
        ),
        (
            Part::Author,
            |m| m.author = Some(id(8)),
            |t| t.author = Some(id(9)),
            |f| format!("{:?}", f.author),
        ),
    ]
}

impl World {
    /// Somebody changes fields in the browser.
    fn changed_there(&self, change: impl FnOnce(&mut WireFields)) {
        change(&mut self.there.state().posts[0].fields);
    }

    fn is_there(&self) -> WireFields {
        self.there.state().posts[0].fields.clone()
    }

    fn theirs(&self, post: PostId) -> Option<posts::RemoteVersion> {
        self.store.read(|db| posts::remote(db, post)).unwrap()
    }
}

#[test]
fn each_field_that_only_they_changed_stays_theirs() {
    for (part, _, theirs, read) in single_fields() {
        let (world, post) = published();
        world.changed_there(theirs);
        let expected = read(&world.is_there());
        world.save(post, "Another text.");
        world.press(post, None);
        assert_eq!(world.step(), Step::Sent(OpKind::Update), "{part:?}");
        assert_eq!(read(&world.is_there()), expected, "{part:?}");
        assert!(world.there.state().posts[0].content.contains("Another text."));
        assert_eq!(world.here(post).sync, SyncState::Synced, "{part:?}: here it is as there");
        let sent = world.there.state().patches.pop().unwrap();
        assert_eq!((sent.slug, sent.excerpt, sent.author), (None, None, None), "{part:?}");
        assert_ne!(world.here(post).fields, PostFields::titled("Slow mail"), "{part:?}");
    }
}

#[test]
fn different_fields_go_together() {
    let all = single_fields();
    for (n, (mine, change, _, read_mine)) in all.iter().enumerate() {
        let (theirs, _, change_there, read_theirs) = &all[(n + 1) % all.len()];
        let (world, post) = published();
        world.changed_there(change_there);
        let expected = read_theirs(&world.is_there());
        world.set(post, change);
        world.press(post, None);
        assert_eq!(world.step(), Step::Sent(OpKind::Update), "{mine:?} with {theirs:?}");
        assert_eq!(read_theirs(&world.is_there()), expected, "{mine:?} with {theirs:?}");
        assert!(!read_mine(&world.is_there()).is_empty());
        assert_eq!(world.here(post).sync, SyncState::Synced);
    }
}

#[test]
fn the_same_field_changed_in_both_places_waits_for_the_writer() {
    for (part, mine, theirs, read) in single_fields() {
        let (world, post) = published();
        world.changed_there(theirs);
        let before = world.is_there();
        world.set(post, mine);
        let own = world.here(post).fields;
        let row = world.press(post, None);
        assert_eq!(world.steps_for(30), [Step::NeedsWriter], "{part:?}");
        assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Conflict), 1));
        assert_eq!(read(&world.is_there()), read(&before), "{part:?}: nothing was replaced there");
        assert_eq!(world.here(post).fields, own, "{part:?}: nor here");
        assert_eq!(world.theirs(post).unwrap().wire_fields, Some(before), "{part:?}");
        assert_eq!(world.there.count("update post"), 0);
    }
}

#[test]
fn the_same_change_in_both_places_is_no_conflict() {
    let (world, post) = published();
    world.changed_there(|there| there.excerpt = "In short.".into());
    world.set(post, |fields| fields.excerpt = "In short.".into());
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    assert_eq!(world.there.count("update post"), 0, "nothing was left to change");
    assert_eq!(world.here(post).sync, SyncState::Synced);
}

#[test]
fn tags_and_categories_are_sets() {
    let (world, post) = published();
    world
        .set(post, |fields| fields.tags = vec!["kept".into(), "they drop".into(), "I drop".into()]);
    world.press(post, None);
    world.step();
    let (theirs, there) = {
        let mut state = world.there.state();
        let theirs = state.term(Taxonomy::Tag, "they add");
        let drop = state.terms.iter().find(|term| term.name == "they drop").unwrap().id.clone();
        let tags = &mut state.posts[0].fields.tags;
        tags.retain(|id| *id != drop);
        tags.push(theirs.clone());
        (theirs, tags.clone())
    };
    assert_eq!(there.len(), 3);
    world.set(post, |fields| {
        fields.tags = vec!["kept".into(), "they drop".into(), "I add".into()];
    });
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    let state = world.there.state();
    let name = |id: &RemoteId| state.terms.iter().find(|t| t.id == *id).unwrap().name.clone();
    let mut names: Vec<String> = state.posts[0].fields.tags.iter().map(name).collect();
    names.sort();
    assert_eq!(names, ["I add", "kept", "they add"]);
    assert!(state.posts[0].fields.tags.contains(&theirs));
    drop(state);
    assert_eq!(world.here(post).fields.tags, ["kept", "I add", "they add"]);
}

#[test]
fn a_tag_that_was_deleted_on_the_blog_is_not_said_to_be_there() {
    let (world, post) = published();
    world.set(post, |fields| fields.tags = vec!["old".into()]);
    world.press(post, None);
    world.step();
    world.there.state().terms.retain(|term| term.name != "old");
    world.there.state().posts[0].fields.tags.clear();
    let other = world.post("Another letter.");
    world.set(other, |fields| (fields.title, fields.tags) = ("Other".into(), vec!["old".into()]));
    world.press(other, None);
    assert!(matches!(world.step(), Step::Sent(_)));
    assert_eq!(world.here(other).sync, SyncState::Edited, "the tag is not there yet");
    world.there.wait(24 * 3_600);
    world.pull().unwrap();
    world.press(other, None);
    assert!(matches!(world.step(), Step::Sent(_)));
    assert_eq!(world.there.state().titled("Other").fields.tags.len(), 1, "made anew");
    assert_eq!(world.here(other).sync, SyncState::Synced);
}

const LETTERS: &str = "First letter.\n\nSecond letter.\n\nThird letter.";

/// A public post of three paragraphs.
fn three_paragraphs() -> (World, PostId) {
    let world = world();
    let post = world.post(LETTERS);
    world.press(post, None);
    world.step();
    world.there.state().calls.clear();
    (world, post)
}

#[test]
fn different_paragraphs_go_together() {
    let (world, post) = three_paragraphs();
    let there = world.there.state().posts[0].content.replace("Third", "Their third");
    world.written_there(&there);
    world.save(post, &LETTERS.replace("First", "My first"));
    let version = world.here(post).version;
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    let merged = "My first letter.\n\nSecond letter.\n\nTheir third letter.";
    assert_eq!(world.here(post).body, merged, "the writer sees what is there");
    let content = world.there.state().posts[0].content.clone();
    assert_eq!(content, there.replace("First", "My first"), "and every other byte is theirs");
    assert_eq!(world.here(post).sync, SyncState::Synced);

    let kept = world.store.read(|db| posts::revision_at(db, post, version)).unwrap().unwrap();
    assert_eq!(kept.reason, RevisionReason::Merged);
    assert_eq!(kept.body, LETTERS.replace("First", "My first"));
}

#[test]
fn what_was_typed_after_the_press_is_merged_too() {
    let (world, post) = three_paragraphs();
    let there = world.there.state().posts[0].content.replace("Third", "Their third");
    world.written_there(&there);
    world.save(post, &LETTERS.replace("First", "My first"));
    world.press(post, None);
    let later = LETTERS.replace("First", "My first").replace("Second", "My second");
    world.save(post, &later);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    assert_eq!(world.here(post).body, later.replace("Third", "Their third"));
    assert_eq!(world.here(post).sync, SyncState::Edited, "the second paragraph waits for a press");
    assert!(!world.there.state().posts[0].content.contains("My second"));
}

#[test]
fn what_was_typed_after_the_press_and_clashes_stops_the_sending() {
    let (world, post) = three_paragraphs();
    let there = world.there.state().posts[0].content.replace("Third", "Their third");
    world.written_there(&there);
    world.save(post, &LETTERS.replace("First", "My first"));
    let row = world.press(post, None);
    let later = LETTERS.replace("First", "My first").replace("Third letter", "Quite another end");
    world.save(post, &later);
    assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
    assert_eq!(world.stands(row).1, Some(ProblemKind::Conflict));
    assert_eq!(world.there.state().posts[0].content, there);
    assert_eq!(world.here(post).body, later);
}

#[test]
fn the_same_paragraph_changed_in_both_places_waits_for_the_writer() {
    let (world, post) = three_paragraphs();
    let there = world.there.state().posts[0].content.replace("Second", "Their second");
    world.written_there(&there);
    world.save(post, &LETTERS.replace("Second letter", "My own words"));
    let row = world.press(post, None);
    assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
    assert_eq!(world.stands(row).1, Some(ProblemKind::Conflict));
    let theirs = world.theirs(post).unwrap();
    assert_eq!(theirs.wire, there);
    assert_eq!(theirs.body, LETTERS.replace("Second", "Their second"), "readable as it reads here");
    assert_eq!(world.there.state().posts[0].content, there);
}

#[test]
fn a_merged_update_whose_answer_was_lost_is_recognised() {
    for lands_after in [Some(0), Some(12), None] {
        let (world, post) = three_paragraphs();
        let there = world.there.state().posts[0].content.replace("Third", "Their third");
        world.written_there(&there);
        world.save(post, &LETTERS.replace("First", "My first"));
        world.press(post, None);
        world.there.state().fates.push_back(lost(lands_after));
        world.steps_for(60);
        assert_eq!(world.waiting(), 0, "{lands_after:?}");
        assert_eq!(world.there.state().posts[0].content, there.replace("First", "My first"));
        assert_eq!(world.here(post).sync, SyncState::Synced, "{lands_after:?}");
        let tries = if lands_after.is_some() { 1 } else { 2 };
        assert_eq!(world.there.count("update post"), tries, "{lands_after:?}");
    }
}

#[test]
fn a_post_of_an_older_version_takes_the_blogs_fields_and_keeps_its_words() {
    let (world, post) = published();
    world
        .store
        .write(|db| {
            let base = posts::base(db, post)?.unwrap();
            posts::set_base(db, post, &posts::Base { wire_fields: None, ..base }, at(0))
        })
        .unwrap();
    world.changed_there(|there| {
        there.excerpt = "Written in the browser.".into();
        there.sticky = true;
    });
    world.save(post, "More.");
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    assert_eq!(world.is_there().excerpt, "Written in the browser.");
    assert!(world.is_there().sticky && world.here(post).fields.sticky);
    assert_eq!(world.is_there().status, PostStatus::Published);
}

#[test]
fn classic_posts_stay_classic() {
    let (world, post) = published();
    let classic = "<p>First.</p>\n<p>Second.</p>";
    world.written_there(classic);
    world.pull().unwrap();
    let body = world.here(post).body;
    world.save(post, &format!("{body}\n\nThird."));
    world.press(post, None);
    world.step();
    let content = world.there.state().posts[0].content.clone();
    assert_eq!(afterword_markup::style_of(&content), Some(Style::Classic), "{content}");
    assert!(content.starts_with(classic), "{content}");
    assert_eq!(world.here(post).fields.body_kind, BodyKind::Markdown);
}

fn fields() -> impl Strategy<Value = PostFields> {
    let word = || prop_oneof![Just(String::new()), Just("a".to_owned()), Just("b".to_owned())];
    let set = proptest::collection::btree_set(0_i64..5, 0..4);
    let tags = proptest::collection::btree_set("[a-d]", 0..4);
    let date = prop_oneof![Just(None), Just(Some(at(5))), Just(Some(at(9)))];
    (word(), word(), word(), set, tags, any::<bool>(), proptest::option::of(any::<bool>()), date)
        .prop_map(|(title, slug, excerpt, categories, tags, sticky, comments_open, date)| {
            PostFields {
                title,
                slug,
                excerpt,
                categories: categories.into_iter().map(TermId).collect(),
                tags: tags.into_iter().collect(),
                sticky,
                comments_open,
                date,
                ..PostFields::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_merge_takes_no_side(base in fields(), mine in fields(), theirs in fields()) {
        fn of(fields: &PostFields) -> Text<'_> {
            Text { fields, body: "Same words." }
        }
        let (b, m, t) = (of(&base), of(&mine), of(&theirs));
        // Untouched on one side: the other side as it is.
        prop_assert!(changed(of(&merge(b, m, b).fields), m).is_empty());
        prop_assert!(changed(of(&merge(b, b, t).fields), t).is_empty());
        // The same clashes whoever asks, and the same outcome where there are none.
        let (one, other) = (merge(b, m, t), merge(b, t, m));
        prop_assert_eq!(&one.parts, &other.parts);
        let differ = changed(of(&one.fields), of(&other.fields));
        prop_assert!(differ.iter().all(|part| one.parts.contains(part)), "{:?}", differ);
        // A clash is a part that both changed, and differently.
        for part in &one.parts {
            for (x, y) in [(b, m), (b, t), (m, t)] {
                prop_assert!(changed(x, y).contains(part), "{:?}", part);
            }
        }
        // Merging what was merged changes nothing: a second try sends the same.
        if one.parts.is_empty() {
            let again = merge(b, of(&one.fields), t);
            prop_assert!(again.parts.is_empty());
            prop_assert!(changed(of(&again.fields), of(&one.fields)).is_empty());
        }
    }
}
