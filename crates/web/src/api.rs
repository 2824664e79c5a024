//! What the page may ask: commands, the stream of changes, and pictures.

use std::convert::Infallible;

use afterword_desk::api::Change;
use afterword_desk::{CommandError, Desk, ErrorCode};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde_json::Value;
use tokio::sync::{broadcast, watch};

/// The largest argument: room for a picture file of 100 MB in base64.
pub const BODY_LIMIT: usize = 144 * 1024 * 1024;

/// What the handlers share.
#[derive(Clone)]
pub struct Window {
    /// Answers the commands.
    pub desk: Desk,
    /// Every change, to whoever listens.
    pub changes: broadcast::Sender<Change>,
    /// Turns true when the server stops.
    pub stopping: watch::Receiver<bool>,
}

/// `POST /api/call/<name>`. The header is one that no form and no plain link can send.
pub async fn call(
    State(window): State<Window>,
    Path(name): Path<String>,
    headers: HeaderMap,
    argument: Result<Json<Value>, JsonRejection>,
) -> Response {
    if headers.get("x-afterword").is_none_or(|value| value != "1") {
        return (StatusCode::FORBIDDEN, "Commands are only taken from Afterword's own page.\n")
            .into_response();
    }
    let argument = match argument {
        Ok(Json(argument)) => argument,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let sentence = "This is larger than 64 MB, too large to take in. Nothing was changed.";
            return (rejection.status(), Json(failed(sentence))).into_response();
        }
        Err(rejection) => return rejection.into_response(),
    };
    let desk = window.desk;
    match tokio::task::spawn_blocking(move || desk.call(&name, argument)).await {
        Ok(Ok(reply)) => Json(reply).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
        Err(broken) => {
            tracing::error!(%broken, "a command broke off");
            let sentence =
                "Something in Afterword broke. What was saved is safe; please try again.";
            (StatusCode::INTERNAL_SERVER_ERROR, Json(failed(sentence))).into_response()
        }
    }
}

fn failed(sentence: &str) -> CommandError {
    CommandError { code: ErrorCode::Failed, message: sentence.into(), detail: None }
}

/// `GET /api/changes`: each change as one server-sent event. A listener that falls behind is cut off; the
/// page reads everything again when it connects anew.
pub async fn changes(
    State(window): State<Window>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let listener = (window.changes.subscribe(), window.stopping);
    let events = unfold(listener, |(mut changes, mut stopping)| async move {
        let change = tokio::select! {
            change = changes.recv() => change.ok()?,
            _ = stopping.wait_for(|stopping| *stopping) => return None,
        };
        let event = Event::default().json_data(change).ok()?;
        Some((Ok(event), (changes, stopping)))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// `GET /media/<uuid>`: a picture of the writer's.
pub async fn picture(State(window): State<Window>, Path(uuid): Path<String>) -> Response {
    let desk = window.desk;
    match tokio::task::spawn_blocking(move || desk.picture(&uuid)).await {
        Ok(Some(picture)) => {
            let mut response = (
                [(CONTENT_TYPE, picture.mime), (CACHE_CONTROL, "private, max-age=86400")],
                picture.bytes,
            )
                .into_response();
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, crate::headers::PICTURE_POLICY);
            response
        }
        _ => (StatusCode::NOT_FOUND, "There is no such picture.\n").into_response(),
    }
}
