//! Quoting pages, from a desk and a small server on this computer: what is read, what is kept, what is filled
//! in later, and what pages that mean harm can do.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use afterword_tests::desk::{TestDesk, quick, saving};
use serde_json::{Value, json};

const WORDS: &str =
    "A train that is late is still a train, and somebody waits for it, with tea and patience. ";

/// A site on this computer.
struct Site {
    at: SocketAddr,
    up: Arc<AtomicBool>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let up = Arc::new(AtomicBool::new(true));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (is_up, log) = (Arc::clone(&up), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let Some(Ok(first)) = lines.next() else { continue };
                let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
                while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
                log.lock().unwrap().push(path.clone());
                let (status, kind, body) = match is_up.load(Ordering::Relaxed) {
                    true => page(path.split('?').next().unwrap_or_default()),
                    false => ("503 Busy", "text/html", Vec::new()),
                };
                let length = body.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
                );
                let _ = stream.write_all(&body);
            }
        });
        Self { at, up, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == path).count()
    }
}

fn page(path: &str) -> (&'static str, &'static str, Vec<u8>) {
    let words = WORDS.repeat(4);
    let html = match path {
        "/trains" => format!(
            "<html><head><title>On slow trains</title><meta property='og:site_name' content='The Post'>\
             <meta name='author' content='Ann Example'><meta property='article:published_time' content='2025-03-09'>\
             </head><body><nav>Home</nav><article><h1>On slow trains</h1><p>{words}</p><p>Second, <b>bold</b> words. {words}</p>\
             <script>evil()</script><p onclick=x()>Third. {words}</p></article></body></html>"
        ),
        "/round" => return ("302 Found\r\nlocation: /round", "text/html", Vec::new()),
        "/file" => return ("302 Found\r\nlocation: file:///etc/passwd", "text/html", Vec::new()),
        "/inside" => {
            return ("302 Found\r\nlocation: http://localhost:1/", "text/html", Vec::new());
        }
        "/picture" => return ("200 OK", "image/png", b"\x89PNG".to_vec()),
        "/large" => return ("200 OK", "text/html", vec![b'x'; 6 * 1024 * 1024]),
        "/russian" => {
            let page = format!("<title>x</title><p>\u{0}{}</p>", "z".repeat(200));
            let word = [0xcf_u8, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];
            let mut bytes = page.into_bytes();
            bytes.splice(19..20, word);
            return ("200 OK", "text/html; charset=windows-1251", bytes);
        }
        _ => return ("404 Not Found", "text/html", Vec::new()),
    };
    ("200 OK", "text/html; charset=utf-8", html.into_bytes())
}

fn read(desk: &TestDesk, post: i64, address: &str) -> Value {
    desk.call("page_read", json!({ "post": post, "address": address }))
}

fn pick(page: &Value, at: usize) -> Value {
    let passage = &page["passages"][at];
    let length = passage["plain"].as_str().unwrap().encode_utf16().count();
    json!({ "at": at, "kind": passage["kind"], "markdown": passage["markdown"], "length": length })
}

fn quote(desk: &TestDesk, post: i64, source: &Value, picks: &[Value], later: bool) -> String {
    let ask = json!({ "post": post, "source": source, "picks": picks, "later": later });
    desk.call("page_quote", ask)["markdown"].as_str().unwrap().to_owned()
}

#[test]
fn a_page_is_quoted_with_its_source_and_known_from_then_on() {
    let site = Site::start();
    let desk = TestDesk::reading(quick(), vec![site.at]);
    let post = desk.post(desk.practice(), "Trains", "Mine.");
    let page = read(&desk, post, &format!("{}#part", site.url("/trains?utm_source=feed")));
    let address = site.url("/trains");
    assert_eq!(page["problem"], Value::Null, "{page}");
    let source = json!({ "title": "On slow trains", "author": "Ann Example", "site": "The Post",
        "date": "2025-03-09", "address": address });
    assert_eq!(page["source"], source);
    let passages = page["passages"].as_array().unwrap();
    assert_eq!(passages.len(), 3, "{passages:#?}");
    assert!(!page.to_string().contains("evil"), "{page}");

    let text = quote(&desk, post, &page["source"], &[pick(&page, 0), pick(&page, 2)], false);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("> A train that is late"), "{text}");
    assert_eq!(&lines[1..4], [">", "> […]", ">"], "{text}");
    assert_eq!(*lines.last().unwrap(), format!("> — [On slow trains]({address}), The Post"));

    // Known again while the site is down, and listed for the post that has it.
    desk.save(post, "Trains", &text);
    site.up.store(false, Ordering::Relaxed);
    let again = read(&desk, post, &address);
    assert_eq!((&again["source"], &again["later"]), (&source, &json!(false)));
    assert!(again["problem"].is_string() && again["passages"] == json!([]), "{again}");
    let known = desk.call("source_list", json!({ "post": post }));
    assert_eq!(known, json!([{ "source": source, "inPost": true }]));
}

#[test]
fn the_line_is_the_writers_own() {
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "T", "");
    let set = |template: &str| desk.call("quote_settings_set", json!({ "template": template }));
    let now = set("— {author}, “{title}” ({date}) <{address}>");
    assert!(
        now["example"]
            .as_str()
            .unwrap()
            .starts_with("— Ann Example, “On slow trains” (2025-03-09)"),
        "{now}"
    );
    let source = json!({ "title": "T", "author": "", "site": "S", "date": "", "address": "https://a.example/" });
    let words = json!({ "at": 0, "kind": "words", "markdown": "So.", "length": 3 });
    let text = quote(&desk, post, &source, &[words], false);
    assert_eq!(text, "> So.\n>\n> — “T” <https://a.example/>");
    assert_eq!(set("")["template"], json!("— [{title}]({address}), {site}"));
}

#[test]
fn what_was_quoted_offline_is_filled_in_once_the_page_can_be_read() {
    let site = Site::start();
    let desk = TestDesk::reading(quick(), vec![site.at]);
    let post = desk.post(desk.practice(), "Trains", "");
    let touched = desk.post(desk.practice(), "Touched", "");
    site.up.store(false, Ordering::Relaxed);
    let address = site.url("/trains");
    let page = read(&desk, post, &address);
    assert_eq!((&page["later"], &page["source"]["title"]), (&json!(true), &json!("")));
    let words = json!({ "at": 0, "kind": "words", "markdown": "Late.", "length": 5 });
    let text = quote(&desk, post, &page["source"], std::slice::from_ref(&words), true);
    let bare = address.trim_start_matches("http://");
    assert_eq!(text, format!("> Late.\n>\n> — [{bare}]({address})"));
    quote(&desk, touched, &page["source"], &[words], true);
    let changed = text.replace(&format!("[{bare}]"), "[My own words]");
    desk.save(touched, "Touched", &changed);
    desk.save(post, "Trains", &format!("Before.\n\n{text}\n\nAfter."));
    let open = desk.call("post_open", json!({ "post": post }));

    site.up.store(true, Ordering::Relaxed);
    let filled =
        format!("Before.\n\n> Late.\n>\n> — [On slow trains]({address}), The Post\n\nAfter.");
    desk.wait_for("post_open", json!({ "post": post }), |now| now["body"] == json!(filled));
    assert_eq!(desk.call("post_open", json!({ "post": touched }))["body"], json!(changed));
    assert_eq!(
        desk.call("outbox_list", json!({ "blog": desk.practice() })),
        json!([]),
        "nothing is sent"
    );

    // A window that still types on the text before gets both.
    let typed = saving(
        &open,
        &open["body"].as_str().unwrap().replace("Before.", "Before, and more."),
        &json!({}),
    );
    let saved = desk.call("post_save", typed);
    assert_eq!(
        saved["merged"]["body"],
        json!(filled.replace("Before.", "Before, and more.")),
        "{saved}"
    );
    let tries = site.asked("/trains");
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    assert!(site.asked("/trains") <= tries + 2, "it is not read on and on");
}

#[test]
fn a_hostile_or_broken_page_is_said_in_words() {
    let site = Site::start();
    let desk = TestDesk::reading(quick(), vec![site.at]);
    let post = desk.post(desk.practice(), "T", "");
    for (path, part) in [
        ("/round", "round and round"),
        ("/file", "not the address of a web page"),
        ("/inside", "this computer or its network"),
        ("/picture", "a file, not to a page"),
        ("/large", "too large"),
        ("/nothing", "no page at this address"),
    ] {
        let page = read(&desk, post, &site.url(path));
        let problem = page["problem"].as_str().unwrap_or_default();
        assert!(problem.contains(part), "{path}: {page}");
        assert_eq!((&page["later"], &page["passages"]), (&json!(false), &json!([])), "{path}");
    }
    let russian = read(&desk, post, &site.url("/russian"));
    assert!(russian["passages"][0]["plain"].as_str().unwrap().starts_with("Привет"), "{russian}");
    for address in
        ["file:///etc/passwd", "javascript:alert(1)", "", "two words", "http://me:pw@a.example/"]
    {
        let refused = desk.refused("page_read", json!({ "post": post, "address": address }));
        assert!(refused.message.contains("address of a web page"), "{address}: {refused}");
    }
}

#[test]
fn a_page_of_this_computer_is_not_read() {
    let site = Site::start();
    let desk = TestDesk::new();
    let post = desk.post(desk.practice(), "T", "");
    let page = read(&desk, post, &site.url("/trains"));
    assert!(page["problem"].as_str().unwrap().contains("this computer or its network"), "{page}");
    assert_eq!(site.asked("/trains"), 0);
}
