//! Comments as they come in from the blog, and the lists they lie in.

use afterword_model::{Author, CommentStatus, Lane, Moderate, Moderation, Op, Reply};
use afterword_store::comments::{self, Folder, Incoming, Order, Query, Received};
use afterword_store::{drafts, outbox, remote_posts};

use crate::{Home, at, connect, from_me, from_reader, home, remote};

impl Home {
    fn listed(&self, folder: Folder, words: &str) -> Vec<String> {
        let (found, total) = self.list(folder, words, 100);
        assert_eq!(found.len() as u32, total);
        found.iter().map(|listed| listed.comment.remote_id.clone().unwrap().0).collect()
    }
}

#[test]
fn a_comment_is_new_once_and_then_the_same() {
    let home = home();
    let new = from_reader("1", None, "Hello");
    assert_eq!(home.receive(&new), Received::New);
    let stored = home.comment("1");
    assert_eq!(home.receive(&new), Received::Same);
    assert_eq!(home.comment("1"), stored);
}

#[test]
fn whatever_changes_on_the_blog_changes_here() {
    let was = from_reader("2", None, "Hello");
    let author = Author { name: "Zoe".into(), ..was.author.clone() };
    let changes = [
        Incoming { html: "<p>Hello!</p>".into(), text: "Hello!".into(), ..was.clone() },
        Incoming { status: CommentStatus::Spam, ..was.clone() },
        Incoming { parent: Some(remote("1")), ..was.clone() },
        Incoming { post: remote("42"), ..was.clone() },
        Incoming { author, ..was.clone() },
        Incoming { mine: true, ..was.clone() },
        Incoming { written_at: at(77), ..was.clone() },
        Incoming { link: None, ..was.clone() },
    ];
    for now in changes {
        let home = home();
        home.receive(&from_reader("1", None, "First"));
        home.receive(&was);
        let id = home.comment("2").id;
        home.store.write(|db| drafts::set(db, id, "half a rep", at(9))).unwrap();
        home.store.write(|db| comments::set_handled(db, id, Some(at(9)))).unwrap();
        assert_eq!(home.receive(&now), Received::Changed, "{now:?}");

        let here = home.comment("2");
        let as_incoming = Incoming {
            remote_id: here.remote_id.clone().unwrap(),
            kind: here.kind,
            post: here.post.clone(),
            parent: here.parent_remote.clone(),
            author: here.author.clone(),
            mine: here.mine,
            html: here.html.clone(),
            text: now.text.clone(),
            status: here.status,
            written_at: here.written_at,
            link: here.link.clone(),
        };
        assert_eq!(as_incoming, now);
        assert_eq!(here.id, id);
        assert_eq!(here.parent.is_some(), now.parent.is_some());
        assert_eq!(here.handled_at, Some(at(9)), "the writer's own note stays");
        assert_eq!(home.store.read(|db| drafts::get(db, id)).unwrap(), "half a rep");
        assert_eq!(home.receive(&now), Received::Same);
    }
}

#[test]
fn a_comment_with_something_in_the_outbox_is_left_alone() {
    let moderate = |id| {
        let (to, from) = (Moderation::Approve, CommentStatus::Held);
        Op::Moderate(Moderate { comment: id, to, from })
    };
    let reply = |id| Op::Reply(Reply::new(id, "Yes", None));
    for waiting in [&moderate as &dyn Fn(_) -> Op, &reply] {
        let home = home();
        home.receive(&from_reader("1", None, "Hello"));
        home.receive(&from_reader("2", None, "Me too"));
        let before = home.comment("1");
        let lane = Lane::comment(before.id);
        let answer = home.reply_to(before.id, "Yes");
        let about = if matches!(waiting(answer), Op::Reply(_)) { answer } else { before.id };
        let row = home
            .store
            .write(|db| outbox::add(db, home.blog, &lane, &waiting(about), at(9)))
            .unwrap();

        let now = Incoming { status: CommentStatus::Trash, ..from_reader("1", None, "Changed") };
        assert_eq!(home.receive(&now), Received::LeftAlone);
        assert_eq!(home.comment("1"), before);
        let other = Incoming { status: CommentStatus::Trash, ..from_reader("2", None, "Changed") };
        assert_eq!(home.receive(&other), Received::Changed, "its neighbour is not held up");

        home.store.write(|db| outbox::remove(db, row)).unwrap();
        assert_eq!(home.receive(&now), Received::Changed);
    }
}

#[test]
fn an_answer_that_came_first_is_tied_to_what_it_answers() {
    let home = home();
    home.receive(&from_reader("9", Some("5"), "As you say"));
    home.receive(&from_reader("8", Some("6"), "Elsewhere"));
    assert_eq!(home.comment("9").parent, None);

    let other = connect(&home.store, "https://two.example/wp-json/");
    let same_id = from_reader("5", None, "Another blog's fifth");
    home.store.write(|db| comments::receive(db, other, &same_id)).unwrap();
    assert_eq!(home.comment("9").parent, None, "tied across blogs");

    home.receive(&from_reader("5", None, "I say"));
    assert_eq!(home.comment("9").parent, Some(home.comment("5").id));
    assert_eq!(home.comment("8").parent, None);
}

#[test]
fn comments_that_answer_each_other_in_a_ring_are_still_listed() {
    let home = home();
    home.receive(&from_reader("1", Some("2"), "a"));
    home.receive(&from_me("2", Some("1"), "b"));
    home.receive(&from_reader("3", Some("3"), "c"));
    assert_eq!(home.listed(Folder::All, ""), ["3", "2", "1"]);
    let thread = home.store.read(|db| comments::of_post(db, home.blog, &remote("41"))).unwrap();
    assert_eq!(thread.len(), 3);
}

#[test]
fn each_standing_has_its_list() {
    let home = home();
    for (id, status) in [
        ("1", CommentStatus::Approved),
        ("2", CommentStatus::Held),
        ("3", CommentStatus::Spam),
        ("4", CommentStatus::Trash),
        ("5", CommentStatus::Deleted),
    ] {
        home.receive(&Incoming { status, ..from_reader(id, None, "words") });
    }
    let table = [
        (Folder::Unanswered, vec!["1"]),
        (Folder::Held, vec!["2"]),
        (Folder::All, vec!["2", "1"]),
        (Folder::Spam, vec!["3"]),
        (Folder::Trash, vec!["4"]),
    ];
    for (folder, expected) in table {
        assert_eq!(home.listed(folder, ""), expected, "{folder:?}");
        assert_eq!(home.listed(folder, "wor"), expected, "{folder:?}");
        let count = home.store.read(|db| comments::count(db, home.blog, folder)).unwrap();
        assert_eq!(count as usize, expected.len(), "{folder:?}");
    }
    assert_eq!(home.store.read(|db| comments::standings(db, home.blog)).unwrap(), (2, 1, 1));
}

#[test]
fn words_begun_under_what_is_gone_are_found_in_the_trash() {
    let home = home();
    for (id, post, status) in [
        ("1", "41", CommentStatus::Trash),
        ("2", "41", CommentStatus::Deleted),
        ("3", "42", CommentStatus::Deleted),
        ("4", "41", CommentStatus::Deleted),
        ("5", "41", CommentStatus::Trash),
        ("6", "41", CommentStatus::Approved),
    ] {
        let written_at = at(id.parse::<i64>().unwrap() * 20);
        let new = from_reader(id, None, "words of theirs");
        home.receive(&Incoming { status, written_at, post: remote(post), ..new });
    }
    assert_eq!(home.listed(Folder::Trash, ""), ["5", "1"]);
    let begin = |id: &str, text: &str| {
        let id = home.comment(id).id;
        home.store.write(|db| drafts::set(db, id, text, at(0))).unwrap();
    };
    for id in ["1", "2", "3", "6"] {
        begin(id, "Half a reply");
    }
    let other = connect(&home.store, "https://two.example/wp-json/");
    let list = |query: Query<'_>| {
        let (rows, total) = home.store.read(|db| comments::list(db, home.blog, &query)).unwrap();
        let ids: Vec<String> =
            rows.into_iter().map(|row| row.comment.remote_id.unwrap().0).collect();
        (ids.concat(), total)
    };
    for search in ["", "words the"] {
        let all = Query { folder: Folder::Trash, search, limit: 9, ..Query::default() };
        assert_eq!(list(all.clone()), ("5321".into(), 4), "{search}");
        let oldest = Query { order: Order::OldestFirst, ..all.clone() };
        assert_eq!(list(oldest), ("1235".into(), 4), "{search}");
        for (offset, page) in [(0, "53"), (1, "32"), (2, "21"), (3, "1"), (4, "")] {
            let page_of = Query { offset, limit: 2, ..all.clone() };
            assert_eq!(list(page_of), (page.into(), 4), "{search} {offset}");
        }
        let second = remote("42");
        let reader = home.comment("3").reader;
        assert_eq!(list(Query { post: Some(&second), ..all.clone() }), ("3".into(), 1));
        assert_eq!(list(Query { reader, ..all.clone() }), ("5321".into(), 4));
        assert_eq!(list(Query { reader, post: Some(&second), ..all.clone() }), ("3".into(), 1));
        let elsewhere = home.store.read(|db| comments::list(db, other, &all)).unwrap();
        assert_eq!(elsewhere.1, 0, "another blog's");
    }
    assert_eq!(list(Query { folder: Folder::Trash, search: "elsewhere", ..Query::default() }).1, 0);
    assert_eq!(home.store.read(|db| comments::count(db, home.blog, Folder::Trash)).unwrap(), 4);

    // Without the words there is nothing to look for any more.
    begin("2", "");
    assert_eq!(home.listed(Folder::Trash, ""), ["5", "3", "1"]);
    assert_eq!(home.listed(Folder::All, ""), ["6"]);
}

#[test]
fn what_is_learned_from_own_replies_is_asked_again_when_there_are_others() {
    let home = home();
    let mark = || home.store.read(|db| comments::mark_of_mine(db, home.blog)).unwrap();
    let nothing = mark();
    home.receive(&from_reader("1", None, "asked"));
    let asked = mark();
    home.receive(&from_me("2", Some("1"), "answered"));
    let answered = mark();
    assert!(nothing != asked && asked != answered);
    assert_eq!(mark(), answered, "nothing came");
    let queued = home.reply_to(home.comment("1").id, "answered again");
    let again = mark();
    assert!(again != answered);
    home.store.write(|db| comments::remove_reply(db, queued)).unwrap();
    assert_eq!(mark(), answered);
}

#[test]
fn the_names_in_a_conversation_come_once_for_each_reader() {
    let home = home();
    let named = |id: &str, name: &str| Incoming {
        author: Author { name: name.into(), ..Author::default() },
        ..from_reader(id, None, "words")
    };
    for (id, name) in [("1", "Ann"), ("2", "Ben"), ("3", "Ann")] {
        home.receive(&named(id, name));
    }
    home.receive(&Incoming { status: CommentStatus::Spam, ..named("4", "Pills") });
    home.receive(&Incoming { post: remote("42"), ..named("5", "Elsewhere") });
    home.receive(&from_me("6", Some("1"), "Mine"));
    let found =
        home.store.read(|db| comments::names_of_post(db, home.blog, &remote("41"))).unwrap();
    let mut names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ann", "Ben"]);
    assert!(found.contains(&("Ann".to_owned(), home.comment("3").reader)));
}

#[test]
fn a_listed_comment_says_what_it_is_about() {
    let home = home();
    home.receive(&from_reader("1", None, "First"));
    home.receive(&from_reader("2", None, "Second"));
    assert_eq!(home.store.read(|db| remote_posts::unknown(db, home.blog)).unwrap(), [remote("41")]);
    let title = remote_posts::RemoteTitle {
        remote_id: remote("41"),
        title: "Slow mail".into(),
        link: "https://l/".into(),
        published_at: at(0),
    };
    let second = home.comment("2").id;
    home.store
        .write(|db| {
            remote_posts::put(db, home.blog, &title)?;
            drafts::set(db, second, "half", at(9))
        })
        .unwrap();
    assert_eq!(home.store.read(|db| remote_posts::unknown(db, home.blog)).unwrap(), []);
    let (found, total) = home.list(Folder::All, "", 1);
    assert_eq!((found.len(), total), (1, 2), "the count is of all, not of the page");
    let facts: Vec<_> = home
        .list(Folder::All, "", 10)
        .0
        .into_iter()
        .map(|listed| (listed.text, listed.post_title, listed.first, listed.has_draft))
        .collect();
    assert_eq!(
        facts,
        [
            ("Second".into(), "Slow mail".into(), false, true),
            ("First".into(), "Slow mail".into(), true, false)
        ]
    );
}

#[test]
fn comments_are_found_by_reader_and_words() {
    let home = home();
    home.receive(&from_reader("1", None, "The naïve post office"));
    home.receive(&from_me("2", Some("1"), "Quite so"));
    assert_eq!(home.listed(Folder::All, "naive"), ["1"]);
    assert_eq!(home.listed(Folder::All, "zoe office"), ["1"]);
    assert_eq!(home.listed(Folder::All, "author:zoe"), [""; 0]);
    assert_eq!(home.listed(Folder::All, "\"(*"), ["2", "1"]);
    home.receive(&Incoming { text: "Changed".into(), ..from_reader("1", None, "x") });
    assert_eq!(home.listed(Folder::All, "office"), [""; 0]);
}

#[test]
fn a_draft_is_kept_until_it_is_empty() {
    let home = home();
    home.receive(&from_reader("1", None, "Hello"));
    let id = home.comment("1").id;
    let draft = || home.store.read(|db| drafts::get(db, id)).unwrap();
    home.store.write(|db| drafts::set(db, id, "Half", at(1))).unwrap();
    home.store.write(|db| drafts::give_back(db, id, "Taken back", at(2))).unwrap();
    assert_eq!(draft(), "Taken back\n\nHalf");
    let all = home.store.read(|db| drafts::of_post(db, home.blog, &remote("41"))).unwrap();
    assert_eq!(all[&id], draft());
    home.store.write(|db| drafts::set(db, id, " \n", at(3))).unwrap();
    assert_eq!(draft(), "");
}
