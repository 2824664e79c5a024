//! What a check of links asks, and of whom: against small servers on this computer.

// The helpers outside the tests may break off, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use afterword_platform::links::{LinkCheck, LinkState, MOST_LINKS};

const HOME: &str = "https://blog.example/";

/// Answers each path in its own way, and remembers what it was asked.
struct Server {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&str, &str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let first = lines.next().unwrap().unwrap();
                let mut words = first.split(' ');
                let (method, path) = (words.next().unwrap(), words.next().unwrap());
                let head: Vec<String> =
                    lines.map(|line| line.unwrap()).take_while(|line| !line.is_empty()).collect();
                let secrets = ["cookie:", "authorization:", "referer:"];
                let told =
                    |line: &String| secrets.iter().any(|s| line.to_lowercase().starts_with(s));
                assert!(!head.iter().any(told), "{head:?}");
                log.lock().unwrap().push(format!("{method} {path}"));
                let answer = answer(method, path);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { at, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

fn status(line: &str, more: &str) -> String {
    format!("HTTP/1.1 {line}\r\n{more}content-length: 0\r\nconnection: close\r\n\r\n")
}

fn usual(method: &str, path: &str) -> String {
    match (method, path) {
        (_, "/gone") => status("410 Gone", ""),
        (_, "/missing") => status("404 Not Found", ""),
        (_, "/members") => status("403 Forbidden", ""),
        ("HEAD", "/get-only" | "/get-missing") => status("405 Method Not Allowed", ""),
        (_, "/get-missing") => status("404 Not Found", ""),
        (_, "/moved") => status("301 Moved", "location: /missing\r\nset-cookie: a=b\r\n"),
        (_, "/round") => status("302 Found", "location: /round\r\n"),
        _ => status("200 OK", "set-cookie: a=b\r\n"),
    }
}

#[test]
fn what_is_missing_is_told_from_what_answers() {
    let server = Server::start(usual);
    let check = LinkCheck::allowing(HOME, vec![server.at]);
    let table = [
        ("/fine#below", LinkState::Answered),
        ("/gone", LinkState::Missing),
        ("/missing", LinkState::Missing),
        ("/members", LinkState::Answered),
        ("/get-only", LinkState::Answered),
        ("/get-missing", LinkState::Missing),
        ("/moved", LinkState::Missing),
        ("/round", LinkState::Unknown),
    ];
    let addresses: Vec<String> = table.iter().map(|(path, _)| server.url(path)).collect();
    let expected: Vec<LinkState> = table.iter().map(|(_, state)| *state).collect();
    assert_eq!(check.ask(&addresses), expected);
    let asked = server.asked();
    assert_eq!(asked.iter().filter(|asked| asked.ends_with("/round")).count(), 6, "{asked:?}");
    let gets: Vec<_> = asked.iter().filter(|asked| asked.starts_with("GET")).collect();
    assert_eq!(gets, ["GET /get-missing", "GET /get-only"], "and else only heads");
}

#[test]
fn nothing_on_this_computer_is_asked_even_by_another_name_or_a_redirect() {
    let inside = Server::start(usual);
    let port = inside.at.port();
    let lead = format!("location: http://127.0.0.1:{port}/secret\r\n");
    let outside = Server::start(move |_, _| status("302 Found", &lead));
    let check = LinkCheck::allowing(HOME, vec![outside.at]);
    let addresses = [
        inside.url("/secret"),
        format!("http://localhost:{port}/secret"),
        format!("http://2130706433:{port}/secret"),
        format!("http://[::ffff:127.0.0.1]:{port}/secret"),
        outside.url("/lead"),
        "file:///etc/passwd".to_owned(),
    ];
    assert_eq!(check.ask(&addresses), [LinkState::Unknown; 6]);
    assert_eq!(inside.asked(), Vec::<String>::new());
    assert_eq!(outside.asked(), ["HEAD /lead"]);
}

#[test]
fn a_blog_that_lives_on_this_computer_may_be_asked_about_its_own_pages() {
    let server = Server::start(usual);
    let beside = Server::start(usual);
    let check = LinkCheck::new(&server.url("/blog/"));
    let answers = check.ask(&[server.url("/missing"), server.url("/fine"), beside.url("/fine")]);
    assert_eq!(answers, [LinkState::Missing, LinkState::Answered, LinkState::Unknown]);
    assert_eq!(beside.asked(), Vec::<String>::new());
}

#[test]
fn a_name_of_no_computer_is_told() {
    let answers = LinkCheck::new(HOME).ask(&["http://no-such-host.invalid/".to_owned()]);
    assert_eq!(answers, [LinkState::NoSuchHost]);
}

#[test]
fn no_more_than_the_limit_are_asked() {
    let server = Server::start(usual);
    let addresses: Vec<String> = (0..60).map(|n| server.url(&format!("/{n}"))).collect();
    let answers = LinkCheck::allowing(HOME, vec![server.at]).ask(&addresses);
    assert_eq!((answers.len(), server.asked().len()), (MOST_LINKS, MOST_LINKS));
}
