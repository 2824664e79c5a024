//! Writing in the text: what is typed, pasted, dropped and found.

use std::time::Duration;

use afterword_tests::page::{Page, Step};
use afterword_tests::window::Computer;
use serde_json::json;

const CONTROL: char = '\u{E009}';
const SHIFT: char = '\u{E008}';
const ALT: char = '\u{E00A}';
const RELEASED: char = '\u{E000}';
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';

/// The text as the field holds it, as far as it is drawn.
const TEXT: &str = "[...document.querySelectorAll('.cm-line')] \
    .map((line) => (line.querySelector('.cm-placeholder') ? '' : line.textContent)).join('\\n')";

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_from_elsewhere_becomes_clean_markdown() {
    let computer = Computer::new().unwrap();
    if let Err(error) = pasting(&computer).await {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_tables_notes_and_finding_go_by_the_keys() {
    let computer = Computer::new().unwrap();
    if let Err(error) = typing(&computer).await {
        panic!("{error}");
    }
}

/// Waits until the whole text is this.
async fn text_is(page: &Page, text: &str) -> Step {
    let script = format!("const now = {TEXT}; return now === arguments[0] || now");
    page.comes_true(&format!("the text is {text:?}"), &script, &[json!(text)]).await
}

/// Pastes as a browser or word processor fills the clipboard.
async fn paste_rich(page: &Page, html: &str, words: &str) -> Step {
    let script = "const data = new DataTransfer(); data.setData('text/html', arguments[0]); \
        data.setData('text/plain', arguments[1]); const field = document.querySelector('.cm-content'); \
        field.focus(); field.dispatchEvent( \
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    page.0.execute(script, vec![json!(html), json!(words)]).await?;
    Ok(())
}

async fn pasting(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.new_post("From elsewhere").await?;

    // A page with a script, a style and a picture that counts readers.
    let html = "<style>p{color:red}</style><h2>A page</h2><p>With <b>bold</b> words and \
        <a href=\"https://page.example/a\" onclick=\"window.hit = 1\">a link</a>.\
        <script>window.hit = 1</script><img src=\"https://t.example/p.gif\" width=\"1\" height=\"1\" \
        onerror=\"window.hit = 1\"></p><ul><li>one</li><li>two</li></ul>";
    let markdown =
        "## A page\n\nWith **bold** words and [a link](https://page.example/a).\n\n- one\n- two";
    paste_rich(&page, html, "A page\n\nWith bold words and a link.\n\none\ntwo").await?;
    text_is(&page, markdown).await?;
    page.comes_true("nothing of it ran", "return window.hit === undefined", &[]).await?;
    page.screenshot("editing-01-pasted").await?;

    // One undo leaves the plain words, one redo the Markdown.
    page.keys(&format!("{CONTROL}z{RELEASED}")).await?;
    text_is(&page, "A page\n\nWith bold words and a link.\n\none\ntwo").await?;
    page.keys(&format!("{CONTROL}{SHIFT}z{RELEASED}")).await?;
    text_is(&page, markdown).await?;

    // What is selected becomes a link by an address.
    page.new_post("An address").await?;
    page.write("words").await?;
    page.keys(&format!("{CONTROL}a{RELEASED}")).await?;
    paste_rich(&page, "", "https://page.example/").await?;
    text_is(&page, "[words](https://page.example/)").await?;

    // A text file is read in where it is dropped; NUL and half a pair do no harm.
    page.new_post("A file").await?;
    let drop = "const data = new DataTransfer(); \
        data.items.add(new File(['From a file.\\r\\nIts 2nd line.\\0'], 'notes.md', { type: 'text/markdown' })); \
        const field = document.querySelector('.cm-content'); const { left, top } = field.getBoundingClientRect(); \
        field.dispatchEvent(new DragEvent('drop', { dataTransfer: data, clientX: left + 60, clientY: top + 12, bubbles: true, cancelable: true }))";
    page.0.execute(drop, vec![]).await?;
    page.comes_true(
        "the file's text is there",
        &format!("return {TEXT}.startsWith('From a file.\\nIts 2nd line.') || {TEXT}"),
        &[],
    )
    .await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;

    // A line of a megabyte: said in words, and the next letter is there.
    let long = "const data = new DataTransfer(); data.setData('text/plain', 'x'.repeat(1000000)); \
        const field = document.querySelector('.cm-content'); field.focus(); field.dispatchEvent( \
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    page.new_post("A long line").await?;
    page.0.execute(long, vec![]).await?;
    page.css_saying("[role=status]", "more than 50,000 letters").await?;
    page.keys("END").await?;
    page.comes_true("the letters are there", &format!("return {TEXT}.endsWith('xEND')"), &[])
        .await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.screenshot("editing-02-long-line").await?;

    // Each post has its own history, also after others were open.
    page.press_saying("post-row", "An address").await?;
    text_is(&page, "[words](https://page.example/)").await?;
    page.css(".cm-content").await?.click().await?;
    page.keys(&format!("{CONTROL}z{RELEASED}")).await?;
    text_is(&page, "words").await
}

async fn typing(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.new_post("By the keys").await?;

    // A list goes on by itself, goes deeper and comes back; its tasks are ticked by key and by click.
    page.write(&format!("# Things\n\n- [ ] milk{ENTER}bread{ENTER}{TAB}rye{ENTER}{ENTER}{ENTER}"))
        .await?;
    text_is(&page, "# Things\n\n- [ ] milk\n- [ ] bread\n  - [ ] rye\n").await?;
    page.keys(&format!("{SHIFT}\u{E013}\u{E013}{RELEASED}\u{E012}")).await?;
    page.css(".cm-task").await?.click().await?;
    text_is(&page, "# Things\n\n- [x] milk\n- [ ] bread\n  - [ ] rye\n").await?;

    // A table lines up, and Tab and Enter find its cells.
    page.to_the_end().await?;
    page.keys(&format!("{ENTER}| What | Sum |{ENTER}|-|-:|{ENTER}a long name{TAB}1{ENTER}22"))
        .await?;
    page.keys(&format!("{ENTER}{ENTER}{ENTER}## After{ENTER}{ENTER}It cost too much")).await?;
    let table = "| What        | Sum |\n| ----------- | --: |\n| a long name |   1 |\n|             |  22 |";
    let list = "# Things\n\n- [x] milk\n- [ ] bread\n  - [ ] rye\n\n";
    let before = format!("{list}{table}\n\n## After\n\nIt cost too much");
    text_is(&page, &before).await?;

    // A footnote, there and back.
    page.keys(&format!("{ALT}f{RELEASED}")).await?;
    page.keys("Really.").await?;
    text_is(&page, &format!("{before}[^1]\n\n[^1]: Really.")).await?;
    page.keys(&format!("{ALT}f{RELEASED}")).await?;
    page.keys(".").await?;
    text_is(&page, &format!("{before}[^1].\n\n[^1]: Really.")).await?;
    page.screenshot("editing-03-typed").await?;

    // Found with a count; a pattern that is none is said; all replaced, one undo.
    page.keys(&format!("{CONTROL}h{RELEASED}")).await?;
    page.type_into("find-field", "mi").await?;
    page.part_saying("find-count", "found").await?;
    page.type_into("find-field", "lk").await?;
    page.keys(&ENTER.to_string()).await?;
    page.part_saying("find-count", "1 of 1").await?;
    page.press("find-regexp").await?;
    page.type_into("find-field", "(").await?;
    page.part("find-wrong").await?;
    page.screenshot("editing-04-find").await?;
    page.press("find-regexp").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.gone("find-panel").await?;

    // To a heading by its words, and to a line by its number.
    page.keys(&format!("{ALT}o{RELEASED}")).await?;
    page.type_into("jump-field", "after").await?;
    page.screenshot("editing-05-headings").await?;
    page.keys(&ENTER.to_string()).await?;
    page.css_saying("footer", "Line 12, column 1").await?;
    page.keys(&format!("{ALT}g{RELEASED}")).await?;
    page.type_into("jump-field", "3").await?;
    page.keys(&ENTER.to_string()).await?;
    page.css_saying("footer", "Line 3, column 1").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await
}
