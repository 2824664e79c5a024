//! Pages: the same operations on another shelf.

use afterword_model::{PostKind, PostStatus, RemoteId};
use afterword_platform::{NewPost, PostPatch, PostQuery, RemotePost};

use crate::cell::{Cell, Need, kind, standing};
use crate::lists::{all, all_ids, query};

pub const CASES: &[crate::Case] = &[
    ("a_page_is_made_found_changed_and_published", &[Need::Pages], page),
    ("a_page_is_no_post", &[Need::Pages], no_post),
    ("a_page_is_trashed_and_comes_back", &[Need::Pages], trashed),
    ("who_may_not_write_pages_is_told", &[Need::NoPages, Need::Rest], forbidden),
];

fn made(cell: &Cell, key: &str) -> RemotePost {
    let page = NewPost { title: cell.unique("A page"), content: "<p>Words.</p>".to_owned() };
    cell.pages().create_draft(key, &page).unwrap()
}

fn page(cell: &Cell) {
    let key = cell.key();
    let draft = made(cell, &key);
    assert_eq!((draft.kind, draft.fields.slug.as_str()), (PostKind::Page, key.as_str()));
    assert_eq!(cell.pages().find_by_key(&key).unwrap(), std::slice::from_ref(&draft));
    assert_eq!(cell.pages().get(&draft.id).unwrap(), draft);
    let patch = PostPatch {
        slug: Some(String::new()),
        excerpt: Some("Short".to_owned()),
        comments_open: Some(true),
        password: Some(String::new()),
        author: Some(cell.me.identity.remote_id.clone()),
        // What only posts have is left out, not refused.
        categories: Some(vec![RemoteId::from(1)]),
        tags: Some(Vec::new()),
        format: Some("aside".to_owned()),
        sticky: Some(true),
        ..standing(PostStatus::Published)
    };
    let page = cell.pages().update(&draft.id, &patch).unwrap();
    assert!(page.fields.slug.starts_with("a-page"), "{}", page.fields.slug);
    assert_eq!((page.fields.excerpt.as_str(), page.fields.comments_open), ("Short", true));
    assert_eq!((page.fields.categories.len(), page.fields.format.as_str()), (0, ""));
    assert!(!page.fields.sticky && cell.is_public(&page, "Words."));
    assert_eq!(cell.pages().get(&draft.id).unwrap(), page);
    assert_eq!(
        cell.posts().titles(std::slice::from_ref(&draft.id)).unwrap()[0].kind,
        PostKind::Page
    );
}

fn no_post(cell: &Cell) {
    let (page, post) = (made(cell, &cell.key()), cell.draft(&cell.key(), "A post"));
    let here = |id: &RemoteId, shelf: &dyn afterword_platform::Posts| {
        let listed = all(shelf, query()).iter().any(|found| found.id == *id);
        let among_ids = all_ids(shelf).iter().any(|(found, _)| found == id);
        assert_eq!(listed, among_ids);
        let asked = PostQuery { only: Some(vec![id.clone()]), ..query() };
        assert_eq!(all(shelf, asked).len(), usize::from(listed));
        listed
    };
    assert!(here(&page.id, cell.pages()) && !here(&page.id, cell.posts()));
    assert!(here(&post.id, cell.posts()) && !here(&post.id, cell.pages()));
    assert!(all(cell.pages(), query()).iter().all(|found| found.kind == PostKind::Page));
    assert_eq!(kind(cell.posts().get(&page.id)), "NotFound");
    assert_eq!(kind(cell.pages().get(&post.id)), "NotFound");
}

fn trashed(cell: &Cell) {
    let key = cell.key();
    let page = made(cell, &key);
    let gone = cell.pages().update(&page.id, &standing(PostStatus::Trash)).unwrap();
    assert_eq!((gone.kind, gone.fields.status), (PostKind::Page, PostStatus::Trash));
    assert_eq!(cell.pages().find_by_key(&key).unwrap(), [gone]);
    let back = cell.pages().update(&page.id, &standing(PostStatus::Draft)).unwrap();
    assert_eq!((back.fields.status, back.fields.slug), (PostStatus::Draft, key));
    cell.pages().discard_double(&page.id).unwrap();
    assert_eq!(kind(cell.pages().get(&page.id)), "NotFound");
}

fn forbidden(cell: &Cell) {
    let page = NewPost { title: "A page".to_owned(), content: "C".to_owned() };
    assert_eq!(kind(cell.pages().create_draft(&cell.key(), &page)), "Forbidden");
    assert_eq!(kind(cell.pages().list(&query())), "Forbidden");
    assert_eq!(kind(cell.pages().ids(1)), "Forbidden");
}
