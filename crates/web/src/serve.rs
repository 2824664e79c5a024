//! Starting and stopping the server.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use afterword_desk::Desk;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use thiserror::Error;
use tokio::sync::{broadcast, watch};

use crate::api::{self, BODY_LIMIT, Window};
use crate::gate::{Gate, guard};
use crate::pages;

/// Changes a slow page may lag behind before it has to read everything again.
const BACKLOG: usize = 256;

/// How long requests that run may take to end when the server stops.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the window could not be served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Another program listens there.
    #[error(
        "Port {0} is taken by another program. Choose another one, or none for any that is free."
    )]
    Taken(u16),
    /// The system does not let us listen.
    #[error("Afterword could not listen on 127.0.0.1: {0}")]
    Listen(#[from] std::io::Error),
    /// The system gives no random numbers, so there can be no key.
    #[error("this computer gives no random numbers for the key: {0}")]
    Random(#[from] getrandom::Error),
}

/// A window that is being served; dropping it stops the server.
#[derive(Debug)]
pub struct Served {
    /// Where it listens, always on 127.0.0.1.
    pub address: SocketAddr,
    /// The address with the key, which works once.
    pub url: String,
    stopping: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

/// Serves the window on 127.0.0.1, on a free port when `port` is 0. Returns once it listens.
pub fn serve(desk: Desk, port: u16) -> Result<Served, ServeError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            ServeError::Taken(port)
        } else {
            error.into()
        }
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let (gate, key) = Gate::new(address.port())?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;

    let (stopping, stop) = watch::channel(false);
    let (changes, _) = broadcast::channel(BACKLOG);
    let listeners = changes.clone();
    // No page listening is no error.
    desk.on_change(move |change| drop(listeners.send(change)));
    let router = router(Arc::new(gate), Window { desk, changes, stopping: stop.clone() });

    let thread = std::thread::Builder::new().name("web".into()).spawn(move || {
        runtime.block_on(run(listener, router, stop));
        runtime.shutdown_timeout(PATIENCE);
    })?;
    let url = format!("http://{address}/?key={key}");
    Ok(Served { address, url, stopping, thread: Some(thread) })
}

impl Served {
    /// Stops taking requests, lets running ones end for a while, and returns when the port is free.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopping.send_replace(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn router(gate: Arc<Gate>, window: Window) -> Router {
    Router::new()
        .route("/api/call/{name}", post(api::call).layer(DefaultBodyLimit::max(BODY_LIMIT)))
        .route("/api/changes", get(api::changes))
        .route("/media/{uuid}", get(api::picture))
        .fallback(get(pages::page))
        .with_state(window)
        .layer(from_fn_with_state(gate, guard))
}

async fn run(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, "the server did not start"),
    };
    let mut stopped = stop.clone();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        let _ = stopped.wait_for(|stopping| *stopping).await;
    });
    let patience = async move {
        let _ = stop.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        ended = server => if let Err(error) = ended {
            tracing::error!(%error, "the server stopped by itself");
        },
        () = patience => {}
    }
}
