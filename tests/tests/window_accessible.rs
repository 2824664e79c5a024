//! Every screen of the real window under axe-core, light and dark, and the way through it by keyboard.

use std::path::Path;

use afterword_tests::page::{Page, Step};
use afterword_tests::window::Computer;
use serde_json::{Value, json};

const ESCAPE: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";
const F8: &str = "\u{E038}";
const ALT: char = '\u{E00A}';

/// What axe-core objects to, one line a place; the preview's frame runs no scripts, so it is left out here.
const AUDIT: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { iframes: false }).then(({ violations }) => done(violations.flatMap( \
      ({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`)))) \
      .catch((error) => done([String(error)]))";

/// Control with a key, and Control let go.
fn control(key: &str) -> String {
    format!("\u{E009}{key}\u{E000}")
}

/// Alt with a key, and Alt let go.
fn alt(key: &str) -> String {
    format!("{ALT}{key}\u{E000}")
}

/// A window under audit, and what was objected to so far.
struct Audit {
    page: Page,
    objections: Vec<String>,
    screens: usize,
}

impl Audit {
    async fn of(page: Page) -> Step<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let axe = std::fs::read_to_string(root.join("ui/node_modules/axe-core/axe.min.js"))?;
        let known = page.0.execute(&format!("{axe}\nreturn typeof axe.run"), vec![]).await?;
        assert_eq!(known, json!("function"));
        // A colour on its way to another is neither.
        let still = "const style = document.createElement('style'); \
            style.textContent = '*, *::before, *::after { transition: none !important; animation: none !important }'; \
            document.head.append(style)";
        page.0.execute(still, vec![]).await?;
        Ok(Self { page, objections: Vec::new(), screens: 0 })
    }

    /// Looks at what is shown, in light and in dark.
    async fn screen(&mut self, name: &str) -> Step {
        self.screens += 1;
        for theme in ["dark", "light"] {
            let dress = "document.documentElement.dataset.theme = arguments[0]";
            self.page.0.execute(dress, vec![json!(theme)]).await?;
            self.page.screenshot(&format!("screen-{:02}-{name}-{theme}", self.screens)).await?;
            let found = self.page.0.execute_async(AUDIT, vec![]).await?;
            for objection in found.as_array().cloned().unwrap_or_default() {
                let objection = objection.as_str().unwrap_or_default().replace('\n', " ");
                self.objections.push(format!("{name}, {theme}: {objection}"));
            }
        }
        Ok(())
    }

    /// Closes the sheet that has this part.
    async fn close(&self, testid: &str) -> Step {
        self.page.keys(ESCAPE).await?;
        self.page.gone(testid).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_objects_to_nothing_on_any_screen_in_light_or_dark() {
    let computer = Computer::new().unwrap();
    match every_screen(&computer).await {
        Ok(objections) => assert!(objections.is_empty(), "{}", objections.join("\n")),
        Err(error) => panic!("{error}"),
    }
}

async fn every_screen(computer: &Computer) -> Step<Vec<String>> {
    let window = computer.open().await?;
    let mut audit = Audit::of(window.page.clone()).await?;
    writing(&mut audit).await?;
    sheets(&mut audit).await?;
    answering(&mut audit).await?;
    println!("{} screens, each in light and dark", audit.screens);
    Ok(audit.objections)
}

async fn writing(audit: &mut Audit) -> Step {
    let page = audit.page.clone();
    page.part("post-row").await?;
    audit.screen("drafts").await?;
    page.new_post("Of lamps").await?;
    audit.screen("empty post").await?;
    let text = "# One\n\nA wrnog word in the middle of what is English, with a [link](https://a.example/), `code` and a note[^1].\n\n\
        ## Two\n\n- [ ] to do\n- [x] done\n\n| What | Sum |\n| --- | --: |\n| a | 1 |\n\n\
        ```js\nconst a = 1; // one\n```\n\n> A quote.\n\n[^1]: Really.";
    page.paste(text).await?;
    page.part_saying("proof-count", "1").await?;
    audit.screen("split").await?;
    page.keys(&alt("\u{E038}")).await?;
    page.part("proof-panel").await?;
    audit.screen("suggestions").await?;
    page.keys(&alt("\u{E038}")).await?;
    page.gone("proof-panel").await?;
    page.css(".cm-content").await?.click().await?;
    page.keys(F8).await?;
    page.keys(&control(".")).await?;
    page.part("proof-menu").await?;
    audit.screen("one suggestion").await?;
    page.keys(ESCAPE).await?;
    page.gone("proof-menu").await?;
    page.keys(&control("h")).await?;
    page.part("find-panel").await?;
    audit.screen("find and replace").await?;
    page.keys(ESCAPE).await?;
    page.keys(&alt("o")).await?;
    page.part("jump-field").await?;
    audit.screen("headings").await?;
    page.keys(ESCAPE).await?;
    page.css(".cm-content").await?.click().await?;
    page.keys("\u{E039}").await?;
    audit.screen("focus").await?;
    page.keys("\u{E039}").await?;
    page.keys(&alt("1")).await?;
    audit.screen("write only").await?;
    page.keys(&alt("3")).await?;
    audit.screen("read only").await?;
    page.keys(&alt("2")).await?;
    page.press("inspector-toggle").await?;
    page.part("inspector").await?;
    audit.screen("details").await?;
    page.press("inspector-toggle").await?;
    page.gone("inspector").await?;
    page.press("length").await?;
    page.part("goal").await?;
    audit.screen("length and goal").await?;
    page.keys(ESCAPE).await?;
    page.gone("goal").await?;
    page.press("post-menu").await?;
    page.css("[role=menu]").await?;
    audit.screen("post menu").await?;
    page.keys(ESCAPE).await?;
    page.press("post-options").await?;
    page.part("post-order").await?;
    audit.screen("filters").await?;
    page.press("post-options").await?;
    page.gone("post-order").await?;
    page.css(".cm-content").await?.click().await?;
    page.comes_true(
        "the text has the focus",
        "return document.activeElement.classList.contains('cm-content')",
        &[],
    )
    .await?;
    // The way out of the field that takes Tab.
    page.keys(ESCAPE).await?;
    page.keys(TAB).await?;
    page.comes_true(
        "Escape and Tab leave the text",
        "return !document.activeElement.classList.contains('cm-content')",
        &[],
    )
    .await
}

async fn sheets(audit: &mut Audit) -> Step {
    let page = audit.page.clone();
    page.keys(&control("p")).await?;
    page.part("palette-field").await?;
    audit.screen("palette").await?;
    page.keys("lamp").await?;
    page.part("palette-post").await?;
    audit.screen("palette found").await?;
    audit.close("palette").await?;
    page.keys(&control(",")).await?;
    page.part("writing-settings").await?;
    audit.screen("settings").await?;
    page.press("snippets-open").await?;
    page.press("snippet-add").await?;
    page.part("snippet-edit-name").await?;
    audit.screen("snippets").await?;
    page.keys(ESCAPE).await?;
    page.gone("snippet-edit-name").await?;
    page.part("writing-settings").await?;
    audit.close("writing-settings").await?;
    page.keys(&control("/")).await?;
    page.css("dialog[open]").await?;
    audit.screen("keys").await?;
    page.keys(ESCAPE).await?;
    page.css(".cm-content").await?.click().await?;
    page.keys("\u{E009}\u{E008}K\u{E000}").await?;
    page.part("quote-address").await?;
    audit.screen("quote a page").await?;
    audit.close("quote-address").await?;
    page.press("blog-style").await?;
    page.part("blog-style-sheet").await?;
    audit.screen("the blog's style").await?;
    audit.close("blog-style-sheet").await?;
    page.press("publish-button").await?;
    page.part("plan-address").await?;
    audit.screen("publish").await?;
    audit.close("plan-address").await?;
    page.press("connect-open").await?;
    page.part("connect-address").await?;
    audit.screen("connect").await?;
    audit.close("connect-address").await
}

async fn answering(audit: &mut Audit) -> Step {
    let page = audit.page.clone();
    page.press("rail-unanswered").await?;
    page.part("comment-row").await?;
    audit.screen("unanswered").await?;
    page.press("comment-row").await?;
    page.part("turn").await?;
    page.keys("r").await?;
    page.keys("Hello Dennis.").await?;
    audit.screen("a reply").await?;
    for folder in ["held", "all", "spam"] {
        page.press(&format!("rail-{folder}")).await?;
        audit.screen(folder).await?;
    }
    page.press("rail-outbox").await?;
    audit.screen("outbox").await?;
    page.press("rail-trash").await?;
    audit.screen("trash").await?;
    page.press("rail-published").await?;
    page.part("post-row").await?;
    audit.screen("published").await
}

/// One thing more: what a reader of the screen hears of a list's row is not only its colours.
#[tokio::test(flavor = "multi_thread")]
async fn every_control_has_a_name_and_every_focus_is_seen() {
    let computer = Computer::new().unwrap();
    if let Err(error) = by_tab(&computer).await {
        panic!("{error}");
    }
}

async fn by_tab(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.css(".cm-content").await?;
    let looked = "const { activeElement: at } = document; const style = getComputedStyle(at); \
        const ring = (each) => { const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each); \
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none' }; \
        const said = at.getAttribute('aria-label') ?? (at.getAttribute('aria-labelledby') ?? '').split(' ') \
          .map((id) => document.getElementById(id)?.textContent).join('') ; \
        return { at: at.outerHTML.slice(0, 120), text: at.matches('.cm-content, input, textarea, iframe, body'), \
          named: !!(said || at.textContent.trim() || at.labels?.length || at.title || at.placeholder), \
          ring: ring(at) || ring(at.parentElement ?? at) }";
    let mut seen = Vec::<Value>::new();
    page.css("body").await?;
    page.0.execute("document.activeElement.blur()", vec![]).await?;
    for _ in 0..60 {
        page.0.active_element().await?.send_keys(TAB).await?;
        let at = page.0.execute(looked, vec![]).await?;
        if at["at"].as_str().is_some_and(|html| html.contains("cm-content")) {
            break;
        }
        seen.push(at);
    }
    assert!(seen.len() > 10, "{seen:#?}");
    for at in seen {
        assert_eq!(at["named"], json!(true), "has no name: {at}");
        assert!(at["ring"] == json!(true) || at["text"] == json!(true), "no focus is seen: {at}");
    }
    Ok(())
}
