//! What a post has beside title and text: set, read back, taken away.

use afterword_model::{PostStatus, RemoteId};
use afterword_platform::PostPatch;
use chrono::{TimeDelta, TimeZone, Utc};
use serde_json::json;

use crate::cell::{Cell, Need, kind, standing};
use crate::media::picture;

pub const CASES: &[crate::Case] = &[
    ("every_field_is_set_and_read_back", &[], every_field),
    ("a_field_that_is_emptied_is_empty", &[], emptied),
    ("the_picture_of_a_post_is_set_and_taken_away", &[Need::Upload], featured),
    ("a_taken_address_gets_a_number", &[Need::Publish], taken_address),
    ("an_address_is_made_from_the_title_again", &[Need::Publish], regenerated),
    ("an_address_in_any_script_is_taken", &[Need::Publish], scripts),
    ("a_draft_without_an_address_has_none", &[], no_address),
    ("a_password_keeps_the_words_from_visitors", &[Need::Publish], password),
    ("a_private_post_is_seen_by_its_writer_only", &[Need::Publish], private),
    ("sticky_and_password_change_places", &[Need::OthersPosts], sticky),
    ("a_post_is_given_to_another_author", &[Need::OthersPosts, Need::Colleagues], given),
    ("who_may_not_choose_an_author_is_told", &[Need::OwnOnly, Need::Colleagues], not_given),
    ("what_no_blog_takes_is_refused_in_its_words", &[], refused),
];

fn category(cell: &Cell) -> RemoteId {
    let name = json!({ "name": cell.unique("A category") });
    RemoteId::from(cell.outside.post("wp/v2/categories", &name).unwrap()["id"].as_u64().unwrap())
}

fn every_field(cell: &Cell) {
    let categories = vec![category(cell), category(cell)];
    let tag = || cell.tag(&cell.unique("A tag"));
    let tags = vec![tag(), tag()];
    let draft = cell.draft(&cell.key(), "All of it");
    let date = Utc.with_ymd_and_hms(2024, 7, 6, 5, 4, 3).unwrap();
    let slug = cell.key();
    let patch = PostPatch {
        title: Some("New".to_owned()),
        content: Some("<p>New</p>".to_owned()),
        slug: Some(slug.clone()),
        excerpt: Some("In short: a \\ slash, 1 > 0 💬".to_owned()),
        // In the wrong order; they come back ascending.
        categories: Some(categories.iter().rev().cloned().collect()),
        tags: Some(tags.iter().rev().cloned().collect()),
        format: Some("aside".to_owned()),
        comments_open: Some(false),
        author: Some(cell.me.identity.remote_id.clone()),
        date: Some(date),
        ..PostPatch::default()
    };
    let post = cell.changed(&draft.id, patch.clone());
    let fields = &post.fields;
    assert_eq!((post.title.as_str(), post.content.as_str()), ("New", "<p>New</p>"));
    assert_eq!((&fields.slug, fields.status, fields.date), (&slug, PostStatus::Draft, date));
    assert!(fields.excerpt.contains("a \\ slash") && fields.excerpt.ends_with('💬'), "{fields:?}");
    if cell.me.capabilities.unfiltered_html {
        assert_eq!(Some(&fields.excerpt), patch.excerpt.as_ref());
    }
    assert_eq!((&fields.categories, &fields.tags), (&categories, &tags));
    assert_eq!((fields.format.as_str(), fields.comments_open), ("aside", false));
    assert_eq!(fields.author.as_ref(), Some(&cell.me.identity.remote_id));
    assert_eq!((fields.sticky, fields.password.as_str()), (false, ""));
    assert_eq!(cell.posts().get(&draft.id).unwrap(), post);
    // Sent again, nothing changes: a lost answer to an update may be sent again.
    assert_eq!(cell.changed(&draft.id, patch).fields, post.fields);
}

fn emptied(cell: &Cell) {
    let tag = cell.tag(&cell.unique("Gone"));
    let draft = cell.draft(&cell.key(), "Full, then empty");
    let full = PostPatch {
        excerpt: Some("Short".to_owned()),
        tags: Some(vec![tag]),
        categories: Some(vec![category(cell)]),
        format: Some("quote".to_owned()),
        comments_open: Some(false),
        ..PostPatch::default()
    };
    cell.changed(&draft.id, full);
    let empty = PostPatch {
        excerpt: Some(String::new()),
        tags: Some(Vec::new()),
        format: Some(String::new()),
        comments_open: Some(true),
        ..PostPatch::default()
    };
    let post = cell.changed(&draft.id, empty);
    assert_eq!((post.fields.excerpt.as_str(), post.fields.format.as_str()), ("", ""));
    assert!(post.fields.tags.is_empty() && post.fields.comments_open);
    assert_eq!(post.fields.categories.len(), 1, "not named, not changed");
    assert_eq!(cell.posts().get(&draft.id).unwrap(), post);
}

fn featured(cell: &Cell) {
    let picture = cell.media().upload(&cell.key(), &picture("a.png", "A dot"), &|_| {}).unwrap();
    let draft = cell.draft(&cell.key(), "With a picture");
    let set = PostPatch { featured: Some(Some(picture.id.clone())), ..PostPatch::default() };
    assert_eq!(cell.changed(&draft.id, set).fields.featured, Some(picture.id));
    let other = PostPatch { title: Some("Renamed".to_owned()), ..PostPatch::default() };
    assert!(cell.changed(&draft.id, other).fields.featured.is_some(), "not named, not changed");
    let gone = PostPatch { featured: Some(None), ..PostPatch::default() };
    assert_eq!(cell.changed(&draft.id, gone).fields.featured, None);
    assert_eq!(cell.posts().get(&draft.id).unwrap().fields.featured, None);
}

fn taken_address(cell: &Cell) {
    let slug = cell.key();
    let named = PostPatch { slug: Some(slug.clone()), ..standing(PostStatus::Published) };
    let first = cell.changed(&cell.draft(&cell.key(), "One").id, named.clone());
    let second = cell.changed(&cell.draft(&cell.key(), "Two").id, named.clone());
    assert_eq!(
        (first.fields.slug.as_str(), second.fields.slug),
        (slug.as_str(), format!("{slug}-2"))
    );
    assert_ne!(first.link, second.link);
    assert_eq!(cell.changed(&first.id, named).fields.slug, slug, "its own is not taken");
    let moved = PostPatch { slug: Some(format!("{slug}-x")), ..PostPatch::default() };
    assert_eq!(cell.changed(&first.id, moved).fields.slug, format!("{slug}-x"));
    assert_eq!(cell.posts().get(&first.id).unwrap().fields.slug, format!("{slug}-x"));
}

fn regenerated(cell: &Cell) {
    let post = cell.published(&cell.unique("First title"));
    let renamed = PostPatch { title: Some(cell.unique("Second title")), ..PostPatch::default() };
    assert_eq!(cell.changed(&post.id, renamed).fields.slug, post.fields.slug, "addresses stay");
    let again = PostPatch { slug: Some(String::new()), ..PostPatch::default() };
    let slug = cell.changed(&post.id, again).fields.slug;
    assert!(slug.starts_with("second-title"), "{slug}");
}

fn scripts(cell: &Cell) {
    let post = cell.published(&cell.unique("Addresses"));
    let key = cell.key();
    let table = [
        (format!("Grüße & Küsse {key}"), format!("gruse-kusse-{key}")),
        (format!("写真 {key}"), format!("%e5%86%99%e7%9c%9f-{key}")),
        (format!("UPPER/{key}"), format!("upper-{key}")),
    ];
    for (typed, stored) in table {
        let named = PostPatch { slug: Some(typed.clone()), ..PostPatch::default() };
        assert_eq!(cell.changed(&post.id, named).fields.slug, stored, "{typed}");
        // What the blog answered is taken as it is.
        let again = PostPatch { slug: Some(stored.clone()), ..PostPatch::default() };
        assert_eq!(cell.changed(&post.id, again).fields.slug, stored);
    }
}

fn no_address(cell: &Cell) {
    let draft = cell.draft(&cell.key(), "No address yet");
    let cleared = PostPatch { slug: Some(String::new()), ..PostPatch::default() };
    assert_eq!(cell.changed(&draft.id, cleared).fields.slug, "");
    assert_eq!(cell.posts().get(&draft.id).unwrap().fields.slug, "");
}

fn password(cell: &Cell) {
    let words = cell.unique("Behind a door");
    let post = cell.published(&cell.unique("Locked"));
    let content = Some(format!("<p>{words}</p>"));
    let lock =
        PostPatch { password: Some("open sesame".to_owned()), content, ..PostPatch::default() };
    let locked = cell.changed(&post.id, lock);
    assert_eq!(locked.fields.password, "open sesame");
    assert!(locked.content.contains(&words), "its writer has the words");
    assert_eq!(cell.posts().get(&post.id).unwrap(), locked);
    assert!(!cell.is_public(&locked, &words));
    let open = PostPatch { password: Some(String::new()), ..PostPatch::default() };
    let opened = cell.changed(&post.id, open);
    assert_eq!(opened.fields.password, "");
    assert!(cell.is_public(&opened, &words));
}

fn private(cell: &Cell) {
    let words = cell.unique("For few");
    let draft = cell.draft(&cell.key(), "Private");
    let hide = PostPatch {
        content: Some(format!("<p>{words}</p>")),
        slug: Some(String::new()),
        ..standing(PostStatus::Private)
    };
    let post = cell.changed(&draft.id, hide);
    assert_eq!(post.fields.status, PostStatus::Private);
    assert!(!cell.is_public(&post, &words));
    assert_eq!(cell.posts().get(&draft.id).unwrap(), post);
    let shown = cell.changed(&draft.id, standing(PostStatus::Published));
    assert_eq!(shown.fields.status, PostStatus::Published);
    assert!(cell.is_public(&shown, &words));
}

/// No post can be both, and each way from one to the other is one patch.
fn sticky(cell: &Cell) {
    let post = cell.published(&cell.unique("At the top"));
    let both = |sticky, password: &str| PostPatch {
        sticky: Some(sticky),
        password: Some(password.to_owned()),
        ..PostPatch::default()
    };
    for _ in 0..2 {
        let top = cell.changed(&post.id, both(true, "")).fields;
        assert_eq!((top.sticky, top.password.as_str()), (true, ""));
        let locked = cell.changed(&post.id, both(false, "key")).fields;
        assert_eq!((locked.sticky, locked.password.as_str()), (false, "key"));
    }
    assert_eq!(kind(cell.posts().update(&post.id, &both(true, "key"))), "Refused");
}

fn given(cell: &Cell) {
    let post = cell.published(&cell.unique("A present"));
    assert_eq!(post.fields.author.as_ref(), Some(&cell.me.identity.remote_id));
    let authors = cell.posts().authors().unwrap();
    let other = authors.iter().find(|author| author.id != cell.me.identity.remote_id).unwrap();
    let give = PostPatch { author: Some(other.id.clone()), ..PostPatch::default() };
    assert_eq!(cell.changed(&post.id, give).fields.author.as_ref(), Some(&other.id));
}

fn not_given(cell: &Cell) {
    let draft = cell.draft(&cell.key(), "Mine");
    let users = cell.outside.get("wp/v2/users&per_page=100&who=authors").unwrap();
    let me = cell.me.identity.remote_id.as_str();
    let mut ids = users.as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap());
    let other = ids.find(|id| id.to_string() != me).unwrap();
    let give = PostPatch { author: Some(RemoteId::from(other)), ..PostPatch::default() };
    assert_eq!(kind(cell.posts().update(&draft.id, &give)), "Forbidden");
    assert_eq!(cell.posts().get(&draft.id).unwrap().fields.author, draft.fields.author);
}

fn refused(cell: &Cell) {
    let draft = cell.draft(&cell.key(), "Strict");
    let nobody = PostPatch { author: Some(RemoteId::from(999_999)), ..PostPatch::default() };
    let format = PostPatch { format: Some("nonsense".to_owned()), ..PostPatch::default() };
    let later = Utc::now() + TimeDelta::days(1);
    for (patch, what) in [(nobody, "author"), (format, "format")] {
        let error = cell.posts().update(&draft.id, &patch).unwrap_err();
        let problem = error.problem();
        assert!(!problem.detail.is_empty(), "{what}: {error:?}");
        assert!(["Refused", "Forbidden"].contains(&kind::<()>(Err(error)).as_str()), "{what}");
    }
    assert_eq!(cell.posts().get(&draft.id).unwrap().fields.format, "");
    // A date alone never publishes and never schedules.
    let dated = cell.changed(&draft.id, PostPatch { date: Some(later), ..PostPatch::default() });
    assert_eq!(dated.fields.status, PostStatus::Draft);
}
