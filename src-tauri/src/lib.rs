//! The desktop shell: one window on the desk, and nothing that the desk could do itself.
//!
//! It passes commands in and changes out, hands pictures to the page, opens links in the system's browser,
//! and keeps the window on the app's own pages.

mod closing;
mod commands;
mod links;
mod media;
mod notices;
mod sorry;
mod window;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use afterword_desk::{Desk, DeskConfig, Door};
use commands::Running;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Opens the desk and its window; returns when the window is closed and everything is put away.
pub fn run() -> ExitCode {
    let log = EnvFilter::builder()
        .with_default_directive(LevelFilter::WARN.into())
        .with_env_var("AFTERWORD_LOG")
        .from_env_lossy();
    tracing_subscriber::fmt().with_env_filter(log).with_writer(std::io::stderr).init();

    if afterword_desk::data_folder().is_some_and(|folder| links::handed_over(&folder)) {
        return ExitCode::SUCCESS;
    }
    if afterword_desk::data_folder().is_some_and(|folder| afterword_desk::knock(&folder)) {
        // Another one is open on these words: its window has come to the front.
        return ExitCode::SUCCESS;
    }
    if !window::has_display() {
        eprintln!("Afterword needs a display for its window, and there is none here.");
        return ExitCode::FAILURE;
    }
    let desk = match open_desk() {
        Ok(desk) => desk,
        Err(sentence) => {
            eprintln!("{sentence}");
            sorry::show(&sentence);
            return ExitCode::FAILURE;
        }
    };
    let ended = show(&desk);
    desk.close();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Afterword's window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A window that is being closed has its words for a moment more.
const CLOSING: Duration = Duration::from_secs(5);

fn open_desk() -> Result<Desk, String> {
    let folder = afterword_desk::data_folder()
        .ok_or("Afterword found no folder for its data. Set AFTERWORD_DATA to one.")?;
    let since = Instant::now();
    loop {
        match Desk::open(config(&folder)) {
            Err(error) if error.is_in_use() && since.elapsed() < CLOSING => {
                std::thread::sleep(Duration::from_millis(50));
            }
            opened => return opened.map_err(|error| error.to_string()),
        }
    }
}

fn config(folder: &Path) -> DeskConfig {
    let mut config = DeskConfig::new(folder.to_owned());
    // The desk has checked the scheme by then.
    config.opener = Some(Box::new(|url| open::that_detached(url.as_str())));
    config.opens_links = Some(Box::new(links::are_ours));
    config.downloads = dirs::download_dir().or_else(dirs::home_dir);
    config
}

/// Shows the window until it is closed.
fn show(desk: &Desk) -> tauri::Result<()> {
    let pictures = desk.clone();
    let app = tauri::Builder::default()
        .manage(desk.clone())
        .manage(Running::default())
        .manage(Front::default())
        .invoke_handler(tauri::generate_handler![commands::call])
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, move |_, request, responder| {
            let desk = pictures.clone();
            tauri::async_runtime::spawn_blocking(move || {
                responder.respond(media::answer(&request, |uuid| desk.picture(uuid)));
            });
        })
        .on_window_event(closing::on_window_event)
        .setup(|app| window::open(app.handle()).map_err(Into::into))
        .build(context())?;
    let handle = app.handle().clone();
    desk.on_change(move |change| {
        notices::tell(&handle, &change);
        if let Err(error) = handle.emit(commands::CHANGE, change) {
            tracing::warn!(%error, "the window did not hear of a change");
        }
    });
    keep_door(&app.handle().clone());
    // `run` would end the process, and the desk still has to be closed.
    app.run_return(|_, _event| {
        // Elsewhere the system starts Afterword once more, with the address.
        #[cfg(target_os = "macos")]
        if let (tauri::RunEvent::Opened { urls }, Some(folder)) =
            (_event, afterword_desk::data_folder())
        {
            for url in urls {
                afterword_desk::hand_over(&folder, url.as_str());
            }
        }
    });
    Ok(())
}

/// Where an Afterword that is started beside this one says so; closed as soon as the window is.
#[derive(Default)]
pub(crate) struct Front(Mutex<Option<Door>>);

/// Brings the window to the front when Afterword is started once more. Without it, the other one says that
/// this one is open.
fn keep_door<R: Runtime>(app: &AppHandle<R>) {
    let Some(folder) = afterword_desk::data_folder() else { return };
    let handle = app.clone();
    let kept = Door::keep(&folder, move || {
        let Some(window) = handle.get_webview_window(window::LABEL) else { return };
        let came =
            window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = came {
            tracing::warn!(%error, "the window did not come to the front");
        }
    });
    match kept {
        Ok(door) => app.state::<Front>().put(Some(door)),
        Err(error) => tracing::warn!(%error, "no other Afterword can find this one"),
    }
}

impl Front {
    /// Takes the place of the door that was there.
    pub(crate) fn put(&self, door: Option<Door>) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = door;
    }
}

/// The configuration, the pages and the permissions, as they were when this was built.
fn context() -> tauri::Context {
    tauri::generate_context!()
}
