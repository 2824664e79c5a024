//! Quoting a page: from the sheet, from an address that is pasted, and from one that can't be read.

use std::time::{Duration, Instant};

use afterword_tests::page::{Page, Step};
use afterword_tests::patience::PATIENCE;
use afterword_tests::skip::skip;
use afterword_tests::window::Computer;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_becomes_a_quote_that_says_where_it_is_from() {
    let computer = Computer::new().unwrap();
    let window = match computer.open().await {
        Ok(window) => window,
        Err(error) => return skip("quoting a page", &error.to_string()),
    };
    if let Err(error) = quoting(&computer, &window.page).await {
        panic!("{error}");
    }
}

async fn quoting(computer: &Computer, page: &Page) -> Step {
    // A page that may be read here: a post of the practice blog.
    page.press("rail-published").await?;
    page.press("post-row").await?;
    page.press("open-on-blog").await?;
    let address = opened(computer).await;

    page.press("rail-drafts").await?;
    page.new_post("On what they wrote").await?;
    page.write("My own words.").await?;
    page.part_saying("saved-note", "Saved").await?;
    page.press("quote-page").await?;
    page.type_into("quote-address", &address).await?;
    page.press("quote-read").await?;
    page.press("quote-passage").await?;
    page.part_saying("quote-insert", "Put the quote in").await?;
    page.screenshot("window-quoting-1-picked").await?;
    page.press("quote-insert").await?;
    page.gone("quote-passages").await?;
    until_text(page, &format!("]({address})")).await?;
    let text = text(page).await?;
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines[0], "My own words.", "{text}");
    assert!(lines[1].starts_with("> "), "{text}");
    let source = "> — [Link post: the lighthouse keepers](";
    assert!(lines.last().is_some_and(|line| line.starts_with(source)), "{text}");
    assert!(lines.last().is_some_and(|line| line.ends_with(", Practice blog")), "{text}");

    // What is typed next is the writer's own again. An address alone on its line offers more.
    page.keys("Mine again.\u{E007}\u{E007}").await?;
    paste(page, "http://no-such-host.invalid/a/page").await?;
    page.part_saying("quote-offer", "Quote this page").await?;
    page.screenshot("window-quoting-2-offer").await?;
    page.press("quote-offer").await?;
    page.part_saying("quote-problem", "No such site was found").await?;
    page.type_into("quote-typed", "Words from memory.").await?;
    page.screenshot("window-quoting-3-later").await?;
    page.press("quote-insert").await?;
    until_text(page, "> Words from memory.").await?;
    let line = "> — [no-such-host.invalid/a/page](http://no-such-host.invalid/a/page)";
    until_text(page, line).await?;
    assert_eq!(self::text(page).await?.matches("no-such-host.invalid/a/page)").count(), 1);

    // What is not for everybody is not read.
    page.press("quote-page").await?;
    page.type_into("quote-address", "http://127.0.0.1:9/").await?;
    page.press("quote-read").await?;
    page.part_saying("quote-problem", "this computer or its network").await?;
    page.screenshot("window-quoting-4-private").await?;
    page.keys("\u{E00C}").await?;
    page.gone("quote-address").await?;
    page.part_saying("saved-note", "Saved").await?;
    Ok(())
}

/// The address that the browser was asked to open.
async fn opened(computer: &Computer) -> String {
    let since = Instant::now();
    loop {
        if let Some(address) = computer.opened().last() {
            return address.clone();
        }
        assert!(since.elapsed() < PATIENCE, "the browser was never asked");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Pastes where the cursor is.
async fn paste(page: &Page, text: &str) -> Step {
    let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
        document.querySelector('.cm-content').dispatchEvent( \
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
    page.0.execute(script, vec![json!(text)]).await?;
    Ok(())
}

async fn text(page: &Page) -> Step<String> {
    let script = "return [...document.querySelectorAll('.cm-content .cm-line')].map((line) => line.textContent).join('\\n')";
    let found = page.0.execute(script, vec![]).await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

async fn until_text(page: &Page, part: &str) -> Step {
    let since = Instant::now();
    while !text(page).await?.contains(part) {
        if since.elapsed() > PATIENCE {
            page.screenshot("failed").await?;
            return Err(format!("the text never had {part}: {}", text(page).await?).into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}
