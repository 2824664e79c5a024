//! The preview in the blog's own style.

use afterword_tests::page::{Page, Step};
use afterword_tests::skip::skip;
use afterword_tests::window::Computer;
use serde_json::{Value, json};

const FRAME: &str =
    "const page = document.querySelector(\"[data-testid='preview-frame']\").contentDocument;";

/// What the preview's first paragraph and its title look like.
async fn look(page: &Page) -> Step<Value> {
    let script = format!(
        "{FRAME} const of = (selector) => {{
           const element = page.querySelector(selector);
           const style = element && page.defaultView.getComputedStyle(element);
           return style && [style.fontSize, style.fontFamily, style.color];
         }};
         return {{ text: of('main article .text > p'), title: of('main article.post > h1'), plain: of('body > p') }}"
    );
    Ok(page.0.execute(&script, vec![]).await?)
}

async fn height(page: &Page) -> Step<Value> {
    let script = "return document.querySelector(\"[data-testid='preview-frame']\").clientHeight";
    Ok(page.0.execute(script, vec![]).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practice_blogs_own_style_is_worn_kept_and_taken_off() {
    let computer = Computer::new().unwrap();
    let window = match computer.open().await {
        Ok(window) => window,
        Err(error) => return skip("the blog's own style", &error.to_string()),
    };
    let first = wear(&window.page).await.unwrap();
    drop(window);
    let window = computer.open().await.unwrap();
    stays(&window.page, &first).await.unwrap();
}

async fn wear(page: &Page) -> Step<Value> {
    page.new_post("In the blog's own style").await?;
    page.write("A paragraph to look at.\n\nAnd another.").await?;
    page.part_saying("saved-note", "Saved").await?;
    assert!(look(page).await?["plain"].is_array());

    // Nothing is fetched before it is said what.
    page.press("blog-style").await?;
    page.part_saying("blog-style-sheet", "nothing is written to your blog").await?;
    page.screenshot("window-style-1-asked").await?;
    page.press("blog-style-take").await?;
    page.css("[data-testid='blog-style'][aria-pressed='true']").await?;
    let worn = look(page).await?;
    page.screenshot("window-style-2-worn").await?;
    assert_eq!(worn["text"][0], json!("18.5px"), "{worn}");
    // The blog's own rule for narrow screens goes by the width of the preview.
    let width =
        page.0.execute(&format!("{FRAME} return page.defaultView.innerWidth"), vec![]).await?;
    let title = if width.as_u64().unwrap_or(0) <= 560 { "32px" } else { "40px" };
    assert_eq!(worn["title"][0], json!(title), "{width} {worn}");
    let names = worn["text"][1].as_str().unwrap_or_default();
    assert!(names.contains("Iowan Old Style"), "{worn}");

    // What is written next stands in it too, and the page does not grow by itself.
    page.to_the_end().await?;
    page.write("\n\nA third one.").await?;
    let script = format!("{FRAME} return page.querySelectorAll('main article .text > p').length");
    for _ in 0..200 {
        if page.0.execute(&script, vec![]).await? == json!(3) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(page.0.execute(&script, vec![]).await?, json!(3));
    page.part_saying("saved-note", "Saved").await?;
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    let before = height(page).await?;
    tokio::time::sleep(std::time::Duration::from_millis(1300)).await;
    assert_eq!(height(page).await?, before);
    Ok(worn)
}

/// After a new start the look is there without being fetched; taken off, nothing is left of it.
async fn stays(page: &Page, before: &Value) -> Step {
    page.css("[data-testid='blog-style'][aria-pressed='true']").await?;
    assert_eq!(&look(page).await?, before);
    page.press("blog-style").await?;
    page.css("[data-testid='blog-style'][aria-pressed='false']").await?;
    let off = look(page).await?;
    assert!(off["plain"].is_array() && off["text"].is_null(), "{off}");
    page.screenshot("window-style-3-off").await?;
    Ok(())
}
