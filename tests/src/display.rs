//! A display of the tests' own, so that no window opens on the desk of whoever runs them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// An X server without a screen; it ends when this is dropped.
#[derive(Debug)]
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts Xvfb on a free display number, with a screen of that many pixels.
    pub fn start(width: u32, height: u32) -> std::io::Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        let display = Self { server, name: format!(":{}", number.trim()) };
        if display.name == ":" {
            return Err(std::io::Error::other("Xvfb gave no display number"));
        }
        Ok(display)
    }

    /// What a child needs in its environment as `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Gives the display to a program about to be started, and takes a Wayland one away.
    pub fn give<'a>(&self, program: &'a mut Command) -> &'a mut Command {
        program.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY")
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
