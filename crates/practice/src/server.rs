//! The thread that listens. The only asynchronous part: it takes a request in, with bounds, and hands it to
//! plain code on a blocking thread.

use std::future::poll_fn;
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use tokio::sync::oneshot;

use crate::app::App;
use crate::guard::{self, Foreign};
use crate::{PracticeError, pages, rest};

const JSON_LIMIT: usize = 8 * 1024 * 1024;
const UPLOAD_LIMIT: usize = 20 * 1024 * 1024;
/// So much of a body that is refused is read all the same: a client that is still sending sees the refusal
/// only when its words are taken in, and otherwise a broken connection.
const COURTESY: usize = 64 * 1024 * 1024;
/// How long requests that are being answered may hold up the end.
const PATIENCE: Duration = Duration::from_secs(2);

/// A request, all of it.
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// As it was sent, percent-encoded.
    pub(crate) path: String,
    /// As it was sent, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// The running thread.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) base: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(listener: TcpListener, app: App) -> Result<Self, PracticeError> {
        let system = |error: std::io::Error| PracticeError::System(error.to_string());
        let base = app.base.clone();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(4)
            .build()
            .map_err(system)?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(system)?
        };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("practice blog".into())
            .spawn(move || {
                runtime.block_on(serve(listener, Arc::new(app), stopped));
                runtime.shutdown_timeout(PATIENCE);
            })
            .map_err(system)?;
        Ok(Self { base, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the practice blog's thread ended in a panic");
        }
    }
}

async fn serve(listener: tokio::net::TcpListener, app: Arc<App>, stopped: oneshot::Receiver<()>) {
    let router = Router::new().fallback(take).with_state(app);
    let (told, tell) = oneshot::channel();
    let ending = async move {
        // An error means that the other end is gone, which is also the end.
        let _ = stopped.await;
        let _ = told.send(());
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(ending).into_future();
    let patience = async move {
        let _ = tell.await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        ended = serving => if let Err(error) = ended {
            tracing::error!(%error, "the practice blog stopped listening");
        },
        () = patience => {}
    }
}

async fn take(State(app): State<Arc<App>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let checked = guard::check(&parts.method, &parts.headers, app.port);
    let limit = match checked {
        Err(_) => 0,
        Ok(()) if rest::takes_files(&parts) => UPLOAD_LIMIT,
        Ok(()) => JSON_LIMIT,
    };
    let body = take_in(body, limit).await;
    let body = match (checked, body) {
        (Err(Foreign::Host), _) => {
            return plain(StatusCode::FORBIDDEN, "This address leads to no blog here.");
        }
        (Err(Foreign::Origin), _) => {
            return plain(StatusCode::FORBIDDEN, "Another site may not change this blog.");
        }
        (Ok(()), None) => {
            return plain(StatusCode::PAYLOAD_TOO_LARGE, "Too large for this blog.");
        }
        (Ok(()), Some(body)) => body,
    };
    let asked = Asked {
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        method: parts.method,
        headers: parts.headers,
        body,
    };
    let answered = tokio::task::spawn_blocking(move || answer(&app, &asked)).await;
    answered.unwrap_or_else(|error| {
        tracing::error!(%error, "the practice blog could not answer");
        plain(StatusCode::INTERNAL_SERVER_ERROR, "The blog could not answer.")
    })
}

/// A body of at most so many bytes; `None` when it is longer or breaks off.
async fn take_in(mut body: Body, limit: usize) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    let mut seen = 0_usize;
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let Ok(data) = frame.ok()?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen > COURTESY {
            return None;
        }
        if seen <= limit {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
    }
    (seen <= limit).then_some(kept)
}

fn answer(app: &App, asked: &Asked) -> Response {
    let response = match rest::route(asked) {
        Some(route) => rest::answer(app, asked, &route),
        None => pages::answer(app, asked),
    };
    if asked.method == Method::HEAD { response.map(|_| Body::empty()) } else { response }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}
