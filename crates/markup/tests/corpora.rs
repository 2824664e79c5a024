//! Hostile and odd texts by other people, through every way HTML leaves this crate.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

mod common;

use afterword_markup::{blocks, clean_comment, comment_html, plain, preview};
use common::{COMMENT_TAGS, REPLY_TAGS, Relative, bad_nesting, corpus, dangers, uploaded};

/// What went wrong with one text, by the way it took.
fn verdicts(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut judge = |way: &str, html: &str, tags: Option<&[&str]>, relative| {
        for danger in dangers(html, tags, relative) {
            all.push(format!("{way}: {danger} from {text:?} in {html:?}"));
        }
    };
    judge("preview", &preview(text), None, Relative::Footnotes);
    judge("clean_comment", &clean_comment(text), Some(COMMENT_TAGS), Relative::Never);
    judge("comment_html", &comment_html(text), Some(REPLY_TAGS), Relative::Never);
    match blocks(text, &uploaded) {
        Ok(blocks) => {
            judge("blocks", &clean_comment(&blocks), Some(COMMENT_TAGS), Relative::Never);
            if let Some(wrong) = bad_nesting(&blocks) {
                all.push(format!("blocks: {wrong} from {text:?} in {blocks:?}"));
            }
            assert!(!blocks.contains("media:"), "{blocks}");
        }
        // A picture that is nowhere is refused, which is right for these texts.
        Err(missing) => assert!(
            !missing.name.is_empty() || text.contains("]()") || text.contains("<"),
            "{text}"
        ),
    }
    plain(text);
    all
}

#[test]
fn payloads_that_broke_others_stay_inert() {
    let Some(list) = corpus("xss-payloads/xss-payload-list.txt") else { return };
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines.len() > 6_000, "{} payloads", lines.len());
    let wrong: Vec<String> = lines.iter().flat_map(|line| verdicts(line)).collect();
    assert!(
        wrong.is_empty(),
        "{} dangers, first: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
    println!("{} payloads, 0 dangers", lines.len());
}

#[test]
fn payloads_inside_markdown_stay_inert() {
    let Some(list) = corpus("xss-payloads/xss-payload-list.txt") else { return };
    let mut wrong = Vec::new();
    for line in list.lines().step_by(7) {
        wrong.extend(verdicts(&format!(
            "> [x]({line} \"{line}\") ![{line}]({line})\n\n- {line}\n\n<b>{line}"
        )));
    }
    assert!(
        wrong.is_empty(),
        "{} dangers, first: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
}

#[test]
fn naughty_strings_stay_inert() {
    let Some(list) = corpus("blns/blns.json") else { return };
    let strings: Vec<String> = serde_json::from_str(&list).expect("a list of strings");
    assert!(strings.len() > 500, "{} strings", strings.len());
    let wrong: Vec<String> = strings.iter().flat_map(|text| verdicts(text)).collect();
    assert!(
        wrong.is_empty(),
        "{} dangers, first: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
}

#[test]
fn the_judge_sees_what_is_dangerous() {
    for html in [
        "<script>1</script>",
        "<a href=\"javascript:1\">x</a>",
        "<a href=\"/x\">x</a>",
        "<a href=\"//evil.example\">x</a>",
        "<b onclick=1>x</b>",
        "<img src=x>",
        "<p style=\"x\">",
        "<svg></svg>",
    ] {
        assert!(!dangers(html, Some(COMMENT_TAGS), Relative::Never).is_empty(), "{html}");
    }
    assert!(
        dangers("<a href=\"https://x.example\">x</a>", Some(COMMENT_TAGS), Relative::Never)
            .is_empty()
    );
}
