//! Where a post stands: submitted, scheduled, public, taken back, in the trash, and out of it again.

use afterword_model::{PostStatus, Timestamp, seconds};
use afterword_platform::{PostPatch, RemotePost};
use chrono::{TimeDelta, TimeZone, Utc};

use crate::cell::{Cell, Need, kind, standing};

pub const CASES: &[crate::Case] = &[
    ("a_post_is_submitted_for_review", &[], submitted),
    ("an_editor_publishes_what_was_submitted", &[Need::Review, Need::Colleagues], reviewed),
    ("a_role_that_may_not_publish_is_told", &[Need::Review], not_published),
    ("a_scheduled_post_keeps_its_moment_in_any_season", &[Need::Publish], seasons),
    ("a_scheduled_post_is_published_now", &[Need::Publish], published_now),
    ("a_public_post_is_scheduled_again", &[Need::Publish], rescheduled),
    ("a_post_carries_the_date_it_is_given", &[Need::Publish], dated),
    ("a_post_is_taken_off_the_blog_and_put_back", &[Need::Publish], unpublished),
    ("a_post_comes_back_from_the_trash_as_it_was", &[Need::Publish], restored),
    ("a_draft_comes_back_from_the_trash", &[], restored_draft),
    ("moving_to_the_trash_twice_is_fine", &[], trashed_twice),
];

/// After everything else, since it waits.
pub const LAST: &[crate::Case] =
    &[("a_scheduled_post_becomes_public_by_itself", &[Need::Publish], due)];

fn scheduled(date: Timestamp) -> PostPatch {
    PostPatch { date: Some(date), slug: Some(String::new()), ..standing(PostStatus::Scheduled) }
}

fn submitted(cell: &Cell) {
    let draft = cell.draft(&cell.key(), "For review");
    let post = cell.changed(&draft.id, standing(PostStatus::Pending));
    assert_eq!((&post.id, post.fields.status), (&draft.id, PostStatus::Pending));
    assert!(!cell.is_public(&post, "Words."));
    // Words may still change, and it may be taken back.
    let more = PostPatch { content: Some("<p>More.</p>".to_owned()), ..PostPatch::default() };
    let changed = cell.changed(&draft.id, more);
    assert_eq!(
        (changed.content.as_str(), changed.fields.status),
        ("<p>More.</p>", PostStatus::Pending)
    );
    assert_eq!(
        cell.changed(&draft.id, standing(PostStatus::Draft)).fields.status,
        PostStatus::Draft
    );
}

fn reviewed(cell: &Cell) {
    let draft = cell.draft(&cell.key(), &cell.unique("Reviewed"));
    let post = cell.changed(&draft.id, standing(PostStatus::Pending));
    let editor = cell.as_role("editor");
    let public = editor.posts().update(&post.id, &standing(PostStatus::Published)).unwrap();
    assert_eq!(public.fields.author.as_ref(), Some(&cell.me.identity.remote_id));
    assert!(cell.is_public(&public, "Words."));
    // From now on it is out of its writer's hands.
    let patch = PostPatch { title: Some("Mine".to_owned()), ..PostPatch::default() };
    assert_eq!(kind(cell.posts().get(&post.id)), "Forbidden");
    assert_eq!(kind(cell.posts().update(&post.id, &patch)), "Forbidden");
    assert_eq!(editor.posts().get(&post.id).unwrap(), public);
}

fn not_published(cell: &Cell) {
    let draft = cell.draft(&cell.key(), "Mine");
    let tomorrow = seconds(Utc::now() + TimeDelta::days(1));
    let patches =
        [standing(PostStatus::Published), standing(PostStatus::Private), scheduled(tomorrow)];
    for patch in patches {
        let error = cell.posts().update(&draft.id, &patch).unwrap_err();
        assert!(error.problem().detail.len() > 10, "the blog's words: {error:?}");
        assert_eq!(kind::<()>(Err(error)), "Forbidden", "{patch:?}");
        assert_eq!(cell.posts().get(&draft.id).unwrap().fields.status, PostStatus::Draft);
    }
}

/// The blog is in Berlin. Among the moments are the hour that summer time skips, and both that winter
/// time makes of one.
fn seasons(cell: &Cell) {
    let draft = cell.draft(&cell.key(), &cell.unique("Later"));
    let moments = [
        (2030, 1, 15, 8, 0, 0),
        (2030, 7, 15, 8, 0, 59),
        (2030, 3, 31, 0, 59, 59),
        (2030, 3, 31, 1, 0, 0),
        (2030, 10, 27, 0, 30, 0),
        (2030, 10, 27, 1, 30, 0),
        (2031, 12, 31, 23, 30, 0),
    ];
    for (year, month, day, hour, minute, second) in moments {
        let date = Utc.with_ymd_and_hms(year, month, day, hour, minute, second).unwrap();
        let post = cell.changed(&draft.id, scheduled(date));
        assert_eq!((post.fields.status, post.fields.date), (PostStatus::Scheduled, date));
        assert_eq!(cell.posts().get(&draft.id).unwrap(), post);
        assert!(!cell.is_public(&post, "Words."));
        // Another change moves nothing.
        let words =
            PostPatch { content: Some(format!("<p>Words. {date}</p>")), ..PostPatch::default() };
        let after = cell.changed(&draft.id, words).fields;
        assert_eq!((after.status, after.date), (PostStatus::Scheduled, date));
    }
}

fn published_now(cell: &Cell) {
    let draft = cell.draft(&cell.key(), &cell.unique("Sooner"));
    cell.changed(&draft.id, scheduled(seconds(Utc::now() + TimeDelta::days(30))));
    let still = cell.changed(&draft.id, standing(PostStatus::Published));
    assert_eq!(still.fields.status, PostStatus::Scheduled, "its date is still to come");
    let now = seconds(Utc::now());
    let patch = PostPatch { date: Some(now), ..standing(PostStatus::Published) };
    let post = cell.changed(&draft.id, patch);
    assert_eq!((post.fields.status, post.fields.date), (PostStatus::Published, now));
    assert!(cell.is_public(&post, "Words."));
}

fn rescheduled(cell: &Cell) {
    let post = cell.published(&cell.unique("Too early"));
    let date = seconds(Utc::now() + TimeDelta::days(3));
    let patch = PostPatch { date: Some(date), ..standing(PostStatus::Scheduled) };
    let later = cell.changed(&post.id, patch);
    assert_eq!((later.fields.status, later.fields.date), (PostStatus::Scheduled, date));
    assert_eq!(later.fields.slug, post.fields.slug);
    assert!(!cell.is_public(&post, "Words."));
}

fn dated(cell: &Cell) {
    let draft = cell.draft(&cell.key(), &cell.unique("Long ago"));
    let date = Utc.with_ymd_and_hms(2011, 6, 5, 4, 3, 2).unwrap();
    let patch = PostPatch { date: Some(date), ..standing(PostStatus::Published) };
    let post = cell.changed(&draft.id, patch);
    assert_eq!((post.fields.status, post.fields.date), (PostStatus::Published, date));
    // A draft that was given none is dated when it becomes public.
    let before = seconds(Utc::now());
    let now = cell.published(&cell.unique("Just now")).fields.date;
    assert!(now >= before && now <= Utc::now() + TimeDelta::seconds(1), "{before} {now}");
}

fn unpublished(cell: &Cell) {
    let post = cell.published(&cell.unique("Here and gone"));
    assert!(cell.is_public(&post, "Words."));
    let draft = cell.changed(&post.id, standing(PostStatus::Draft));
    assert_eq!((draft.fields.status, &draft.fields.slug), (PostStatus::Draft, &post.fields.slug));
    assert_eq!((&draft.title, &draft.content), (&post.title, &post.content));
    assert!(!cell.is_public(&post, "Words."));
    let again = cell.changed(&post.id, standing(PostStatus::Published));
    assert_eq!((&again.link, again.fields.date), (&post.link, post.fields.date), "as it was");
    assert!(cell.is_public(&again, "Words."));
}

fn restored(cell: &Cell) {
    let post = cell.published(&cell.unique("Rescued"));
    let gone = cell.changed(&post.id, standing(PostStatus::Trash));
    assert_eq!((&gone.id, gone.fields.status), (&post.id, PostStatus::Trash));
    assert!(!cell.is_public(&post, "Words."));
    let back = cell.changed(&post.id, standing(PostStatus::Draft));
    assert_eq!(back.fields.status, PostStatus::Draft, "never public by itself");
    let same = |post: &RemotePost| {
        let fields = post.fields.clone();
        let (slug, date, categories) = (fields.slug, fields.date, fields.categories);
        (post.title.clone(), post.content.clone(), slug, date, categories, fields.author)
    };
    assert_eq!(same(&back), same(&post));
    assert!(!cell.is_public(&post, "Words."));
    assert_eq!(cell.changed(&post.id, standing(PostStatus::Published)).link, post.link);
}

/// With its key for an address, and with none: a trashed post without a name is given one by WordPress.
fn restored_draft(cell: &Cell) {
    for keep_slug in [true, false] {
        let key = cell.key();
        let draft = cell.draft(&key, "Rescued draft");
        if !keep_slug {
            cell.changed(
                &draft.id,
                PostPatch { slug: Some(String::new()), ..PostPatch::default() },
            );
        }
        cell.changed(&draft.id, standing(PostStatus::Trash));
        let back = cell.changed(&draft.id, standing(PostStatus::Draft));
        let slug = if keep_slug { key.as_str() } else { "" };
        assert_eq!((back.fields.status, back.fields.slug.as_str()), (PostStatus::Draft, slug));
        assert_eq!(cell.posts().get(&draft.id).unwrap(), back);
    }
}

fn trashed_twice(cell: &Cell) {
    let draft = cell.draft(&cell.key(), "Thrown away twice");
    for _ in 0..2 {
        let gone = cell.changed(&draft.id, standing(PostStatus::Trash));
        assert_eq!(gone.fields.status, PostStatus::Trash);
    }
}

fn due(cell: &Cell) {
    let post = cell.due.as_ref().unwrap();
    assert_eq!(post.fields.status, PostStatus::Scheduled);
    (cell.until)(post.fields.date + TimeDelta::seconds(2));
    cell.outside.visit(&format!("{}/wp-cron.php", cell.url)).unwrap();
    let public = cell.posts().get(&post.id).unwrap();
    assert_eq!(public.fields.status, PostStatus::Published);
    assert_eq!((public.fields.date, &public.fields.slug), (post.fields.date, &post.fields.slug));
    assert!(cell.is_public(&public, "Words."));
}
