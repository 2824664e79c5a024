//! A screen that is sat at: a display with a window manager, and keys and a mouse as a person has them.
//! The window gets what it gets from a keyboard; no driver stands between.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, Window};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::display::Display;
use crate::page::Step;
use crate::programs::{kill_with_children, program};

const PRESS: u8 = 2;
const RELEASE: u8 = 3;
const BUTTON_PRESS: u8 = 4;
const BUTTON_RELEASE: u8 = 5;
const MOVE: u8 = 6;

/// A display with keys; windows on it are as large as it is.
#[derive(Debug)]
pub struct Chair {
    x: RustConnection,
    root: Window,
    first_key: u8,
    /// The sign of each key without Shift.
    keys: Vec<u32>,
    manager: Child,
    home: TempDir,
    display: Display,
}

/// An app that was started from the chair, without a driver. Dropping it is a power cut.
#[derive(Debug)]
pub struct Sat(Option<Child>);

impl Chair {
    /// An empty display. A window without a manager hears no keys, so there is one.
    ///
    /// # Errors
    /// When Xvfb or openbox is missing.
    pub fn new() -> Step<Self> {
        let home = TempDir::new()?;
        let display = Display::start(1400, 900).map_err(|error| format!("Xvfb: {error}"))?;
        let manager = display
            .give(Command::new("openbox").stdout(Stdio::null()).stderr(Stdio::null()))
            .env("HOME", maximised(home.path())?)
            .spawn()
            .map_err(|error| format!("openbox: {error}"))?;
        let (x, screen) = x11rb::connect(Some(display.name()))?;
        let setup = x.setup().clone();
        let root = setup.roots.get(screen).ok_or("no screen")?.root;
        let (first_key, last) = (setup.min_keycode, setup.max_keycode);
        let map = x.get_keyboard_mapping(first_key, last - first_key + 1)?.reply()?;
        let keys = map
            .keysyms
            .chunks(map.keysyms_per_keycode.max(1).into())
            .map(|key| key.first().copied().unwrap_or_default())
            .collect();
        Ok(Self { x, root, first_key, keys, manager, home, display })
    }

    /// Starts the app on that data folder; its window comes when it comes.
    ///
    /// # Errors
    /// When it is not built.
    pub fn start(&self, data: &Path) -> Step<Sat> {
        let mut command = Command::new(program("afterword")?);
        let app = self
            .display
            .give(&mut command)
            .env("AFTERWORD_DATA", data)
            .env("HOME", self.home.path())
            // No keychain of whoever runs the tests.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Sat(Some(app)))
    }

    /// Clicks there.
    ///
    /// # Errors
    /// When the display is gone.
    pub fn click(&self, x: i16, y: i16) -> Step {
        for (kind, detail) in [(MOVE, 0), (BUTTON_PRESS, 1), (BUTTON_RELEASE, 1)] {
            self.x.xtest_fake_input(kind, detail, 0, self.root, x, y, 0)?;
        }
        Ok(self.x.sync()?)
    }

    /// Presses keys at once and lets them go, the last one first. Returns once the display has them.
    ///
    /// # Errors
    /// When the keyboard has no such key.
    pub fn press(&self, signs: &[u32]) -> Step {
        let mut codes = Vec::with_capacity(signs.len());
        for sign in signs {
            let at = self.keys.iter().position(|key| key == sign).ok_or("no such key")?;
            codes.push(self.first_key + u8::try_from(at)?);
        }
        for code in &codes {
            self.x.xtest_fake_input(PRESS, *code, 0, self.root, 0, 0, 0)?;
        }
        for code in codes.iter().rev() {
            self.x.xtest_fake_input(RELEASE, *code, 0, self.root, 0, 0, 0)?;
        }
        Ok(self.x.sync()?)
    }
}

impl Drop for Chair {
    fn drop(&mut self) {
        let _ = self.manager.kill();
        let _ = self.manager.wait();
    }
}

impl Sat {
    /// The power goes: `kill -9` to the app first and then to all that it started. When it had gone.
    pub fn kill(mut self) -> Instant {
        self.0.take().map_or_else(Instant::now, |mut app| kill_with_children(&mut app))
    }
}

impl Drop for Sat {
    fn drop(&mut self) {
        if let Some(mut app) = self.0.take() {
            kill_with_children(&mut app);
        }
    }
}

/// A home in which the window manager makes every window as large as the screen.
fn maximised(home: &Path) -> Step<PathBuf> {
    let folder = home.join("manager/.config/openbox");
    std::fs::create_dir_all(&folder)?;
    let rules = "<?xml version=\"1.0\"?><openbox_config xmlns=\"http://openbox.org/3.4/rc\"><applications>\
                 <application class=\"*\"><maximized>yes</maximized><decor>no</decor></application>\
                 </applications></openbox_config>";
    std::fs::write(folder.join("rc.xml"), rules)?;
    Ok(home.join("manager"))
}

/// How long until the condition holds.
///
/// # Errors
/// When it does not within `most`.
pub fn wait_until(
    what: &str,
    most: Duration,
    mut holds: impl FnMut() -> Step<bool>,
) -> Step<Duration> {
    let since = Instant::now();
    while !holds()? {
        if since.elapsed() > most {
            return Err(format!("not within {most:?}: {what}").into());
        }
        std::thread::sleep(Duration::from_millis(15));
    }
    Ok(since.elapsed())
}
