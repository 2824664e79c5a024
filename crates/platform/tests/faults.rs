//! Everything that can go wrong on the way, and what it means: for a question, and for a change. The second
//! column decides whether words are sent twice, so each row is held against a server that really does it.

mod fake;

use std::net::TcpListener;

use afterword_model::RemoteId;
use afterword_platform::wordpress::WordPress;
use afterword_platform::{Error, NewPost, Platform};
use fake::{Fake, HTML, JSON, Reply, client, http, http_half, http_keep, word};

fn id() -> RemoteId {
    RemoteId("7".to_owned())
}

fn read(blog: &WordPress) -> Result<(), Error> {
    blog.posts().get(&id()).map(drop)
}

fn write(blog: &WordPress) -> Result<(), Error> {
    let post = NewPost { title: "T".to_owned(), content: "C".to_owned() };
    blog.posts().create_draft("q0123456789abcdef", &post).map(drop)
}

fn refusal(code: &str) -> String {
    format!(
        r#"{{"code":"{code}","message":"<strong>No</strong> &amp; never","data":{{"status":0}}}}"#
    )
}

/// How a parameter is refused to somebody who may not use it.
fn inside(status: u16) -> String {
    format!(
        r#"{{"code":"rest_invalid_param","message":"status","data":{{"status":400,"details":
        {{"status":{{"code":"rest_forbidden_status","data":{{"status":{status}}}}}}}}}}}"#
    )
}

const POST: &str = r#"{"id":7,"slug":"s","status":"draft","title":{"raw":"T"},"content":{"raw":"C"},
  "link":"http://b.example/?p=7","date_gmt":"2026-11-22T10:00:00","modified_gmt":"2026-11-22T10:00:00"}"#;

const PORTAL: &str = "<!doctype html><title>Hotel</title><script>var a = {b: [1]};</script>Sign in";

#[test]
fn a_failure_on_the_way_says_whether_anything_may_have_arrived() {
    // what happens, to a question, to a change
    let table: Vec<(&str, Reply, &str, &str)> = vec![
        ("a reset after the request", Reply::Reset, "Offline", "Lost"),
        ("silence", Reply::Silence, "Offline", "Lost"),
        ("half a body", http_half(POST), "Offline", "Lost"),
        ("an end without an answer", Reply::Bytes(Vec::new()), "Offline", "Lost"),
        ("no HTTP at all", Reply::Bytes(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()), "NotTheBlog", "Lost"),
        (
            "502 from a proxy",
            http("502 Bad Gateway", &[HTML], "<h1>Bad</h1>"),
            "NotTheBlog",
            "Lost",
        ),
        ("a portal's 200", http("200 OK", &[HTML], PORTAL), "NotTheBlog", "Lost"),
        ("an empty 200", http("200 OK", &[JSON], ""), "NotTheBlog", "Lost"),
        ("JSON of another kind", http("200 OK", &[JSON], r#"{"ok":true}"#), "NotTheBlog", "Lost"),
        (
            "a number for an id",
            http("200 OK", &[JSON], POST.replace(":7,", ":-7,")),
            "NotTheBlog",
            "Lost",
        ),
        (
            "half of the JSON",
            http("200 OK", &[JSON], POST.get(..80).unwrap()),
            "NotTheBlog",
            "Lost",
        ),
        ("a firewall's 403", http("403 Forbidden", &[HTML], "<h1>WAF</h1>"), "NotTheBlog", "Lost"),
        ("a 404 page", http("404 Not Found", &[HTML], "<h1>?</h1>"), "NotTheBlog", "Lost"),
        (
            "a crash of PHP",
            http("500 Error", &[JSON], refusal("internal_server_error")),
            "NotTheBlog",
            "Lost",
        ),
        ("a crash in words", http("500 Error", &[JSON], refusal("wp_die")), "NotTheBlog", "Lost"),
        ("a gateway's 504", http("504 Timeout", &[HTML], ""), "NotTheBlog", "Lost"),
        (
            "503 maintenance",
            http("503 Down", &[HTML, "Retry-After: 600"], "<h1>Brb"),
            "Maintenance",
            "Lost",
        ),
        (
            "401 of the blog",
            http("401 No", &[JSON], refusal("rest_not_logged_in")),
            "SignIn",
            "SignIn",
        ),
        ("401 of a web server", http("401 No", &[HTML], "<h1>401"), "SignIn", "SignIn"),
        ("401 inside a 400", http("400 No", &[JSON], inside(401)), "SignIn", "SignIn"),
        ("403 inside a 400", http("400 No", &[JSON], inside(403)), "Forbidden", "Forbidden"),
        (
            "403 of the blog",
            http("403 No", &[JSON], refusal("rest_cannot_edit")),
            "Forbidden",
            "Forbidden",
        ),
        (
            "404 of the blog",
            http("404 No", &[JSON], refusal("rest_post_invalid_id")),
            "NotFound",
            "NotFound",
        ),
        (
            "410 of the blog",
            http("410 No", &[JSON], refusal("rest_already_trashed")),
            "NotFound",
            "NotFound",
        ),
        (
            "400 of the blog",
            http("400 No", &[JSON], refusal("empty_content")),
            "Refused",
            "Refused",
        ),
        (
            "a route that is gone",
            http("404 No", &[JSON], refusal("rest_no_route")),
            "Refused",
            "Refused",
        ),
        (
            "a refused upload",
            http("500 E", &[JSON], refusal("rest_upload_sideload_error")),
            "Refused",
            "Refused",
        ),
        ("413 of a web server", http("413 Big", &[HTML], "<h1>413"), "TooLarge", "TooLarge"),
        ("429", http("429 Slow", &[HTML, "Retry-After: 9"], "<h1>429"), "TooFast", "TooFast"),
        (
            "the flood limit",
            http("400 No", &[JSON], refusal("comment_flood")),
            "TooFast",
            "TooFast",
        ),
        (
            "a duplicate",
            http("409 No", &[JSON], refusal("comment_duplicate")),
            "Duplicate",
            "Duplicate",
        ),
        (
            "closed comments",
            http("403 No", &[JSON], refusal("rest_comment_closed")),
            "CommentsClosed",
            "CommentsClosed",
        ),
        ("a redirect", http("302 Found", &["Location: /elsewhere"], ""), "Moved", "Moved"),
        (
            "a redirect that keeps the method",
            http("308 P", &["Location: /x"], ""),
            "Moved",
            "Moved",
        ),
    ];
    for (what, reply, asked, changed) in table {
        let fake = Fake::always(reply);
        let blog = fake.client();
        let got = (read(&blog).unwrap_err(), write(&blog).unwrap_err());
        assert_eq!((word(&got.0), word(&got.1)), (asked, changed), "{what}: {got:?}");
        assert_eq!(fake.requests().len(), 2, "{what}: each was sent once and no more");
    }
}

#[test]
fn what_never_left_is_offline_even_for_a_change() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let unencrypted = Fake::always(http("200 OK", &[JSON], POST));
    let table = [
        ("nobody listens", format!("http://127.0.0.1:{free}/wp-json/")),
        ("no such name", "http://nowhere.invalid/wp-json/".to_owned()),
        ("an address that never answers", "http://192.0.2.1/wp-json/".to_owned()),
        (
            "TLS that is never answered",
            format!("https://{}/wp-json/", silent.local_addr().unwrap()),
        ),
        ("TLS with a server that has none", format!("https://127.0.0.1:{}/", unencrypted.port)),
    ];
    for (what, endpoint) in table {
        let blog = client(&endpoint);
        for error in [read(&blog).unwrap_err(), write(&blog).unwrap_err()] {
            assert_eq!(word(&error), "Offline", "{what}: {error}");
        }
    }
    assert!(unencrypted.requests().iter().all(|request| !request.contains("Authorization")));
}

#[test]
fn a_certificate_nobody_vouches_for_ends_it_before_anything_is_sent() {
    let blog = client(&format!("https://localhost:{}/wp-json/", fake::self_signed()));
    for error in [read(&blog).unwrap_err(), write(&blog).unwrap_err()] {
        assert_eq!(word(&error), "Certificate", "{error}");
    }
}

#[test]
fn a_redirect_to_another_host_never_takes_the_password_along() {
    let other = Fake::always(http("200 OK", &[JSON], POST));
    let location = format!("Location: {}/wp-json/wp/v2/posts", other.url());
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let fake = Fake::always(http(status, &[&location], ""));
        let blog = fake.client();
        for error in [read(&blog).unwrap_err(), write(&blog).unwrap_err()] {
            let Error::Moved(to) = error else { panic!("{error}") };
            assert!(to.starts_with(&other.url()), "{to}");
        }
    }
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn only_our_name_and_the_login_travel_with_a_request() {
    let fake = Fake::always(http("200 OK", &[JSON], POST));
    read(&fake.client()).unwrap();
    write(&fake.client()).unwrap();
    for request in fake.requests() {
        let head = request.split("\r\n\r\n").next().unwrap().to_ascii_lowercase();
        let names: Vec<&str> =
            head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
        for name in &names {
            let known = [
                "host",
                "user-agent",
                "accept",
                "accept-encoding",
                "authorization",
                "content-type",
                "content-length",
            ];
            assert!(known.contains(name), "{name} in {head}");
        }
        let agent = format!("user-agent: afterword/{}", env!("CARGO_PKG_VERSION"));
        assert!(head.contains(&agent), "{head}");
        assert!(request.contains("Basic d3JpdGVyOnNlY3JldCB3b3Jk"), "{head}");
    }
}

#[test]
fn a_notice_before_the_json_is_read_over() {
    let bodies = [
        format!("\u{feff}{POST}"),
        format!(
            "\u{feff}\n<br />\n<b>Notice</b>: Undefined index: a[0] in {{x}} on line 3<br />\n{POST}\n"
        ),
    ];
    for body in bodies {
        let fake = Fake::always(http("200 OK", &[JSON], &body));
        read(&fake.client()).unwrap();
        write(&fake.client()).unwrap();
    }
}

#[test]
fn brackets_in_a_notice_are_no_empty_list() {
    let notice = "<b>Warning</b>: Array to string conversion, [] given";
    let fake = Fake::always(http("200 OK", &[JSON], notice));
    let error = fake.client().posts().find_by_key("q0123456789abcdef").unwrap_err();
    assert_eq!(word(&error), "NotTheBlog", "nothing found would mean: send it again");
}

#[test]
fn a_change_never_travels_on_a_used_connection() {
    // The server forgets its idle connections: a second request on one gets a reset.
    let reply = |request: &str| match request.starts_with("GET") {
        true => http_keep("200 OK", &[JSON], POST),
        false => http("201 Created", &[JSON], POST),
    };
    let fake = Fake::start(reply);
    let blog = fake.client();
    for _ in 0..3 {
        read(&blog).unwrap();
        write(&blog).unwrap();
    }
    assert_eq!(fake.requests().len(), 6);
}

#[test]
fn a_question_on_an_idle_connection_that_died_is_asked_again() {
    // Promises to stay, and closes at the next request.
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let fake =
        Fake::start(move |_| match asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 2 {
            0 => http_keep("200 OK", &[JSON], POST),
            _ => Reply::Reset,
        });
    let blog = fake.client();
    read(&blog).unwrap();
    read(&blog).unwrap();
    assert_eq!(fake.requests().len(), 3);
}

#[test]
fn waiting_times_and_words_of_the_blog_are_kept() {
    let fake = Fake::always(http("429 Slow", &[JSON, "Retry-After: 9"], refusal("slow_down")));
    let error = write(&fake.client()).unwrap_err();
    let message = "slow_down: No & never".to_owned();
    assert_eq!(error, Error::TooFast { retry_after: Some(9), message });

    let fake = Fake::always(http("503 Down", &[HTML, "Retry-After: 600"], ""));
    assert_eq!(read(&fake.client()), Err(Error::Maintenance { retry_after: Some(600) }));

    let fake = Fake::always(http("400 No", &[JSON], refusal("rest_invalid_param")));
    let (code, message) = ("rest_invalid_param".to_owned(), "No & never".to_owned());
    assert_eq!(write(&fake.client()), Err(Error::Refused { code, message }));
}

#[test]
fn an_endless_answer_is_cut_off() {
    let body = format!("{POST}{}", " ".repeat(33 << 20));
    let fake = Fake::always(http("200 OK", &[JSON], &body));
    let blog = fake.client();
    assert_eq!(word(&read(&blog).unwrap_err()), "NotTheBlog");
    assert_eq!(word(&write(&blog).unwrap_err()), "Lost");
}

#[test]
fn bytes_that_are_no_picture_never_leave() {
    let fake = Fake::always(http("201 Created", &[JSON], POST));
    let blog = fake.client();
    let media = afterword_platform::NewMedia {
        file_name: "cat.png",
        kind: afterword_model::ImageKind::Png.into(),
        bytes: b"<?php evil",
        alt: "",
    };
    let error = blog.media().unwrap().upload("q0123456789abcdef", &media, &|_| {}).unwrap_err();
    assert_eq!(word(&error), "Refused");
    assert_eq!(fake.requests(), Vec::<String>::new());
}

#[test]
fn a_public_post_is_never_discarded() {
    for status in ["publish", "future", "private", "pending"] {
        let body = POST.replace(r#""status":"draft""#, &format!(r#""status":"{status}""#));
        let fake = Fake::always(http("200 OK", &[JSON], body));
        let error = fake.client().posts().discard_double(&id()).unwrap_err();
        assert_eq!(word(&error), "Refused", "{status}");
        assert!(fake.requests().iter().all(|request| request.starts_with("GET")), "{status}");
    }
}
