//! The project's own commands, so that a fresh clone needs two words: `cargo xtask run`.
//!
//! Each command brings what it needs (system packages, Node packages, the built window) and says what it
//! cannot bring. No dependencies: it builds in seconds. What the app does is not in here.

mod bench;
mod check;
mod count;
mod needs;
mod report;
mod run;
mod shell;
mod system;
mod test;
mod ui;
mod versions;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  run [--serve] [--port N]  build Afterword and open its window; without a display, or with --serve,
                            serve it on 127.0.0.1 and print the address
  test [FILTER]             set up what the tests need and run all of them, or those named like FILTER
  ci                        test, and the lints before it
  bench [NAME]              measure, and print figures side by side; nothing is compared with a limit
  ui                        build the window's pages only
  types                     write the TypeScript side of the command table
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut arguments = arguments.iter().map(String::as_str);
    let command = arguments.next().unwrap_or("help");
    let rest: Vec<&str> = arguments.collect();
    let done = match command {
        "run" => run::run(&rest),
        "test" => test::test(rest.first().copied()),
        "ci" => test::ci(),
        "bench" => bench::bench(rest.first().copied()),
        "ui" => versions::check_node().and_then(|()| ui::build()),
        "types" => check::write_types(),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("There is no command {other}.\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            if !sentence.is_empty() {
                eprintln!("\n{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}
