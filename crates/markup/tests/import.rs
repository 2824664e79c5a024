//! Posts that are on the blog come in as Markdown only if that says the very same thing, and whatever
//! happens to them, what the writer does not touch goes back byte for byte.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use afterword_markup::{Imported, Known, Style, import, publish, style_of};
use common::soup;
use proptest::prelude::*;

fn write(body: &str, style: Style, imported: Option<&Imported>) -> String {
    let pictures = |address: &str| {
        let known = imported?.pictures.iter().find(|picture| picture.url == address)?;
        Some(afterword_markup::UploadedPicture {
            url: known.url.clone(),
            id: known.id,
            size: known.size.clone(),
        })
    };
    publish(body, style, None, &pictures).expect("no picture of this computer")
}

/// Without the white space that Markdown can't say (beside tags, more than one of it), and with one
/// spelling of `>` and of attributes, which raw HTML in footnotes may have either way.
fn folded(html: &str) -> String {
    let words: Vec<&str> = html
        .split(|c: char| c.is_ascii_whitespace() || c == '\u{b}')
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ").replace(" <", "<").replace("> ", ">").replace("&gt;", ">").replace('"', "")
}

/// Markdown in the form that import writes, one for each thing it knows.
const CANONICAL: &[&str] = &[
    "A paragraph.",
    "Soft\nbreak, hard\\\nbreak.",
    "*em* **strong** ***both*** **_other_** ~~gone~~ `co<d>e [x]` ``a`b``",
    "in*tra*word snake_case 2 * 3 a_b_c \\*no\\* \\_no\\_ \\`no\\` \\[no](x) 1 < 2 \\<b> AT&T \\&amp; C:\\new \\\\\\* ~5",
    "# One\n\n## Two *em*\n\n### Three {#place}\n\nSix\nseven\n---",
    "# Not a tag \\#\n\n## # x\n\n## a {b}",
    "\\# not\n\\> not\n\\- not\n\\+ not\n1\\. not\n2\\) not\n\\---\n\\===\n-not\n#not\n1.5 not",
    "- one\n- two\n  - inner\n    - innermost\n- three",
    "3. three\n4. four\n   1. inner",
    "- one\n\n  second paragraph\n- two\n\n  ```\n  code\n\n  more\n  ```",
    "- a\n\n* b\n\n- c",
    "1. a\n\n1) b",
    "- [ ] to do\n- [x] done",
    "> A quote\n> of lines.\n>\n> Two.\n>\n> — [Somebody](https://x.example), *Book*",
    "> one\n\n> another",
    "> outer\n>\n> > inner\n>\n> - list",
    "```rust\nlet x = a[1] && b < c;\n\n    // indented\nhttps://x.example/lone\n```",
    "````\n```\n````",
    "| plain | left | mid | right |\n| --- | :-- | :-: | --: |\n| 1 | *2* | `3\\|4` | a<br>b |",
    "|  |  |\n| --- | --- |\n| a | b |",
    "![alt \\[x\\]](https://pics.example/p.jpg \"Cap \\\"tion\\\"\")",
    "[![alt](https://pics.example/p.jpg)](https://x.example/?a=1&b=2)",
    "words ![alt](https://pics.example/p.jpg) among [words *here*](https://x.example \"Title\") <https://x.example/?a=1&b> <me@x.example>",
    "[odd](<a (b) c>) [here](/about) [top](#top) bare https\\://x.example and text",
    "![one](https://pics.example/1.jpg \"Cap\")\n![two](https://pics.example/2.jpg)",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1\n\n<https://youtu.be/dQw4w9WgXcQ>",
    "one\n\n---\n\ntwo\n\n<!--more-->\n\n<!--more Read on-->\n\n<!--nextpage-->",
    "<div class=\"x\" onclick=\"y()\">\n<b>bold</b>\n</div>\n\nInline <kbd>K</kbd> and <q cite=\"x\">said</q>.",
    "First[^1], second[^2], first again[^1].\n\n[^1]: The *first*.\n[^2]: The second.",
    "<!-- wp:gallery {\"ids\":[1]} -->\n<figure>\n\nx</figure>\n<!-- /wp:gallery -->\n\ntext\n\n<!-- wp:acme/map {\"a\":1} /-->",
];

#[test]
fn what_we_write_comes_back_as_the_same_markdown() {
    for markdown in CANONICAL {
        for style in [Style::Blocks, Style::Classic] {
            if style == Style::Classic
                && (markdown.contains("<!-- wp:") || markdown.contains("Soft\n"))
            {
                continue;
            }
            let wire = write(markdown, style, None);
            let came = import(&wire, None);
            if style == Style::Blocks {
                assert_eq!(came.body, *markdown, "{wire}");
            }
            assert!(!came.is_html || style == Style::Classic, "{markdown}\n{wire}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_comes_back_as_what_makes_the_same_blocks(text in soup()) {
        let pictures = |_: &str| None;
        let Ok(wire) = publish(&text, Style::Blocks, None, &pictures) else { return Ok(()) };
        let came = import(&wire, None);
        prop_assert!(!came.is_html, "{}", wire);
        let again = write(&came.body, Style::Blocks, Some(&came));
        prop_assert_eq!(folded(&again), folded(&wire), "{}", came.body);
    }
}

fn wxr_posts() -> Vec<String> {
    let mut posts = Vec::new();
    for file in ["64-block-test-data.xml", "theme-preview.xml", "themeunittestdata.wordpress.xml"] {
        let Some(text) = common::corpus(&format!("wxr/{file}")) else { continue };
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("<content:encoded><![CDATA[") {
            let (post, after) = after.split_once("]]></content:encoded>").expect("an end");
            posts.push(post.to_owned());
            rest = after;
        }
    }
    posts
}

#[test]
fn real_posts_keep_every_byte() {
    let (mut markdown, mut html, mut sealed, mut free) = (0, 0, 0, 0);
    for wire in wxr_posts() {
        let Some(style) = style_of(&wire) else { continue };
        let came = import(&wire, None);
        if came.is_html {
            html += 1;
            println!("HTML: {:?}", wire.chars().take(150).collect::<String>());
            continue;
        }
        markdown += 1;
        sealed += came.body.lines().filter(|line| line.starts_with("<!-- wp:")).count();
        free += came.body.matches("<!-- wp:freeform").count();
        let known = Known { body: &came.body, wire: &wire };
        let added = format!("{}\n\nAdded.", came.body);
        let sent = publish(&added, style, Some(known), &|_| None).expect("no pictures");
        assert!(sent.starts_with(wire.trim_end()), "{sent}");
    }
    println!(
        "posts as Markdown {markdown} ({sealed} sealed blocks, {free} of them loose), as HTML {html}"
    );
}

fn known_post() -> (String, String) {
    let body = "First *line*\nand [ref][r].\n\n*  odd\n*  list\n\n[r]: https://x.example\n\n\
                ![cat](media:abc)\n\n    indented\n\nA note[^n].\n\nLast.\n\n[^n]: The note.\n";
    let wire = publish(body, Style::Blocks, None, &common::uploaded).expect("the picture is there");
    (body.to_owned(), wire.replace("\"/>", "\" />"))
}

#[test]
fn what_did_not_change_on_the_blog_keeps_its_markdown() {
    let (body, wire) = known_post();
    let known = Some(Known { body: &body, wire: &wire });
    assert_eq!(import(&wire, known).body, body);
    for (there, changed, here, became) in [
        ("<p>Last.</p>", "<p>Last & <em>least</em>.</p>", "Last.", "Last & *least*."),
        ("<li>odd</li>", "<li>even</li>", "*  odd\n*  list", "- even\n- list"),
        ("and <a", "or <a", "and [ref][r].", "or [ref](https://x.example)."),
    ] {
        let came = import(&wire.replace(there, changed), known);
        assert_eq!(came.body, body.replace(here, became), "{}", came.body);
        assert!(!came.is_html);
    }
    let gone = "<!-- wp:paragraph -->\n<p>Last.</p>\n<!-- /wp:paragraph -->\n\n";
    let came = import(&wire.replace(gone, ""), known);
    assert_eq!(came.body.trim_end(), body.replace("Last.\n\n", "").trim_end());
    let added = wire.replace(gone, &format!("<!-- wp:spacer /-->\n\n{gone}"));
    let came = import(&added, known);
    assert!(came.body.contains("*  odd\n*  list\n\n[r]: https://x.example"), "{}", came.body);
    assert!(came.body.contains("\n\n<!-- wp:spacer /-->"), "{}", came.body);
}

#[test]
fn a_changed_note_loses_nothing() {
    let (body, wire) = known_post();
    let known = Some(Known { body: &body, wire: &wire });
    let changed = wire.replace("The note.", "Another note.");
    let came = import(&changed, known);
    assert!(came.body.contains("Another note."), "{}", came.body);
    let there = Known { body: &came.body, wire: &changed };
    let ended = came.body.replace("Last.", "End.");
    let sent = publish(&ended, Style::Blocks, Some(there), &common::uploaded);
    assert_eq!(sent, Ok(changed.replace("Last.", "End.")));
}

#[test]
fn numbers_and_sizes_of_pictures_are_told() {
    let wire = "<!-- wp:image {\"id\":7,\"sizeSlug\":\"full\",\"linkDestination\":\"none\"} -->\n\
        <figure class=\"wp-block-image size-full\"><img src=\"https://b.example/p.jpg\" alt=\"P\" \
        class=\"wp-image-7\"/></figure>\n<!-- /wp:image -->";
    let came = import(wire, None);
    assert_eq!(came.body, "![P](https://b.example/p.jpg)");
    assert_eq!(came.pictures.len(), 1);
    assert_eq!((came.pictures[0].id, came.pictures[0].size.as_deref()), (Some(7), Some("full")));
    assert_eq!(write(&came.body, Style::Blocks, Some(&came)), wire);
}

#[test]
fn what_markdown_has_no_words_for_is_sealed() {
    for block in [
        "<!-- wp:paragraph {\"align\":\"center\"} -->\n<p class=\"has-text-align-center\">x</p>\n<!-- /wp:paragraph -->",
        "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->",
        "<!-- wp:spacer {\"height\":\"30px\"} -->\n<div style=\"height:30px\"></div>\n<!-- /wp:spacer -->",
        "<!-- wp:columns -->\n<div><!-- wp:column -->\n<div></div>\n<!-- /wp:column --></div>\n<!-- /wp:columns -->",
        "<!-- wp:latest-posts /-->",
        "<!-- wp:list {\"className\":\"x\"} -->\n<ul class=\"wp-block-list x\"><!-- wp:list-item -->\n<li>a</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
        "<!-- wp:paragraph -->\n<p>not <b>ended</p>\n<!-- /wp:paragraph -->",
    ] {
        let first = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->";
        let wire = format!("{first}\n\n{block}\r\n{block}");
        let came = import(&wire, None);
        assert_eq!(came.body, format!("a\n\n{block}\n\n{block}"));
        // It survives that everything around it is moved, changed or deleted.
        let known = Some(Known { body: &came.body, wire: &wire });
        let moved = format!("b\n\n{block}\n\na\n\n{block}");
        for body in [format!("{block}\n\nb"), moved, block.to_owned()] {
            let sent = publish(&body, Style::Blocks, known, &|_| None).expect("no pictures");
            assert_eq!(sent.matches(block).count(), body.matches(block).count(), "{sent}");
        }
    }
    let loose = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\nloose [words]\n";
    let sealed = "<!-- wp:freeform -->\nloose [words]\n<!-- /wp:freeform -->";
    assert_eq!(import(loose, None).body, format!("a\n\n{sealed}"));
    for torn in ["<!-- wp:paragraph -->\n<p>a</p>", "a\n<!-- /wp:paragraph --> <!-- wp:x /-->"] {
        let came = import(torn, None);
        assert!(came.is_html && came.body == torn, "{}", came.body);
    }
}

#[test]
fn a_classic_post_is_markdown_or_stays_html() {
    let wire = "One\nline & <b>bold</b>.\r\n\r\n<ul>\n<li>a</li>\n</ul>\n[caption]x[/caption]<!--more-->\nrest";
    let body = "One\\\nline & **bold**.\n\n- a\n\n\\[caption]x\\[/caption]\n\n<!--more-->\n\nrest";
    assert_eq!(import(wire, None).body, body);
    let html = "words <b>not ended\n\n<div>x</div>";
    let kept = Imported { body: html.to_owned(), is_html: true, pictures: vec![] };
    assert_eq!(import(html, None), kept);
    assert!(import("fine\n\n<strong>a\n\nb</strong>", None).is_html);
    assert_eq!(import(" \n", None), Imported::default());
}
