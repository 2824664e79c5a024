//! Quotes and their sources: what is published of them, what comes back, and what a writer is told.

#![allow(clippy::unwrap_used)]
use afterword_markup::{Known, Pictures, RemarkKind, Style, import, publish, remarks};

const QUOTE: &str = "Mine.\n\n> Said *so*.\n>\n> — [A page](https://post.example/a?b=1&c=2), The Post\n\nMine again.";

fn published(body: &str, style: Style, known: Option<Known<'_>>) -> String {
    let none: Pictures<'_> = &|_| None;
    publish(body, style, known, none).unwrap()
}

#[test]
fn a_quote_names_its_page_in_plain_html() {
    let wire = published(QUOTE, Style::Classic, None);
    assert!(wire.contains("<blockquote cite=\"https://post.example/a?b=1&amp;c=2\">"), "{wire}");
    let without = published("> Said.\n>\n> — Ann", Style::Classic, None);
    assert!(without.contains("<blockquote><p>"), "{without}");
    for href in ["/here", "mailto:a@b.example", "javascript:x()"] {
        let wire = published(&format!("> Said.\n>\n> — [x]({href})"), Style::Classic, None);
        assert!(wire.contains("<blockquote><p>"), "{wire}");
    }
}

#[test]
fn a_quote_block_stays_as_wordpress_writes_it() {
    let wire = published(QUOTE, Style::Blocks, None);
    assert!(wire.contains("<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->"), "{wire}");
    assert!(
        wire.contains(
            "<cite><a href=\"https://post.example/a?b=1&amp;c=2\">A page</a>, The Post</cite>"
        ),
        "{wire}"
    );
}

#[test]
fn a_quote_with_its_page_comes_back_as_markdown() {
    for style in [Style::Classic, Style::Blocks] {
        let wire = published(QUOTE, style, None);
        let back = import(&wire, None);
        assert!(!back.is_html, "{}", back.body);
        assert_eq!(back.body.replace('_', "*"), QUOTE);
        let known = Some(Known { body: &back.body, wire: &wire });
        assert_eq!(published(&back.body, style, known), wire);
    }
    // As it was written before the attribute was.
    let older = published(QUOTE, Style::Classic, None)
        .replace(" cite=\"https://post.example/a?b=1&amp;c=2\"", "");
    let back = import(&older, None);
    assert_eq!(back.body.replace('_', "*"), QUOTE);
    let known = Some(Known { body: &back.body, wire: &older });
    assert_eq!(published(&back.body, Style::Classic, known), older);
}

#[test]
fn an_attribute_that_says_something_else_is_not_lost() {
    let wire = published(QUOTE, Style::Classic, None)
        .replace("cite=\"https://post.example/a?", "cite=\"https://other.example/z?");
    let back = import(&wire, None);
    let known = Some(Known { body: &back.body, wire: &wire });
    assert!(back.body.contains("https://other.example/z?"), "{}", back.body);
    if !back.is_html {
        assert_eq!(published(&back.body, Style::Classic, known), wire);
    }
}

#[test]
fn a_writer_is_told_when_quotes_outgrow_their_own_words() {
    let told = |body: &str| {
        remarks(body).into_iter().any(|remark| remark.kind == RemarkKind::QuotesOutgrow)
    };
    let words = |count: usize| "word ".repeat(count);
    let quote = |count| format!("> {}\n>\n> — Ann", words(count));
    assert!(told(&format!("{}\n\n{}", words(30), quote(100))));
    assert!(told(&format!("{}\n\nand\n\n{}\n\n{}", quote(60), quote(60), words(50))));
    assert!(!told(&format!("{}\n\n{}", words(150), quote(100))), "more of their own");
    assert!(!told(&quote(40)), "a short one");
    assert!(!told(&words(200)));
}
