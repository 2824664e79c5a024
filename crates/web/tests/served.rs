//! The served window over real HTTP, on a real desk: who is let in, and what comes through.

// A test may break off where a program must not.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use afterword_desk::{Desk, DeskConfig};
use afterword_web::Served;
use serde_json::{Value, json};
use tempfile::TempDir;

struct Window {
    served: Option<Served>,
    desk: Desk,
    _data: TempDir,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Window {
    fn open() -> Self {
        let data = TempDir::new().unwrap();
        let desk = Desk::open(DeskConfig::new(data.path().to_path_buf())).unwrap();
        let served = afterword_web::serve(desk.clone(), 0).unwrap();
        Self { served: Some(served), desk, _data: data }
    }

    fn served(&self) -> &Served {
        self.served.as_ref().unwrap()
    }

    fn host(&self) -> String {
        self.served().address.to_string()
    }

    fn key_path(&self) -> String {
        let url = &self.served().url;
        url.strip_prefix(&format!("http://{}", self.host())).unwrap().to_string()
    }

    /// Sends a request as it stands; `headers` are whole lines.
    fn send(&self, line: &str, headers: &[&str], body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.served().address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut text = format!("{line} HTTP/1.1\r\n");
        for header in headers {
            text.push_str(header);
            text.push_str("\r\n");
        }
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, line: &str, headers: &[&str], body: &str) -> Answer {
        let host = format!("host: {}", self.host());
        let mut all = vec!["connection: close"];
        if !headers.iter().any(|header| header.starts_with("host:")) {
            all.push(&host);
        }
        all.extend(headers);
        let mut text = String::new();
        self.send(line, &all, body).read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_string() }
    }

    /// Redeems the key; returns the cookie header for later requests.
    fn enter(&self) -> String {
        let welcome = self.ask(&format!("GET {}", self.key_path()), &[], "");
        assert_eq!(welcome.status, 303, "{}", welcome.head);
        assert!(welcome.head.contains("location: /\r\n"), "{}", welcome.head);
        let line = welcome.head.lines().find(|line| line.starts_with("set-cookie: ")).unwrap();
        assert!(line.contains("httponly") && line.contains("samesite=strict"), "{line}");
        let value = line.trim_start_matches("set-cookie: ").split(';').next().unwrap();
        format!("cookie: {value}")
    }

    fn call(&self, cookie: &str, name: &str, argument: &Value) -> Answer {
        let headers = [cookie, "x-afterword: 1", "content-type: application/json"];
        self.ask(&format!("POST /api/call/{name}"), &headers, &argument.to_string())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        drop(self.served.take());
        self.desk.close();
    }
}

#[test]
fn without_the_key_nothing_is_told() {
    let window = Window::open();
    for line in
        ["GET /", "GET /?key=", "GET /?key=00112233445566778899aabbccddeeff", "GET /api/changes"]
    {
        let answer = window.ask(line, &[], "");
        assert_eq!(answer.status, 403, "{line}");
        assert!(!answer.body.contains("<script"), "{line}");
    }
    assert_eq!(window.call("x-none: 1", "app_state", &Value::Null).status, 403);
}

#[test]
fn the_key_works_once_and_becomes_a_cookie() {
    let window = Window::open();
    let cookie = window.enter();
    let again = window.ask(&format!("GET {}", window.key_path()), &[], "");
    assert_eq!(again.status, 403);
    assert!(again.body.contains("used already"), "{}", again.body);

    let page = window.ask("GET /", &[&cookie], "");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<script"), "{}", page.body);
    let state = window.call(&cookie, "app_state", &Value::Null);
    assert_eq!(state.status, 200, "{}", state.body);
    let state: Value = serde_json::from_str(&state.body).unwrap();
    assert!(state["blogs"].is_array(), "{state}");
}

#[test]
fn foreign_hosts_and_pages_are_refused_even_with_the_cookie() {
    let window = Window::open();
    let cookie = window.enter();
    let port = window.served().address.port();
    let call = ["x-afterword: 1", "content-type: application/json", cookie.as_str()];
    for foreign in [
        format!("host: blog.example:{port}"),
        "host: 127.0.0.1".to_string(),
        "origin: http://blog.example".to_string(),
        "origin: null".to_string(),
        "sec-fetch-site: cross-site".to_string(),
    ] {
        let mut headers = call.to_vec();
        headers.push(&foreign);
        let answer = window.ask("POST /api/call/app_state", &headers, "null");
        assert_eq!(answer.status, 403, "{foreign}");
    }
    let own = format!("origin: http://{}", window.host());
    let mut headers = call.to_vec();
    headers.push(&own);
    assert_eq!(window.ask("POST /api/call/app_state", &headers, "null").status, 200);
}

#[test]
fn a_command_needs_what_no_form_can_send() {
    let window = Window::open();
    let cookie = window.enter();
    let json = "content-type: application/json";
    let line = "POST /api/call/app_state";
    assert_eq!(window.ask(line, &[&cookie, json], "null").status, 403);
    let plain = [cookie.as_str(), "x-afterword: 1", "content-type: text/plain"];
    assert_eq!(window.ask(line, &plain, "null").status, 415);
    assert_eq!(window.ask(line, &[&cookie, json, "x-afterword: 1"], "{nonsense").status, 400);
    assert_eq!(window.ask("GET /api/call/app_state", &[&cookie], "").status, 405);
}

#[test]
fn a_failed_command_says_why() {
    let window = Window::open();
    let cookie = window.enter();
    let answer = window.call(&cookie, "no_such_command", &Value::Null);
    assert_eq!(answer.status, 422);
    let error: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(error["code"].is_string() && error["message"].is_string(), "{error}");
}

#[test]
fn changes_arrive_while_the_page_listens() {
    let window = Window::open();
    let cookie = window.enter();
    let state: Value =
        serde_json::from_str(&window.call(&cookie, "app_state", &Value::Null).body).unwrap();
    let blog = &state["blogs"][0]["id"];

    let host = format!("host: {}", window.host());
    let stream = window.send("GET /api/changes", &[&host, &cookie], "");
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    assert!(head.iter().any(|line| line == "content-type: text/event-stream"), "{head:?}");

    let created = window.call(&cookie, "post_create", &json!({ "blog": blog }));
    assert_eq!(created.status, 200, "{}", created.body);
    let told = lines.filter_map(|line| line.strip_prefix("data: ").map(String::from));
    let posts = told
        .map(|text| serde_json::from_str::<Value>(&text).unwrap())
        .find(|change| change["what"] == "posts");
    assert_eq!(&posts.unwrap()["blog"], blog);
}

#[test]
fn pages_can_load_nothing_from_elsewhere() {
    let window = Window::open();
    let cookie = window.enter();
    for line in ["GET /", "GET /no-such-page", "GET /media/no-such-picture"] {
        let answer = window.ask(line, &[&cookie], "");
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self';",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.head.contains(header), "{line} lacks {header}:\n{}", answer.head);
        }
    }
    assert_eq!(window.ask("GET /media/../../etc/passwd", &[&cookie], "").status, 404);
    assert_eq!(window.ask("GET /..%2f..%2fetc%2fpasswd", &[&cookie], "").status, 404);
}

#[test]
fn stopping_ends_open_streams_and_frees_the_port() {
    let mut window = Window::open();
    let cookie = window.enter();
    let host = format!("host: {}", window.host());
    let port = window.served().address.port();
    let mut stream = window.send("GET /api/changes", &[&host, &cookie], "");
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let taken = afterword_web::serve(window.desk.clone(), port).unwrap_err();
    assert!(taken.to_string().contains("taken"), "{taken}");

    let since = std::time::Instant::now();
    window.served.take().unwrap().stop();
    assert!(since.elapsed() < Duration::from_secs(4), "{:?}", since.elapsed());
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    afterword_web::serve(window.desk.clone(), port).unwrap();
}
