//! The window for the case that the desk cannot be opened: one sentence, no script, no commands.

use tauri::WebviewUrl;
use tauri::http::Response;
use tauri::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};

use crate::window;

const SCHEME: &str = "sorry";

/// Shows the sentence until the window is closed.
pub fn show(sentence: &str) {
    let html = page(sentence);
    let built = tauri::Builder::default()
        .register_uri_scheme_protocol(SCHEME, move |_, _| {
            let mut response = Response::new(html.clone().into_bytes());
            let headers = response.headers_mut();
            headers.insert(
                CONTENT_TYPE,
                tauri::http::HeaderValue::from_static("text/html; charset=utf-8"),
            );
            headers.insert(
                CONTENT_SECURITY_POLICY,
                tauri::http::HeaderValue::from_static(
                    "default-src 'none'; style-src 'unsafe-inline'",
                ),
            );
            response
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol(format!("{SCHEME}://localhost/").parse()?);
            window::build(app.handle(), page, |url| url.scheme() == SCHEME)?;
            Ok(())
        })
        .build(crate::context());
    match built {
        Ok(app) => {
            app.run_return(|_, _| {});
        }
        Err(error) => tracing::warn!(%error, "the sentence could not be shown in a window"),
    }
}

fn page(sentence: &str) -> String {
    let text = sentence.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Afterword</title><style>\
         :root {{ color-scheme: light dark }} \
         body {{ font: 16px/1.6 system-ui, sans-serif; max-width: 36em; margin: 18vh auto; padding: 0 2em; \
         background: light-dark(#fbfaf7, #1a1917); color: light-dark(#23201c, #ece8e1) }} \
         p {{ white-space: pre-line; overflow-wrap: anywhere }}</style>\
         <h1>Afterword could not be opened</h1><p>{text}</p></html>"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_sentence_is_shown_as_text() {
        let page = super::page("The file <b>&\nis newer.");
        assert!(page.contains("<p>The file &lt;b&gt;&amp;\nis newer.</p>"), "{page}");
    }
}
