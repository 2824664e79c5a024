//! What is read out of pages of the web: honest ones, and those that mean harm.
#![allow(clippy::indexing_slicing)]

use std::time::{Duration, Instant};

use afterword_markup::{PassageKind, Pick, article, credit_line, page_text, preview, quote_block};

const AT: &str = "https://www.post.example/2025/trains?utm_source=x#part";

fn page(head: &str, body: &str) -> String {
    let words =
        "A long paragraph about trains, with commas, and rails, and stations that nobody uses. "
            .repeat(4);
    format!(
        "<!doctype html><html><head><title>On trains | The Post</title>{head}</head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/about>About</a></li></ul></nav>\
         <article><h1>On trains</h1><p>{words}</p>{body}<p>{words}</p><p>{words}</p></article>\
         <footer>All rights reserved by nobody in particular</footer></body></html>"
    )
}

#[test]
fn a_page_is_credited_by_what_it_says_of_itself() {
    let head = r#"<meta property="og:title" content="On trains &amp; rails"><meta property="og:site_name" content="The Post">
        <meta name="author" content="By  Ann
        Example"><meta property="article:published_time" content="2025-03-09T08:00:00+01:00">
        <link rel="canonical" href="https://post.example/2025/trains">"#;
    let read = article(&page(head, ""), AT);
    let credit = &read.credit;
    assert_eq!(credit.title, "On trains & rails");
    assert_eq!((credit.author.as_str(), credit.site.as_str()), ("Ann Example", "The Post"));
    assert_eq!(
        (credit.date.as_str(), credit.address.as_str()),
        ("2025-03-09", "https://post.example/2025/trains")
    );
    let plain: Vec<&str> = read.passages.iter().map(|passage| passage.plain.as_str()).collect();
    assert!(
        plain.iter().any(|words| words.starts_with("A long paragraph about trains")),
        "{plain:?}"
    );
    assert!(
        !plain.iter().any(|words| words.contains("Home") || words.contains("All rights")),
        "{plain:?}"
    );
}

#[test]
fn a_page_that_names_nothing_is_called_by_its_host() {
    let read = article("<p>Few words.</p>", AT);
    assert_eq!((read.credit.title.as_str(), read.credit.site.as_str()), ("", "post.example"));
    assert_eq!(read.credit.address, "https://www.post.example/2025/trains");
    assert_eq!(read.passages.len(), 1);
    assert_eq!(article("", AT).passages, []);
    assert_eq!(article("", "no address").credit.address, "no address");
}

#[test]
fn a_page_may_not_say_that_it_is_somewhere_else() {
    for said in [
        "https://other.example/x",
        "javascript:x()",
        "https://me:pw@post.example/",
        "https://post.example/",
        "file:///x",
    ] {
        let read = article(&page(&format!("<link rel=canonical href='{said}'>"), ""), AT);
        assert_eq!(read.credit.address, "https://www.post.example/2025/trains", "{said}");
    }
}

#[test]
fn nothing_of_a_hostile_page_acts() {
    let hostile = "<p onclick=x()>Some words of the page, <script>alert(1)</script><a href=\"javascript:alert(1)\">here</a> \
        <img src=x onerror=alert(1)><iframe src=//evil.example></iframe>&lt;script&gt;alert(2)&lt;/script&gt; and so on, and on.</p>\
        <svg onload=alert(1)><script>alert(3)</script></svg><math><mtext><style><img src=x onerror=alert(4)></style></math>";
    let head = "<meta property=og:title content='\"><script>alert(5)</script>](javascript:x())'>";
    let read = article(&page(head, hostile), AT);
    let picks: Vec<Pick> = read
        .passages
        .iter()
        .enumerate()
        .map(|(at, one)| Pick {
            at,
            kind: one.kind,
            markdown: one.markdown.clone(),
            part: None,
            length: 0,
        })
        .collect();
    let quote = quote_block(&picks, &credit_line("— [{title}]({address}), {site}", &read.credit));
    assert!(quote.lines().all(|line| line.starts_with('>')), "{quote}");
    let shown = preview(&quote);
    for bad in ["<script", "onerror", "onclick", "javascript:alert", "<iframe", "<svg", "<img"] {
        assert!(!shown.contains(bad), "{bad}: {shown}");
    }
    assert!(shown.contains("&lt;script&gt;alert(2)"), "{shown}");
}

#[test]
fn payloads_stay_words() {
    let Ok(list) =
        std::fs::read_to_string("../../../shared/corpora/xss-payloads/xss-payload-list.txt")
            .or_else(|_| payloads())
    else {
        eprintln!("skipped: no payloads beside the project");
        return;
    };
    for lines in list.lines().collect::<Vec<_>>().chunks(200) {
        let body: String = lines.iter().map(|line| format!("<p>{line}</p>\n")).collect();
        let read = article(&body, AT);
        for passage in &read.passages {
            let shown = preview(&passage.markdown).to_ascii_lowercase();
            assert!(
                !shown.contains("<script") && !shown.contains("javascript:alert\""),
                "{}: {shown}",
                passage.markdown
            );
            assert!(
                !shown.contains(" onerror=\"") && !shown.contains("<iframe"),
                "{}: {shown}",
                passage.markdown
            );
        }
    }
}

/// The first list in the folder, whatever it is called.
fn payloads() -> std::io::Result<String> {
    let mut all = String::new();
    for entry in std::fs::read_dir("../../../shared/corpora/xss-payloads")? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "txt") {
            all.push_str(&String::from_utf8_lossy(&std::fs::read(path)?));
        }
    }
    Ok(all)
}

#[test]
fn a_page_that_is_a_bomb_ends_in_time() {
    let most = 1_500_000;
    let many = |part: &str| part.repeat(most / part.len());
    for (name, html) in [
        ("deep", many("<div>")),
        (
            "deep and closed",
            format!("{}words{}", "<div>".repeat(200_000), "</div>".repeat(200_000)),
        ),
        ("marks", many("<b><i>x")),
        ("misnested", many("<b><p></b></p>")),
        ("tables", many("<table><tr><td>")),
        ("lists", many("<ul><li>x")),
        ("paragraphs", many("<p>some words, and more, and more of them</p>")),
        ("breaks", many("x<br>")),
        ("links", many("<a href=x>y</a> ")),
        ("open", many("<")),
        ("attributes", format!("<p {}>words</p>", many("a=b "))),
        ("scripts", many("<script>")),
        ("data", format!("<script type=application/ld+json>{}</script>words", many("["))),
        ("metas", many("<meta property=og:title content=x>")),
        ("one line", "words ".repeat(most / 6)),
    ] {
        let began = Instant::now();
        let read = article(&html, AT);
        let took = began.elapsed();
        eprintln!("{name}: {took:?}, {} passages", read.passages.len());
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
        assert!(read.passages.len() <= 3_000);
    }
}

#[test]
fn every_kind_of_letter_comes_through() {
    let words = "نص عربي طويل، 日本語の文章。 Ελληνικά 👩‍👩‍👧 é";
    let html = format!("<article><p>{}</p></article>", format!("{words} ").repeat(8));
    let read = article(&page_text(html.as_bytes(), "text/html; charset=utf-8"), AT);
    assert!(read.passages[0].plain.starts_with(words), "{:?}", read.passages[0]);
    assert_eq!(read.passages[0].kind, PassageKind::Words);
    let zero = article("<p>a\0b \u{202e}turned\u{202c} and \u{feff}so on</p>", AT);
    assert!(!zero.passages[0].plain.contains(['\0', '\u{202e}']), "{:?}", zero.passages[0]);
}
