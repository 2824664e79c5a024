//! `cargo xtask test` and `cargo xtask ci`: bring what is needed, run everything, count.
//!
//! The order keeps one set of features and one profile: everything is built once with all its targets, and
//! `cargo test` finds it ready, the programs that window tests start included.

use std::io::{BufRead, BufReader};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::count::{self, CargoTest};
use crate::needs::{COMPILER, TESTS, WINDOW};
use crate::report::{Report, Row};
use crate::shell::{Done, cargo, go, npm, root, show};
use crate::{system, ui, versions};

/// A run that has not ended by then is cut short, so that its counts are still printed within the hour.
const CI_LIMIT: Duration = Duration::from_secs(52 * 60);

/// All tests, or those whose name contains the filter.
pub fn test(filter: Option<&str>) -> Done {
    run(|report| {
        if filter.is_none() {
            step(report, "types in the window", npm().args(["run", "--silent", "check"]));
        }
        tests(report, filter, None)
    })
}

/// The lints, then all tests.
pub fn ci() -> Done {
    let deadline = Instant::now() + CI_LIMIT;
    run(|report| {
        step(report, "format", cargo().args(["fmt", "--all", "--check"]));
        step(report, "types in the window", npm().args(["run", "--silent", "check"]));
        step(report, "lint in the window", npm().args(["run", "--silent", "lint"]));
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        step(report, "clippy", cargo().args(clippy));
        tests(report, None, Some(deadline))
    })
}

/// Sets up, runs the steps, and ends with the table and the counts, whatever happened.
fn run(steps: impl FnOnce(&mut Report) -> Done) -> Done {
    let mut report = Report::default();
    let done = prepare().and_then(|()| steps(&mut report));
    if let Err(sentence) = done {
        eprintln!("\n{sentence}");
        report.add(Row::step("setting up", false));
    }
    println!("\n{}", report.text());
    if report.is_good() { Ok(()) } else { Err(String::new()) }
}

fn prepare() -> Done {
    versions::check_rust()?;
    versions::check_node()?;
    system::bring(&[COMPILER, WINDOW, TESTS])?;
    // The crates that carry the window inside do not compile without it.
    ui::build()
}

/// A step that passes or fails as a whole; the run goes on either way.
fn step(report: &mut Report, name: &str, command: &mut Command) {
    let done = go(command);
    if let Err(sentence) = &done {
        eprintln!("{sentence}");
    }
    report.add(Row::step(name, done.is_ok()));
}

fn tests(report: &mut Report, filter: Option<&str>, deadline: Option<Instant>) -> Done {
    report.add(vitest(filter));
    let build = go(cargo().args(["build", "--workspace", "--all-targets"]));
    if let Err(sentence) = build {
        eprintln!("{sentence}");
        report.add(Row::step("build", false));
        return Ok(());
    }
    let mut command = cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    // In CI the random cases are the same each time: one commit, one verdict. Elsewhere they are new each time.
    if deadline.is_some() && std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        command.env("PROPTEST_RNG_SEED", "20261122");
    }
    let (rows, ended_well) = cargo_test(&mut command, deadline)?;
    let none_failed = rows.iter().all(|row| row.failed == 0);
    rows.into_iter().for_each(|row| report.add(row));
    if !ended_well && none_failed {
        report.add(Row::step("cargo test", false));
    }
    Ok(())
}

/// The window's own tests. When vitest ends badly without a failed test to show for it, that is a failure too.
fn vitest(filter: Option<&str>) -> Row {
    let file = root().join("target/vitest.json");
    let _ = std::fs::remove_file(&file);
    let mut command = npm();
    command
        .args(["run", "--silent", "test", "--", "--reporter=default", "--reporter=json"])
        .arg(format!("--outputFile={}", file.display()));
    if let Some(filter) = filter {
        command.args(["-t", filter, "--passWithNoTests"]);
    }
    let done = go(&mut command);
    if let Err(sentence) = &done {
        eprintln!("{sentence}");
    }
    let counted = std::fs::read_to_string(&file).ok().and_then(|json| count::vitest(&json));
    match counted {
        Some(row) if done.is_err() && row.failed == 0 => Row { failed: 1, ..row },
        Some(row) => row,
        None => Row::step("window (vitest)", false),
    }
}

/// Runs, shows and counts. The second value is false when it ended badly or was cut short.
fn cargo_test(command: &mut Command, deadline: Option<Instant>) -> Done<(Vec<Row>, bool)> {
    let name = show(command);
    eprintln!("  $ {name}");
    let cannot = |error: std::io::Error| format!("{name} did not start: {error}");
    // One pipe for both streams: cargo names the suites on one and the suites speak on the other.
    let (output, input) = std::io::pipe().map_err(cannot)?;
    command.stdout(input.try_clone().map_err(cannot)?).stderr(input);
    own_group(command, deadline);
    let mut child = command.spawn().map_err(cannot)?;
    // Our copies of the pipe's end go with the command, or the pipe would never close.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());

    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line).into_owned();
            if sender.send(text).is_err() {
                return;
            }
            line.clear();
        }
    });

    let mut count = CargoTest::default();
    loop {
        let left = deadline.map_or(Duration::from_secs(3600), |deadline| {
            deadline.saturating_duration_since(Instant::now())
        });
        match lines.recv_timeout(left) {
            Ok(line) => {
                print!("{line}");
                count.line(&line);
            }
            Err(RecvTimeoutError::Disconnected) => {
                let ended_well = child.wait().is_ok_and(|status| status.success());
                return Ok((count.finish(), ended_well));
            }
            Err(RecvTimeoutError::Timeout) if deadline.is_none() => {}
            Err(RecvTimeoutError::Timeout) => {
                eprintln!("\nThe time is up: the tests that still run are ended.");
                end_group(child.id());
                let _ = child.kill();
                let _ = child.wait();
                return Ok((count.finish(), false));
            }
        }
    }
}

/// With a deadline the tests get a process group of their own, to be ended as one. Without, they stay in
/// ours, where Ctrl+C reaches them.
#[cfg(unix)]
fn own_group(command: &mut Command, deadline: Option<Instant>) {
    use std::os::unix::process::CommandExt;
    if deadline.is_some() {
        command.process_group(0);
    }
}

#[cfg(not(unix))]
fn own_group(_command: &mut Command, _deadline: Option<Instant>) {}

fn end_group(leader: u32) {
    let _ = Command::new("kill").args(["-TERM", "--", &format!("-{leader}")]).status();
    std::thread::sleep(Duration::from_secs(5));
    let _ = Command::new("kill").args(["-KILL", "--", &format!("-{leader}")]).status();
}
