//! The floor that the window is measured against: a bare Tauri window with CodeMirror and one text, no core,
//! no store, no preview. `floor PAGES TEXT`: the folder with the built pages (`npm run build:floor` in ui),
//! and the file to show. Only `cargo xtask bench` builds it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tauri::http::Response;
use tauri::{Url, WebviewUrl, WebviewWindowBuilder};

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(pages), Some(text)) = (words.next(), words.next()) else {
        eprintln!("floor PAGES TEXT");
        return ExitCode::FAILURE;
    };
    match show(pages, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn show(pages: PathBuf, text: PathBuf) -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("floor", move |_, request| {
            let (mime, path) = match request.uri().path() {
                "/text" => ("text/plain; charset=utf-8", text.clone()),
                "/floor.js" => ("text/javascript", pages.join("floor.js")),
                _ => ("text/html; charset=utf-8", pages.join("index.html")),
            };
            answer(mime, &path)
        })
        .setup(|app| {
            let page: Url = "floor://localhost/index.html".parse()?;
            WebviewWindowBuilder::new(app, "main", WebviewUrl::CustomProtocol(page))
                .title("Floor")
                .inner_size(1280.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(context())
}

fn answer(mime: &str, path: &Path) -> Response<Vec<u8>> {
    let mut response = Response::new(std::fs::read(path).unwrap_or_default());
    if let Ok(value) = mime.parse() {
        response.headers_mut().insert("content-type", value);
    }
    response
}

fn context() -> tauri::Context {
    tauri::generate_context!()
}
