//! The window as a test sees it: parts by their `data-testid`, in whichever browser shows it.

use std::error::Error;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::patience::PATIENCE;
use crate::programs::output_folder;

/// What a step of a test gives.
pub type Step<T = ()> = Result<T, Box<dyn Error>>;

/// Draws a pixel nobody sees, anew for a second: WebKit's driver takes a picture when something is drawn next,
/// and in a window that rests that is a minute away.
const STIR: &str = "const dot = document.createElement('div'); let left = 60; \
    dot.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; pointer-events: none'; \
    const draw = () => { dot.style.background = `rgba(0, 0, 0, 0.00${left % 2})`; \
      if (left-- > 0) requestAnimationFrame(draw); else dot.remove() }; \
    dot.ariaHidden = 'true'; document.body.append(dot); draw()";

/// A page with our window in it.
#[derive(Debug, Clone)]
pub struct Page(pub Client);

impl Page {
    /// Waits for the part.
    ///
    /// # Errors
    /// When it does not appear in time; the error names it.
    pub async fn part(&self, testid: &str) -> Step<Element> {
        self.css(&format!("[data-testid='{testid}']")).await
    }

    /// Waits for what the selector finds.
    ///
    /// # Errors
    /// When it does not appear in time; the error names it.
    pub async fn css(&self, selector: &str) -> Step<Element> {
        let wait = self.0.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        self.seen(wait, &format!("{selector} did not appear")).await
    }

    /// Waits for a part that contains this text.
    ///
    /// # Errors
    /// When it does not appear in time; the error names it.
    pub async fn part_saying(&self, testid: &str, text: &str) -> Step<Element> {
        let path = format!("//*[@data-testid='{testid}' and contains(., {})]", quoted(text));
        let wait = self.0.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        self.seen(wait, &format!("no {testid} says {text:?}")).await
    }

    /// Waits for what the path finds.
    ///
    /// # Errors
    /// When it does not appear in time; the error names it.
    pub async fn xpath(&self, path: &str) -> Step<Element> {
        let wait = self.0.wait().at_most(PATIENCE).for_element(Locator::XPath(path)).await;
        self.seen(wait, &format!("{path} did not appear")).await
    }

    /// What was waited for, or a picture of what is there in its place.
    async fn seen(&self, waited: Result<Element, CmdError>, otherwise: &str) -> Step<Element> {
        match waited {
            Ok(element) => Ok(element),
            Err(error) => {
                self.screenshot("failed").await?;
                Err(format!("{otherwise}: {error}").into())
            }
        }
    }

    /// Waits until something that the selector finds contains this text.
    ///
    /// # Errors
    /// When it does not in time; the error names it.
    pub async fn css_saying(&self, selector: &str, text: &str) -> Step {
        let script = "const [selector, text] = arguments; \
            return [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(text))";
        self.comes_true(
            &format!("{selector} says {text:?}"),
            script,
            &[json!(selector), json!(text)],
        )
        .await
    }

    /// Waits until the field holds this text.
    ///
    /// # Errors
    /// When it does not in time; the error names it.
    pub async fn value_saying(&self, testid: &str, text: &str) -> Step {
        let script = "const [id, text] = arguments; \
            const field = document.querySelector(`[data-testid='${id}']`); \
            return (field?.value ?? field?.innerText ?? '').includes(text)";
        self.comes_true(&format!("{testid} holds {text:?}"), script, &[json!(testid), json!(text)])
            .await
    }

    /// Waits until no such part is left.
    ///
    /// # Errors
    /// When some stay.
    pub async fn gone(&self, testid: &str) -> Step {
        let script = "return document.querySelector(`[data-testid='${arguments[0]}']`) === null";
        self.comes_true(&format!("{testid} is gone"), script, &[json!(testid)]).await
    }

    /// Waits until none of these parts says this.
    ///
    /// # Errors
    /// When one goes on saying it.
    pub async fn not_saying(&self, testid: &str, text: &str) -> Step {
        let script = "const [id, text] = arguments; \
            return [...document.querySelectorAll(`[data-testid='${id}']`)].every((each) => !each.textContent.includes(text))";
        self.comes_true(
            &format!("no {testid} says {text:?}"),
            script,
            &[json!(testid), json!(text)],
        )
        .await
    }

    /// Waits until the part has said this for that long.
    ///
    /// # Errors
    /// When it keeps changing.
    pub async fn settled(&self, testid: &str, text: &str, long: Duration) -> Step {
        let mut since = Instant::now();
        let begun = Instant::now();
        while since.elapsed() < long {
            if begun.elapsed() > PATIENCE {
                self.screenshot("failed").await?;
                let said = self.said(testid).await?;
                return Err(
                    format!("{testid} does not settle on {text:?} but says {said:?}").into()
                );
            }
            if !self.said(testid).await?.contains(text) {
                since = Instant::now();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// The part's text, cut off on the screen or not: WebKit's driver takes the first for none.
    ///
    /// # Errors
    /// When there is no such part.
    pub async fn said(&self, testid: &str) -> Step<String> {
        self.part(testid).await?;
        let script =
            "return document.querySelector(`[data-testid='${arguments[0]}']`)?.textContent ?? ''";
        let said = self.0.execute(script, vec![json!(testid)]).await?;
        Ok(said.as_str().unwrap_or_default().to_owned())
    }

    /// Begins a new post with this title: the fields of the one that was open have gone first.
    ///
    /// # Errors
    /// When the new post does not open.
    pub async fn new_post(&self, title: &str) -> Step {
        self.press("new-post").await?;
        let empty = "const field = document.querySelector('[data-testid=title-field]'); \
            return (field?.value ?? field?.innerText ?? '?').trim() === '' \
              && document.querySelector('.cm-placeholder') !== null";
        self.comes_true("a new post is open", empty, &[]).await?;
        self.type_into("title-field", title).await
    }

    /// Connects a blog by a pasted password, kept in a file; the browser's way has a journey of its own.
    ///
    /// # Errors
    /// When a step of it does not appear.
    pub async fn connect(&self, url: &str, user: &str, password: &str) -> Step {
        self.press("connect-open").await?;
        self.type_into("connect-address", url).await?;
        self.press("connect-find").await?;
        self.press("connect-paste").await?;
        self.type_into("connect-username", user).await?;
        self.type_into("connect-password", password).await?;
        self.press("keep-file").await?;
        self.press("connect-submit").await?;
        self.press("connect-done").await
    }

    /// Goes to the start of the text in the editor.
    ///
    /// # Errors
    /// When there is no editor.
    pub async fn to_the_start(&self) -> Step {
        let editor = self.css(".cm-content").await?;
        editor.click().await?;
        // Control and Home, and Control let go.
        Ok(editor.send_keys("\u{E009}\u{E011}\u{E000}").await?)
    }

    /// Goes to the end of the text in the editor.
    ///
    /// # Errors
    /// When there is no editor.
    pub async fn to_the_end(&self) -> Step {
        let editor = self.css(".cm-content").await?;
        editor.click().await?;
        // Control and End, and Control let go.
        Ok(editor.send_keys("\u{E009}\u{E010}\u{E000}").await?)
    }

    /// Presses what the path finds. What is drawn anew in between is looked for again, and what is drawn
    /// only in sight is brought there: WebKit's driver takes it for something that can't be pressed.
    ///
    /// # Errors
    /// When it does not appear, or lies under something else.
    pub async fn press_at(&self, path: &str) -> Step {
        let since = Instant::now();
        loop {
            let found = self.xpath(path).await?;
            match found.clone().click().await {
                Ok(()) => return Ok(()),
                Err(_) if since.elapsed() < Duration::from_secs(30) => {
                    let _ = self.show(&found).await;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(error) => {
                    self.screenshot("failed").await?;
                    return Err(format!("{path} can't be pressed: {error:?}").into());
                }
            }
        }
    }

    async fn show(&self, element: &Element) -> Step {
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        self.0.execute(script, vec![serde_json::to_value(element)?]).await?;
        Ok(())
    }

    /// Presses a part that contains this text.
    ///
    /// # Errors
    /// When it does not appear, or lies under something else.
    pub async fn press_saying(&self, testid: &str, text: &str) -> Step {
        let path = format!("//*[@data-testid='{testid}' and contains(., {})]", quoted(text));
        self.press_at(&path).await
    }

    /// How many such parts there are.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count(&self, testid: &str) -> Step<usize> {
        Ok(self.0.find_all(Locator::Css(&format!("[data-testid='{testid}']"))).await?.len())
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn keys(&self, keys: &str) -> Step {
        Ok(self.0.active_element().await?.send_keys(keys).await?)
    }

    /// Pastes text at the end of the editor, as from the clipboard.
    ///
    /// # Errors
    /// When there is no editor.
    pub async fn paste(&self, text: &str) -> Step {
        self.css(".cm-content").await?.click().await?;
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
            document.querySelector('.cm-content').dispatchEvent( \
              new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
        self.0.execute(script, vec![json!(text)]).await?;
        Ok(())
    }

    /// Pastes a picture into the editor, as from the clipboard.
    ///
    /// # Errors
    /// When there is no editor.
    pub async fn paste_picture(&self, name: &str, bytes: &[u8]) -> Step {
        let script = "const [name, bytes] = arguments; const data = new DataTransfer(); \
            data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' })); \
            document.querySelector('.cm-content').dispatchEvent( \
              new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))";
        self.0.execute(script, vec![json!(name), json!(bytes)]).await?;
        Ok(())
    }

    /// Waits until the script, with these arguments, says true.
    ///
    /// # Errors
    /// When it does not in time; the error names what, and what it said instead.
    pub async fn comes_true(&self, what: &str, script: &str, arguments: &[Value]) -> Step {
        let since = Instant::now();
        loop {
            let said = self.0.execute(script, arguments.to_vec()).await?;
            if said == json!(true) {
                return Ok(());
            }
            if since.elapsed() > PATIENCE {
                self.screenshot("failed").await?;
                return Err(format!("it never came true that {what}: {said}").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses the part once it is there.
    ///
    /// # Errors
    /// When it does not appear, or lies under something else.
    pub async fn press(&self, testid: &str) -> Step {
        self.press_at(&format!("//*[@data-testid='{testid}']")).await
    }

    /// Types into the part once it is there.
    ///
    /// # Errors
    /// When it does not appear or takes no keys.
    pub async fn type_into(&self, testid: &str, text: &str) -> Step {
        self.press(testid).await?;
        let typed = self.part(testid).await?.send_keys(text).await;
        typed.map_err(|error| format!("{testid} takes no keys: {error:?}").into())
    }

    /// Types into the editor at the cursor; a line's end is the Enter key, because WebKit's driver drops it.
    ///
    /// # Errors
    /// When there is no editor.
    pub async fn write(&self, text: &str) -> Step {
        let editor = self.css(".cm-content").await?;
        editor.click().await?;
        Ok(editor.send_keys(&text.replace('\n', "\u{E007}")).await?)
    }

    /// Runs a command of the desk through the page's own door, for facts that the window does not show.
    /// Only in the served window.
    ///
    /// # Errors
    /// When the page or the command fails.
    pub async fn call(&self, name: &str, argument: &Value) -> Step<Value> {
        let script = "const [name, argument, done] = arguments; \
            fetch('/api/call/' + name, { method: 'POST', body: JSON.stringify(argument), \
            headers: { 'content-type': 'application/json', 'x-afterword': '1' } }) \
            .then(async (answer) => done({ status: answer.status, body: await answer.json() })) \
            .catch((error) => done({ status: 0, body: String(error) }))";
        let answer = self.0.execute_async(script, vec![json!(name), argument.clone()]).await?;
        match answer.get("status").and_then(Value::as_u64) {
            Some(200) => Ok(answer.get("body").cloned().unwrap_or_default()),
            _ => Err(format!("{name}: {answer}").into()),
        }
    }

    /// Keeps a picture of the page as `test-output/NAME.png`.
    ///
    /// # Errors
    /// When it can't be taken or written.
    pub async fn screenshot(&self, name: &str) -> Step {
        self.0.execute(STIR, vec![]).await?;
        let picture = self.0.screenshot().await?;
        Ok(std::fs::write(output_folder()?.join(format!("{name}.png")), picture)?)
    }
}

/// A text as an XPath literal, which knows no escapes.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
