//! `afterword-web`: the window for machines without a display. Opens the desk, serves it, prints the address,
//! and closes everything in order on Ctrl+C or SIGTERM.

use std::io::Write as _;
use std::process::ExitCode;

use afterword_desk::{Desk, DeskConfig};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

const USAGE: &str = "\
Usage: afterword-web [--port N]

Serves Afterword's window on 127.0.0.1 and prints the address, which works once.
  --port N            listen there (also: AFTERWORD_PORT); a free port otherwise
  AFTERWORD_DATA      the folder for posts and settings
";

fn main() -> ExitCode {
    let log = EnvFilter::builder()
        .with_default_directive(LevelFilter::WARN.into())
        .with_env_var("AFTERWORD_LOG")
        .from_env_lossy();
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();

    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match port(&arguments, std::env::var("AFTERWORD_PORT").ok()).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The port asked for; 0 for any.
fn port(arguments: &[String], from_environment: Option<String>) -> Result<u16, String> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let asked = match words.as_slice() {
        [] => from_environment.unwrap_or_default(),
        ["--port", port] => (*port).to_string(),
        [other, ..] => other.strip_prefix("--port=").ok_or(USAGE)?.to_string(),
    };
    if asked.is_empty() {
        return Ok(0);
    }
    asked.parse().map_err(|_| format!("A port is a number from 0 to 65535, not {asked:?}."))
}

fn run(port: u16) -> Result<(), String> {
    let folder = afterword_desk::data_folder()
        .ok_or("Afterword found no folder for its data. Set AFTERWORD_DATA to one.")?;
    let desk = Desk::open(DeskConfig::new(folder)).map_err(|error| error.to_string())?;
    let served = afterword_web::serve(desk.clone(), port).map_err(|error| error.to_string());
    let ended = served.and_then(|served| {
        println!("Afterword is at {}", served.url);
        println!("The address works once, in one browser. Ctrl+C ends Afterword.");
        let _ = std::io::stdout().flush();
        let waited = wait_for_the_end().map_err(|error| error.to_string());
        served.stop();
        waited
    });
    desk.close();
    ended
}

/// Returns on Ctrl+C, and on SIGTERM where there is such a thing.
fn wait_for_the_end() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let mut terminate = signal(SignalKind::terminate())?;
            tokio::select! {
                pressed = tokio::signal::ctrl_c() => pressed,
                _ = terminate.recv() => Ok(()),
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_comes_from_the_arguments_then_the_environment() {
        let words = |line: &str| line.split_whitespace().map(String::from).collect::<Vec<_>>();
        assert_eq!(port(&[], None), Ok(0));
        assert_eq!(port(&[], Some("8300".into())), Ok(8300));
        assert_eq!(port(&words("--port 8301"), Some("8300".into())), Ok(8301));
        assert_eq!(port(&words("--port=8302"), None), Ok(8302));
        assert!(port(&words("--port many"), None).is_err());
        assert!(port(&words("--ports"), None).is_err());
    }
}
