//! How the desk looks and helps while one writes: focus, typewriter, sizes, counts, places, completion.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use afterword_tests::page::{Page, Step};
use afterword_tests::patience::eventually;
use afterword_tests::skip::skip;
use afterword_tests::window::Computer;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _};

const CONTROL: char = '\u{E009}';
const SHIFT: char = '\u{E008}';
const ALT: char = '\u{E00A}';
const RELEASED: char = '\u{E000}';
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const F9: char = '\u{E039}';
const F11: char = '\u{E03B}';

#[tokio::test(flavor = "multi_thread")]
async fn a_writer_has_the_text_as_they_like_it_and_finds_their_place_again() {
    let computer = Computer::new().unwrap();
    if let Err(error) = modes(&computer).await {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_often_comes_by_itself() {
    let computer = Computer::new().unwrap();
    if let Err(error) = offers(&computer).await {
        panic!("{error}");
    }
}

fn long_text() -> String {
    let paragraph = |number| {
        format!(
            "Paragraph {number} says where the lamp was. It was on the rock, and it burned.\n\n"
        )
    };
    (1..=40).map(paragraph).collect()
}

async fn modes(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.new_post("The keeper's year").await?;
    page.paste(&long_text()).await?;
    page.part_saying("word-count", "600 words").await?;

    // Focus: what is written stands out; by sentence, when it is set so.
    page.to_the_end().await?;
    page.keys("The last words. Of all").await?;
    page.keys(&F9.to_string()).await?;
    let alone = "const lines = [...document.querySelectorAll('.cm-content > .cm-line')]; \
        const faint = lines.map((line) => getComputedStyle(line).color)[0]; \
        const bright = lines.filter((line) => getComputedStyle(line).color !== faint); \
        return bright.length === 1 && bright[0].textContent === 'The last words. Of all'";
    page.comes_true("only the paragraph with the cursor is bright", alone, &[]).await?;
    page.screenshot("modes-01-focus").await?;
    page.keys(&format!("{CONTROL},{RELEASED}")).await?;
    page.press("focus-on-sentence").await?;
    page.screenshot("modes-02-settings").await?;
    page.keys(&ESCAPE.to_string()).await?;
    let sentence = "return document.querySelector('.cm-bright .cm-dim')?.textContent.trim() === 'The last words.'";
    page.comes_true("only the sentence is bright", sentence, &[]).await?;
    page.to_the_end().await?;
    page.keys(&F9.to_string()).await?;
    page.comes_true(
        "all is bright again",
        "return !document.querySelector('.cm-focusing, .cm-bright')",
        &[],
    )
    .await?;

    // Typewriter: what is typed at the end comes to the middle.
    page.keys(&format!("{SHIFT}{F9}{RELEASED}.")).await?;
    let middle = "const box = document.querySelector('.cm-scroller').getBoundingClientRect(); \
        const cursor = document.querySelector('.cm-cursor-primary').getBoundingClientRect(); \
        const at = (cursor.top - box.top) / box.height; return at > 0.35 && at < 0.65 ? true : at";
    page.comes_true("the line that is written is in the middle", middle, &[]).await?;
    page.screenshot("modes-03-typewriter").await?;
    page.keys(&format!("{SHIFT}{F9}{RELEASED}")).await?;

    // Size of the text.
    let size =
        "return parseFloat(getComputedStyle(document.querySelector('.cm-content')).fontSize)";
    let usual = page.0.execute(size, vec![]).await?.as_f64().unwrap_or_default();
    page.keys(&format!("{CONTROL}=={RELEASED}")).await?;
    page.comes_true("the text is larger", &format!("{size} === {}", usual + 2.0), &[]).await?;
    page.keys(&format!("{CONTROL}0{RELEASED}")).await?;
    page.comes_true("the text is as before", &format!("{size} === {usual}"), &[]).await?;

    length(&page).await?;
    undisturbed(&page, window.display()).await?;

    // The place in the text, in this run and in the next.
    page.css(".cm-content").await?.click().await?;
    page.keys(&format!("{ALT}g{RELEASED}")).await?;
    page.type_into("jump-field", &format!("45{ENTER}")).await?;
    page.css_saying("footer", "Line 45, column 1").await?;
    page.press_saying("post-row", "Notes from the night train").await?;
    page.css_saying("footer", "Line 1, column 1").await?;
    page.press_saying("post-row", "The keeper's year").await?;
    page.css_saying("footer", "Line 45, column 1").await?;
    drop(window);

    let window = computer.open().await?;
    let page = window.page.clone();
    page.press_saying("post-row", "The keeper's year").await?;
    page.css_saying("footer", "Line 45, column 1").await?;
    page.comes_true(
        "the text is where it was",
        "return document.querySelector('.cm-scroller').scrollTop > 300",
        &[],
    )
    .await?;
    page.part_saying("word-count", "of 1,000 words").await?;
    page.screenshot("modes-07-again").await?;
    window.page.0.clone().close().await?;
    Ok(())
}

/// What the foot says of the text, of what is selected, and of the goal.
async fn length(page: &Page) -> Step {
    page.part_saying("word-count", "605 words").await?;
    page.keys(&format!("{CONTROL}a{RELEASED}")).await?;
    page.part_saying("word-count", "605 of 605 words selected").await?;
    page.to_the_end().await?;
    page.press("length").await?;
    page.type_into("goal", &format!("1000{ENTER}")).await?;
    page.part_saying("word-count", "605 of 1,000 words").await?;
    page.css("[role=progressbar][aria-valuenow='605'][aria-valuemax='1000']").await?;
    page.screenshot("modes-04-length").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.gone("goal").await?;
    page.to_the_end().await
}

/// Ends with the test.
struct Manager(Child);

impl Drop for Manager {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Only a window manager makes a window fill the screen, once it looks after the screen.
fn manager(display: &str) -> Option<Manager> {
    let mut command = Command::new("openbox");
    command.env("DISPLAY", display).stdout(Stdio::null()).stderr(Stdio::null());
    let started = command.spawn().ok().map(Manager)?;
    eventually("openbox has begun", || is_managed(display));
    Some(started)
}

fn is_managed(display: &str) -> bool {
    let (x, screen) = x11rb::connect(Some(display)).unwrap();
    let root = x.setup().roots[screen].root;
    let check = x.intern_atom(false, b"_NET_SUPPORTING_WM_CHECK").unwrap().reply().unwrap().atom;
    let said = x.get_property(false, root, check, AtomEnum::WINDOW, 0, 1).unwrap();
    said.reply().unwrap().value_len > 0
}

async fn undisturbed(page: &Page, display: &str) -> Step {
    let manager = manager(display);
    page.keys(&format!("{SHIFT}{F11}{RELEASED}")).await?;
    let alone = "const seen = (selector) => document.querySelector(selector)?.checkVisibility() ?? false; \
        return !seen('nav.rail') && !seen('[data-testid=post-row]') && !seen('main header') \
          && seen('.cm-focusing') && document.activeElement.classList.contains('cm-content')";
    page.comes_true("only the text is there", alone, &[]).await?;
    let full = "return innerWidth === screen.width && innerHeight === screen.height ? true : \
        `${innerWidth} x ${innerHeight} of ${screen.width} x ${screen.height}`";
    if manager.is_some() {
        page.comes_true("the window fills the screen", full, &[]).await?;
    } else {
        skip("filling the screen", "there is no openbox to ask");
    }
    page.screenshot("modes-05-undisturbed").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.comes_true(
        "all is there again",
        "return document.querySelector('nav.rail').checkVisibility()",
        &[],
    )
    .await?;
    if manager.is_some() {
        let back = "return innerHeight < screen.height || innerWidth < screen.width";
        page.comes_true("the screen is given back", back, &[]).await?;
    }
    page.screenshot("modes-06-again").await
}

async fn offers(computer: &Computer) -> Step {
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.press("rail-published").await?;
    let there = page.part("post-row").await?.text().await?;
    let first = there.split_whitespace().next().unwrap_or_default().to_owned();

    // An own post by its title, and its address with it.
    page.new_post("Offers").await?;
    page.write(&format!("See [[{first}")).await?;
    page.css_saying(".cm-tooltip.completion", &first).await?;
    page.screenshot("modes-11-own-posts").await?;
    page.keys(&ENTER.to_string()).await?;
    page.comes_true("the link is there", "return /^See \\[.+\\]\\(http:\\/\\/127\\.0\\.0\\.1.+\\)$/.test(document.querySelector('.cm-content').textContent)", &[]).await?;

    // Emoji, from the list and by a whole name.
    page.keys(" and :light").await?;
    page.css_saying(".cm-tooltip.completion", "light").await?;
    page.screenshot("modes-12-emoji").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.keys(&format!("{ENTER}{ENTER}:smile:")).await?;
    page.css_saying(".cm-content", "😄").await?;

    // A snippet: made in its sheet, put in by its name, filled in by Tab.
    page.keys(&format!("{CONTROL},{RELEASED}")).await?;
    page.press("snippets-open").await?;
    page.press("snippet-add").await?;
    page.type_into("snippet-edit-name", "sig").await?;
    page.type_into("snippet-edit-text", "Yours, ${1:Ada} of $2. $0The end of $TITLE.").await?;
    page.press("snippet-edit-save").await?;
    page.part_saying("snippet-row", "sig").await?;
    page.screenshot("modes-13-snippets").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.part("writing-settings").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.gone("writing-settings").await?;
    page.to_the_end().await?;
    page.keys(&format!("{ENTER}{ENTER}sig{TAB}")).await?;
    page.css_saying(".cm-content", "Yours, Ada of . The end of Offers.").await?;
    page.keys(&format!("Bo{TAB}the lamp{TAB}Quite ")).await?;
    page.css_saying(".cm-content", "Yours, Bo of the lamp. Quite The end of Offers.").await?;

    front_matter(&page).await?;

    // More contrast, kept over a restart.
    page.keys(&format!("{CONTROL},{RELEASED}")).await?;
    page.press("switch-moreContrast").await?;
    page.comes_true(
        "there is more contrast",
        "return document.documentElement.dataset.theme === 'light more'",
        &[],
    )
    .await?;
    page.screenshot("modes-15-contrast").await?;
    page.keys(&ESCAPE.to_string()).await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    drop(window);
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.comes_true(
        "there is more contrast again",
        "return document.documentElement.dataset.theme === 'light more'",
        &[],
    )
    .await?;
    window.page.0.clone().close().await?;
    Ok(())
}

/// A text of a site generator gives its details, when the writer says so.
async fn front_matter(page: &Page) -> Step {
    page.press("new-post").await?;
    page.paste(
        "---\ntitle: Of lamps\ntags: [sea, light]\nlayout: post\n---\n\nThe first sentence.",
    )
    .await?;
    page.screenshot("modes-14-front-matter").await?;
    page.press("front-matter-fill").await?;
    page.value_saying("title-field", "Of lamps").await?;
    page.comes_true(
        "only the text is left",
        "return document.querySelector('.cm-content').textContent === 'The first sentence.'",
        &[],
    )
    .await?;
    page.gone("front-matter-fill").await?;
    page.press("inspector-toggle").await?;
    page.css_saying("[data-testid=inspector]", "sea").await?;
    page.css_saying("[data-testid=inspector]", "light").await?;
    page.press("inspector-toggle").await?;
    page.gone("inspector").await
}
