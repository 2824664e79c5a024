//! Posts and pages of the blog come here, whole and untouched; what is edited here is never replaced, and
//! nothing is believed gone that was not asked for.

use afterword_model::{
    BodyKind, PostFields, PostId, PostKind, PostStatus, ProblemKind, SyncState, Taxonomy,
    Visibility, Whereabouts,
};
use afterword_platform::Error as BlogError;
use afterword_store::posts::{self, Folder};
use afterword_store::{activity, authors, terms};
use afterword_sync::Error;
use afterword_sync::pull::{PulledPosts, accept_missing};
use afterword_sync::push::Step;

use crate::blog::{at, id};
use crate::posts::published;
use crate::world::{World, editor, lost};

const DAY: i64 = 24 * 3_600;

/// So many public posts, and a first pull.
fn pulled(number: usize) -> World {
    let world = unpulled(number);
    assert_eq!(world.pull_posts(), PulledPosts { new: number as u32, ..PulledPosts::default() });
    world.there.state().calls.clear();
    world
}

fn unpulled(number: usize) -> World {
    let world = editor();
    for n in 1..=number {
        world.there.state().written(&format!("Letter {n}"), &paragraph(n));
        world.there.wait(10);
    }
    world
}

fn paragraph(n: usize) -> String {
    format!("<!-- wp:paragraph -->\n<p>Words of letter {n}.</p>\n<!-- /wp:paragraph -->")
}

impl World {
    fn pull_posts(&self) -> PulledPosts {
        self.pull().unwrap().posts
    }

    fn listed(&self, folder: Folder) -> (Vec<posts::Listed>, u32) {
        self.store.read(|db| posts::list(db, self.blog, &posts::Query::new(folder, 500))).unwrap()
    }

    fn by_title(&self, title: &str) -> PostId {
        let folders =
            [Folder::Published, Folder::Drafts, Folder::Scheduled, Folder::Pages, Folder::Trash];
        let mut all = folders.into_iter().flat_map(|folder| self.listed(folder).0);
        all.find(|post| post.fields.title == title).unwrap().id
    }
}

/// The comments that come first are three lists, and each is a place to stop.
const LISTS: u32 = 3;

#[test]
fn a_first_pull_brings_everything_newest_first() {
    let world = unpulled(55);
    world.there.state().posts[3].fields.status = PostStatus::Draft;
    assert_eq!(world.pull_posts().new, 55);
    let (rows, total) = world.listed(Folder::Published);
    assert_eq!((rows.len(), total), (54, 54));
    assert_eq!(rows[0].fields.title, "Letter 55");
    assert_eq!(rows[0].whereabouts, Whereabouts::OnBlog);
    assert!(rows[0].beginning.contains("Words of letter 55."));
    assert_eq!(world.listed(Folder::Drafts).1, 1, "drafts by others come as well");
    let heard: Vec<(u64, u64)> =
        world.heard.lock().unwrap().iter().map(|p| (p.done, p.total)).take(3).collect();
    assert_eq!(heard, [(20, 55), (40, 55), (55, 55)]);
    assert_eq!(world.pull_posts(), PulledPosts::default(), "once");
}

#[test]
fn a_first_pull_that_is_stopped_goes_on_where_it_was() {
    let world = unpulled(55);
    *world.stop_after.lock().unwrap() = Some(LISTS + 1);
    assert!(matches!(world.pull(), Err(Error::Stopped)));
    assert_eq!(world.listed(Folder::Published).1, 20);
    *world.stop_after.lock().unwrap() = None;
    world.there.state().calls.clear();
    assert_eq!(world.pull_posts().new, 35);
    assert_eq!(world.listed(Folder::Published).1, 55);
    // Two pages that were left, and the one of pages.
    assert_eq!(world.there.count("list posts"), 3);
}

#[test]
fn what_moved_between_two_pages_is_found_by_its_id() {
    let world = unpulled(45);
    *world.stop_after.lock().unwrap() = Some(LISTS + 1);
    assert!(world.pull().is_err());
    *world.stop_after.lock().unwrap() = None;
    // Five of the newest are deleted: the older ones move up, past the page that comes next.
    world.there.state().posts.truncate(40);
    world.pull().unwrap();
    assert_eq!(world.listed(Folder::Published).1, 40);
    assert_eq!(world.listed(Folder::Trash).1, 5, "and what was deleted is kept in the trash");
}

#[test]
fn fields_read_as_the_writer_would_have_written_them() {
    let world = unpulled(1);
    {
        let mut state = world.there.state();
        let tag = state.term(Taxonomy::Tag, "Night & day");
        let category = state.term(Taxonomy::Category, "Travel");
        let post = &mut state.posts[0];
        post.title = "Tom &amp; <em>Ada</em>".into();
        let is = &mut post.fields;
        is.slug = "%d0%bf%d0%b8%d1%81%d1%8c%d0%bc%d0%be".into();
        (is.tags, is.categories) = (vec![tag], vec![category]);
        (is.excerpt, is.format) = ("In short.".into(), "aside".into());
        (is.author, is.password) = (Some(id(8)), "sesame".into());
    }
    world.pull().unwrap();
    let (rows, _) = world.listed(Folder::Published);
    let fields = rows[0].fields.clone();
    let travel = world
        .store
        .read(|db| terms::by_name(db, world.blog, Taxonomy::Category, "travel", None))
        .unwrap()
        .unwrap();
    let expected = PostFields {
        title: "Tom & Ada".into(),
        slug: "письмо".into(),
        excerpt: "In short.".into(),
        categories: vec![travel.id],
        tags: vec!["Night & day".into()],
        format: "aside".into(),
        comments_open: Some(true),
        visibility: Visibility::Password("sesame".into()),
        author: Some(id(8)),
        ..PostFields::default()
    };
    assert_eq!(fields, expected);
    assert_eq!(world.store.read(|db| authors::list(db, world.blog)).unwrap()[0].name, "Ada");

    let post = rows[0].id;
    world.there.state().patches.clear();
    world.set(post, |fields| fields.excerpt = "Shorter.".into());
    world.press(post, None);
    assert!(matches!(world.step(), Step::Sent(_)));
    let sent = world.there.state().patches.pop().unwrap();
    let excerpt = Some("Shorter.".into());
    assert_eq!(sent, afterword_platform::PostPatch { excerpt, ..Default::default() });
}

#[test]
fn a_post_from_elsewhere_is_edited_and_every_other_byte_stays() {
    let world = unpulled(1);
    let odd = "<!-- wp:paragraph {\"align\":\"center\"} -->\n<p class=\"has-text-align-center\">Odd.</p>\n<!-- /wp:paragraph -->";
    let wire = format!("{}\n\n{odd}\n\n{}", paragraph(1), paragraph(2));
    world.written_there(&wire);
    world.pull().unwrap();
    let post = world.by_title("Letter 1");
    let body = world.here(post).body;
    assert!(body.contains("Words of letter 1."), "{body}");
    world.save(post, &body.replace("Words of letter 2.", "New words."));
    world.press(post, None);
    assert!(matches!(world.step(), Step::Sent(_)));
    let there = world.there.state().posts[0].content.clone();
    assert_eq!(there, wire.replace("Words of letter 2.", "New words."));
}

#[test]
fn a_change_on_the_blog_replaces_only_what_is_untouched_here() {
    let world = pulled(3);
    world.there.wait(60);
    let edited = world.by_title("Letter 1");
    world.save(edited, "My own words.");
    let now = world.there.now();
    for title in ["Letter 1", "Letter 2"] {
        let mut state = world.there.state();
        let post = state.titled(title);
        post.content = paragraph(9);
        post.modified = now;
    }
    let found = world.pull_posts();
    assert_eq!(found, PulledPosts { changed: 1, conflicts: 1, ..PulledPosts::default() });
    let replaced = world.here(world.by_title("Letter 2"));
    assert!(replaced.body.contains("letter 9"));
    assert_eq!(replaced.sync, SyncState::Synced);
    assert!(world.revisions(replaced.id)[0].body.contains("letter 2"), "the older text is kept");
    let here = world.here(edited);
    assert_eq!(
        (here.body.as_str(), here.whereabouts),
        ("My own words.", Whereabouts::ChangedInBoth)
    );
    assert_eq!(world.pull_posts(), PulledPosts::default(), "said once");

    world.there.state().titled("Letter 1").content = paragraph(1);
    world.there.state().titled("Letter 1").modified = world.there.now();
    world.pull().unwrap();
    assert_eq!(world.here(edited).sync, SyncState::Edited, "they took it back: nothing to choose");
}

#[test]
fn a_post_that_waits_in_the_outbox_is_left_alone() {
    let world = pulled(1);
    let post = world.by_title("Letter 1");
    world.press(post, None);
    let before = world.here(post);
    let now = world.there.now();
    let mut state = world.there.state();
    (state.posts[0].content, state.posts[0].modified) = (paragraph(9), now);
    drop(state);
    assert_eq!(world.pull_posts(), PulledPosts::default());
    assert_eq!(world.here(post), before);
}

#[test]
fn a_draft_whose_answer_was_lost_is_not_brought_in_as_another_post() {
    let world = unpulled(0);
    let post = world.post("A letter.");
    world.press(post, None);
    world.there.state().fates.push_back(lost(0));
    assert_eq!(world.step(), Step::Later);
    assert_eq!(world.pull_posts(), PulledPosts::default());
    world.steps_for(30);
    world.public_once(1);
    assert_eq!(world.here(post).sync, SyncState::Synced);
    assert_eq!((world.listed(Folder::Drafts).1, world.listed(Folder::Published).1), (0, 1));
}

#[test]
fn what_the_app_sent_comes_back_unchanged() {
    let (world, post) = published();
    let before = world.here(post);
    world.there.wait(DAY);
    assert_eq!(world.pull_posts(), PulledPosts::default());
    assert_eq!(world.here(post), before);
}

#[test]
fn a_scheduled_post_that_came_out_is_noticed() {
    let world = unpulled(0);
    world.there.state().written("Later", &paragraph(1));
    let mut state = world.there.state();
    let is = &mut state.posts[0];
    (is.fields.status, is.fields.date, is.modified) = (PostStatus::Scheduled, at(5_000), at(5_000));
    drop(state);
    world.pull().unwrap();
    let post = world.by_title("Later");
    assert_eq!(world.here(post).fields.date, Some(at(5_000)));
    assert_eq!(world.listed(Folder::Scheduled).1, 1);
    // Meanwhile the writer works on it: that it came out is no conflict.
    world.save(post, "More words.");
    world.there.wait(30_000);
    assert_eq!(world.pull_posts().changed, 1);
    let here = world.here(post);
    assert_eq!((here.remote_status, here.fields.date), (Some(PostStatus::Published), None));
    assert_eq!((here.sync, here.body.as_str()), (SyncState::Edited, "More words."));
}

#[test]
fn a_back_dated_post_is_found_within_a_day() {
    let world = pulled(3);
    world.there.wait(DAY);
    let old = world.there.state().written("From the archive", &paragraph(7));
    let mut state = world.there.state();
    let post = state.titled("From the archive");
    (post.fields.date, post.modified) = (at(-9_000_000), at(-9_000_000));
    drop(state);
    assert_eq!(world.pull_posts().new, 1);
    let found = world.store.read(|db| posts::by_remote(db, world.blog, &old)).unwrap();
    assert!(found.is_some());
}

#[test]
fn a_deletion_is_believed_only_when_it_was_asked_for() {
    let world = pulled(30);
    let edited = world.by_title("Letter 5");
    world.save(edited, "Words that were never sent.");
    {
        let mut state = world.there.state();
        state.posts.retain(|post| !["Letter 5", "Letter 6"].contains(&post.title.as_str()));
        // One that lists leave out, one that may not be read any more, one in the trash.
        let hidden = state.titled("Letter 7").id.clone();
        let closed = state.titled("Letter 8").id.clone();
        state.unlisted.push(hidden);
        state.forbidden.push(closed);
        state.titled("Letter 9").fields.status = PostStatus::Trash;
    }
    world.there.wait(DAY);
    assert_eq!(world.pull_posts().gone, 3);
    for title in ["Letter 7", "Letter 8"] {
        assert_eq!(world.here(world.by_title(title)).whereabouts, Whereabouts::OnBlog, "{title}");
    }
    let gone = world.here(world.by_title("Letter 6"));
    assert!(gone.trashed && gone.remote_id.is_none());
    assert!(gone.body.contains("Words of letter 6."), "its words stay");
    assert!(world.here(world.by_title("Letter 9")).trashed);
    let kept = world.here(edited);
    assert_eq!((kept.trashed, kept.sync), (false, SyncState::LocalOnly));
    assert_eq!(kept.body, "Words that were never sent.");

    let nine = world.by_title("Letter 9");
    world.there.state().titled("Letter 9").fields.status = PostStatus::Published;
    world.there.wait(DAY);
    world.pull().unwrap();
    assert!(!world.here(nine).trashed, "it came back from the blog's trash");
}

#[test]
fn a_mass_disappearance_changes_nothing_until_the_writer_says_so() {
    let world = pulled(30);
    world.there.state().posts.truncate(15);
    world.there.wait(DAY);
    for _ in 0..2 {
        assert_eq!(world.pull_needs(), ProblemKind::MassDisappearance);
        assert_eq!(world.listed(Folder::Published).1, 30);
    }
    let lines = world.store.read(|db| activity::list(db, world.blog, None, 100)).unwrap();
    let said = lines.iter().filter(|line| line.kind == activity::Kind::MassDisappearance);
    assert_eq!(said.count(), 1);
    world.store.write(|db| accept_missing(db, world.blog)).unwrap();
    assert_eq!(world.pull_posts().gone, 15);
    assert_eq!((world.listed(Folder::Published).1, world.listed(Folder::Trash).1), (15, 15));
}

#[test]
fn a_lost_login_never_looks_like_deleted_posts() {
    let world = pulled(5);
    world.there.state().posts.clear();
    world.there.state().me = Err(BlogError::SignIn("401".into()));
    world.there.wait(DAY);
    assert!(world.pull().is_err());
    assert_eq!(world.listed(Folder::Published).1, 5);
    assert_eq!(world.there.count("ids") + world.there.count("get post"), 0);
}

#[test]
fn pages_have_their_own_shelf() {
    let world = unpulled(2);
    world.there.state().titled("Letter 2").kind = PostKind::Page;
    world.pull().unwrap();
    assert_eq!((world.listed(Folder::Published).1, world.listed(Folder::Pages).1), (1, 1));
    world.there.wait(DAY);
    assert_eq!(world.pull_posts(), PulledPosts::default(), "neither is missing on the other's");
    let page = world.by_title("Letter 2");
    world.save(page, "Another page.");
    world.press(page, None);
    assert!(matches!(world.step(), Step::Sent(_)));
}

#[test]
fn a_post_that_can_not_be_markdown_stays_html() {
    let world = unpulled(1);
    let html = "<table border=1><tr><td>Old & odd<div>page</table>";
    world.written_there(html);
    world.pull().unwrap();
    let post = world.here(world.by_title("Letter 1"));
    assert_eq!((post.fields.body_kind, post.body.as_str()), (BodyKind::Html, html));
    world.set(post.id, |fields| fields.title = "Renamed".into());
    world.press(post.id, None);
    world.step();
    assert_eq!(world.there.state().posts[0].content, html, "not a byte was touched");
}

#[test]
fn an_edit_that_no_increment_brings_is_found_by_the_daily_sweep() {
    let world = pulled(45);
    {
        let mut state = world.there.state();
        let post = &mut state.posts[2];
        // A restored backup, a bulk edit in the database: the time of change is older than what was seen.
        post.content = paragraph(99);
        post.modified = at(-90 * DAY);
    }
    assert_eq!(world.pull_posts(), PulledPosts::default(), "increments don't see it");
    world.there.wait(DAY);
    world.there.state().calls.clear();
    assert_eq!(world.pull_posts(), PulledPosts { changed: 1, ..PulledPosts::default() });
    let asked = world.there.count("list posts");
    let post = world.by_title("Letter 3");
    assert_eq!(world.store.read(|db| posts::get(db, post)).unwrap().body, "Words of letter 99.");

    world.there.wait(DAY);
    world.there.state().calls.clear();
    assert_eq!(world.pull_posts(), PulledPosts::default());
    assert_eq!(world.there.count("list posts"), asked - 1, "the increments alone");
}

#[test]
fn a_sweep_reads_nothing_again_that_stands_as_it_was_seen() {
    let world = pulled(45);
    let post = world.by_title("Letter 7");
    world.save(post, "My words of letter 7.");
    world.press(post, None);
    world.steps_for(3);
    assert_eq!(world.waiting(), 0);
    world.there.state().calls.clear();
    assert_eq!(world.pull_posts(), PulledPosts::default());
    let increments = world.there.count("list posts");
    world.there.wait(DAY);
    world.there.state().calls.clear();
    assert_eq!(world.pull_posts(), PulledPosts::default());
    assert_eq!(
        world.there.count("list posts"),
        increments,
        "what was sent from here is known, too"
    );
}
