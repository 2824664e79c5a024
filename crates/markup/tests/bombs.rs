//! Texts made to exhaust a parser: nothing overflows, and the words stay.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use afterword_markup::{
    blocks, clean_comment, comment_html, excerpt, media_names, plain, plain_markdown, preview,
    same_text, words,
};
use common::{Relative, bad_nesting, dangers, uploaded};

fn survives(name: &str, text: &str) {
    let page = preview(text);
    assert!(dangers(&page, None, Relative::Footnotes).is_empty(), "{name}");
    assert!(plain(&page).contains("needle"), "{name}: {}", excerpt(&page, 300));
    let blocks = blocks(text, &uploaded).expect("pictures are there");
    assert_eq!(bad_nesting(&blocks), None, "{name}");
    assert!(blocks.contains("needle"), "{name}");
    assert!(comment_html(text).contains("needle"), "{name}");
    assert!(clean_comment(text).contains("needle"), "{name}");
    assert!(plain_markdown(text).contains("needle"), "{name}");
    assert!(words(text) > 0, "{name}");
    assert!(same_text(text, text), "{name}");
    media_names(text);
}

#[test]
fn markdown_nested_beyond_reason_keeps_its_words() {
    let many = 10_000;
    survives("quotes", &format!("{} needle", ">".repeat(many)));
    survives("spaced quotes", &format!("{}needle", "> ".repeat(many)));
    survives("bullets", &format!("{}needle", "- ".repeat(many)));
    survives("numbers", &format!("{}needle", "1. ".repeat(2_000)));
    survives("mixed", &format!("{}needle", "> - ".repeat(many)));
    survives("stars", &format!("{}needle{}", "*a ".repeat(many), " a*".repeat(many)));
    survives("strong", &format!("{}needle{}", "**".repeat(many), "**".repeat(many)));
    survives("open brackets", &format!("{}needle", "[".repeat(many)));
    survives(
        "links",
        &format!("{}needle{}", "[".repeat(many), "](https://x.example)".repeat(many)),
    );
    survives(
        "pictures",
        &format!("needle {}x{}", "![".repeat(many), "](https://x.example)".repeat(many)),
    );
    survives("ticks", &format!("{} needle", "` `` ".repeat(many)));
    survives(
        "notes",
        &format!("{}\n\nneedle", (0..2_000).map(|n| format!("[^{n}]")).collect::<String>()),
    );
    survives("definitions", &(0..30_000).map(|n| format!("[^{n}]: needle\n")).collect::<String>());
    survives("deep, then long", &format!("{}needle{}", "> ".repeat(many), "\nx".repeat(many)));
    survives(
        "indents",
        &(0..300).map(|n| format!("{}- needle\n", "  ".repeat(n))).collect::<String>(),
    );
}

#[test]
fn html_nested_beyond_reason_keeps_its_words() {
    let many = 20_000;
    survives("divs", &format!("{}needle", "<div>".repeat(many)));
    survives("bolds", &format!("a {}needle", "<b>".repeat(many)));
    let bolds: String = (0..2_000).map(|n| format!("<b id={n}>")).collect();
    survives("bolds and paragraphs", &format!("a {bolds}needle{}", "<p>x".repeat(2_000)));
    survives("bolds and blocks", &format!("a {bolds}needle\n\n{}", "x\n\n".repeat(2_000)));
    survives("tables", &format!("a {}needle", "<table>".repeat(many)));
    survives("cells", &format!("a {}needle", "<table><tr><td>".repeat(many)));
    survives("svg", &format!("needle {}", "<svg><td>".repeat(many)));
    survives("titles", &format!("needle {}", "<title>".repeat(many)));
    survives("pictures", &format!("needle {}", "<img src=media:a>".repeat(many)));
    survives("ends", &format!("a {}needle", "</b></p>".repeat(many)));
    survives("swapped ends", &format!("a {}needle", "<b><div></b>".repeat(many)));
    survives("comments", &format!("needle {}", "<!--".repeat(many)));
}

#[test]
fn a_megabyte_of_text_is_just_a_long_text() {
    survives("words", &format!("needle {}", "word ".repeat(200_000)));
    survives("lines", &format!("needle {}", "word\n".repeat(200_000)));
    survives("paragraphs", &format!("needle {}", "word & <x>\n\n".repeat(80_000)));
    survives("no spaces", &format!("needle {}", "x".repeat(1_000_000)));
    survives("addresses", &format!("needle {}", "https://x.example/a ".repeat(50_000)));
    survives(
        "brackets in an address",
        &format!("needle https://x.example/{}", "(".repeat(500_000)),
    );
    survives("semicolons", &format!("needle https://x.example/{}", ";".repeat(500_000)));
    survives("schemes", &format!("needle {}", "http://".repeat(140_000)));
    survives("underscores", &format!("needle {}", "_".repeat(1_000_000)));
    survives("entities", &format!("needle {}", "&amp;".repeat(200_000)));
}
