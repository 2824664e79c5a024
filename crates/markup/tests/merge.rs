//! Two versions of a text: nothing of either is lost, and only what both changed asks the writer.

mod common;

use afterword_markup::merge;
use common::soup;
use proptest::prelude::*;

const BASE: &str = "# Title\n\nOne. Two. Three.\n\n- a\n- b\n\nLast.\n";

fn clean(mine: &str, theirs: &str) -> String {
    let merged = merge(BASE, mine, theirs);
    assert_eq!(merged.clashes, [], "{}", merged.text);
    assert_eq!(merge(BASE, theirs, mine).clashes, []);
    merged.text
}

#[test]
fn changes_in_different_places_go_together() {
    let mine = BASE.replace("Title", "A title").replace("Last.", "Last words.");
    let theirs = BASE.replace("- b", "- b\n- c").replace("\n\nOne.", "\n\nNew.\n\nOne.");
    assert_eq!(
        clean(&mine, &theirs),
        "# A title\n\nNew.\n\nOne. Two. Three.\n\n- a\n- b\n- c\n\nLast words.\n"
    );
    let mine = BASE.replace("One.", "1.");
    let theirs = BASE.replace("Three.", "3.").replace("- a\n", "- A\n");
    assert_eq!(clean(&mine, &theirs), "# Title\n\n1. Two. 3.\n\n- A\n- b\n\nLast.\n");
    let mine = BASE.replace("# Title\n\n", "");
    let theirs = BASE.replace("Last.\n", "");
    assert_eq!(clean(&mine, &theirs), "One. Two. Three.\n\n- a\n- b\n");
}

#[test]
fn changes_of_neighbours_go_together() {
    let mine = BASE.replace("# Title", "# A title");
    let theirs = BASE.replace("One. Two. Three.", "Quite another.");
    assert_eq!(
        clean(&mine, &theirs),
        BASE.replace("# Title", "# A title").replace("One. Two. Three.", "Quite another.")
    );
}

#[test]
fn what_both_changed_is_a_clash() {
    let mine = BASE.replace("Two.", "Mine.");
    let theirs = BASE.replace("Two.", "Theirs.").replace("Last.", "The end.");
    let merged = merge(BASE, &mine, &theirs);
    assert_eq!(merged.text, mine.replace("Last.", "The end."));
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(clash.mine, "One. Mine. Three.");
    assert_eq!(clash.base, "One. Two. Three.");
    assert_eq!(clash.theirs, "One. Theirs. Three.");
    assert_eq!(merged.text.get(clash.at.clone()), Some("One. Mine. Three."));
}

#[test]
fn what_one_deleted_and_the_other_changed_is_a_clash() {
    let mine = BASE.replace("One. Two. Three.\n\n", "");
    let theirs = BASE.replace("Three.", "Four.");
    let merged = merge(BASE, &mine, &theirs);
    assert_eq!(merged.text, mine);
    assert_eq!(merged.clashes.len(), 1);
    assert!(merged.clashes.iter().all(|clash| clash.mine.is_empty() && clash.at.is_empty()));
}

#[test]
fn a_sealed_block_is_never_mixed() {
    let block = |a: &str, b: &str| {
        format!("Words.\n\n<!-- wp:x -->\n<p>{a}</p>\n<p>{b}</p>\n<!-- /wp:x -->\n\nEnd.")
    };
    let merged = merge(&block("a", "b"), &block("A", "b"), &block("a", "B"));
    assert_eq!(merged.clashes.len(), 1);
    assert_eq!(merged.text, block("A", "b"));
}

#[test]
fn definitions_are_merged_one_by_one() {
    let base = "A[^1] b[^2] [c][d].\n\n[^1]: one\n[^2]: two\n[d]: /x";
    let merged = merge(base, &base.replace("one", "ONE"), &base.replace("/x", "/y"));
    assert_eq!(merged.clashes, []);
    assert_eq!(merged.text, base.replace("one", "ONE").replace("/x", "/y"));
}

/// Edits of a text of numbered sentences: which are gone, changed or followed by a new one.
fn edited() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(
        prop_oneof![6 => Just(0_u8), 1 => Just(1), 1 => Just(2), 1 => Just(3)],
        12,
    )
}

fn text(edits: &[u8], who: &str) -> String {
    let mut out = String::new();
    for (at, edit) in edits.iter().enumerate() {
        let end = if at % 3 == 2 { "\n\n" } else { " " };
        match edit {
            1 => {}
            2 => out.push_str(&format!("{who}{at} says.{end}")),
            3 => out.push_str(&format!("Sentence s{at}. New{who}{at}.{end}")),
            _ => out.push_str(&format!("Sentence s{at}.{end}")),
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_untouched_side_gives_way(base in soup(), other in soup()) {
        for merged in [merge(&base, &base, &other), merge(&base, &other, &base), merge(&base, &other, &other)] {
            prop_assert_eq!(merged.text, other.clone());
            prop_assert_eq!(merged.clashes, []);
        }
    }

    #[test]
    fn clashes_are_the_same_from_both_sides(base in soup(), mine in soup(), theirs in soup()) {
        let one = merge(&base, &mine, &theirs);
        let two = merge(&base, &theirs, &mine);
        prop_assert_eq!(one.clashes.len(), two.clashes.len());
        for (a, b) in one.clashes.iter().zip(&two.clashes) {
            prop_assert_eq!((&a.mine, &a.base, &a.theirs), (&b.theirs, &b.base, &b.mine));
            prop_assert_eq!(one.text.get(a.at.clone()), Some(a.mine.as_str()));
        }
    }

    #[test]
    fn no_word_is_lost(mine in edited(), theirs in edited()) {
        let base = text(&[0; 12], "");
        let (mine, theirs) = (text(&mine, "mine"), text(&theirs, "theirs"));
        let merged = merge(&base, &mine, &theirs);
        let clashing: String = merged.clashes.iter().map(|clash| clash.theirs.as_str()).collect();
        for word in mine.split_whitespace().filter(|word| !base.contains(word)) {
            prop_assert!(merged.text.contains(word), "{} in {}", word, merged.text);
        }
        for word in theirs.split_whitespace().filter(|word| !base.contains(word)) {
            let there = merged.text.contains(word) || clashing.contains(word);
            prop_assert!(there, "{} in {}", word, merged.text);
        }
        // What both left alone stays.
        for word in base.split_whitespace().filter(|w| mine.contains(w) && theirs.contains(w)) {
            prop_assert!(merged.text.contains(word), "{} in {}", word, merged.text);
        }
    }
}
