//! Readers' comments: lists, pages, totals, and moving them.

use afterword_model::{CommentStatus, RemoteId};
use afterword_platform::{CommentPage, CommentQuery, RemoteComment, Standing};
use chrono::TimeDelta;

use crate::cell::{Cell, Need, ids};

pub const CASES: &[crate::Case] = &[
    ("comments_come_in_pages_without_gaps", &[Need::Comments, Need::Publish], pages),
    ("a_page_past_the_end_is_empty", &[Need::Comments], past_the_end),
    ("only_newer_comments_come_when_asked", &[Need::Comments, Need::Publish], newer),
    ("a_comment_tells_its_post_parent_author_and_words", &[Need::Comments, Need::Publish], told),
    ("moderation_moves_a_comment_every_way", &[Need::Comments, Need::Publish], moderation),
    ("asking_for_the_standing_it_has_is_fine", &[Need::Comments, Need::Publish], same_standing),
    ("totals_follow_the_comments", &[Need::Comments, Need::Publish], totals),
];

fn query(standing: Standing) -> CommentQuery {
    CommentQuery { standing, after: None, newest_first: false, page: 1, per_page: 100 }
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
        query.page += 1;
        assert!(query.page < 500, "pages without end");
    }
}

fn pages(cell: &Cell) {
    let post = cell.published(&cell.unique("Many comments"));
    let made: Vec<RemoteId> = (0..5).map(|_| cell.reader(&post, None)).collect();
    for newest_first in [false, true] {
        let small = CommentQuery { per_page: 2, newest_first, ..query(Standing::Current) };
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
    }
    assert_eq!(ids(&all(cell, query(Standing::Current))).len(), {
        let small = CommentQuery { per_page: 3, ..query(Standing::Current) };
        all(cell, small).len()
    });
}

fn past_the_end(cell: &Cell) {
    for standing in [Standing::Current, Standing::Spam, Standing::Trash] {
        let page = list(cell, &CommentQuery { page: 400, ..query(standing) });
        assert_eq!(page, CommentPage { comments: Vec::new(), more: false }, "{standing:?}");
    }
}

fn newer(cell: &Cell) {
    let post = cell.published(&cell.unique("Old and new"));
    let old =
        cell.comments().create(&cell.key(), cell.date(), &cell.reply(&post, None, "Old")).unwrap();
    let new = cell.reader(&post, None);
    let after = |time| CommentQuery { after: Some(time), ..query(Standing::Current) };
    let since_old = ids(&all(cell, after(old.date)));
    assert!(since_old.contains(&new) && !since_old.contains(&old.id), "{since_old:?}");
    let just_before = ids(&all(cell, after(old.date - TimeDelta::seconds(1))));
    assert!(just_before.contains(&new) && just_before.contains(&old.id));
    let tomorrow = chrono::Utc::now() + TimeDelta::days(1);
    assert_eq!(all(cell, after(tomorrow)), Vec::new());
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
        for standing in [Standing::Current, Standing::Spam, Standing::Trash] {
            let here = ids(&all(cell, query(standing))).contains(&comment);
            let expected = match standing {
                Standing::Current => matches!(to, Approved | Held),
                Standing::Spam => to == Spam,
                Standing::Trash => to == Trash,
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
    let before = cell.comments().totals().unwrap();
    let comments = [cell.reader(&post, None), cell.reader(&post, None), cell.reader(&post, None)];
    cell.comments().set_status(&comments[1], CommentStatus::Spam).unwrap();
    cell.comments().set_status(&comments[2], CommentStatus::Trash).unwrap();
    let after = cell.comments().totals().unwrap();
    assert_eq!(after.current, before.current + 1);
    assert_eq!(after.spam, before.spam + 1);
    assert_eq!(after.trash, before.trash + 1);
}
