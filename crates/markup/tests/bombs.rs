//! Texts made to exhaust a parser: nothing overflows, and the words stay.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use afterword_markup::{
    Known, PreviewPage, Style, blocks, clean_comment, comment_html, excerpt, import, media_names,
    merge, plain, plain_markdown, preview, preview_html, publish, remarks, same_text, style_of,
    words,
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

#[test]
fn the_preview_takes_ten_megabytes_and_one_line_of_a_megabyte() {
    let began = std::time::Instant::now();
    let nothing = PreviewPage::default();
    let many = "A *word* & a [link](https://x.example).\n\n".repeat(250_000);
    assert!(many.len() > 10_000_000);
    let page = PreviewPage::of_markdown(&many, &nothing);
    assert_eq!(page.blocks().len(), 250_000);
    let more = format!("{many}needle");
    let next = PreviewPage::of_markdown(&more, &page);
    let changes = next.changes_since(&page);
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].remove, changes[0].add.len()), (0, 1));
    let line = PreviewPage::of_markdown(&"one *line* & ".repeat(80_000), &nothing);
    assert_eq!((line.blocks().len(), line.blocks()[0].lines), (1, 1));
    let deep = PreviewPage::of_markdown(&format!("{} needle", ">".repeat(10_000)), &nothing);
    assert!(deep.blocks()[0].html.contains("needle"));
    // Other blocks throughout: found without comparing each with each.
    let other = PreviewPage::of_markdown(&many.replace("word", "term"), &page);
    assert_eq!(other.changes_since(&page).iter().map(|s| s.add.len()).sum::<usize>(), 250_000);
    // Seconds on a busy machine; growing with the square it would be hours.
    assert!(began.elapsed().as_secs() < 120, "{:?}", began.elapsed());
}

/// A post of this HTML comes in and goes back; what is added leaves the rest as it is.
fn comes_and_goes(name: &str, wire: &str) {
    let came = import(wire, None);
    preview_html(wire);
    if came.is_html {
        assert_eq!(came.body, wire, "{name}");
        return;
    }
    let known = Some(Known { body: &came.body, wire });
    let style = style_of(wire).unwrap_or(Style::Blocks);
    assert_eq!(publish(&came.body, style, known, &uploaded).as_deref(), Ok(wire), "{name}");
    let more = format!("{}\n\nadded", came.body);
    let sent = publish(&more, style, known, &uploaded).expect("no picture is missing");
    assert!(sent.starts_with(wire.trim_end()), "{name}");
    let again = import(&sent, known);
    assert!(again.is_html || again.body.contains("added"), "{name}");
    remarks(&more);
    let merged = merge(&came.body, &more, &format!("first\n\n{}", came.body));
    assert!(merged.text.contains("added") && merged.text.contains("first"), "{name}");
}

#[test]
fn a_post_made_to_exhaust_comes_and_goes() {
    let many = 3_000;
    let p =
        |words: &str| format!("<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->\n\n");
    let numbered: String = (0..many).map(|n| p(&format!("{n} &amp; &#091;x"))).collect();
    comes_and_goes("paragraphs", &numbered);
    comes_and_goes("same", &p("same").repeat(many));
    comes_and_goes("one line", &p(&"word &amp; <em>x</em> * _ [ ".repeat(many)));
    let deep =
        |n: usize, open: &str, close: &str| format!("{}x{}", open.repeat(n), close.repeat(n));
    comes_and_goes("deep ems", &p(&deep(90, "<em> ", " </em>")));
    comes_and_goes("deeper ems", &p(&deep(many, "<em>", "</em>")));
    let list = deep(45, "<ul><li>", "</li></ul>");
    comes_and_goes("deep lists", &format!("<!-- wp:list -->{list}<!-- /wp:list -->"));
    let groups = deep(many, "<!-- wp:group -->\n", "\n<!-- /wp:group -->");
    comes_and_goes("deep blocks", &groups);
    comes_and_goes("never ended", &"<!-- wp:group -->\n".repeat(many));
    comes_and_goes("never begun", &"<!-- /wp:group -->\n".repeat(many));
    comes_and_goes("open attributes", &"<!-- wp:group {\n".repeat(many));
    comes_and_goes("comments", &"<!--".repeat(many));
    let rule =
        "<!-- wp:separator -->\n<hr class=\"wp-block-separator\" />\n<!-- /wp:separator -->\n";
    comes_and_goes("separators", &rule.repeat(many));
    let list = "<!-- wp:list -->\n<ul><li>a</li></ul>\n<!-- /wp:list -->\n";
    comes_and_goes("lists in a row", &list.repeat(500));
    let picture = |n: usize| {
        format!(
            "<!-- wp:image {{\"id\":{n}}} -->\n<figure class=\"wp-block-image\"><img \
             src=\"https://b.example/{n}.jpg\" alt=\"\" class=\"wp-image-{n}\"/></figure>\n\
             <!-- /wp:image -->\n\n"
        )
    };
    comes_and_goes("pictures", &(0..many).map(picture).collect::<String>());
    comes_and_goes("classic lines", &"line <b>of</b> words\n".repeat(many));
    comes_and_goes("classic paragraphs", &"line &amp; words\r\n\r\n".repeat(many));
    comes_and_goes("classic divs", &deep(90, "<div>", "</div>"));
    comes_and_goes("open tags", &"<b ".repeat(many));
    comes_and_goes("a megabyte", &p("The quick &amp; brown fox.").repeat(15_000));
}

#[test]
fn versions_that_differ_throughout_are_merged_in_time() {
    let text = |who: &str| (0..4_000).map(|n| format!("{who} {n}.\n\n")).collect::<String>();
    let merged = merge(&text("base"), &text("mine"), &text("theirs"));
    assert_eq!(merged.clashes.len(), 4_000);
}
