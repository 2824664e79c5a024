//! What must fail, and how: things that are gone, logins that are lost, roles that are too small. A lost
//! login is an error everywhere, never a shorter list.

use afterword_model::{CommentStatus, PostStatus, RemoteId, Taxonomy};
use afterword_platform::{CommentQuery, NewPost, PostPatch, PostQuery, Standing};

use crate::cell::{Cell, Need, kind};

pub const CASES: &[crate::Case] = &[
    ("what_is_not_there_is_not_found", &[], missing),
    ("a_wrong_password_is_said_by_every_call", &[Need::Publish], wrong_password),
    ("an_unknown_name_is_said", &[], unknown_name),
    ("spaces_in_the_password_do_not_matter", &[], spaces),
    ("a_role_that_may_not_write_is_told", &[Need::Colleagues], cannot_write),
    (
        "an_author_may_not_change_others_posts_or_comments",
        &[Need::OwnOnly, Need::Colleagues],
        not_ones_own,
    ),
];

fn missing(cell: &Cell) {
    let nothing = RemoteId("999999".to_owned());
    let patch = PostPatch { title: Some("T".to_owned()), ..PostPatch::default() };
    assert_eq!(kind(cell.posts().get(&nothing)), "NotFound");
    assert_eq!(kind(cell.posts().update(&nothing, &patch)), "NotFound");
    if !Need::Comments.of(cell) {
        return;
    }
    assert_eq!(kind(cell.comments().get(&nothing)), "NotFound");
    assert_eq!(kind(cell.comments().set_status(&nothing, CommentStatus::Spam)), "NotFound");
    let post = cell.draft(&cell.key(), "For its shape");
    let mut reply = cell.reply(&post, None, "To nobody");
    reply.post = nothing;
    assert_eq!(kind(cell.comments().create(&cell.key(), cell.date(), &reply)), "NotFound");
}

fn wrong_password(cell: &Cell) {
    let stranger = cell.signed_in(&cell.username, "wrong wrong wrong");
    let post = cell.published(&cell.unique("Public"));
    let reply = cell.reply(&post, None, "From nobody");
    let everything = PostQuery { modified_after: None, only: None, page: 1, per_page: 10 };
    let new = NewPost { title: "T".to_owned(), content: "C".to_owned() };
    let date = cell.date();
    let mut answers = vec![
        ("me", kind(stranger.me())),
        ("get", kind(stranger.posts().get(&post.id))),
        ("find", kind(stranger.posts().find_by_key(&cell.key()))),
        ("make", kind(stranger.posts().create_draft(&cell.key(), &new))),
        ("update", kind(stranger.posts().update(&post.id, &PostPatch::default()))),
        ("list", kind(stranger.posts().list(&everything))),
        ("ids", kind(stranger.posts().ids(1))),
        ("authors", kind(stranger.posts().authors())),
        (
            "a new tag",
            kind(stranger.terms().unwrap().ensure(Taxonomy::Tag, &cell.unique("T"), None)),
        ),
        ("seen pictures", kind(stranger.media().unwrap().get(&[RemoteId::from(1)]))),
        ("pictures", kind(stranger.media().unwrap().find_by_key(&cell.key()))),
    ];
    if let Some(pages) = stranger.pages() {
        answers.push(("pages", kind(pages.list(&everything))));
        answers.push(("page ids", kind(pages.ids(1))));
    }
    if let Some(comments) = stranger.comments() {
        let query = |standing| CommentQuery { limit: 10, ..CommentQuery::new(standing) };
        answers.extend([
            ("current", kind(comments.list(&query(Standing::Current)))),
            ("spam", kind(comments.list(&query(Standing::Spam)))),
            (
                "some",
                kind(comments.list(&CommentQuery {
                    only: Some(vec![RemoteId::from(1)]),
                    ..query(Standing::Current)
                })),
            ),
            ("total", kind(comments.total(Standing::Current))),
            ("edit", kind(comments.edit(&RemoteId::from(1), "Mine"))),
            ("lookup", kind(comments.find(&cell.key(), &[date], &reply))),
            ("newest", kind(comments.newest_of_mine(&cell.me.identity.remote_id))),
            ("reply", kind(comments.create(&cell.key(), date, &reply))),
        ]);
    }
    for (call, answer) in answers {
        assert_eq!(answer, "SignIn", "{call}");
    }
}

fn unknown_name(cell: &Cell) {
    let stranger = cell.signed_in("nobody", &cell.password);
    assert_eq!(kind(stranger.me()), "SignIn");
}

fn spaces(cell: &Cell) {
    let packed: String = cell.password.split_whitespace().collect();
    let packed = cell.signed_in(&cell.username, &packed);
    assert_eq!(packed.me().unwrap(), cell.me);
}

fn cannot_write(cell: &Cell) {
    let reader = cell.as_role("subscriber");
    assert!(!reader.me().unwrap().capabilities.write_posts);
    let post = NewPost { title: "Mine".to_owned(), content: "C".to_owned() };
    assert_eq!(kind(reader.posts().create_draft(&cell.key(), &post)), "Forbidden");
    let query = CommentQuery::new(Standing::Current);
    if let Some(comments) = reader.comments() {
        assert_eq!(kind(comments.list(&query)), "Forbidden");
    }
}

fn not_ones_own(cell: &Cell) {
    let editor = cell.as_role("editor");
    let new = NewPost { title: cell.unique("Theirs"), content: "C".to_owned() };
    let draft = editor.posts().create_draft(&cell.key(), &new).unwrap();
    let publish = PostPatch { status: Some(PostStatus::Published), ..PostPatch::default() };
    let theirs = editor.posts().update(&draft.id, &publish).unwrap();
    let patch = PostPatch { title: Some("Mine now".to_owned()), ..PostPatch::default() };
    assert_eq!(kind(cell.posts().update(&theirs.id, &patch)), "Forbidden");
    assert_eq!(kind(cell.posts().get(&theirs.id)), "Forbidden");
    if let Some(comments) = cell.blog().comments() {
        let comment = cell.reader(&theirs, None);
        assert_eq!(kind(comments.set_status(&comment, CommentStatus::Approved)), "Forbidden");
    }
    assert_eq!(editor.posts().get(&theirs.id).unwrap(), theirs);
}
