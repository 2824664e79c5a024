//! Where WordPress would ask for a password: there is none to ask for.

use axum::http::StatusCode;
use axum::response::Response;

use super::layout::Page;
use crate::app::App;

pub(super) fn page(app: &App) -> Response {
    Page::new("No password needed")
        .body(
            "<article class=\"post\"><h1>No password needed</h1><div class=\"text\">\
             <p>This is the practice blog that comes with Afterword. It runs on this computer only, and \
             Afterword is signed in to it already: there is nothing to approve and nothing to paste.</p>\
             <p>On a WordPress blog of your own, this is the page where you allow Afterword to write \
             for you. It shows a password of its own for the app, which you can take back at any time.</p>\
             <p><a href=\"/\">Back to the blog</a></p></div></article>",
        )
        .answer(app, StatusCode::OK)
}
