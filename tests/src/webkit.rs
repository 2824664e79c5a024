//! The real desktop window, on a display of the tests' own, driven through WebKitWebDriver.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, InputFocus, Window,
};

use crate::display::Display;
use crate::page::{Page, Step};
use crate::patience::PATIENCE;
use crate::programs::{end_with_children, free_port, program};

/// A running app with its window. Dropping it kills the app, as `kill -9` would.
#[derive(Debug)]
pub struct AppWindow {
    /// What is in the window.
    pub page: Page,
    driver: Driver,
    display: Display,
}

#[derive(Debug)]
struct Driver(Child);

impl AppWindow {
    /// Starts the app on that data folder and waits for its page.
    ///
    /// # Errors
    /// When a tool is missing, the app is not built, or its window does not open.
    pub async fn open(data: &Path) -> Step<Self> {
        Self::open_with(data, &[]).await
    }

    /// The same with more in its environment.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with(data: &Path, environment: &[(&str, &str)]) -> Step<Self> {
        let app = program("afterword")?;
        let display = Display::start(1400, 900).map_err(|error| format!("Xvfb: {error}"))?;
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        // The driver hands its environment to the app, which without the variable is not to be driven.
        let driver = display
            .give(&mut command)
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("AFTERWORD_DATA", data)
            // No keychain of whoever runs the tests.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("WebKitWebDriver: {error}"))?;
        let driver = Driver(driver);
        let options = json!({ "webkitgtk:browserOptions": { "binary": app, "args": [] } });
        let options = options.as_object().cloned().unwrap_or_default();
        let since = Instant::now();
        let client = loop {
            let builder =
                ClientBuilder::new(HttpConnector::new()).capabilities(options.clone()).clone();
            match builder.connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) if since.elapsed() > PATIENCE => return Err(error.into()),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        Ok(Self { page: Page(client), driver, display })
    }

    /// Where the window is shown, as programs name it.
    pub fn display(&self) -> &str {
        self.display.name()
    }

    /// Takes the keyboard away from the window, as another program does.
    ///
    /// # Errors
    /// When the display does not answer.
    pub fn lose_focus(&self) -> Step {
        let (connection, screen) = x11rb::connect(Some(self.display.name()))?;
        let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
        connection.set_input_focus(InputFocus::NONE, root, x11rb::CURRENT_TIME)?;
        connection.get_input_focus()?.reply()?;
        Ok(())
    }

    /// Whether the window, or a part of it, has the keyboard.
    ///
    /// # Errors
    /// When the display does not answer, or there is no window.
    pub fn has_focus(&self) -> Step<bool> {
        let (connection, screen) = x11rb::connect(Some(self.display.name()))?;
        let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
        let window = named_afterword(&connection, root)?.ok_or("Afterword has no window")?;
        let mut focus = connection.get_input_focus()?.reply()?.focus;
        // 0 and 1 stand for no window and for whichever the pointer is in.
        while focus > 1 && focus != root {
            if focus == window {
                return Ok(true);
            }
            focus = connection.query_tree(focus)?.reply()?.parent;
        }
        Ok(false)
    }

    /// Starts the app once more on the same display and folder.
    ///
    /// # Errors
    /// When it is not built or does not start.
    pub fn start_again(&self, data: &Path) -> Step<Child> {
        let mut command = Command::new(program("afterword")?);
        let again = self.display.give(&mut command).env("AFTERWORD_DATA", data);
        Ok(again.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// Presses the window's close button, and returns when the app has ended by itself.
    ///
    /// # Errors
    /// When there is no window, or the app does not end in time.
    pub fn close(self) -> Step {
        press_close(self.display.name())?;
        let since = Instant::now();
        while self.driver.has_children() {
            if since.elapsed() > PATIENCE {
                return Err("the app did not end after its window was closed".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Driver {
    /// The app is the driver's only child.
    fn has_children(&self) -> bool {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.0.id()));
        threads.into_iter().flatten().flatten().any(|thread| {
            let children = std::fs::read_to_string(thread.path().join("children"));
            children.is_ok_and(|list| !list.trim().is_empty())
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_with_children(&mut self.0);
    }
}

/// What a window manager sends when its close button is pressed.
fn press_close(display: &str) -> Step {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
    let protocols = connection.intern_atom(false, b"WM_PROTOCOLS")?.reply()?.atom;
    let delete = connection.intern_atom(false, b"WM_DELETE_WINDOW")?.reply()?.atom;
    let window = named_afterword(&connection, root)?.ok_or("Afterword has no window")?;
    let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
    connection.send_event(false, window, EventMask::NO_EVENT, message)?;
    connection.get_input_focus()?.reply()?;
    Ok(())
}

/// GTK has small windows of its own on a display; ours bears the title and is large.
fn named_afterword(
    connection: &impl x11rb::connection::Connection,
    root: Window,
) -> Step<Option<Window>> {
    for window in connection.query_tree(root)?.reply()?.children {
        let name = connection
            .get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?
            .reply()?;
        let size = connection.get_geometry(window)?.reply()?;
        if name.value.starts_with(b"Afterword") && size.width > 100 {
            return Ok(Some(window));
        }
    }
    Ok(None)
}
