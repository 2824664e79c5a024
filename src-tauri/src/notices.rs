//! New comments, told by the system while the window is not looked at. Strangers' words are text: servers on
//! Linux would read tags in them.

use afterword_desk::api::Change;
use notify_rust::Notification;
use tauri::{AppHandle, Manager, Runtime};

use crate::window::LABEL;

/// Tells of new comments, if this change is about some and nobody is looking at the window.
pub fn tell<R: Runtime>(app: &AppHandle<R>, change: &Change) {
    let Change::Arrived { name, excerpt, more, .. } = change else { return };
    let window = app.get_webview_window(LABEL);
    if window.is_some_and(|window| window.is_focused().unwrap_or(false)) {
        return;
    }
    let (summary, body) = (summary(name, *more), body(excerpt));
    // The system may take its time.
    std::thread::spawn(move || {
        let shown = Notification::new().appname("Afterword").summary(&summary).body(&body).show();
        if let Err(error) = shown {
            tracing::info!(%error, "the system shows no notices");
        }
    });
}

fn summary(name: &str, more: u32) -> String {
    let name = match name.trim() {
        "" => "A reader",
        name => name,
    };
    match more {
        0 => format!("{name} wrote a comment"),
        1 => format!("{name} and one other wrote comments"),
        more => format!("{name} and {more} others wrote comments"),
    }
}

fn body(excerpt: &str) -> String {
    if !cfg!(target_os = "linux") {
        return excerpt.to_owned();
    }
    excerpt.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_counts_comments() {
        assert_eq!(summary("Dennis", 0), "Dennis wrote a comment");
        assert_eq!(summary(" ", 1), "A reader and one other wrote comments");
        assert_eq!(summary("Ann", 7), "Ann and 7 others wrote comments");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn tags_of_strangers_are_shown_as_typed() {
        assert_eq!(body("<a href='x'>hi</a> & so"), "&lt;a href='x'&gt;hi&lt;/a&gt; &amp; so");
    }
}
