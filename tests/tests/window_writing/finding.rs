//! The palette, and the lists of posts.

use std::time::Duration;

use afterword_tests::page::{Page, Step};
use afterword_tests::window::Computer;
use serde_json::{Value, json};

/// Control with a key, and Control let go.
fn control(key: &str) -> String {
    format!("\u{E009}{key}\u{E000}")
}

const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_found_from_one_field_by_keyboard_alone() {
    let computer = Computer::new().unwrap();
    if let Err(error) = palette(&computer).await {
        panic!("{error}");
    }
}

async fn palette(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    let filler = "Sand and sea. ".repeat(300);
    write(&page, "Über das Café", &format!("{filler}\n\nThe *Leuchtturmwärter* waits.")).await?;
    write(&page, "Another day", "Nothing to find here.").await?;

    // In the text, Ctrl+K is for links, and Ctrl+P finds.
    page.write("word").await?;
    page.keys(&control("k")).await?;
    page.css_saying(".cm-content", "](").await?;
    assert_eq!(page.count("palette").await?, 0);
    page.keys(&control("p")).await?;
    page.part("palette-field").await?;
    page.part_saying("palette-post", "Über das Café").await?;

    // Beginnings, without accents; Enter opens the post at the place.
    page.keys("leuchtturmw").await?;
    page.css_saying("[data-testid='palette-post'] mark", "Leuchtturmwärter").await?;
    page.screenshot("finding-01-palette").await?;
    page.keys(ENTER).await?;
    page.gone("palette").await?;
    page.value_saying("title-field", "Über das Café").await?;
    page.comes_true(
        "the place is selected",
        "return getSelection().toString() === 'Leuchtturmwärter'",
        &[],
    )
    .await?;

    // Filters, and a word about what is none.
    page.keys(&control("p")).await?;
    page.part("palette-field").await?;
    page.keys("cafe in:published mood:blue").await?;
    page.part_saying("palette-odd", "mood:").await?;
    page.part("palette-nothing").await?;
    page.keys(ESCAPE).await?;
    page.gone("palette").await?;

    // A reader's words, opened in their conversation.
    page.keys(&control("p")).await?;
    page.part("palette-field").await?;
    page.keys("\"weather ship\" from:dennis").await?;
    page.part_saying("palette-comment", "weather ship").await?;
    page.keys(ENTER).await?;
    page.css_saying("main", "weather ship").await?;
    page.css("[data-testid='comment-row'][aria-current='true']").await?;

    // Outside of a text, Ctrl+K finds as well; commands come with their keys.
    page.keys(&control("k")).await?;
    page.part("palette-field").await?;
    page.keys(">go to the outbox").await?;
    page.css_saying("[data-testid='palette-command'] kbd", "3").await?;
    page.screenshot("finding-02-commands").await?;
    page.keys(ENTER).await?;
    page.css("[data-testid='rail-outbox'][aria-current]").await?;
    window.page.0.clone().close().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_ordered_narrowed_labelled_and_trashed_together_with_a_way_back() {
    let computer = Computer::new().unwrap();
    if let Err(error) = lists(&computer).await {
        panic!("{error}");
    }
}

async fn lists(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    for title in ["Zebra", "Äpfel", "Middle"] {
        write(&page, title, "Words.").await?;
    }
    page.press("post-options").await?;
    choose(&page, "post-order", "title").await?;
    page.comes_true("the titles are in order",
        "const titles = [...document.querySelectorAll('[data-testid=post-row] .title')].map((each) => each.textContent.trim()); \
         return titles.indexOf('Äpfel') >= 0 && titles.indexOf('Äpfel') < titles.indexOf('Middle') && titles.indexOf('Middle') < titles.indexOf('Zebra')", &[])
    .await?;

    // Two of them, by keys of the list.
    page.press_saying("post-row", "Middle").await?;
    page.comes_true(
        "the row has the focus",
        "return document.activeElement?.dataset.post !== undefined",
        &[],
    )
    .await?;
    page.keys("x").await?;
    press_with_control(&page, "Zebra").await?;
    page.part_saying("post-bulk", "2 selected").await?;
    page.screenshot("finding-03-selected").await?;
    page.press("post-bulk-labels").await?;
    page.type_into("labels-add", "Slow Mail, travel").await?;
    page.press("labels-apply").await?;
    page.gone("post-bulk").await?;

    // The search of the list takes filters.
    search(&page, "tag:slow").await?;
    rows(&page, &["Middle", "Zebra"]).await?;
    undo(&page).await?;
    rows(&page, &[]).await?;
    search(&page, "").await?;
    page.part_saying("post-row", "Zebra").await?;

    // To the trash and back.
    press_with_control(&page, "Zebra").await?;
    press_with_control(&page, "Middle").await?;
    page.press("post-bulk-trash").await?;
    page.part_saying("toast", "2 posts moved to the trash").await?;
    page.comes_true("both are gone from the list",
        "return ![...document.querySelectorAll('[data-testid=post-row]')].some((row) => /Zebra|Middle/.test(row.textContent))", &[])
    .await?;
    undo(&page).await?;
    page.part_saying("post-row", "Zebra").await?;
    page.part_saying("post-row", "Middle").await?;
    window.page.0.clone().close().await?;
    Ok(())
}

async fn write(page: &Page, title: &str, text: &str) -> Step {
    page.press("new-post").await?;
    page.comes_true("the title waits for words",
        "const field = document.querySelector(\"[data-testid='title-field']\"); return field !== null && (field.value ?? field.innerText).trim() === '' && document.activeElement === field", &[])
    .await?;
    page.keys(title).await?;
    page.paste(text).await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.part_saying("post-row", title).await.map(|_| ())
}

async fn choose(page: &Page, testid: &str, value: &str) -> Step {
    page.part(testid).await?;
    let script = "const [id, value] = arguments; const field = document.querySelector(`[data-testid='${id}']`); \
        field.value = value; field.dispatchEvent(new Event('change', { bubbles: true }))";
    page.0.execute(script, vec![json!(testid), json!(value)]).await?;
    Ok(())
}

/// Presses a row with Control held.
async fn press_with_control(page: &Page, title: &str) -> Step {
    page.part_saying("post-row", title).await?;
    let script = "const row = [...document.querySelectorAll('[data-testid=post-row]')] \
          .find((row) => row.textContent.includes(arguments[0])); \
        row.dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true, cancelable: true }))";
    page.0.execute(script, vec![json!(title)]).await?;
    Ok(())
}

/// Puts this into the search field of the list.
async fn search(page: &Page, text: &str) -> Step {
    let script = "const field = document.querySelector('input[type=search]'); \
        field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";
    page.0.execute(script, vec![json!(text)]).await?;
    Ok(())
}

/// Waits until the list has these titles and no others.
async fn rows(page: &Page, titles: &[&str]) -> Step {
    let script = format!(
        "const titles = [...document.querySelectorAll('[data-testid=post-row] .title')] \
           .map((each) => each.textContent.trim()); \
         return JSON.stringify(titles) === JSON.stringify({})",
        Value::from(titles.to_vec())
    );
    page.comes_true(&format!("the list has {titles:?}"), &script, &[]).await
}

/// Presses the way back in the newest note.
async fn undo(page: &Page) -> Step {
    page.press_at("(//*[@data-testid='toast']//button[contains(., 'Undo')])[last()]").await?;
    page.part_saying("toast", "Undone").await.map(|_| ())
}
