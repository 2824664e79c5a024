//! Taking a look from a small blog on this computer, beside a stranger's server that is none of its business.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use afterword_platform::outside::Gate;

use super::{NoLook, Published, Taken, take};

/// A server that answers from a list, and notes what it was asked.
struct Site {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn start(pages: impl Fn(&str, SocketAddr) -> (String, Vec<u8>) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 4096];
                let length = stream.read(&mut request).unwrap();
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                assert!(!request.to_lowercase().contains("authorization"), "{request}");
                notes.lock().unwrap().push(path.clone());
                let (head, body) = pages(&path, address);
                let head =
                    format!("{head}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(head.as_bytes());
                let _ = stream.write_all(&body);
            }
        });
        Self { address, asked }
    }

    fn take(&self, path: &str) -> Result<Taken, NoLook> {
        let home = format!("http://{}/", self.address);
        let post = Published {
            address: format!("{home}{path}"),
            title: "A title".into(),
            words: "The words of the post\nand some more of them".into(),
        };
        take(&Gate::new(&home), &post)
    }
}

fn ok(kind: &str, body: &str) -> (String, Vec<u8>) {
    (format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\n"), body.as_bytes().to_vec())
}

fn to(place: &str) -> (String, Vec<u8>) {
    (format!("HTTP/1.1 302 Found\r\nlocation: {place}\r\n"), Vec::new())
}

const TEXT: &str = "<body><article><h1 class=t>A title</h1><div class=words><p>The words of the post</p>\
                    <p>and some more of them</p></div></article></body>";

#[test]
fn a_look_is_its_sheets_in_order_with_what_they_bring_in() {
    let site = Site::start(|path, _| {
        match path {
        "/post" => ok(
            "text/html",
            &format!(
                "<html><link rel=stylesheet href=/one.css><style>p{{color:blue}}</style>
                 <link rel=stylesheet href=moved.css><link rel=stylesheet href=/page.css>
                 <link rel=stylesheet href=/big.css>{TEXT}"
            ),
        ),
        "/one.css" => ok(
            "text/css",
            "@import 'css/two.css' screen;p{color:red;background:url(/picture.png);font-family:Mine,Own}
             @font-face{font-family:Mine;src:url(/mine.woff2)}@font-face{font-family:Mine;src:url(/cyrillic.woff2);unicode-range:U+400-4FF}
             @font-face{font-family:Unused;src:url(/unused.woff2)}@font-face{font-family:Own;src:url(/no-font.woff2)}",
        ),
        "/css/two.css" => ok("text/css;charset=utf-8", "@import 'three.css';a{color:red}"),
        "/css/three.css" => ok("text/css", "@import '/four.css';b{color:red}"),
        "/moved.css" => to("/there.css"),
        "/there.css" => ok("text/css", "i{color:red}"),
        "/page.css" => ok("text/html", "<p>There is nothing here</p>"),
        "/big.css" => ok("text/css", &"p{color:red}".repeat(200_000)),
        "/mine.woff2" => ok("font/woff2", "wOF2 and so on"),
        "/no-font.woff2" => ok("font/woff2", "<html>"),
        _ => ok("text/css", "u{color:red}"),
    }
    });
    let taken = site.take("post").unwrap();
    assert_eq!(
        taken.css,
        "@media screen{b{color:red;}a{color:red;}}p{color:red;background:none;font-family:Mine,Own;}p{color:blue;}i{color:red;}"
    );
    let fonts: Vec<&str> = taken.fonts.iter().map(|(face, _)| face.family.as_str()).collect();
    assert_eq!(fonts, ["Mine"]);
    // A page in place of a sheet, a sheet too large, one too deep, a font that is none.
    assert_eq!(taken.look.missing, 4);
    let tags: Vec<&str> = taken.look.steps.iter().map(|step| step.tag.as_str()).collect();
    assert_eq!(tags, ["html", "body", "article", "div"]);
    assert_eq!((taken.look.title_at, taken.look.title_steps.len()), (3, 1));
    let asked = site.asked.lock().unwrap().clone();
    for never in ["/picture.png", "/cyrillic.woff2", "/unused.woff2", "/four.css"] {
        assert!(!asked.contains(&never.to_owned()), "{asked:?}");
    }
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), asked.len(), "{asked:?}");
}

#[test]
fn other_servers_of_this_computer_are_never_asked() {
    let stranger = Site::start(|_, _| ok("text/css", "p{color:red}"));
    let place = format!("http://{}", stranger.address);
    let site = Site::start(move |path, _| match path {
        "/post" => ok(
            "text/html",
            &format!(
                "<link rel=stylesheet href={place}/a.css><link rel=stylesheet href=/b.css>
                 <style>@import '{place}/c.css';p{{color:blue}}
                 @font-face{{font-family:p;src:url({place}/d.woff2)}}</style>
                 <link rel=stylesheet href=file:///etc/passwd>{TEXT}"
            ),
        ),
        "/away" => to(&format!("{place}/e")),
        _ => to(&format!("{place}/f.css")),
    });
    assert_eq!(site.take("post").unwrap().css, "p{color:blue;}");
    assert!(site.take("away").is_err());
    assert_eq!(stranger.asked.lock().unwrap().clone(), [] as [String; 0]);
}

#[test]
fn a_page_that_is_none_or_has_no_look_is_said_so() {
    let site = Site::start(|path, _| match path {
        "/bare" => ok("text/html", TEXT),
        "/picture" => ok("image/png", "x"),
        "/tangled" => ok("text/html", &"<div>".repeat(50_000)),
        "/round" => to("/round"),
        _ => ("HTTP/1.1 404 Not Found\r\n".into(), Vec::new()),
    });
    assert!(matches!(site.take("bare"), Err(NoLook::NoStyle)));
    assert!(matches!(site.take("picture"), Err(NoLook::NotAPage)));
    assert!(matches!(site.take("tangled"), Err(NoLook::NotAPage)));
    assert!(matches!(site.take("round"), Err(NoLook::Page(_))));
    assert!(matches!(site.take("gone"), Err(NoLook::Page(_))));
}
