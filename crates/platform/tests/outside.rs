//! What a page elsewhere may do to whoever fetches it: against small servers on this computer.

// The helpers outside the tests may break off, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use afterword_platform::outside::{Bounds, FetchError, Fetched, Gate};

const HOME: &str = "https://blog.example/";
const BOUNDS: Bounds = Bounds { bytes: 1_000, within: Duration::from_secs(3) };

struct Server {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each path in its own way, and remembers what it was asked.
    fn start(answer: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let first = lines.next().unwrap().unwrap();
                let path = first.split(' ').nth(1).unwrap().to_owned();
                let head: Vec<String> =
                    lines.map(|line| line.unwrap()).take_while(|line| !line.is_empty()).collect();
                let secrets = ["cookie:", "authorization:", "referer:"];
                let told =
                    |line: &String| secrets.iter().any(|s| line.to_lowercase().starts_with(s));
                assert!(!head.iter().any(told), "{head:?}");
                log.lock().unwrap().push(path.clone());
                answer(&path, &mut stream);
            }
        });
        Self { at, asked }
    }

    fn fetch(&self, path: &str) -> Result<Fetched, FetchError> {
        let gate = Gate::allowing(HOME, vec![self.at]);
        gate.fetch(&format!("http://{}{path}", self.at), "text/html", BOUNDS)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn say(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let length = body.len();
    let _ =
        write!(stream, "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    let _ = stream.write_all(body);
}

#[test]
fn a_page_comes_as_it_is_from_where_it_is_in_the_end() {
    let server = Server::start(|path, stream| match path {
        "/moved" => say(stream, "301 Moved\r\nlocation: /page\r\nset-cookie: a=b", b""),
        "/gone" => say(stream, "410 Gone", b"no"),
        _ => say(stream, "200 OK\r\ncontent-type: text/html; charset=koi8-r", b"\xf0\xf2"),
    });
    let found = server.fetch("/moved#part").unwrap();
    assert_eq!(found.address, format!("http://{}/page", server.at));
    assert_eq!(found.content_type, "text/html; charset=koi8-r");
    assert_eq!(found.bytes, b"\xf0\xf2");
    assert_eq!(server.fetch("/gone"), Err(FetchError::Refused(410)));
}

#[test]
fn what_is_too_large_or_too_slow_or_goes_round_ends() {
    let server = Server::start(|path, stream| match path {
        "/round" => say(stream, "302 Found\r\nlocation: /round", b""),
        "/large" => say(stream, "200 OK", &[b'x'; 2_000]),
        "/endless" => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 10_000]).is_ok() {}
        }
        "/drip" => {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        _ => say(stream, "200 OK", &[b'x'; 1_000]),
    });
    assert_eq!(server.fetch("/just").unwrap().bytes.len(), 1_000);
    assert_eq!(server.fetch("/large"), Err(FetchError::TooLarge(1_000)));
    assert_eq!(server.fetch("/endless"), Err(FetchError::TooLarge(1_000)));
    assert_eq!(server.fetch("/round"), Err(FetchError::Circles));
    assert_eq!(server.asked().iter().filter(|path| *path == "/round").count(), 6);
    let began = Instant::now();
    let gate = Gate::allowing(HOME, vec![server.at]);
    let bounds = Bounds { bytes: 1_000, within: Duration::from_millis(600) };
    let drip = gate.fetch(&format!("http://{}/drip", server.at), "*/*", bounds);
    assert_eq!(drip, Err(FetchError::TooSlow));
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[test]
fn nothing_of_this_computer_is_fetched_even_by_a_redirect() {
    let inside = Server::start(|_, stream| say(stream, "200 OK", b"secret"));
    let port = inside.at.port();
    let lead = format!("302 Found\r\nlocation: http://localhost:{port}/secret");
    let outside = Server::start(move |path, stream| match path {
        "/file" => say(stream, "302 Found\r\nlocation: file:///etc/passwd", b""),
        _ => say(stream, &lead, b""),
    });
    assert_eq!(outside.fetch("/lead"), Err(FetchError::Private));
    assert_eq!(outside.fetch("/file"), Err(FetchError::BadAddress));
    let gate = Gate::allowing(HOME, vec![outside.at]);
    for address in [inside.at.to_string(), format!("2130706433:{port}"), format!("[::1]:{port}")] {
        let answer = gate.fetch(&format!("http://{address}/"), "*/*", BOUNDS);
        assert_eq!(answer, Err(FetchError::Private), "{address}");
    }
    for address in
        ["file:///etc/passwd", "http://me:pw@example.org/", "no address", "data:text/html,x"]
    {
        assert_eq!(gate.fetch(address, "*/*", BOUNDS), Err(FetchError::BadAddress), "{address}");
    }
    assert_eq!(inside.asked(), Vec::<String>::new());
}

#[test]
fn a_blog_that_lives_on_this_computer_may_be_read() {
    let home = Server::start(|_, stream| say(stream, "200 OK", b"mine"));
    let beside = Server::start(|_, stream| say(stream, "200 OK", b"not mine"));
    let gate = Gate::new(&format!("http://{}/blog/", home.at));
    assert_eq!(gate.fetch(&format!("http://{}/x", home.at), "*/*", BOUNDS).unwrap().bytes, b"mine");
    let other = gate.fetch(&format!("http://{}/x", beside.at), "*/*", BOUNDS);
    assert_eq!(other, Err(FetchError::Private));
}

#[test]
fn a_server_that_breaks_off_is_told_from_one_that_is_not_there() {
    let server = Server::start(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhalf");
    });
    assert!(matches!(server.fetch("/"), Err(FetchError::NoAnswer(_))), "{:?}", server.fetch("/"));
    let gate = Gate::new(HOME);
    let nowhere = gate.fetch("http://no-such-host.invalid/", "*/*", BOUNDS);
    assert_eq!(nowhere, Err(FetchError::NotFound));
}
