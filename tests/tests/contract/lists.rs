//! What is on the blog already: whole, in pages; by id; and only what changed.

use std::time::Duration;

use afterword_model::{PostStatus, RemoteId, Timestamp};
use afterword_platform::{PostPage, PostPatch, PostQuery, Posts, RemotePost};
use chrono::{TimeDelta, Utc};
use serde_json::json;

use crate::cell::{Cell, Need, standing};

pub const CASES: &[crate::Case] = &[
    ("posts_come_in_pages_as_they_may_be_edited", &[], whole),
    ("ids_come_ascending_in_every_standing_but_the_trash", &[], ids),
    ("a_page_of_posts_past_the_end_is_empty", &[], past_the_end),
    ("only_what_changed_since_comes_when_asked", &[], changed_since),
    ("what_was_dated_back_is_seen_among_all_ids", &[Need::Publish], dated_back),
    ("only_those_asked_for_come", &[], only),
    ("what_one_may_not_edit_is_not_listed", &[Need::OwnOnly, Need::Colleagues], not_others),
    ("an_editor_sees_everybodys_posts", &[Need::OthersPosts, Need::Colleagues], others),
];

pub fn query() -> PostQuery {
    PostQuery { modified_after: None, only: None, page: 1, per_page: 100 }
}

fn list(cell: &Cell, query: &PostQuery) -> PostPage {
    cell.posts().list(query).unwrap()
}

/// Every post, over all pages.
pub fn all(shelf: &dyn Posts, mut query: PostQuery) -> Vec<RemotePost> {
    let mut posts = Vec::new();
    loop {
        let page = shelf.list(&query).unwrap();
        assert!(page.posts.len() <= query.per_page as usize);
        posts.extend(page.posts);
        if !page.more {
            return posts;
        }
        query.page += 1;
        assert!(query.page < 500, "pages without end");
    }
}

pub fn all_ids(shelf: &dyn Posts) -> Vec<(RemoteId, Timestamp)> {
    let mut ids = Vec::new();
    for page in 1..100 {
        let answer = shelf.ids(page).unwrap();
        ids.extend(answer.ids);
        if !answer.more {
            return ids;
        }
    }
    panic!("pages without end");
}

fn of(posts: &[RemotePost]) -> Vec<RemoteId> {
    posts.iter().map(|post| post.id.clone()).collect()
}

fn number(post: &RemotePost) -> u64 {
    post.id.as_str().parse().unwrap()
}

/// One of every standing that the account may bring about, the trashed one last.
fn every_standing(cell: &Cell) -> Vec<RemotePost> {
    let made = |patch: PostPatch| {
        let draft = cell.draft(&cell.key(), &cell.unique("Listed"));
        cell.changed(&draft.id, patch)
    };
    let mut posts = vec![made(PostPatch::default()), made(standing(PostStatus::Pending))];
    if Need::Publish.of(cell) {
        let date = Some(Utc::now() + TimeDelta::days(2));
        posts.push(made(standing(PostStatus::Published)));
        posts.push(made(standing(PostStatus::Private)));
        posts.push(made(PostPatch { date, ..standing(PostStatus::Scheduled) }));
    }
    posts.push(made(standing(PostStatus::Trash)));
    posts
}

fn whole(cell: &Cell) {
    let mut made = every_standing(cell);
    let trashed = made.pop().unwrap();
    let listed = all(cell.posts(), PostQuery { per_page: 7, ..query() });
    assert!(listed.is_sorted_by(|a, b| number(a) > number(b)), "each once, made last first");
    assert!(!of(&listed).contains(&trashed.id));
    for post in &made {
        let found = listed.iter().find(|found| found.id == post.id);
        assert_eq!(found, Some(&cell.posts().get(&post.id).unwrap()), "as when it is asked for");
    }
    let first = list(cell, &PostQuery { per_page: 1, ..query() });
    assert!(first.posts.len() <= 1 && first.more);
    // XML-RPC does not tell how many there are.
    assert!(
        !Need::Rest.of(cell) || first.total >= listed.len() as u64,
        "{} {}",
        first.total,
        listed.len()
    );
}

fn ids(cell: &Cell) {
    let mut made = every_standing(cell);
    let trashed = made.pop().unwrap();
    let stamps = all_ids(cell.posts());
    let numbers: Vec<u64> = stamps.iter().map(|(id, _)| id.as_str().parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    for post in &made {
        assert!(stamps.contains(&(post.id.clone(), post.modified)), "{post:?}");
    }
    assert!(stamps.iter().all(|(id, _)| *id != trashed.id));
    let mut listed: Vec<u64> =
        all(cell.posts(), query()).iter().map(|post| post.id.as_str().parse().unwrap()).collect();
    listed.sort_unstable();
    assert_eq!(listed, numbers, "both ways of asking agree");
}

fn past_the_end(cell: &Cell) {
    let post = cell.draft(&cell.key(), "One at least");
    let far = PostQuery { page: 900, ..query() };
    let queries = [
        far.clone(),
        PostQuery { modified_after: Some(post.modified - TimeDelta::hours(1)), ..far.clone() },
        PostQuery { only: Some(vec![post.id]), page: 2, ..query() },
    ];
    for query in queries {
        let page = list(cell, &query);
        assert!(page.posts.is_empty() && !page.more, "{query:?}: {page:?}");
    }
    let page = cell.posts().ids(900).unwrap();
    assert!(page.ids.is_empty() && !page.more);
}

fn changed_since(cell: &Cell) {
    let old = cell.draft(&cell.key(), "Left alone");
    let new = cell.draft(&cell.key(), "Touched");
    let newest = cell.draft(&cell.key(), "Touched last");
    let mut touched = Vec::new();
    for post in [&new, &newest] {
        // Times there are whole seconds.
        std::thread::sleep(Duration::from_millis(1100));
        let tag = cell.tag(&cell.unique("Touch"));
        let patch = PostPatch { tags: Some(vec![tag]), ..PostPatch::default() };
        touched.push(cell.changed(&post.id, patch));
    }
    assert!(touched[0].modified > new.modified, "terms count as a change");
    let since = |time| PostQuery { modified_after: Some(time), per_page: 2, ..query() };
    let found = all(cell.posts(), since(newest.modified));
    assert_eq!(of(&found), of(&touched), "made first first");
    assert_eq!(found, touched);
    // Many posts share a second here, and the pages are small: nothing may fall between two.
    let before = all(cell.posts(), since(old.modified - TimeDelta::seconds(1)));
    assert!(before.is_sorted_by(|a, b| number(a) < number(b)), "each once");
    assert!(of(&before).contains(&old.id), "{before:?}");
    assert_eq!(all(cell.posts(), since(Utc::now() + TimeDelta::days(400))), Vec::new());
}

/// The blog may take the date of a post that is new to it for its last change.
fn dated_back(cell: &Cell) {
    let post = json!({
        "title": cell.unique("Imported"), "content": "<p>Old.</p>", "status": "publish",
        "date_gmt": "2019-05-04T03:02:01",
    });
    let id = cell.as_myself().post("wp/v2/posts", &post).unwrap()["id"].as_u64().unwrap();
    let id = RemoteId::from(id);
    let post = cell.posts().get(&id).unwrap();
    assert!(all_ids(cell.posts()).contains(&(id.clone(), post.modified)));
    assert!(of(&all(cell.posts(), query())).contains(&id));
    assert_eq!(all(cell.posts(), PostQuery { only: Some(vec![id]), ..query() }), [post]);
}

fn only(cell: &Cell) {
    let one = cell.draft(&cell.key(), "One");
    let two = cell.draft(&cell.key(), "Two");
    let gone = cell.draft(&cell.key(), "Gone");
    cell.changed(&gone.id, standing(PostStatus::Trash));
    let asked = vec![one.id.clone(), RemoteId::from(999_999), gone.id, two.id.clone()];
    let mut found = all(cell.posts(), PostQuery { only: Some(asked), ..query() });
    found.sort_by_key(|post| post.id != one.id);
    assert_eq!(found, [cell.posts().get(&one.id).unwrap(), cell.posts().get(&two.id).unwrap()]);
    let nothing = list(cell, &PostQuery { only: Some(Vec::new()), ..query() });
    assert!(nothing.posts.is_empty() && !nothing.more);
}

fn theirs(cell: &Cell) -> RemoteId {
    let post = json!({
        "title": cell.unique("Theirs"), "content": "<p>Theirs.</p>", "status": "publish",
    });
    RemoteId::from(cell.outside.post("wp/v2/posts", &post).unwrap()["id"].as_u64().unwrap())
}

fn not_others(cell: &Cell) {
    let theirs = theirs(cell);
    assert!(!of(&all(cell.posts(), query())).contains(&theirs));
    assert!(all_ids(cell.posts()).iter().all(|(id, _)| *id != theirs));
    let asked = PostQuery { only: Some(vec![theirs.clone()]), ..query() };
    assert_eq!(all(cell.posts(), asked), Vec::new());
    // Its title is everybody's, where there are comments to name it for.
    if !Need::Comments.of(cell) {
        return;
    }
    assert_eq!(of(&cell.posts().titles(std::slice::from_ref(&theirs)).unwrap()), [theirs]);
}

fn others(cell: &Cell) {
    let mut ids = vec![theirs(cell)];
    for status in ["draft", "pending", "private"] {
        let post = json!({ "title": "Theirs", "content": "<p>T</p>", "status": status });
        let made = cell.outside.post("wp/v2/posts", &post).unwrap();
        ids.push(RemoteId::from(made["id"].as_u64().unwrap()));
    }
    let listed = of(&all(cell.posts(), query()));
    assert!(ids.iter().all(|id| listed.contains(id)));
    let stamps = all_ids(cell.posts());
    assert!(ids.iter().all(|id| stamps.iter().any(|(stamp, _)| stamp == id)));
}
