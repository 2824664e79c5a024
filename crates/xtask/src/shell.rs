//! Starting other programs, and where things lie in the checkout.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What went wrong, in words for whoever typed the command. Empty when it was said already.
pub type Done<T = ()> = Result<T, String>;

/// The checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The cargo that started us.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// npm, in the folder of the window's sources.
pub fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join("ui")).stdin(Stdio::null());
    command
}

/// Where cargo puts what it builds, everyday profile.
pub fn built(program: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from);
    target.join("debug").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// Runs to the end with our own output; an error names the program.
pub fn go(command: &mut Command) -> Done {
    let shown = show(command);
    eprintln!("  $ {shown}");
    let status = command.status().map_err(|error| format!("{shown} did not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed ({status}).")) }
}

/// What the program prints, trimmed; nothing when it is missing or fails.
pub fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_string();
    output.status.success().then_some(text)
}

/// True when the program ran and said yes.
pub fn holds(program: &str, arguments: &[&str]) -> bool {
    ask(program, arguments).is_some()
}

/// The command line as a person would type it.
pub fn show(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
