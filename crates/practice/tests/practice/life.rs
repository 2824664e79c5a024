use std::io::{Read, Write};
use std::net::TcpStream;

use crate::blog::Blog;
use afterword_practice::{Practice, PracticeError, sample};
use serde_json::json;

fn port_of(blog: &Blog) -> u16 {
    url::Url::parse(&blog.practice.url()).unwrap().port().unwrap()
}

/// A request with headers that a client would never send.
fn raw(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_sample_is_there_at_the_first_start_and_only_then() {
    let blog = Blog::new();
    let posts = blog.get("posts?context=edit");
    assert_eq!(posts.ids(), [1]);
    assert_eq!(posts.at("/0/title/raw"), sample::POST.title);
    assert_eq!(posts.at("/0/content/raw"), sample::POST.content);
    let all = blog.get("comments?status=all&orderby=id&order=asc");
    let names: Vec<_> = all
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|comment| comment["author_name"].clone())
        .collect();
    assert_eq!(json!(names), json!(["Dennis", "Ana P.", "keeper77", "Dennis"]));
    assert_eq!(blog.get("comments?status=hold").ids(), [3]);
    blog.delete("posts/1?force=true");
    let blog = blog.restarted();
    assert_eq!(blog.get("posts?status=any,trash").json(), json!([]));
    assert!(blog.page("/").text().contains("Nothing is published yet"));
}

#[test]
fn a_restart_keeps_words_address_and_password() {
    let blog = Blog::new();
    let id = blog.published("Kept", "words");
    let before = (blog.practice.url(), blog.practice.password().to_owned(), blog.path_of(id));
    let blog = blog.restarted();
    let after = (blog.practice.url(), blog.practice.password().to_owned(), blog.path_of(id));
    assert_eq!(before, after);
    assert_eq!(after.1.len(), 24);
}

#[test]
fn when_its_port_is_taken_it_moves_and_its_old_links_come_along() {
    let blog = Blog::new();
    let old = blog.practice.url();
    let content =
        format!("<!-- wp:html --><img src=\"{old}/wp-content/uploads/a.png\"><!-- /wp:html -->");
    let id = blog.published("Moves", &content);
    let port = port_of(&blog);
    let Blog { practice, folder, .. } = blog;
    practice.stop();
    let squatter = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let moved = Practice::start(folder.path(), None).unwrap();
    let new = moved.url();
    assert_ne!(new, old);
    let get = |path: &str| {
        let mut answer = crate::blog::agent().get(format!("{new}{path}")).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    };
    let post: serde_json::Value =
        serde_json::from_str(&get(&format!("/wp-json/wp/v2/posts/{id}"))).unwrap();
    assert!(post["link"].as_str().unwrap().starts_with(&new));
    let page = get(post["link"].as_str().unwrap().strip_prefix(&new).unwrap());
    assert!(page.contains(&format!("src=\"{new}/wp-content/uploads/a.png\"")));
    drop(squatter);
    moved.stop();
    let again = Practice::start(folder.path(), None).unwrap();
    assert_eq!(again.url(), new, "the new port is the kept one now");
}

#[test]
fn a_port_that_is_asked_for_is_taken_or_nothing() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let refused = Practice::start(folder.path(), Some(port)).map(|blog| blog.url());
    assert!(matches!(refused, Err(PracticeError::Port { .. })), "{refused:?}");
    drop(taken);
    let blog = Blog::new().restarted_at(Some(port));
    assert_eq!(port_of(&blog), port);
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let blog = Blog::new();
    let Blog { practice, folder, .. } = blog;
    practice.stop();
    let file = folder.path().join("practice.sqlite");
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let refused = Practice::start(folder.path(), None).map(|blog| blog.url());
    assert!(matches!(refused, Err(PracticeError::Newer { found: 99 })), "{refused:?}");
}

#[test]
fn a_stopped_blog_answers_no_more() {
    let blog = Blog::new();
    let port = port_of(&blog);
    // A connection that is kept open must not hold up the end.
    let _open = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let started = std::time::Instant::now();
    blog.practice.stop();
    assert!(started.elapsed() < std::time::Duration::from_secs(10));
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_foreign_host_gets_nothing() {
    let blog = Blog::new();
    let port = port_of(&blog);
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", "practice.localhost"] {
        let request =
            format!("GET /wp-json/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = raw(port, &request);
        assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
        assert!(!answer.contains("Practice blog"), "{host}");
    }
    let request = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert!(raw(port, &request).starts_with("HTTP/1.1 200"));
}

#[test]
fn a_foreign_page_cannot_write_even_with_the_password() {
    let blog = Blog::new();
    let body = r#"{"title":"x"}"#;
    let answer = raw(
        port_of(&blog),
        &format!(
            "POST /wp-json/wp/v2/posts HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: http://evil.example\r\n\
             Authorization: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            port_of(&blog),
            blog.authorization(blog.practice.password()),
            body.len()
        ),
    );
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    assert_eq!(blog.get("posts?status=any").ids(), [1]);
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_the_file_with_the_password() {
    use std::os::unix::fs::PermissionsExt;
    let blog = Blog::new();
    for name in ["practice.sqlite", "practice.sqlite-wal"] {
        let mode = std::fs::metadata(blog.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
    }
}
