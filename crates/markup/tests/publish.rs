//! What the writer did not touch goes back to the blog as it was, byte for byte.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use afterword_markup::{Known, MissingPicture, Style, publish, style_of};
use common::uploaded;

const BODY: &str = "One.\n\n## Two\n\n- a\n- b\n\n---\n\nThree & four.\n\n---\n\nLast.\n";

/// The same post after WordPress and a plugin had their way with it, each block a little different.
const WIRE: &str = "\n<!-- wp:paragraph {\"plugin\":1} -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n\n\
<!-- wp:heading -->\n<h2 class=\"x\">Two</h2>\n<!-- /wp:heading --><!-- wp:list -->\n<ul><li>a<li>b</ul>\n\
<!-- /wp:list -->\r\n\r\n<!-- wp:separator -->\n<hr />\n<!-- /wp:separator -->\n<!-- wp:paragraph -->\n\
<p>Three &amp; four.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:separator {\"n\":2} -->\n<hr  />\n\
<!-- /wp:separator -->\n\n<!-- wp:paragraph -->\n<p>Last.</p>\n<!-- /wp:paragraph -->\n\n ";

fn edited(body: &str) -> String {
    let known = Known { body: BODY, wire: WIRE };
    publish(body, Style::Blocks, Some(known), &uploaded).expect("no pictures")
}

#[test]
fn an_unchanged_text_is_what_the_blog_has() {
    assert_eq!(edited(BODY), WIRE);
    assert_eq!(edited(&BODY.replace("\n\n", "\n\n\n").replace("- ", "*  ")), WIRE);
}

#[test]
fn one_edited_paragraph_changes_no_other_byte() {
    let wire = edited(&BODY.replace("Three & four.", "Three & *five*."));
    let expected = WIRE.replace("<p>Three &amp; four.</p>", "<p>Three &amp; <em>five</em>.</p>");
    assert_eq!(wire, expected);
}

#[test]
fn what_is_added_or_gone_leaves_the_rest_alone() {
    let added = edited(&BODY.replace("## Two", "New.\n\n## Two"));
    let new = "<!-- wp:paragraph -->\n<p>New.</p>\n<!-- /wp:paragraph -->\n\n";
    let expected = WIRE.replace("\n\n\n<!-- wp:heading", &format!("\n\n{new}<!-- wp:heading"));
    assert_eq!(added, expected);
    let gone = edited(&BODY.replace("- a\n- b\n\n", ""));
    let list = "<!-- wp:list -->\n<ul><li>a<li>b</ul>\n<!-- /wp:list -->\r\n\r\n";
    assert_eq!(gone, WIRE.replace(list, "\n\n"));
    assert_eq!(edited(""), "");
}

#[test]
fn a_moved_block_is_written_anew_and_the_others_stay() {
    let moved = edited("## Two\n\n- a\n- b\n\n---\n\nThree & four.\n\n---\n\nLast.\n\nOne.\n");
    assert!(moved.contains("<!-- /wp:heading --><!-- wp:list -->"), "{moved}");
    assert!(moved.trim_end().ends_with("<p>One.</p>\n<!-- /wp:paragraph -->"), "{moved}");
}

#[test]
fn a_picture_that_is_on_the_blog_is_not_asked_for_again() {
    let body = "![cat](media:abc)\n\nWords.";
    let image = "<!-- wp:image -->\n<figure><img src=\"https://b.example/c.jpg\"/></figure>\n<!-- /wp:image -->";
    let wire = format!("{image}\n\n<!-- wp:paragraph -->\n<p>Words.</p>\n<!-- /wp:paragraph -->");
    let known = Some(Known { body, wire: &wire });
    let sent = publish("![cat](media:abc)\n\nOther.", Style::Blocks, known, &|_| None);
    assert_eq!(sent, Ok(wire.replace("Words", "Other")));
    let sent = publish("![dog](media:abc)\n\nWords.", Style::Blocks, known, &|_| None);
    assert_eq!(sent, Err(MissingPicture { name: "abc".to_owned() }));
}

#[test]
fn a_classic_post_keeps_its_bytes_too() {
    let body = "One  \nline.\n\n- a\n- b\n\nTwo.";
    let wire = "One\nline.\r\n\r\n<ul>\n\t<li>a</li>\n<li>b</li>\n</ul>\nTwo.\n";
    let known = Some(Known { body, wire });
    let sent = publish(&body.replace("Two", "Three"), Style::Classic, known, &uploaded);
    assert_eq!(sent, Ok(wire.replace("Two.", "<p>Three.</p>")));
}

#[test]
fn the_style_of_a_post_is_seen() {
    for (wire, style) in [
        ("", None),
        (" \n", None),
        ("<p>a</p>", Some(Style::Classic)),
        ("a <!-- note --> b<!--more-->", Some(Style::Classic)),
        ("a <!-- wp:paragraph --> b", Some(Style::Blocks)),
        ("<!--\nwp:x /-->", Some(Style::Blocks)),
    ] {
        assert_eq!(style_of(wire), style, "{wire}");
    }
}

#[test]
fn classic_html_survives_the_paragraph_maker() {
    let body = "# A\n\nsoft\nline, hard  \nline\n\n> q\n>\n> r\n>\n> — Who\n\n1. one\n\n   two\n2. x\n   - y\n\n\
        | a |\n|--:|\n| b |\n\n![alt](media:abc \"cap\")\n\nNote[^1].\n\n[^1]: It\n\n    is.";
    let wire = publish(body, Style::Classic, None, &uploaded).expect("the picture is there");
    for part in wire.split("\n\n") {
        assert!(!part.contains('\n'), "{part}");
    }
    assert!(!wire.contains("<!--"), "{wire}");
}
