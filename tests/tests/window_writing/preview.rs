//! The preview beside the text.

use afterword_tests::page::{Page, Step};
use afterword_tests::window::Computer;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::{Value, json};

/// What the two sides show, for scripts: `text` and `page` are the numbers of the paragraphs in view.
const SEEN: &str = "
    const frame = document.querySelector('[data-testid=preview-frame]');
    const inside = frame.contentDocument;
    const pane = document.querySelector('[data-testid=preview-pane]');
    const field = document.querySelector('.cm-scroller');
    const box = field.getBoundingClientRect();
    const numbers = (elements, top, bottom) => [...elements]
        .filter((each) => { const at = each.getBoundingClientRect(); return at.bottom > top && at.top < bottom; })
        .map((each) => /^Paragraph (\\d+)/.exec(each.textContent)?.[1]).filter(Boolean).map(Number);
    const text = numbers(field.querySelectorAll('.cm-line'), box.top, box.bottom);
    const page = numbers(inside.body.children, pane.scrollTop, pane.scrollTop + pane.clientHeight);
    const both = text.filter((number) => page.includes(number));
";

#[tokio::test(flavor = "multi_thread")]
async fn the_preview_goes_along_with_the_text_and_the_text_with_the_preview() {
    let computer = Computer::new().unwrap();
    if let Err(error) = in_step(&computer).await {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_of_a_megabyte_is_shown_and_typed_into() {
    let computer = Computer::new().unwrap();
    if let Err(error) = megabyte(&computer).await {
        panic!("{error}");
    }
}

/// Waits until the script, which knows what [`SEEN`] says, says true.
async fn until(page: &Page, what: &str, script: &str) -> Step {
    page.comes_true(what, &format!("{SEEN} {script}"), &[]).await
}

async fn ask(page: &Page, script: &str) -> Step<Value> {
    Ok(page.0.execute(&format!("{SEEN} {script}"), vec![]).await?)
}

fn text() -> String {
    let mut text = "## Where it was {#where .wide}\n\n".to_owned();
    for number in 1..=60 {
        let more = "It was on the rock, and it burned. ".repeat(1 + number % 5);
        text.push_str(&format!(
            "Paragraph {number} says where the lamp number {number} was. {more}\n\n"
        ));
        match number {
            1 => text.push_str("See the note[^lamp] and [the place](#where).\n\n"),
            10 => text.push_str("```js\nconst lamp = \"<b>lit</b>\";\n```\n\n"),
            20 => text.push_str("| lamp | oil |\n|---|--:|\n| one | 3 |\n\n"),
            30 => text.push_str("- [x] trimmed\n- [ ] filled\n\n"),
            40 => text.push_str("<details><summary>More</summary>\n\n*inside*\n\n</details>\n\n"),
            _ => {}
        }
    }
    text.push_str("[^lamp]: A lamp of brass.");
    text
}

async fn in_step(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.new_post("The keeper's lamp").await?;
    page.paste(&text()).await?;
    until(&page, "all is shown", "return inside.body.textContent.includes('A lamp of brass')")
        .await?;
    until(
        &page,
        "code has colours and is the code",
        "return inside.querySelector('code .tok-keyword')?.textContent === 'const' \
            && inside.querySelector('pre').textContent === 'const lamp = \"<b>lit</b>\";'",
    )
    .await?;
    let shown = ask(
        &page,
        "return [inside.querySelector('h2').id, inside.querySelector('h2').className, \
            inside.querySelectorAll('table td').length, inside.querySelectorAll('input:checked').length, \
            inside.querySelector('details em').textContent, inside.querySelectorAll('script, [href]').length]",
    )
    .await?;
    assert_eq!(shown, json!(["where", "wide", 2, 1, "inside", 0]));

    // The text leads.
    let wheel = "dispatchEvent(new WheelEvent('wheel', { bubbles: true }))";
    for share in ["0", "0.3", "0.6", "1"] {
        let lead = format!("field.{wheel}; field.scrollTop = {share} * field.scrollHeight;");
        ask(&page, &lead).await?;
        until(
            &page,
            "the preview shows what the text shows",
            "return text.length > 0 && both.length >= Math.min(text.length, page.length) - 2 \
                ? true : [text, page]",
        )
        .await?;
    }
    page.screenshot("preview-01-text-leads").await?;

    // The preview leads, and is not moved by the echo.
    for share in ["0.7", "0.35"] {
        let lead = format!(
            "pane.{wheel}; pane.scrollTop = {share} * pane.scrollHeight; return pane.scrollTop"
        );
        let at = ask(&page, &lead).await?;
        until(
            &page,
            "the text shows what the preview shows",
            "return text.length > 0 && both.length >= Math.min(text.length, page.length) - 2 \
                ? true : [text, page]",
        )
        .await?;
        assert_eq!(ask(&page, "return pane.scrollTop").await?, at);
    }
    page.screenshot("preview-02-page-leads").await?;

    // A click in the preview is a place in the text.
    let place = ask(
        &page,
        "const words = [...inside.querySelectorAll('p')].find((each) => \
            each.getBoundingClientRect().top > pane.scrollTop + 120 && /^Paragraph/.test(each.textContent)); \
        const at = words.textContent.lastIndexOf('lamp number') + 2; \
        const range = inside.createRange(); range.setStart(words.firstChild, at); range.setEnd(words.firstChild, at + 1); \
        const there = range.getBoundingClientRect(); const outside = frame.getBoundingClientRect(); \
        return [outside.left + there.left + 1, outside.top + there.top + there.height / 2, words.textContent]",
    )
    .await?;
    press_at(&page, &place[0], &place[1]).await?;
    until(
        &page,
        "the cursor is in that word",
        "const selected = getSelection(); const line = selected.anchorNode?.parentElement?.closest('.cm-line'); \
            const range = document.createRange(); if (!line) return 'no line'; \
            range.selectNodeContents(line); range.setEnd(selected.anchorNode, selected.anchorOffset); \
            return /^Paragraph \\d+ says where the la$/.test(range.toString()) ? true : range.toString()",
    )
    .await?;
    until(
        &page,
        "the part with the cursor is marked",
        "const mark = document.querySelector('[data-testid=preview-here]')?.getBoundingClientRect(); \
            const outside = frame.getBoundingClientRect(); \
            const number = /Paragraph \\d+/.exec(getSelection().anchorNode.parentElement.closest('.cm-line').textContent)[0]; \
            const words = [...inside.querySelectorAll('p')].find((each) => each.textContent.startsWith(number + ' ')); \
            const at = words.getBoundingClientRect(); \
            return Math.abs(outside.top + at.top - mark?.top) < 2 && Math.abs(at.height - mark.height) < 2",
    )
    .await?;
    page.screenshot("preview-03-clicked").await?;

    // Only what changed is made anew.
    ask(&page, "for (const each of inside.body.children) each.wasThere = true").await?;
    page.keys("NEW").await?;
    until(&page, "what was typed is shown", "return inside.body.textContent.includes('laNEWmp')")
        .await?;
    let fresh = "return [...inside.body.children].filter((each) => !each.wasThere).map((each) => each.textContent.includes('laNEWmp'))";
    assert_eq!(ask(&page, fresh).await?, json!([true]));

    // The link to a footnote goes there.
    ask(&page, &format!("pane.{wheel}; pane.scrollTop = 0;")).await?;
    page.css("[aria-label='Go to “1”']").await?.click().await?;
    until(
        &page,
        "the footnote is in view",
        "const note = inside.getElementById('fn-1').getBoundingClientRect(); \
            return note.top > pane.scrollTop && note.bottom < pane.scrollTop + pane.clientHeight",
    )
    .await?;

    // Widths; the place stays.
    page.press("preview-width-phone").await?;
    until(&page, "it is as wide as a phone", "return frame.clientWidth <= 390").await?;
    page.screenshot("preview-04-phone").await?;
    page.press("preview-width-wide").await?;
    until(&page, "it is as wide as there is room", "return frame.clientWidth === pane.clientWidth")
        .await?;
    page.press("preview-width-reader").await?;
    window.page.0.clone().close().await?;
    Ok(())
}

async fn press_at(page: &Page, x: &Value, y: &Value) -> Step {
    let place = |value: &Value| value.as_f64().unwrap_or_default();
    let mouse = MouseActions::new("mouse".to_owned())
        .then(PointerAction::MoveTo { duration: None, x: place(x), y: place(y) })
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    page.0.perform_actions(mouse).await?;
    Ok(())
}

async fn megabyte(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.new_post("A long night").await?;
    let words =
        "The lamp burned all night, *and* nobody asked [why](https://why.example). ".repeat(4);
    let body: String =
        (1..=3_400).map(|number| format!("Paragraph {number}. {words}\n\n")).collect();
    assert!(body.len() > 1_000_000);
    page.paste(&body).await?;
    until(&page, "all is shown", "return inside.body.children.length === 3401").await?;
    page.to_the_end().await?;
    ask(&page, "for (const each of inside.body.children) each.wasThere = true").await?;
    let watch = "document.addEventListener('keydown', () => (window.pressed = performance.now()), true); \
        window.took = []; \
        const shown = () => window.took.push(Math.round(performance.now() - window.pressed)); \
        new MutationObserver(shown).observe(inside.body, { childList: true });";
    ask(&page, watch).await?;
    for letter in "burned".chars() {
        page.keys(&letter.to_string()).await?;
        let shown = format!("return inside.body.lastElementChild.textContent.endsWith('{letter}')");
        until(&page, "what was typed is shown", &shown).await?;
    }
    let took = ask(&page, "return window.took").await?;
    println!("typed into a megabyte, shown after these ms: {took}");
    let fresh = "return [...inside.body.children].filter((each) => !each.wasThere).length";
    assert_eq!(ask(&page, fresh).await?, json!(1));
    page.screenshot("preview-05-megabyte").await?;
    window.page.0.clone().close().await?;
    Ok(())
}
