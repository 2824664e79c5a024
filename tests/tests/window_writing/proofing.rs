//! Spelling and grammar in the window: what is marked, what is suggested, what the writer says to it.

use std::fs;

use afterword_tests::page::{Page, Step};
use afterword_tests::webkit::AppWindow;
use afterword_tests::window::Computer;
use fantoccini::Locator;

const CONTROL: char = '\u{E009}';
const SHIFT: char = '\u{E008}';
const RELEASED: char = '\u{E000}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const F8: char = '\u{E038}';

const TEXT: &str = "The lighthuose stands on a rock, and nobody who has seen it from the sea has forgotten it.\n\n\
                    Not looked at: `wrld`, https://wrld.example/wrld and [the map](https://wrld.example).\n\n\
                    Zoltrane is a star, and teh keeper knows it. Zoltrane rises late.\n\n";

#[tokio::test(flavor = "multi_thread")]
async fn words_are_marked_mended_learned_and_left_alone() {
    let computer = Computer::new().unwrap();
    if let Err(error) = spelling(&computer).await {
        panic!("{error}");
    }
}

async fn spelling(computer: &Computer) -> Step {
    // The system has a dictionary of a language that Afterword does not bring along.
    let dictionaries = tempfile::tempdir()?;
    fs::write(dictionaries.path().join("nl_NL.aff"), "SET UTF-8\n")?;
    fs::write(dictionaries.path().join("nl_NL.dic"), "2\nvuurtoren\nzee\n")?;
    let system = dictionaries.path().display().to_string();
    let window = AppWindow::open_with(&computer.data(), &[("DICPATH", &system)]).await?;
    let page = window.page.clone();

    page.new_post("The keeper").await?;
    page.paste(TEXT).await?;
    page.part_saying("proof-count", "4 suggestions").await?;
    marked(&page, &["lighthuose", "Zoltrane", "teh", "Zoltrane"]).await?;
    page.screenshot("proofing-01-marked").await?;

    // By keyboard alone: to the first one, what may have been meant, the first of it.
    page.to_the_end().await?;
    page.keys(&format!("{F8}")).await?;
    page.keys(&format!("{CONTROL}.{RELEASED}")).await?;
    page.part_saying("proof-fix", "lighthouse").await?;
    page.screenshot("proofing-02-suggestions").await?;
    page.keys(&format!("{ENTER}")).await?;
    page.css_saying(".cm-content", "The lighthouse stands").await?;
    page.part_saying("proof-count", "3 suggestions").await?;
    // It is one change, and the text has the focus again.
    page.keys(&format!("{CONTROL}z{RELEASED}")).await?;
    page.css_saying(".cm-content", "The lighthuose stands").await?;
    page.keys(&format!("{CONTROL}{SHIFT}z{RELEASED}")).await?;
    page.css_saying(".cm-content", "The lighthouse stands").await?;

    // A name is learned once; a word can be left alone in this post.
    page.keys(&format!("{F8}{CONTROL}.{RELEASED}")).await?;
    page.part_saying("proof-learn", "Zoltrane").await?;
    page.press("proof-learn").await?;
    page.part_saying("proof-count", "1 suggestion").await?;
    marked(&page, &["teh"]).await?;
    page.keys(&format!("{F8}{CONTROL}.{RELEASED}")).await?;
    page.press("proof-ignore").await?;
    page.part_saying("proof-count", "No suggestions").await?;

    // The list: what was taught, and the language of this post.
    page.press("proof-count").await?;
    page.part_saying("proof-language", "Dutch").await?;
    page.part_saying("proof-learned", "1 word").await?;
    page.screenshot("proofing-03-list").await?;
    choose(&page, "nl-NL").await?;
    page.part_saying("proof-count", "suggestions").await?;
    page.part("proof-item").await?;
    choose(&page, "none").await?;
    page.gone("proof-item").await?;
    choose(&page, "").await?;
    page.part_saying("proof-count", "No suggestions").await?;
    page.keys(&format!("{ESCAPE}")).await?;
    page.gone("proof-panel").await?;

    // What was said stays said, also after a restart.
    page.to_the_end().await?;
    page.keys("Zoltrane and teh and wrng ").await?;
    page.part_saying("proof-count", "1 suggestion").await?;
    page.settled("saved-note", "Saved", std::time::Duration::from_millis(1200)).await?;
    drop(window);
    let window = AppWindow::open_with(&computer.data(), &[("DICPATH", &system)]).await?;
    let page = window.page.clone();
    page.part_saying("proof-count", "1 suggestion").await?;
    marked(&page, &["wrng"]).await?;

    // Grammar comes when it is asked for.
    page.to_the_end().await?;
    page.keys("\n\nThis is an test of the lamp. ").await?;
    page.press("proof-count").await?;
    page.press("proof-grammar").await?;
    page.part_saying("proof-item", "indefinite article").await?;
    page.screenshot("proofing-04-grammar").await?;
    page.press_saying("proof-item", "indefinite article").await?;
    page.part_saying("proof-fix", "a").await?;
    page.keys(&format!("{ENTER}")).await?;
    page.css_saying(".cm-content", "This is a test of the lamp.").await?;
    page.part_saying("proof-count", "1 suggestion").await?;
    window.page.0.clone().close().await?;
    Ok(())
}

/// The marked words, in their order.
async fn marked(page: &Page, words: &[&str]) -> Step {
    page.part("proof-count").await?;
    let mut found = Vec::new();
    for element in page.0.find_all(Locator::Css(".cm-spelling")).await? {
        found.push(element.text().await?);
    }
    if found == words { Ok(()) } else { Err(format!("marked are {found:?}").into()) }
}

/// Chooses a language by its value.
async fn choose(page: &Page, language: &str) -> Step {
    Ok(page.part("proof-language").await?.select_by_value(language).await?)
}
