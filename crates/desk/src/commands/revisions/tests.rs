//! Earlier versions: every kept text can be looked at, and going back to one loses none and sends none.

use afterword_model::{PostId, PostKind, Timestamp};
use afterword_store::{blogs, outbox};

use super::*;
use crate::DeskConfig;
use crate::api::{ChangedField, SavePost};
use crate::commands::{post_open, post_save, post_trash};
use crate::error::ErrorCode;

/// A desk with a post that says `body`, at version 2.
fn desk(body: &str) -> (tempfile::TempDir, Desk, PostId) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let now = desk.shared().now();
    let made = |db: &Db<'_>| {
        let blog = blogs::practice(db)?.unwrap();
        let post = posts::create(db, blog, PostKind::Post, now)?;
        posts::save(db, post, &PostFields::titled("Slow mail"), body, 1, now)?;
        Ok(post)
    };
    let post = desk.shared().store.write(made).unwrap();
    (folder, desk, post)
}

fn comes(desk: &Desk, post: PostId, fields: &PostFields, body: &str, reason: RevisionReason) {
    let now = desk.shared().now();
    desk.shared().store.write(|db| posts::replace(db, post, fields, body, reason, now)).unwrap();
}

fn list(desk: &Desk, post: PostId) -> Vec<RevisionRow> {
    revision_list(desk, ForPost { post }).unwrap()
}

#[test]
fn a_version_is_listed_and_compared_with_the_text_of_now() {
    let (_folder, desk, post) = desk("One two three.");
    assert!(list(&desk, post).is_empty());
    let fields = PostFields { tags: vec!["trains".into()], ..PostFields::titled("Fast mail") };
    comes(&desk, post, &fields, "One two, and four.", RevisionReason::Merged);

    let rows = list(&desk, post);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    let row = rows.first().unwrap();
    assert_eq!((row.because, row.words, row.same_as_now), (KeptBecause::Merged, 3, false));
    assert_eq!(row.title, "Slow mail");
    let view = revision_open(&desk, ForRevision { post, revision: row.id }).unwrap();
    assert_eq!(
        (view.then.body.as_str(), view.now.body.as_str()),
        ("One two three.", "One two, and four.")
    );
    assert_eq!(view.changed, [ChangedField::Title, ChangedField::Body, ChangedField::Tags]);
    assert_eq!(view.blocked, None);
    desk.close();
}

#[test]
fn going_back_keeps_the_text_that_gives_way_and_sends_nothing() {
    let (_folder, desk, post) = desk("The first.");
    comes(&desk, post, &PostFields::titled("Fast mail"), "The second.", RevisionReason::Pulled);
    let first = list(&desk, post).first().unwrap().id;
    let back = revision_restore(&desk, ForRevision { post, revision: first }).unwrap();
    assert_eq!((back.body.as_str(), back.fields.title.as_str()), ("The first.", "Slow mail"));
    let rows = list(&desk, post);
    let newest = rows.first().unwrap();
    assert_eq!((newest.because, newest.title.as_str()), (KeptBecause::Restored, "Fast mail"));
    assert_eq!(rows.iter().filter(|row| row.same_as_now).count(), 1);
    let second = revision_open(&desk, ForRevision { post, revision: newest.id }).unwrap();
    assert_eq!(second.then.body, "The second.");
    let waiting = desk.shared().store.read(|db| outbox::list(db, back.blog)).unwrap();
    assert!(waiting.is_empty(), "{waiting:#?}");
    desk.close();
}

#[test]
fn what_is_typed_on_the_text_that_gave_way_goes_into_the_restored_one() {
    let (_folder, desk, post) = desk("One.\n\nTwo.\n\nThree.");
    let fields = PostFields::titled("Slow mail");
    comes(&desk, post, &fields, "One.\n\nTwo.\n\nThree, later.", RevisionReason::Pulled);
    let first = list(&desk, post).first().unwrap().id;
    revision_restore(&desk, ForRevision { post, revision: first }).unwrap();
    // Another window still shows version 3 and types into its first paragraph.
    let body = "One, typed.\n\nTwo.\n\nThree, later.".to_owned();
    let save = SavePost { post, fields, body, version: 3, force: None };
    let merged = post_save(&desk, save).unwrap().merged.unwrap();
    assert_eq!(merged.body, "One, typed.\n\nTwo.\n\nThree.");
    desk.close();
}

#[test]
fn a_post_in_the_trash_does_not_change_under_its_cover() {
    let (_folder, desk, post) = desk("The first.");
    comes(&desk, post, &PostFields::titled("T"), "The second.", RevisionReason::Pulled);
    let first = list(&desk, post).first().unwrap().id;
    post_trash(&desk, ForPost { post }).unwrap();
    let view = revision_open(&desk, ForRevision { post, revision: first }).unwrap();
    assert_eq!((view.then.body.as_str(), view.blocked.is_some()), ("The first.", true));
    assert!(revision_restore(&desk, ForRevision { post, revision: first }).is_err());
    assert_eq!(post_open(&desk, ForPost { post }).unwrap().body, "The second.");
    desk.close();
}

#[test]
fn a_version_is_found_only_under_its_own_post() {
    let (_folder, desk, post) = desk("The first.");
    comes(&desk, post, &PostFields::titled("T"), "The second.", RevisionReason::Pulled);
    let first = list(&desk, post).first().unwrap().id;
    let other = ForRevision { post: PostId(post.0 + 1000), revision: first };
    assert_eq!(revision_open(&desk, other).unwrap_err().code, ErrorCode::Gone);
    let now = desk.shared().now();
    let made = |db: &Db<'_>| {
        let blog = blogs::practice(db)?.unwrap();
        posts::create(db, blog, PostKind::Post, now)
    };
    let sibling = desk.shared().store.write(made).unwrap();
    let ask = ForRevision { post: sibling, revision: first };
    assert_eq!(revision_restore(&desk, ask).unwrap_err().code, ErrorCode::Gone);
    desk.close();
}

#[test]
fn the_blogs_replaced_version_reads_as_markdown() {
    let (_folder, desk, post) = desk("Mine.");
    let now = desk.shared().now();
    let fields = PostFields { body_kind: BodyKind::Html, ..PostFields::titled("Theirs") };
    let html =
        "<!-- wp:paragraph -->\n<p>Their <strong>words</strong>.</p>\n<!-- /wp:paragraph -->";
    let reason = RevisionReason::Replaced;
    let kept = |db: &Db<'_>| posts::add_revision(db, post, reason, &fields, html, None, now);
    desk.shared().store.write(kept).unwrap();
    let row = list(&desk, post).first().unwrap().clone();
    assert_eq!((row.because, row.words), (KeptBecause::Replaced, 2));
    let back = revision_restore(&desk, ForRevision { post, revision: row.id }).unwrap();
    assert_eq!(
        (back.body.as_str(), back.fields.body_kind),
        ("Their **words**.", BodyKind::Markdown)
    );
    desk.close();
}

#[test]
fn an_address_that_the_blog_gave_stays() {
    let (_folder, desk, post) = desk("The first.");
    let given = PostFields { slug: "slow-mail".into(), ..PostFields::titled("Slow mail") };
    comes(&desk, post, &given, "The second.", RevisionReason::Sent);
    let row = list(&desk, post).first().unwrap().clone();
    let view = revision_open(&desk, ForRevision { post, revision: row.id }).unwrap();
    assert_eq!(view.changed, [ChangedField::Body]);
    let back = revision_restore(&desk, ForRevision { post, revision: row.id }).unwrap();
    assert_eq!(back.fields.slug, "slow-mail");
    desk.close();
}

#[test]
fn that_the_blogs_changes_came_in_is_said_until_it_is_seen() {
    let (_folder, desk, post) = desk("One.");
    let open = || post_open(&desk, ForPost { post }).unwrap().merged_from;
    assert_eq!(open(), None);
    let fields = PostFields::titled("Slow mail");
    comes(&desk, post, &fields, "One and two.", RevisionReason::Merged);
    let first = list(&desk, post).first().unwrap().id;
    assert_eq!(open(), Some(first), "the version before it");
    merge_seen(&desk, ForPost { post }).unwrap();
    assert_eq!(open(), None);
    comes(&desk, post, &fields, "One and two and three.", RevisionReason::Merged);
    assert!(open() > Some(first), "another time is another thing to say");
    desk.close();
}

#[test]
fn the_same_text_kept_twice_for_one_reason_is_one_version() {
    let (_folder, desk, post) = desk("One.");
    let fields = PostFields::titled("Slow mail");
    let keep = |body: &str| {
        let kept = |db: &Db<'_>| {
            let now = Timestamp::default();
            posts::add_revision(db, post, RevisionReason::Sent, &fields, body, None, now)
        };
        desk.shared().store.write(kept).unwrap();
    };
    for body in ["One.", "One.", "Two.", "One."] {
        keep(body);
    }
    let words: Vec<bool> = list(&desk, post).iter().map(|row| row.same_as_now).collect();
    assert_eq!(words, [true, false, true]);
    desk.close();
}
