//! `cargo xtask run`: from a fresh clone to the open window.

use std::process::Command;

use crate::needs::{COMPILER, WINDOW};
use crate::shell::{Done, built, cargo, go, show};
use crate::{system, ui, versions};

/// Builds and starts the window, or the served one where there is no display.
pub fn run(arguments: &[&str]) -> Done {
    let (serve, port) = read(arguments)?;
    versions::check_rust()?;
    versions::check_node()?;
    let no_display = cfg!(target_os = "linux")
        && !["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if no_display && !serve {
        eprintln!("There is no display here: Afterword is served to a browser instead.");
    }
    if serve || no_display {
        system::bring(&[COMPILER])?;
        ui::build()?;
        go(cargo().args(["build", "--package", "afterword-web"]))?;
        let mut app = Command::new(built("afterword-web"));
        if let Some(port) = port {
            app.args(["--port", port]);
        }
        start(&mut app)
    } else {
        system::bring(&[COMPILER, WINDOW])?;
        ui::build()?;
        go(cargo().args(["build", "--package", "afterword"]))?;
        start(&mut Command::new(built("afterword")))
    }
}

/// `--serve` and `--port N`, which implies it.
fn read<'a>(arguments: &[&'a str]) -> Done<(bool, Option<&'a str>)> {
    match arguments {
        [] => Ok((false, None)),
        ["--serve"] => Ok((true, None)),
        ["--port", port] | ["--serve", "--port", port] | ["--port", port, "--serve"] => {
            Ok((true, Some(*port)))
        }
        other => Err(format!("run takes --serve and --port N, not {}.", other.join(" "))),
    }
}

/// Becomes the app, so that Ctrl+C and signals reach it and its exit code is ours.
#[cfg(unix)]
fn start(app: &mut Command) -> Done {
    use std::os::unix::process::CommandExt;
    let error = app.exec();
    Err(format!("{} did not start: {error}", show(app)))
}

/// Runs the app; the console hands Ctrl+C to both.
#[cfg(not(unix))]
fn start(app: &mut Command) -> Done {
    let status = app.status().map_err(|error| format!("{} did not start: {error}", show(app)))?;
    if status.success() { Ok(()) } else { Err(String::new()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_means_serving() {
        assert_eq!(read(&[]), Ok((false, None)));
        assert_eq!(read(&["--serve"]), Ok((true, None)));
        assert_eq!(read(&["--port", "8300"]), Ok((true, Some("8300"))));
        assert!(read(&["--sreve"]).is_err());
    }
}
