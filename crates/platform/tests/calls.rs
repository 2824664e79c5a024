//! What goes over the wire for each call, and what each call makes of a bad answer. A question that is
//! answered badly is not the blog's answer; a change that is answered badly may have been done.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy does not know this for a test"
)]

mod fake;

use std::sync::atomic::{AtomicUsize, Ordering};

use afterword_model::{PostKind, PostStatus, RemoteId, Taxonomy, Timestamp};
use afterword_platform::wordpress::WordPress;
use afterword_platform::{Error, Platform, PostPatch, PostQuery};
use fake::{Fake, HTML, JSON, Reply, http, http_half, word};

const EVERYTHING: PostQuery =
    PostQuery { modified_after: None, only: None, page: 1, per_page: 100 };

fn id() -> RemoteId {
    RemoteId::from(7)
}

type Call = (&'static str, fn(&WordPress) -> Result<(), Error>);

const QUESTIONS: &[Call] = &[
    ("list", |blog| blog.posts().list(&EVERYTHING).map(drop)),
    ("ids", |blog| blog.posts().ids(1).map(drop)),
    ("authors", |blog| blog.posts().authors().map(drop)),
    ("pages", |blog| blog.pages().unwrap().list(&EVERYTHING).map(drop)),
    ("a page", |blog| blog.pages().unwrap().get(&id()).map(drop)),
    ("terms", |blog| blog.terms().unwrap().all(Taxonomy::Category).map(drop)),
    ("pictures", |blog| blog.media().unwrap().get(&[id()]).map(drop)),
    // Asks before it changes anything.
    ("ensure", |blog| blog.terms().unwrap().ensure(Taxonomy::Tag, "Rust", None).map(drop)),
];

fn patch() -> PostPatch {
    PostPatch { excerpt: Some("E".to_owned()), ..PostPatch::default() }
}

const CHANGES: &[Call] = &[
    ("update", |blog| blog.posts().update(&id(), &patch()).map(drop)),
    ("update of a page", |blog| blog.pages().unwrap().update(&id(), &patch()).map(drop)),
    ("describe", |blog| blog.media().unwrap().describe(&id(), "Alt").map(drop)),
    ("trash", |blog| {
        let patch = PostPatch { status: Some(PostStatus::Trash), ..PostPatch::default() };
        blog.posts().update(&id(), &patch).map(drop)
    }),
];

fn refusal(code: &str) -> String {
    format!(r#"{{"code":"{code}","message":"No &amp; never","data":{{"status":0}}}}"#)
}

#[test]
fn a_bad_answer_is_told_apart_for_questions_and_changes() {
    let table: Vec<(&str, Reply, &str, &str)> = vec![
        ("a reset", Reply::Reset, "Offline", "Lost"),
        ("half a body", http_half("[]"), "Offline", "Lost"),
        ("half of the JSON", http("200 OK", &[JSON], "[{\"id\":7,"), "NotTheBlog", "Lost"),
        ("JSON of another kind", http("200 OK", &[JSON], r#""yes""#), "NotTheBlog", "Lost"),
        ("an empty 200", http("200 OK", &[JSON], ""), "NotTheBlog", "Lost"),
        ("a portal", http("200 OK", &[HTML], "<h1>Hotel [] {}"), "NotTheBlog", "Lost"),
        ("a gateway", http("502 Bad", &[HTML], "<h1>502"), "NotTheBlog", "Lost"),
        (
            "a lost login",
            http("401 No", &[JSON], refusal("rest_not_logged_in")),
            "SignIn",
            "SignIn",
        ),
        ("maintenance", http("503 Down", &[HTML], "<h1>Brb"), "Maintenance", "Lost"),
    ];
    for (what, reply, asked, changed) in table {
        let fake = Fake::always(reply);
        let blog = fake.client();
        for (calls, expected) in [(QUESTIONS, asked), (CHANGES, changed)] {
            for (call, exchange) in calls {
                let error = exchange(&blog).unwrap_err();
                assert_eq!(word(&error), expected, "{what}, {call}: {error:?}");
            }
        }
        let requests = fake.requests().len();
        assert_eq!(requests, QUESTIONS.len() + CHANGES.len(), "{what}: each was sent once");
    }
}

#[test]
fn a_role_that_is_too_small_is_told_in_the_blogs_words() {
    let codes = [
        ("403 No", "rest_cannot_publish", "Forbidden"),
        ("403 No", "rest_cannot_edit", "Forbidden"),
        ("403 No", "rest_cannot_create", "Forbidden"),
        ("403 No", "rest_cannot_edit_others", "Forbidden"),
        ("403 No", "rest_cannot_assign_sticky", "Forbidden"),
        ("400 No", "rest_invalid_field", "Refused"),
        ("400 No", "rest_invalid_author", "Refused"),
        ("400 No", "rest_invalid_param", "Refused"),
    ];
    for (status, code, expected) in codes {
        let fake = Fake::always(http(status, &[JSON], refusal(code)));
        for (call, exchange) in CHANGES {
            let error = exchange(&fake.client()).unwrap_err();
            assert_eq!(word(&error), expected, "{call}: {error:?}");
            assert_eq!(error.problem().detail, "No & never", "{call} {code}");
        }
    }
}

fn post(id: u64, slug: &str) -> String {
    format!(
        r#"{{"id":{id},"slug":"{slug}","status":"draft","title":{{"raw":"T"}},"content":{{"raw":"C"}},
        "link":"http://b.example/?p=7","date_gmt":"2026-11-22T10:00:00",
        "modified_gmt":"2026-11-22T10:00:00"}}"#
    )
}

/// The bodies of the changes that were sent.
fn sent(fake: &Fake) -> Vec<String> {
    let posts = fake.requests().into_iter().filter(|request| request.starts_with("POST"));
    posts.map(|request| request.split_once("\r\n\r\n").unwrap().1.to_owned()).collect()
}

#[test]
fn sticky_and_password_are_never_asked_for_at_once() {
    let table = [
        (true, "", vec![r#"{"password":""}"#, r#"{"sticky":true,"password":""}"#]),
        (false, "k", vec![r#"{"sticky":false}"#, r#"{"sticky":false,"password":"k"}"#]),
        (false, "", vec![r#"{"sticky":false,"password":""}"#]),
        (true, "k", vec![r#"{"sticky":true,"password":"k"}"#]),
    ];
    for (sticky, password, expected) in table {
        let fake = Fake::always(http("200 OK", &[JSON], post(7, "s")));
        let patch = PostPatch {
            sticky: Some(sticky),
            password: Some(password.to_owned()),
            ..PostPatch::default()
        };
        fake.client().posts().update(&id(), &patch).unwrap();
        assert_eq!(sent(&fake), expected);
    }
}

#[test]
fn an_empty_change_is_still_answered_with_the_post() {
    let fake = Fake::always(http("200 OK", &[JSON], post(7, "s")));
    let answer = fake.client().pages().unwrap().update(&id(), &PostPatch::default()).unwrap();
    assert_eq!((answer.id, answer.kind), (id(), PostKind::Page));
    assert_eq!(sent(&fake), ["{}"]);
}

#[test]
fn dates_that_are_none_spoil_no_list() {
    let odd =
        post(8, "").replace(r#""date_gmt":"2026-11-22T10:00:00""#, r#""date_gmt":null"#).replace(
            r#""modified_gmt":"2026-11-22T10:00:00""#,
            r#""modified_gmt":"0000-00-00T00:00:00""#,
        );
    let older = post(9, "").replace("date_gmt\":\"2026-11-22T10", "date_gmt\":\"-0001-11-30T10");
    let list = format!("[{odd},{older},{}]", post(7, "s"));
    let fake = Fake::always(http("200 OK", &[JSON], &list));
    let page = fake.client().posts().list(&EVERYTHING).unwrap();
    let dates: Vec<Timestamp> = page.posts.iter().map(|post| post.fields.date).collect();
    let known = "2026-11-22T10:00:00Z".parse::<Timestamp>().unwrap();
    assert_eq!(dates[0], Timestamp::UNIX_EPOCH);
    assert_eq!(dates[2], known);
    // What is no date at all makes the answer unreadable.
    let broken = list.replace("null", r#""tomorrow""#);
    let fake = Fake::always(http("200 OK", &[JSON], &broken));
    assert_eq!(word(&fake.client().posts().list(&EVERYTHING).unwrap_err()), "NotTheBlog");
}

#[test]
fn a_page_that_hides_rows_is_not_taken_for_the_last() {
    let head = [JSON, "X-WP-Total: 250", "X-WP-TotalPages: 3"];
    let fake = Fake::always(http("200 OK", &head, "[]"));
    let blog = fake.client();
    let page = blog.posts().list(&PostQuery { page: 2, ..EVERYTHING }).unwrap();
    assert!(page.posts.is_empty() && page.more && page.total == 250);
    assert!(!blog.posts().list(&PostQuery { page: 3, ..EVERYTHING }).unwrap().more);
    assert!(blog.posts().ids(1).unwrap().more);
}

#[test]
fn a_post_without_its_raw_text_is_a_lost_login() {
    let view = post(7, "s").replace("raw", "rendered");
    let fake = Fake::always(http("200 OK", &[JSON], format!("[{view}]")));
    assert_eq!(word(&fake.client().posts().list(&EVERYTHING).unwrap_err()), "SignIn");
}

/// Answers the search with these terms, the attempt to make one with a refusal.
fn terms(found: &'static str, refusal: &'static str) -> Fake {
    Fake::start(move |request| match request.starts_with("GET") {
        true => http("200 OK", &[JSON], found),
        false => http("400 No", &[JSON], refusal),
    })
}

#[test]
fn a_term_that_exists_is_the_one_of_that_name() {
    let exists = r#"{"code":"term_exists","message":"m","data":{"status":400,"term_id":5}}"#;
    // The name decides, also when the blog names another.
    let fake = terms(r#"[{"id":5,"name":"C","parent":0},{"id":6,"name":"C#","parent":0}]"#, exists);
    let found = fake.client().terms().unwrap().ensure(Taxonomy::Category, "c#", None).unwrap();
    assert_eq!(found.id, RemoteId::from(6));
    assert!(sent(&fake).is_empty(), "nothing is made that is there");
    // A name that the blog changed before it stored it: then what the blog says.
    let fake = terms(r#"[{"id":5,"name":"bold","parent":0}]"#, exists);
    let found = fake.client().terms().unwrap().ensure(Taxonomy::Tag, "<b>bold</b>", None).unwrap();
    assert_eq!((found.id, sent(&fake).len()), (RemoteId::from(5), 1));
    let fake = terms("[]", exists);
    let error = fake.client().terms().unwrap().ensure(Taxonomy::Tag, "x", None).unwrap_err();
    assert_eq!(word(&error), "NotFound");
    let fake = terms("[]", r#"{"code":"rest_cannot_create","message":"m","data":{"status":403}}"#);
    let error = fake.client().terms().unwrap().ensure(Taxonomy::Tag, "x", None).unwrap_err();
    assert_eq!(word(&error), "Refused");
}

#[test]
fn a_lost_answer_to_a_new_term_is_lost() {
    let fake = Fake::start(|request| match request.starts_with("GET") {
        true => http("200 OK", &[JSON], "[]"),
        false => Reply::Reset,
    });
    let error = fake.client().terms().unwrap().ensure(Taxonomy::Tag, "x", None).unwrap_err();
    assert_eq!(word(&error), "Lost");
}

/// A blog on which the password is known until it was asked about so many times.
fn signs_in(times: usize, deleted: &'static str) -> Fake {
    let asked = AtomicUsize::new(0);
    Fake::start(move |request| match request.split(' ').next() {
        Some("DELETE") => http(deleted, &[JSON], refusal("rest_application_password_not_found")),
        _ if asked.fetch_add(1, Ordering::SeqCst) < times => {
            http("200 OK", &[JSON], r#"{"uuid":"0b8e4f2a-1c6d-4e7f-9a3b-2d5c8f1e0a47"}"#)
        }
        _ => http("401 No", &[JSON], refusal("rest_cannot_introspect_app_password")),
    })
}

#[test]
fn a_password_is_given_back_only_when_it_no_longer_signs_in() {
    assert_eq!(signs_in(0, "500 E").client().revoke(), Ok(()));
    let fake = signs_in(1, "200 OK");
    assert_eq!(fake.client().revoke(), Ok(()));
    let requests = fake.requests();
    let route = "application-passwords/0b8e4f2a-1c6d-4e7f-9a3b-2d5c8f1e0a47 ";
    assert!(requests[1].starts_with("DELETE") && requests[1].contains(route), "{requests:?}");
    // Not there: gone, if it really is.
    assert_eq!(signs_in(1, "404 No").client().revoke(), Ok(()));
    assert_eq!(word(&signs_in(2, "404 No").client().revoke().unwrap_err()), "NotFound");
    assert_eq!(word(&signs_in(2, "403 No").client().revoke().unwrap_err()), "Forbidden");
}

#[test]
fn a_password_whose_name_is_a_path_is_not_asked_for() {
    let fake = Fake::always(http("200 OK", &[JSON], r#"{"uuid":"../../posts/7"}"#));
    assert_eq!(word(&fake.client().revoke().unwrap_err()), "NotTheBlog");
    assert!(fake.requests().iter().all(|request| request.starts_with("GET")));
}
