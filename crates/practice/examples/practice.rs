//! Runs the practice blog on its own, to look at its pages: `practice FOLDER [PORT]`. Ends with its input.

use std::path::PathBuf;
use std::process::ExitCode;

use afterword_practice::Practice;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(folder) = words.next() else {
        eprintln!("practice FOLDER [PORT]");
        return ExitCode::FAILURE;
    };
    let port = words.next().and_then(|port| port.parse().ok());
    match Practice::start(&PathBuf::from(folder), port) {
        Ok(blog) => {
            println!("{} {} {}", blog.url(), blog.username(), blog.password());
            // Ends when the input does, which is also when its parent ends.
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
