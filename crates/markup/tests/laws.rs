//! Laws that hold for every text, tried on soups of Markdown, HTML and odd characters.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use afterword_markup::{
    blocks, clean_comment, comment_html, excerpt, media_names, parse, plain, plain_markdown,
    preview, same_text, words,
};
use common::{COMMENT_TAGS, REPLY_TAGS, Relative, bad_nesting, dangers, soup, uploaded};
use proptest::prelude::*;

/// A text of known words, without raw HTML.
fn prose() -> impl Strategy<Value = (String, Vec<String>)> {
    let frames: &[&str] = &[
        "{}",
        "*{}* {}",
        "**{}**, ~~{}~~",
        "# {}",
        "### {} `{}`",
        "> {}\n>\n> {}\n> — {}",
        "- {}\n- {}\n  - {}\n\n    {}",
        "3. {}\n4. {}\n\n   > {}",
        "```rust\n{}[{}]\n```",
        "    {}",
        "| {} | {} |\n|---|--:|\n| {} | `{}` |",
        "[{}](https://x.example) {}  \n{}",
        "{} & {} < {} > {}",
        "- [ ] {}\n- [x] {}",
        "{}[^{}]",
        "---\n\n{}",
        "<https://x.example/> {}",
        "{} https://x.example/p. {}",
        "{}\n{}",
        "\\*{}\\* {} \\<b> {}",
    ];
    let part = (proptest::sample::select(frames), proptest::collection::vec("x[a-z]{3,9}", 8));
    proptest::collection::vec(part, 1..12).prop_map(|parts| {
        let mut text = String::new();
        let mut used = Vec::new();
        for (frame, words) in parts {
            let mut words = words.into_iter();
            for (index, piece) in frame.split("{}").enumerate() {
                if index > 0 {
                    let word = words.next().expect("eight words");
                    text.push_str(&word);
                    used.push(word);
                }
                text.push_str(piece);
            }
            text.push_str("\n\n");
        }
        (text, used)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_is_inert(text in soup()) {
        prop_assert_eq!(dangers(&preview(&text), None, Relative::Footnotes), Vec::<String>::new());
        prop_assert_eq!(dangers(&clean_comment(&text), Some(COMMENT_TAGS), Relative::Never), Vec::<String>::new());
        prop_assert_eq!(dangers(&comment_html(&text), Some(REPLY_TAGS), Relative::Never), Vec::<String>::new());
        let published = blocks(&text, &uploaded).unwrap_or_default();
        prop_assert_eq!(dangers(&clean_comment(&published), Some(COMMENT_TAGS), Relative::Never), Vec::<String>::new());
    }

    #[test]
    fn blocks_are_well_nested_and_name_no_local_picture(text in soup()) {
        if let Ok(published) = blocks(&text, &uploaded) {
            prop_assert_eq!(bad_nesting(&published), None, "{}", published);
            let page = scraper::Html::parse_fragment(&published);
            for node in page.tree.nodes() {
                if let scraper::Node::Element(element) = node.value() {
                    for (_, value) in element.attrs() {
                        prop_assert!(!value.trim().starts_with("media:"), "{}", published);
                    }
                }
            }
        }
    }

    #[test]
    fn a_missing_picture_is_always_named(text in soup()) {
        let names = media_names(&text);
        match blocks(&text, &|_| None) {
            Ok(_) => prop_assert_eq!(names, Vec::<String>::new()),
            Err(missing) => prop_assert!(!missing.to_string().is_empty()),
        }
    }

    #[test]
    fn reading_never_fails(text in ".{0,200}", max in 0_usize..80) {
        plain(&text);
        words(&text);
        parse(&text);
        prop_assert!(same_text(&text, &text));
        let cut = excerpt(&text, max);
        prop_assert!(cut.chars().count() <= max);
        prop_assert!(!cut.contains('\n'));
    }

    #[test]
    fn every_word_reaches_the_reader((text, used) in prose()) {
        let published = blocks(&text, &uploaded).expect("no pictures");
        let ways = [
            ("blocks", plain(&published)),
            ("preview", plain(&preview(&text))),
            ("comment", plain(&comment_html(&text))),
            ("plain", plain_markdown(&text)),
        ];
        for (way, words) in &ways {
            for word in &used {
                prop_assert!(words.contains(word.as_str()), "{} lost {}: {}", way, word, words);
            }
        }
        prop_assert!(words(&text) as usize >= used.len() / 2);
    }

    #[test]
    fn blocks_survive_the_filter_of_wordpress((text, _) in prose()) {
        let published = blocks(&text, &uploaded).expect("no pictures");
        let filtered = published.replace("/>", " />").replace("&#91;", "&#091;").replace("&#47;", "&#047;");
        prop_assert!(same_text(&published, &filtered));
        let edited = format!("{published}<p>more</p>");
        prop_assert!(!same_text(&published, &edited));
    }

    #[test]
    fn top_level_lines_climb(text in soup()) {
        let document = parse(&text);
        let starts: Vec<usize> = document.blocks.iter().map(|block| block.span.start).collect();
        prop_assert!(starts.is_sorted(), "{:?}", starts);
        prop_assert!(document.blocks.iter().all(|block| block.span.end <= text.len()));
    }
}
