//! The window as a test sees it: parts by their `data-testid`, in whichever browser shows it.

use std::error::Error;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::programs::output_folder;

/// What a step of a test gives.
pub type Step<T = ()> = Result<T, Box<dyn Error>>;

/// How long anything may take to appear.
const PATIENCE: Duration = Duration::from_secs(30);

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
        let wait = self.0.wait().at_most(PATIENCE).for_element(Locator::Css(selector));
        wait.await.map_err(|error| format!("{selector} did not appear: {error}").into())
    }

    /// Waits for a part that contains this text.
    ///
    /// # Errors
    /// When it does not appear in time; the error names it.
    pub async fn part_saying(&self, testid: &str, text: &str) -> Step<Element> {
        let path = format!("//*[@data-testid='{testid}' and contains(., {})]", quoted(text));
        let wait = self.0.wait().at_most(PATIENCE).for_element(Locator::XPath(&path));
        wait.await.map_err(|error| format!("no {testid} says {text:?}: {error}").into())
    }

    /// Presses the part once it is there.
    ///
    /// # Errors
    /// When it does not appear, or lies under something else.
    pub async fn press(&self, testid: &str) -> Step {
        Ok(self.part(testid).await?.click().await?)
    }

    /// Types into the part once it is there.
    ///
    /// # Errors
    /// When it does not appear or takes no keys.
    pub async fn type_into(&self, testid: &str, text: &str) -> Step {
        let part = self.part(testid).await?;
        part.click().await?;
        Ok(part.send_keys(text).await?)
    }

    /// Types into the editor at the cursor.
    ///
    /// # Errors
    /// When there is no editor.
    pub async fn write(&self, text: &str) -> Step {
        let editor = self.css(".cm-content").await?;
        editor.click().await?;
        Ok(editor.send_keys(text).await?)
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
        let picture = self.0.screenshot().await?;
        Ok(std::fs::write(output_folder()?.join(format!("{name}.png")), picture)?)
    }
}

/// A text as an XPath literal, which knows no escapes.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
