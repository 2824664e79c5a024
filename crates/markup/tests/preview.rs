//! The preview block by block: what is kept from before is what would be made anew.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::string_slice)]

mod common;

use std::sync::Arc;

use afterword_markup::{PreviewBlock, PreviewPage, preview, preview_html, words};
use common::soup;
use proptest::prelude::*;

fn page(markdown: &str) -> PreviewPage {
    PreviewPage::of_markdown(markdown, &PreviewPage::default())
}

/// What a window has after it took the changes from one page to another.
fn patched(before: &PreviewPage, after: &PreviewPage) -> Vec<PreviewBlock> {
    let mut blocks = before.blocks().to_vec();
    for splice in after.changes_since(before) {
        blocks.splice(splice.at..splice.at + splice.remove, splice.add.iter().cloned());
    }
    blocks
}

/// First line, number of lines, and the HTML of each block.
fn places(page: &PreviewPage) -> Vec<(u32, u32, String)> {
    let mut next = 1;
    let blocks = page.blocks().iter().map(|block| {
        let first = next + block.gap;
        next = first + block.lines;
        (first, block.lines, block.html.to_string())
    });
    blocks.collect()
}

/// How many blocks go to the window.
fn sent(before: &str, after: &str) -> usize {
    let before = page(before);
    let after = PreviewPage::of_markdown(after, &before);
    after.changes_since(&before).iter().map(|splice| splice.add.len()).sum()
}

#[test]
fn blocks_know_their_lines() {
    let text = "\n# One\n\nTwo\ntwo\n\n\n- a\n- b\n\n  c\n\n```\nx\n\ny\n```\n\n> q\n>\n> r\n\n[^1]: note\n\nlast[^1]\n";
    assert_eq!(
        places(&page(text)),
        [
            (2, 1, "<h1>One</h1>".to_owned()),
            (4, 2, "<p>Two\ntwo</p>".to_owned()),
            (8, 4, "<ul><li>a</li><li data-at=\"1\">b\n<p data-at=\"3\">c</p></li></ul>".to_owned()),
            (13, 5, "<pre><code>x\n\ny</code></pre>".to_owned()),
            (
                19,
                3,
                "<blockquote><p>q</p>\n<p data-at=\"2\">r</p></blockquote>".to_owned()
            ),
            (
                25,
                1,
                "<p>last<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup></p>"
                    .to_owned()
            ),
        ]
    );
    assert_eq!(page(text).note_lines(), [23]);
    assert!(page(text).notes().is_some_and(|notes| notes.contains("note")));
}

#[test]
fn a_key_sends_one_block() {
    let text: String = (0..2_000).map(|n| format!("Paragraph *{n}* of many.\n\n")).collect();
    let typed = text.replacen("*1000* of", "*1000* or of", 1);
    assert_eq!(sent(&text, &typed), 1);
    // The one that was the first has a line above it now.
    assert_eq!(sent(&text, &format!("new\n\n{text}")), 2);
    assert_eq!(sent(&text, &format!("{text}new")), 1);
    assert_eq!(sent(&typed, &text.replacen("Paragraph *7*", "No *7*", 1)), 2);
}

#[test]
fn what_is_defined_elsewhere_changes_the_blocks_that_use_it_and_no_others() {
    let text = |href: &str| {
        format!(
            "[a] one\n\n{}two [b][a]\n\n{}[a]: {href}\n",
            "x\n\n".repeat(50),
            "y\n\n".repeat(50)
        )
    };
    assert_eq!(sent(&text("https://x.example"), &text("https://y.example")), 2);
    let notes = "one[^x]\n\ntwo\n\nthree[^y]\n\n[^x]: x\n[^y]: y\n";
    // The new first note takes number 1, so the two others are renumbered.
    assert_eq!(sent(notes, &format!("zero[^z]\n\n{notes}[^z]: z\n")), 3);
    assert_eq!(sent(notes, &notes.replace("[^y]: y", "[^y]: why")), 0);
}

#[test]
fn html_of_the_writer_is_one_block_with_what_it_holds() {
    let blocks = places(&page("a\n\n<details>\n<summary>S</summary>\n\n*b*\n\n</details>\n\nc"));
    assert_eq!(blocks.len(), 3);
    assert_eq!((blocks[1].0, blocks[1].1), (3, 6));
    assert!(blocks[1].2.trim_end().ends_with("</details>"), "{}", blocks[1].2);
    // What is never closed does not reach into the next block.
    let blocks = places(&page("<div>\n\na\n\n<b>\n\nc"));
    assert_eq!(blocks.len(), 4, "{blocks:?}");
}

#[test]
fn a_sealed_block_and_the_same_html_are_not_mixed_up() {
    let sealed = page("<!-- wp:x -->\n<p>a</p>\n<!-- /wp:x -->");
    let html = PreviewPage::of_markdown("<p>a</p>", &sealed);
    assert!(sealed.blocks()[0].html.contains("class=\"sealed\""));
    assert_eq!(&*html.blocks()[0].html, "<p>a</p>");
}

#[test]
fn a_posts_html_comes_in_its_blocks_or_paragraphs() {
    let page = |html: &str| PreviewPage::of_html(html, &PreviewPage::default());
    let html = |page: &PreviewPage| places(page);
    assert_eq!(
        html(&page("one\nline\n\n<b>two</b><hr>x\n\n<script>1</script>")),
        [
            (1, 2, "<p>one<br>\nline</p>".to_owned()),
            (4, 1, "<p><b>two</b></p>".to_owned()),
            (5, 0, "<hr>".to_owned()),
            (5, 0, "<p>x</p>".to_owned()),
            (6, 1, "<p></p>".to_owned()),
        ]
    );
    let blocks = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:more -->\nb\n<!-- /wp:more -->";
    assert_eq!(
        html(&page(blocks)),
        [(1, 3, "\n<p>a</p>\n".to_owned()), (5, 3, "\nb\n".to_owned())]
    );
    assert_eq!(html(&page("<b>never closed")), [(1, 1, "<p><b>never closed</b></p>".to_owned())]);
}

#[test]
fn what_was_there_before_is_the_very_same_text() {
    let before = page("one\n\ntwo\n\nthree");
    let after = PreviewPage::of_markdown("one\n\nbetween\n\ntwo\n\nthree!", &before);
    assert!(Arc::ptr_eq(&before.blocks()[0].html, &after.blocks()[0].html));
    assert!(Arc::ptr_eq(&before.blocks()[1].html, &after.blocks()[2].html));
}

/// The page as any browser reads it, without what the sanitiser adds to links.
fn read(html: &str) -> String {
    let html = html.replace(" rel=\"nofollow noopener noreferrer\"", "");
    scraper::Html::parse_fragment(&html).root_element().inner_html().trim_end().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_sanitised_is_what_the_sanitiser_leaves(text in soup()) {
        // With HTML of the writer's own, a block has been through the sanitiser.
        for block in page(&text.replace('<', "")).blocks() {
            prop_assert_eq!(read(&block.html), read(&preview_html(&block.html)));
        }
    }

    #[test]
    fn the_words_of_the_blocks_are_those_of_the_text(text in soup()) {
        let text = text.replace('<', "");
        prop_assert_eq!(page(&text).words(), words(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_page_made_from_another_is_the_page(
        pieces in proptest::collection::vec(soup(), 1..6),
        edit in soup(),
        at in 0_usize..6,
        replace in any::<bool>(),
    ) {
        let text = pieces.join("\n\n");
        let mut edited = pieces.clone();
        let at = at.min(edited.len() - 1);
        if replace { edited[at] = edit } else { edited.insert(at, edit) }
        let edited = edited.join("\n\n");
        let (before, fresh) = (page(&text), page(&edited));
        let after = PreviewPage::of_markdown(&edited, &before);
        prop_assert_eq!(places(&after), places(&fresh));
        prop_assert_eq!(after.notes(), fresh.notes());
        prop_assert_eq!(after.words(), fresh.words());
        prop_assert_eq!(patched(&before, &after), after.blocks());
        prop_assert!(preview(&edited).contains(after.blocks().first().map_or("", |b| &*b.html)));
        let lines = edited.split('\n').count();
        prop_assert!(places(&after).iter().all(|(first, n, _)| (first + n - 1) as usize <= lines));
    }
}
