//! Runs the practice blog on its own, to look at its pages or to hold it against a WordPress:
//! `practice FOLDER [PORT] [LOGIN:ROLE …]`. Says where it is and who may sign in; ends with its input.

use std::path::PathBuf;
use std::process::ExitCode;

use afterword_practice::{Practice, Role, Surroundings};

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(folder) = words.next() else {
        eprintln!("practice FOLDER [PORT] [LOGIN:ROLE …]");
        return ExitCode::FAILURE;
    };
    let rest: Vec<String> = words.collect();
    let port = rest.first().and_then(|port| port.parse().ok());
    let accounts: Vec<(&str, Role)> = rest
        .iter()
        .filter_map(|word| word.split_once(':'))
        .filter_map(|(login, role)| Some((login, Role::of_name(role)?)))
        .collect();
    let here = Surroundings::of_this_computer();
    match Practice::start_with(&PathBuf::from(folder), port, here, &accounts) {
        Ok(blog) => {
            println!("{} {} {}", blog.url(), blog.username(), blog.password());
            for account in blog.accounts() {
                println!("{} {} {}", account.login, account.role.name(), account.password);
            }
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
