//! Our own programs, as real processes, and free ports for others.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Instant;

/// A program of the workspace, as built beside this test by `cargo xtask test`.
///
/// # Errors
/// When it is not built: `cargo test` alone builds no other package's programs.
pub fn program(name: &str) -> std::io::Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test.ancestors().nth(2).unwrap_or(Path::new("."));
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if path.is_file() {
        return Ok(path);
    }
    let hint = format!("{} is not built: run `cargo build --workspace --bins`", path.display());
    Err(std::io::Error::new(std::io::ErrorKind::NotFound, hint))
}

/// A port that was free a moment ago.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A folder for screenshots, outside version control.
pub fn output_folder() -> std::io::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-output");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Ends a program with everything it started, and waits for it.
pub fn end_with_children(program: &mut Child) {
    end_children(program.id());
    let _ = program.kill();
    let _ = program.wait();
}

/// The power goes: `kill -9` to a program first, so that it hears of nothing, and then to what it started.
/// When it had gone.
pub fn kill_with_children(program: &mut Child) -> Instant {
    let mut below = Vec::new();
    all_below(program.id(), &mut below);
    let _ = program.kill();
    let gone = Instant::now();
    if !below.is_empty() {
        let _ = Command::new("kill")
            .arg("-KILL")
            .args(below.iter().map(u32::to_string))
            .stderr(std::process::Stdio::null())
            .status();
    }
    let _ = program.wait();
    gone
}

fn all_below(parent: u32, found: &mut Vec<u32>) {
    for child in children(parent) {
        found.push(child);
        all_below(child, found);
    }
}

/// WebDrivers leave their browser behind when they are ended.
fn end_children(parent: u32) {
    for child in children(parent) {
        end_children(child);
        let _ = Command::new("kill").args(["-KILL", &child.to_string()]).status();
    }
}

/// Linux lists the children of a process, each under the thread that started it.
fn children(parent: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{parent}/task"));
    let list = |thread: std::fs::DirEntry| std::fs::read_to_string(thread.path().join("children"));
    let lists = threads.into_iter().flatten().flatten().filter_map(|thread| list(thread).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()
        })
        .collect()
}
