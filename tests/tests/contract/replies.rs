//! Our replies: written once, found again after a lost answer, and what a blind second try would do.

use afterword_model::{CommentStatus, RemoteId};
use afterword_platform::{Error, NewComment, RemoteComment};
use chrono::TimeDelta;

use crate::cell::{Cell, Need, ids, kind};

pub const CASES: &[crate::Case] = &[
    (
        "a_reply_stands_under_its_parent_with_its_date",
        &[Need::Comments, Need::Publish],
        under_parent,
    ),
    (
        "a_reply_is_found_by_its_date_whatever_its_words",
        &[Need::Comments, Need::Publish],
        found_by_date,
    ),
    ("a_reply_in_spam_or_trash_is_still_found", &[Need::Comments, Need::Publish], found_anywhere),
    ("a_reply_is_found_when_its_parent_is_gone", &[Need::Comments, Need::Publish], parent_gone),
    ("the_same_words_again_are_never_a_silent_double", &[Need::Comments, Need::Publish], duplicate),
    ("replies_dated_apart_are_taken_at_once", &[Need::Comments, Need::Publish], paced),
    (
        "a_reply_in_the_same_second_is_refused_for_an_author",
        &[Need::Comments, Need::Publish, Need::FloodLimited],
        flood,
    ),
    ("the_newest_of_mine_is_told", &[Need::Comments, Need::Publish], newest),
    ("a_reply_is_given_other_words", &[Need::Comments, Need::Publish], edited),
    ("closed_comments_are_said", &[Need::Comments, Need::Publish], closed),
];

const WORDS: [&str; 6] = [
    "Plain words",
    "a & b <p>x</p> back\\slash  ",
    "\"Quotes\" and 'apostrophes' — and “theirs”",
    "Hugs & more",
    "<strong>Bold</strong>, <a href=\"https://a.example/?x=1&y=2\">a link</a>\n\nand a paragraph",
    "💬 Ünïcödé <code>&lt;b&gt;</code>",
];

fn under_parent(cell: &Cell) {
    let post = cell.published(&cell.unique("Answered"));
    let parent = cell.reader(&post, None);
    let (key, date) = (cell.key(), cell.date());
    let reply = cell
        .comments()
        .create(&key, date, &cell.reply(&post, Some(&parent), "Thank you!"))
        .unwrap();
    assert_eq!((&reply.post, reply.parent.as_ref(), reply.date), (&post.id, Some(&parent), date));
    assert_eq!(reply.author.remote_id.as_ref(), Some(&cell.me.identity.remote_id));
    assert_eq!(reply.status, CommentStatus::Approved);
    assert!(reply.html.contains("Thank you!"));
    assert_eq!(cell.comments().get(&reply.id).unwrap(), reply);
    // The key is there for those who may see it.
    let stored = cell.outside.get(&format!("wp/v2/comments/{}&context=edit", reply.id)).unwrap();
    let agent = stored["author_user_agent"].as_str().unwrap_or_default();
    assert!(agent.starts_with("Afterword/") && agent.ends_with(&format!("op={key}")), "{agent}");
    // Answering a held comment does not make it public.
    assert_eq!(cell.comments().get(&parent).unwrap().status, CommentStatus::Held);
}

fn found_by_date(cell: &Cell) {
    let post = cell.published(&cell.unique("Looked up"));
    let parent = cell.reader(&post, None);
    for words in WORDS {
        let (key, date) = (cell.key(), cell.date());
        let reply = cell.reply(&post, Some(&parent), words);
        assert_eq!(cell.comments().find(&key, &[date], &reply).unwrap(), Vec::new(), "{words}");
        let made =
            cell.comments().create(&key, date, &reply).unwrap_or_else(|e| panic!("{words}: {e}"));
        let later = date + TimeDelta::seconds(5);
        assert_eq!(cell.comments().find(&key, &[date, later], &reply).unwrap(), [made], "{words}");
        assert_eq!(cell.comments().find(&key, &[later], &reply).unwrap(), Vec::new(), "{words}");
        assert_eq!(cell.comments().find(&key, &[], &reply).unwrap(), Vec::new(), "{words}");
    }
}

fn found_anywhere(cell: &Cell) {
    let post = cell.published(&cell.unique("Sorted away"));
    for to in [CommentStatus::Held, CommentStatus::Spam, CommentStatus::Trash] {
        let (key, date) = (cell.key(), cell.date());
        let reply = cell.reply(&post, None, &cell.unique("Sorted"));
        let made = cell.comments().create(&key, date, &reply).unwrap();
        cell.comments().set_status(&made.id, to).unwrap();
        let found = cell.comments().find(&key, &[date], &reply).unwrap();
        assert_eq!((ids(&found), found[0].status), (vec![made.id], to));
    }
}

fn parent_gone(cell: &Cell) {
    let post = cell.published(&cell.unique("Orphans"));
    let parent = cell.reader(&post, None);
    let (key, date) = (cell.key(), cell.date());
    let reply = cell.reply(&post, Some(&parent), &cell.unique("To somebody"));
    let made = cell.comments().create(&key, date, &reply).unwrap();
    cell.outside.delete(&format!("wp/v2/comments/{parent}&force=true")).unwrap();
    assert_eq!(kind(cell.comments().get(&parent)), "NotFound");
    assert_eq!(ids(&cell.comments().find(&key, &[date], &reply).unwrap()), [made.id]);
}

fn duplicate(cell: &Cell) {
    let post = cell.published(&cell.unique("Twice"));
    let reply = cell.reply(&post, None, "The very same words");
    cell.comments().create(&cell.key(), cell.date(), &reply).unwrap();
    assert_eq!(kind(cell.comments().create(&cell.key(), cell.date(), &reply)), "Duplicate");
}

fn paced(cell: &Cell) {
    let post = cell.published(&cell.unique("Paced"));
    let mut date = cell.date();
    for words in ["One", "Two", "Three"] {
        cell.comments().create(&cell.key(), date, &cell.reply(&post, None, words)).unwrap();
        date += TimeDelta::seconds(16);
    }
    // Keep the cell's own clock ahead of these.
    while cell.date() < date {}
}

fn flood(cell: &Cell) {
    let post = cell.published(&cell.unique("Flooded"));
    let date = cell.date();
    cell.comments().create(&cell.key(), date, &cell.reply(&post, None, "First")).unwrap();
    let second = cell.comments().create(&cell.key(), date, &cell.reply(&post, None, "Second"));
    let refused = second.unwrap_err();
    assert!(matches!(refused, Error::TooFast { .. } | Error::Duplicate(_)), "{refused:?}");
}

fn newest(cell: &Cell) {
    let me = &cell.me.identity.remote_id;
    let post = cell.published(&cell.unique("Newest"));
    let date = cell.date();
    cell.comments()
        .create(&cell.key(), date, &cell.reply(&post, None, &cell.unique("New")))
        .unwrap();
    cell.reader(&post, None);
    assert_eq!(cell.comments().newest_of_mine(me).unwrap(), Some(date));
    let nobody = RemoteId("999999".to_owned());
    assert_eq!(cell.comments().newest_of_mine(&nobody).unwrap(), None);
}

fn edited(cell: &Cell) {
    let post = cell.published(&cell.unique("Thought better of"));
    let parent = cell.reader(&post, None);
    for words in WORDS {
        let twin = cell.reply(&post, Some(&parent), words);
        let expected = cell.comments().create(&cell.key(), cell.date(), &twin).unwrap();
        let first = cell.reply(&post, Some(&parent), &cell.unique("First words"));
        let made = cell.comments().create(&cell.key(), cell.date(), &first).unwrap();
        for time in ["once", "twice"] {
            let changed = cell
                .comments()
                .edit(&made.id, words)
                .unwrap_or_else(|error| panic!("{words}, {time}: {error}"));
            assert_eq!(changed.html, expected.html, "as when it is written so at first, {time}");
            assert_eq!(RemoteComment { html: made.html.clone(), ..changed.clone() }, made);
            assert_eq!(cell.comments().get(&made.id).unwrap(), changed);
        }
    }
    assert_eq!(kind(cell.comments().edit(&RemoteId::from(99_999_999), "Who?")), "NotFound");
}

fn closed(cell: &Cell) {
    let post = cell.published(&cell.unique("Closed"));
    let body = serde_json::json!({ "comment_status": "closed" });
    cell.outside.post(&format!("wp/v2/posts/{}", post.id), &body).unwrap();
    let reply: NewComment = cell.reply(&post, None, "Too late");
    assert_eq!(kind(cell.comments().create(&cell.key(), cell.date(), &reply)), "CommentsClosed");
}
