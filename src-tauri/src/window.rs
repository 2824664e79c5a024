//! The window: its size, and the pages it may show, which are only the app's own.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Runtime, Url, WebviewUrl, WebviewWindowBuilder};

/// The one window's label, which capabilities/main.json names too.
pub const LABEL: &str = "main";

/// Whether there is anywhere to show a window. Only Linux leaves that open.
pub fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// Opens the app's window.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    rest_carets();
    build(app, WebviewUrl::App("index.html".into()), is_own_page)
}

/// WebKit's own caret blinks for ever, even where it is not seen because the text field draws another:
/// measured, that is half of what the window costs while nobody types. Ours blinks, and comes to rest. Told
/// not to blink at all, WebKit 2.50 draws without end; so it blinks once an hour, in ms.
#[cfg(target_os = "linux")]
fn rest_carets() {
    use gtk::prelude::GtkSettingsExt;
    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_cursor_blink_time(3_600_000);
    }
}

/// A window that stays on its pages: links in it lead nowhere, the desk opens them in the system's browser.
pub fn build<R: Runtime>(
    app: &AppHandle<R>,
    page: WebviewUrl,
    may_show: fn(&Url) -> bool,
) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, LABEL, page)
        .title("Afterword")
        .inner_size(1360.0, 850.0)
        .min_inner_size(900.0, 600.0)
        .on_navigation(may_show)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()
        .map(drop)
}

/// The app's own address, as each system spells it; in `tauri dev`, the development server's too.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        ("http" | "https", Some("tauri.localhost")) => url.port().is_none(),
        // A frame that is filled by its page.
        ("about", None) => matches!(url.path(), "blank" | "srcdoc"),
        ("http", Some("localhost")) => cfg!(dev) && url.port() == Some(5173),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_the_apps_own_pages() {
        for (url, stays) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("about:srcdoc", true),
            ("https://blog.example/", false),
            ("http://tauri.localhost:8080/", false),
            ("http://tauri.localhost.blog.example/", false),
            ("tauri://elsewhere/", false),
            ("http://127.0.0.1:8300/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("data:text/html,hello", false),
            ("media://localhost/x", false),
        ] {
            assert_eq!(is_own_page(&url.parse().unwrap()), stays, "{url}");
        }
    }
}
