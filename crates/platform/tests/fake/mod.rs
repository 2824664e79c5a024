//! A server that answers in ways no good server would: it speaks bytes, not HTTP, and keeps what it was asked.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy does not know this for a test"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use afterword_platform::Error;
use afterword_platform::wordpress::{Timeouts, WordPress};

/// What the server does with a request.
#[derive(Clone)]
pub enum Reply {
    /// Writes these bytes and closes.
    Bytes(Vec<u8>),
    /// Writes these bytes and waits for the next request on the same connection.
    Keep(Vec<u8>),
    /// Closes so that the other side sees a reset.
    Reset,
    /// Says nothing.
    Silence,
}

pub struct Fake {
    pub port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    /// Answers every request (head and body as text) with what the closure makes of it.
    pub fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &seen, &*answer));
            }
        });
        Self { port, requests }
    }

    pub fn always(reply: Reply) -> Self {
        Self::start(move |_| reply.clone())
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub fn client(&self) -> WordPress {
        client(&format!("{}/wp-json/", self.url()))
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<String>>, answer: &dyn Fn(&str) -> Reply) {
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    while let Some(request) = read_request(&mut stream) {
        seen.lock().unwrap().push(request.clone());
        match answer(&request) {
            Reply::Bytes(bytes) => {
                let _ = stream.write_all(&bytes);
                return;
            }
            Reply::Keep(bytes) => {
                let _ = stream.write_all(&bytes);
            }
            Reply::Reset => return reset(stream),
            Reply::Silence => thread::sleep(Duration::from_secs(4)),
        }
    }
}

/// A whole request, so that closing afterwards is a plain end and not a reset.
fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let amount = stream.read(&mut buffer).ok().filter(|amount| *amount > 0)?;
        request.extend_from_slice(&buffer[..amount]);
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok()
                })
                .unwrap_or(0);
            if body.len() >= length {
                return Some(text);
            }
        }
    }
}

fn reset(stream: TcpStream) {
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
}

/// An HTTP answer that ends the connection.
pub fn http(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Reply {
    Reply::Bytes(message(status, headers, body.as_ref(), body.as_ref().len()))
}

/// An HTTP answer after which the connection stays.
pub fn http_keep(status: &str, headers: &[&str], body: &str) -> Reply {
    Reply::Keep(message(status, headers, body.as_bytes(), body.len()))
}

/// An HTTP answer that promises more than it holds.
pub fn http_half(body: &str) -> Reply {
    Reply::Bytes(message("200 OK", &[JSON], body.as_bytes(), body.len() + 1000))
}

fn message(status: &str, headers: &[&str], body: &[u8], length: usize) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n");
    for header in headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

pub const JSON: &str = "Content-Type: application/json; charset=UTF-8";
pub const HTML: &str = "Content-Type: text/html; charset=UTF-8";

/// Waits short enough for tests, long enough for a busy machine.
pub fn timeouts() -> Timeouts {
    Timeouts {
        connect: Duration::from_millis(1500),
        answer: Duration::from_millis(1500),
        transfer: Duration::from_millis(2500),
    }
}

pub fn client(endpoint: &str) -> WordPress {
    WordPress::with_timeouts(endpoint, "writer", "secret word", &timeouts()).unwrap()
}

/// The error's kind, in one word.
pub fn word(error: &Error) -> &'static str {
    match error {
        Error::Offline(_) => "Offline",
        Error::Lost(_) => "Lost",
        Error::SignIn(_) => "SignIn",
        Error::Forbidden { .. } => "Forbidden",
        Error::NotFound(_) => "NotFound",
        Error::CommentsClosed(_) => "CommentsClosed",
        Error::Duplicate(_) => "Duplicate",
        Error::ChangedMeanwhile(_) => "ChangedMeanwhile",
        Error::TooFast { .. } => "TooFast",
        Error::Maintenance { .. } => "Maintenance",
        Error::NotTheBlog(_) => "NotTheBlog",
        Error::Certificate(_) => "Certificate",
        Error::Moved(_) => "Moved",
        Error::TooLarge(_) => "TooLarge",
        Error::Refused { .. } => "Refused",
        Error::NoBlog(_) => "NoBlog",
        Error::NoRest(_) => "NoRest",
        Error::BadAddress(_) => "BadAddress",
        Error::NamesUser(_) => "NamesUser",
    }
}

/// A server with a certificate that nobody vouches for.
pub fn self_signed() -> u16 {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut tls = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            // Ends with the client's alert; if it did not, the test would see an answer.
            while tls.is_handshaking() && tls.complete_io(&mut stream).is_ok() {}
        }
    });
    port
}
