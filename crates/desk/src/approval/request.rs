//! The little of HTTP that the way back needs: the head of a request in, a short page out.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head that is read; WordPress's answer takes a few hundred bytes of it.
const LONGEST: usize = 16 << 10;

/// How long a visitor may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a visitor asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub method: String,
    /// Path and query as they came.
    pub target: String,
    /// The one host that is named.
    pub host: String,
}

/// What it gets.
pub(super) struct Reply {
    pub status: &'static str,
    pub location: Option<&'static str>,
    pub page: String,
}

impl Request {
    /// `None` when it takes too long, is too long, or is no request.
    pub fn read(stream: &mut TcpStream) -> Option<Self> {
        let since = Instant::now();
        let mut head = Vec::new();
        let mut part = [0; 2048];
        loop {
            let left = PATIENCE.checked_sub(since.elapsed()).filter(|left| !left.is_zero())?;
            stream.set_read_timeout(Some(left)).ok()?;
            let read = stream.read(&mut part).ok().filter(|read| *read > 0)?;
            head.extend_from_slice(part.get(..read)?);
            match Self::parse(&head) {
                Parsed::Whole(request) => return Some(request),
                Parsed::Begun if head.len() <= LONGEST => {}
                Parsed::Begun | Parsed::Broken => return None,
            }
        }
    }

    fn parse(head: &[u8]) -> Parsed {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(head) {
            Ok(httparse::Status::Complete(_)) => {}
            Ok(httparse::Status::Partial) => return Parsed::Begun,
            Err(_) => return Parsed::Broken,
        }
        let mut hosts =
            request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
        let host = hosts.next().and_then(|header| std::str::from_utf8(header.value).ok());
        match (request.method, request.path, host, hosts.next()) {
            (Some(method), Some(target), Some(host), None) => Parsed::Whole(Self {
                method: method.to_owned(),
                target: target.to_owned(),
                host: host.to_owned(),
            }),
            _ => Parsed::Broken,
        }
    }
}

enum Parsed {
    Whole(Request),
    Begun,
    Broken,
}

impl Reply {
    /// A page with a heading and a sentence, both ours.
    pub fn page(status: &'static str, heading: &str, sentence: &str) -> Self {
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>Afterword</title><style>\
             :root {{ color-scheme: light dark }} \
             body {{ font: 17px/1.6 system-ui, sans-serif; max-width: 32em; margin: 20vh auto; padding: 0 2em; \
             background: light-dark(#fbfaf7, #1a1917); color: light-dark(#23201c, #ece8e1) }} \
             h1 {{ font-size: 1.5em; line-height: 1.3 }}</style>\
             <h1>{heading}</h1><p>{sentence}</p></html>"
        );
        Self { status, location: None, page }
    }

    /// A word for a program.
    pub fn text(word: &str) -> Self {
        Self { status: "200 OK", location: None, page: word.to_owned() }
    }

    /// Sends the browser to another path of ours.
    pub fn to(location: &'static str) -> Self {
        Self { status: "303 See Other", location: Some(location), page: String::new() }
    }

    /// Nothing in it runs, is kept, or tells the next page where it came from.
    pub fn write(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        let location = self.location.map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
        stream.set_write_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "HTTP/1.1 {}\r\n{location}Content-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n\
             Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; \
             base-uri 'none'; form-action 'none'\r\nCross-Origin-Resource-Policy: same-origin\r\n\
             Connection: close\r\n\r\n{}",
            self.status,
            self.page.len(),
            self.page
        )?;
        stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(head: &str) -> Option<Request> {
        match Request::parse(head.as_bytes()) {
            Parsed::Whole(request) => Some(request),
            Parsed::Begun | Parsed::Broken => None,
        }
    }

    #[test]
    fn a_request_names_one_host() {
        let whole = parsed("GET /a?b=c HTTP/1.1\r\nAccept: x\r\nhOsT: h:1\r\n\r\n").unwrap();
        assert_eq!(
            whole,
            Request { method: "GET".into(), target: "/a?b=c".into(), host: "h:1".into() }
        );
        for broken in [
            "GET /a HTTP/1.1\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: h\r\n",
            "nonsense\r\n\r\n",
            "",
        ] {
            assert_eq!(parsed(broken), None, "{broken:?}");
        }
    }
}
