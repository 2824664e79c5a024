//! Readers' comments: lists, pages, totals, and moving them; and what else stands among them.

use afterword_model::{CommentKind, CommentStatus, PostStatus, RemoteId};
use afterword_platform::{CommentPage, CommentQuery, RemoteComment, Standing};
use serde_json::json;

use crate::cell::{Cell, Need, ids, kind, standing};

pub const CASES: &[crate::Case] = &[
    ("comments_come_in_pages_without_gaps", &[Need::Comments, Need::Publish], pages),
    ("a_page_past_the_end_is_empty", &[Need::Comments], past_the_end),
    ("only_the_comments_asked_for_come", &[Need::Comments, Need::Publish], only),
    ("answers_to_a_comment_come_by_themselves", &[Need::Comments, Need::Publish], under),
    ("one_reader_has_one_face_under_every_name", &[Need::Comments, Need::Publish], faces),
    ("a_notice_of_a_link_is_told_apart", &[Need::Comments, Need::Publish], notices),
    ("comments_go_to_the_trash_with_their_post", &[Need::Comments, Need::Publish], with_post),
    (
        "what_stands_under_others_posts_is_not_an_authors_to_judge",
        &[Need::Comments, Need::Publish, Need::OwnOnly],
        not_ours,
    ),
    ("a_comment_tells_its_post_parent_author_and_words", &[Need::Comments, Need::Publish], told),
    ("moderation_moves_a_comment_every_way", &[Need::Comments, Need::Publish], moderation),
    ("asking_for_the_standing_it_has_is_fine", &[Need::Comments, Need::Publish], same_standing),
    ("totals_follow_the_comments", &[Need::Comments, Need::Publish], totals),
];

fn query(standing: Standing) -> CommentQuery {
    CommentQuery::new(standing)
}

fn list(cell: &Cell, query: &CommentQuery) -> CommentPage {
    cell.comments().list(query).unwrap()
}

/// Every comment in a standing, over all pages.
fn all(cell: &Cell, mut query: CommentQuery) -> Vec<RemoteComment> {
    let mut comments = Vec::new();
    loop {
        let page = list(cell, &query);
        comments.extend(page.comments);
        if !page.more {
            return comments;
        }
        query.offset += u64::from(query.limit);
        assert!(query.offset < 5_000, "pages without end");
    }
}

fn pages(cell: &Cell) {
    let post = cell.published(&cell.unique("Many comments"));
    let made: Vec<RemoteId> = (0..5).map(|_| cell.reader(&post, None)).collect();
    for newest_first in [false, true] {
        let small = CommentQuery { limit: 2, newest_first, ..query(Standing::Current) };
        let listed = all(cell, small.clone());
        let mut numbers: Vec<u64> = listed.iter().map(|c| c.id.as_str().parse().unwrap()).collect();
        if newest_first {
            numbers.reverse();
        }
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
        let ours: Vec<RemoteId> = ids(&listed).into_iter().filter(|id| made.contains(id)).collect();
        assert_eq!(ours.len(), made.len());
        let first = list(cell, &small);
        assert!(first.more && first.comments.len() == 2);
        assert!(first.total >= listed.len() as u64);
        let second = list(cell, &CommentQuery { offset: 1, ..small });
        assert_eq!(second.comments[0], first.comments[1], "any number can be passed over");
    }
    assert_eq!(ids(&all(cell, query(Standing::Current))).len(), {
        let small = CommentQuery { limit: 3, ..query(Standing::Current) };
        all(cell, small).len()
    });
}

fn past_the_end(cell: &Cell) {
    let all =
        [Standing::Current, Standing::Held, Standing::Spam, Standing::Trash, Standing::WithPost];
    for standing in all {
        let page = list(cell, &CommentQuery { offset: 40_000, ..query(standing) });
        assert!(page.comments.is_empty() && !page.more, "{standing:?}: {page:?}");
    }
}

fn only(cell: &Cell) {
    let post = cell.published(&cell.unique("A few of them"));
    let [one, two, spam] = [(); 3].map(|()| cell.reader(&post, None));
    cell.comments().set_status(&spam, CommentStatus::Spam).unwrap();
    let asked = vec![two.clone(), RemoteId::from(99_999_999), spam.clone(), one.clone()];
    let some = |standing| CommentQuery { only: Some(asked.clone()), ..query(standing) };
    assert_eq!(ids(&all(cell, some(Standing::Current))), [one.clone(), two.clone()]);
    assert_eq!(ids(&all(cell, some(Standing::Held))), [one.clone(), two.clone()]);
    assert_eq!(ids(&all(cell, some(Standing::Spam))), [spam]);
    assert_eq!(all(cell, some(Standing::Trash)), []);
    let whole = cell.comments().get(&one).unwrap();
    assert_eq!(all(cell, some(Standing::Current))[0], whole, "as when it is asked for by itself");
    let none = CommentQuery { only: Some(vec![]), ..query(Standing::Current) };
    assert_eq!(all(cell, none), [], "none is none, not all");
}

fn under(cell: &Cell) {
    let post = cell.published(&cell.unique("Answers"));
    let parent = cell.reader(&post, None);
    cell.comments().set_status(&parent, CommentStatus::Approved).unwrap();
    let reply = cell.reply(&post, Some(&parent), &cell.unique("An answer"));
    let answer = cell.comments().create(&cell.key(), cell.date(), &reply).unwrap();
    let below = cell.reader(&post, Some(&answer.id));
    let other = cell.reader(&post, Some(&parent));
    let of = |parent: &RemoteId| {
        let parent = Some(parent.clone());
        ids(&all(cell, CommentQuery { parent, ..query(Standing::Current) }))
    };
    assert_eq!(of(&parent), [answer.id.clone(), other]);
    assert_eq!(of(&answer.id), [below]);
}

fn faces(cell: &Cell) {
    let post = cell.published(&cell.unique("Faces"));
    let name = cell.unique("Dana");
    let say = |name: &str| {
        let words = cell.unique("Words");
        let id = cell.outside.reader_comment(post.id.as_str(), "0", name, &words).unwrap();
        cell.comments().get(&RemoteId(id)).unwrap()
    };
    // The form's address is made of the name's letters and digits.
    let (one, two, other) = (say(&name), say(&format!("{name} !")), say(&format!("{name} Eve")));
    assert!(one.author.face.is_some() && one.author.name != two.author.name);
    assert_eq!(one.author.face, two.author.face);
    assert_ne!(one.author.face, other.author.face);
    let page = list(cell, &CommentQuery { newest_first: true, limit: 3, ..query(Standing::Held) });
    assert!(page.comments.contains(&one), "{page:?}");
}

fn notices(cell: &Cell) {
    let post = cell.published(&cell.unique("Linked to"));
    let words = cell.reader(&post, None);
    let name = cell.unique("Else & where");
    cell.outside.trackback(post.id.as_str(), &name, "They wrote about it").unwrap();
    let listed = all(cell, query(Standing::Current));
    let notice = listed.iter().find(|comment| comment.author.name == name).unwrap();
    assert_eq!((notice.kind, &notice.author.face), (CommentKind::Pingback, &None));
    assert_eq!((&notice.post, notice.status), (&post.id, CommentStatus::Held));
    assert!(notice.author.url.as_ref().is_some_and(|url| url.contains("elsewhere.example")));
    assert!(notice.html.contains("They wrote about it"), "{}", notice.html);
    assert_eq!(cell.comments().get(&notice.id).unwrap(), *notice);
    assert_eq!(cell.comments().get(&words).unwrap().kind, CommentKind::Comment);
    let moved = cell.comments().set_status(&notice.id, CommentStatus::Trash).unwrap();
    assert_eq!((moved.kind, moved.status), (CommentKind::Pingback, CommentStatus::Trash));
}

fn with_post(cell: &Cell) {
    let post = cell.published(&cell.unique("Thrown away"));
    let comment = cell.reader(&post, None);
    cell.changed(&post.id, standing(PostStatus::Trash));
    let here = |standing| {
        let only = Some(vec![comment.clone()]);
        ids(&all(cell, CommentQuery { only, ..query(standing) }))
    };
    for standing in [Standing::Current, Standing::Held, Standing::Spam, Standing::Trash] {
        assert!(here(standing).is_empty(), "{standing:?}");
    }
    assert_eq!(here(Standing::WithPost), std::slice::from_ref(&comment));
    assert_eq!(cell.comments().get(&comment).unwrap().status, CommentStatus::Trash);
}

fn not_ours(cell: &Cell) {
    let body = json!({
        "title": cell.unique("Theirs"), "content": "<p>Theirs.</p>", "status": "publish",
    });
    let post = cell.outside.post("wp/v2/posts", &body).unwrap()["id"].as_u64().unwrap();
    let say = || {
        let (name, words) = (cell.unique("Reader"), cell.unique("Words"));
        let id = cell.outside.reader_comment(&post.to_string(), "0", &name, &words).unwrap();
        RemoteId(id)
    };
    let (shown, hidden) = (say(), say());
    let approved = json!({ "status": "approved" });
    cell.outside.post(&format!("wp/v2/comments/{shown}"), &approved).unwrap();
    let listed = ids(&all(cell, query(Standing::Current)));
    assert!(listed.contains(&shown) && !listed.contains(&hidden));
    let total = cell.comments().total(Standing::Current).unwrap();
    assert!(total > listed.len() as u64, "the blog counts what it does not show");
    assert_eq!(kind(cell.comments().get(&hidden)), "Forbidden");
    for id in [&shown, &hidden] {
        let moved = cell.comments().set_status(id, CommentStatus::Spam);
        assert_eq!(kind(moved), "Forbidden");
        assert_eq!(kind(cell.comments().edit(id, "Mine")), "Forbidden");
    }
}

fn told(cell: &Cell) {
    let post = cell.published(&cell.unique("A conversation"));
    let parent = cell.reader(&post, None);
    cell.comments().set_status(&parent, CommentStatus::Approved).unwrap();
    let name = format!("Zoë O'Brien & {}", cell.unique("Sons"));
    let words = format!("Fish & chips\n\n<em>{}</em>", cell.unique("Really"));
    let id = cell.outside.reader_comment(post.id.as_str(), parent.as_str(), &name, &words).unwrap();
    let comment = cell.comments().get(&RemoteId(id)).unwrap();
    assert_eq!((&comment.post, comment.parent.as_ref()), (&post.id, Some(&parent)));
    assert_eq!((comment.author.name.as_str(), &comment.author.remote_id), (name.as_str(), &None));
    assert_eq!(comment.kind, CommentKind::Comment);
    assert_eq!(comment.status, CommentStatus::Held, "an unknown reader's first comment");
    assert!(
        comment.html.contains("Fish &amp; chips</p>")
            || comment.html.contains("Fish &#038; chips</p>"),
        "{}",
        comment.html
    );
    assert!(comment.html.contains("<em>Really"), "{}", comment.html);
    assert!((chrono::Utc::now() - comment.date).num_seconds().abs() < 120, "{}", comment.date);
    assert!(comment.link.contains(&format!("#comment-{}", comment.id)), "{}", comment.link);
    let listed = all(cell, query(Standing::Current)).into_iter().find(|c| c.id == comment.id);
    assert_eq!(listed, Some(comment));
}

fn moderation(cell: &Cell) {
    use CommentStatus::{Approved, Held, Spam, Trash};
    let post = cell.published(&cell.unique("Moderated"));
    let comment = cell.reader(&post, None);
    let ways =
        [Approved, Held, Spam, Approved, Trash, Approved, Trash, Held, Spam, Trash, Spam, Held];
    for to in ways {
        let moved =
            cell.comments().set_status(&comment, to).unwrap_or_else(|e| panic!("{to:?}: {e}"));
        assert_eq!((&moved.id, moved.status), (&comment, to));
        assert_eq!(cell.comments().get(&comment).unwrap().status, to);
        for standing in [Standing::Current, Standing::Held, Standing::Spam, Standing::Trash] {
            let here = ids(&all(cell, query(standing))).contains(&comment);
            let expected = match standing {
                Standing::Current => matches!(to, Approved | Held),
                Standing::Held => to == Held,
                Standing::Spam => to == Spam,
                Standing::Trash => to == Trash,
                Standing::WithPost => false,
            };
            assert_eq!(here, expected, "{to:?} in {standing:?}");
        }
    }
}

fn same_standing(cell: &Cell) {
    let post = cell.published(&cell.unique("Moderated twice"));
    let comment = cell.reader(&post, None);
    for to in
        [CommentStatus::Held, CommentStatus::Approved, CommentStatus::Spam, CommentStatus::Trash]
    {
        for _ in 0..2 {
            let moved =
                cell.comments().set_status(&comment, to).unwrap_or_else(|e| panic!("{to:?}: {e}"));
            assert_eq!(moved.status, to);
        }
    }
}

fn totals(cell: &Cell) {
    let post = cell.published(&cell.unique("Counted"));
    let all = [Standing::Current, Standing::Held, Standing::Spam, Standing::Trash];
    let count = || all.map(|standing| cell.comments().total(standing).unwrap());
    let before = count();
    let comments = [(); 4].map(|()| cell.reader(&post, None));
    cell.comments().set_status(&comments[1], CommentStatus::Spam).unwrap();
    cell.comments().set_status(&comments[2], CommentStatus::Trash).unwrap();
    cell.comments().set_status(&comments[3], CommentStatus::Approved).unwrap();
    let [current, held, spam, trash] = before;
    assert_eq!(count(), [current + 2, held + 1, spam + 1, trash + 1]);
}
