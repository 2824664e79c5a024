use crate::blog::{As, Blog};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

const HOSTILE: &str = r#"<script>alert(1)</script><img src=x onerror=alert(2)>
<a href="javascript:alert(3)" onclick="alert(4)">click</a> <svg/onload=alert(5)>
<iframe srcdoc="<script>alert(6)</script>"></iframe><style>*{display:none}</style>
<form action="http://evil.example"><input name=a></form><p style="position:fixed">over</p>"#;

/// What must not be in a page, outside of words.
fn acts(page: &str) -> Option<&'static str> {
    let signs = [
        "<script",
        "<iframe",
        "<svg",
        "<style",
        "onerror=",
        "onclick=",
        "onload=",
        "srcdoc",
        "javascript:",
        "evil.example\"",
        "position:fixed",
    ];
    signs.into_iter().find(|sign| page.to_ascii_lowercase().contains(sign))
}

#[test]
fn the_front_page_shows_public_posts_newest_first() {
    let blog = Blog::new();
    blog.published("Second <b>post</b> & more", "Words");
    blog.post("posts", json!({"title": "Secret draft"}));
    let page = blog.page("/").text();
    let (second, first) =
        (page.find("Second post &amp; more").unwrap(), page.find("lighthouse keepers").unwrap());
    assert!(second < first);
    assert!(page.contains("No comments yet") && page.contains("3 comments"));
    assert!(!page.contains("Secret draft"));
    for n in 0..9 {
        blog.published(&format!("More {n}"), "x");
    }
    assert!(blog.page("/").text().contains("/page/2/"));
    assert!(blog.page("/page/2/").text().contains("lighthouse keepers"));
    assert_eq!(blog.page("/page/3/").status, 404);
}

#[test]
fn a_post_page_shows_the_conversation_in_threads() {
    let blog = Blog::new();
    let mut parent = json!(4);
    for n in 0..6 {
        let body = json!({"post": 1, "parent": parent, "content": format!("Deeper {n}")});
        parent = blog.post("comments", body).at("/id");
    }
    let page = blog.page(&blog.path_of(1)).text();
    let order: Vec<usize> = [1, 2, 4, 5, 6, 7, 8, 9, 10]
        .iter()
        .map(|id| page.find(&format!("id=\"comment-{id}\"")).unwrap())
        .collect();
    assert!(order.is_sorted());
    assert!(page.contains("depth-4") && !page.contains("depth-5"));
    assert!(page.contains("<span class=\"tag\">Author</span>"));
    assert!(!page.contains("id=\"comment-3\""), "held");
}

#[test]
fn every_address_of_a_post_leads_to_its_page() {
    let blog = Blog::new();
    let path = blog.path_of(1);
    assert_eq!(blog.page(&path).status, 200);
    for other in ["/?p=1", "/1999/01/link-post-the-lighthouse-keepers/", path.trim_end_matches('/')]
    {
        let answer = blog.page(other);
        assert_eq!((answer.status, answer.header("location")), (301, path.clone()), "{other}");
    }
    blog.post("posts/1", json!({"slug": "keepers"}));
    let moved = blog.page(&path);
    assert_eq!(moved.status, 301, "an old address still leads there");
    assert_eq!(moved.header("location"), blog.path_of(1));
    let foreign = blog.published("日本", "x");
    assert_eq!(blog.page(&blog.path_of(foreign)).status, 200);
    for nowhere in ["/?p=99", "/?p=x", "/2026/07/nothing/", "/nothing", "/wp-content/uploads/x.png"]
    {
        assert_eq!(blog.page(nowhere).status, 404, "{nowhere}");
    }
    assert_eq!(blog.ask(As::Anybody, "POST", "/", Some(b"x")).status, 405);
}

#[test]
fn hostile_comments_and_posts_are_inert_on_every_page() {
    let blog = Blog::new();
    let id = blog.published(
        &format!("Title {HOSTILE}"),
        &format!("<!-- wp:html -->{HOSTILE}<!-- /wp:html -->"),
    );
    let path = blog.path_of(id);
    let post = id.to_string();
    for (n, content) in [(1, HOSTILE), (2, "\"><script>alert(1)</script>")] {
        let answer = blog.comment(&[
            ("comment_post_ID", &post),
            ("author", "\"><img src=x onerror=alert(1)>"),
            ("email", "a@b.example"),
            ("url", "javascript:alert(1)"),
            ("comment", content),
        ]);
        assert_eq!(answer.status, 303, "{n}");
        blog.post(&format!("comments/{}", 4 + n), json!({"status": "approve"}));
    }
    blog.post(
        "comments",
        json!({"post": id, "content": HOSTILE, "author_url": "javascript:alert(1)", "status": "approve",
               "author_name": "Somebody", "author_email": "s@b.example"}),
    );
    let page = blog.page(&path).text();
    assert_eq!(page.matches("class=\"comment depth").count(), 3);
    let names = page.matches("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;").count();
    assert!(names >= 2, "names are shown as text");
    let page = page.replace("&lt;img src=x onerror=", "");
    assert_eq!(acts(&page), None);
    let (_, comments) = page.split_once("id=\"comments\"").unwrap();
    assert!(!comments.contains("<img"), "no pictures in comments: {comments}");
    assert_eq!(acts(&blog.page("/").text()), None);
    let stored = blog.get("comments/5?context=edit").at("/content/raw");
    assert_eq!(
        acts(stored.as_str().unwrap()),
        None,
        "a reader's HTML is cleaned when it is stored"
    );
}

#[test]
fn pages_allow_no_script_at_all() {
    let blog = Blog::new();
    for path in ["/", &blog.path_of(1), "/nothing", "/wp-login.php"] {
        let policy = blog.page(path).header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{path}: {policy}");
    }
}

#[test]
fn the_feed_is_xml_whatever_the_posts_hold() {
    let blog = Blog::new();
    blog.published(
        "A & B ]]> <i>c</i> \u{1}",
        "<!-- wp:html --><p>x ]]> & &nbsp; y</p><!-- /wp:html -->",
    );
    let feed = blog.page("/feed/");
    assert_eq!(feed.header("content-type"), "application/rss+xml; charset=UTF-8");
    let text = feed.text();
    let mut reader = Reader::from_str(&text);
    let (mut open, mut titles, mut inside) = (Vec::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                open.push(tag.name().as_ref().to_owned());
                inside.clear();
            }
            Event::Text(words) => inside.push_str(&words),
            Event::GeneralRef(name) => inside.push_str(&format!("&{};", &*name)),
            Event::End(_) if open.pop().as_deref() == Some("title") => {
                titles.push(quick_xml::escape::unescape(&inside).unwrap().into_owned());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert_eq!(
        titles,
        ["Practice blog", "A &amp; B ]]&gt; c ", "Link post: the lighthouse keepers"]
    );
    assert!(text.contains(&format!("<link>{}{}</link>", blog.practice.url(), blog.path_of(1))));
}
