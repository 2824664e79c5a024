//! Our own programs, as real processes, and free ports for others.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

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

/// WebDrivers leave their browser behind when they are ended. Linux lists the children of a process, each
/// under the thread that started it.
fn end_children(parent: u32) {
    let threads = std::fs::read_dir(format!("/proc/{parent}/task"));
    for thread in threads.into_iter().flatten().flatten() {
        let list = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in list.split_whitespace().filter_map(|child| child.parse().ok()) {
            end_children(child);
            let _ = Command::new("kill").args(["-KILL", &child.to_string()]).status();
        }
    }
}
