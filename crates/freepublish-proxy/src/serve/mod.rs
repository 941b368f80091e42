//! The router behind a socket: connections that nobody can use up, and an end that loses nothing.

mod descriptors;
mod request;
mod socket;
mod table;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use self::request::Requests;
use self::socket::Socket;
use self::table::{Open, Table};
use crate::proxy::Proxy;

/// The longest head, in bytes, and the most headers.
const LONGEST_HEAD: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;

/// How much the system keeps of what a peer has not taken yet, in bytes. It would else grow to megabytes for each peer
/// that does not read.
const SEND_BUFFER: usize = 128 * 1024;

/// How long open requests may go on after the end was called for.
const END: Duration = Duration::from_secs(10);

/// Serves until `stop` is there; then ends the streams and waits for open requests, ten seconds at most.
///
/// The limits are those of the proxy's [`Limits`](crate::Limits). The limit of file descriptors is raised as far as the
/// system lets it; where that is not enough, fewer connections are taken.
///
/// # Errors
///
/// None at present: a connection that cannot be accepted is tried again.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxy: &Proxy,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let limits = descriptors::fit(proxy.config.limits);
    let table = Table::new(proxy.clone(), &limits);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, mut open) = tokio::select! {
            accepted = accept(&listener, &table) => accepted,
            () = &mut stop => break,
        };
        let socket = Socket::new(stream, Arc::clone(&open.place), &limits);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(LONGEST_HEAD)
            .max_headers(MOST_HEADERS)
            .serve_connection(TokioIo::new(socket), Requests::new(router.clone(), Arc::clone(&open.place)));
        let connection = graceful.watch(connection);
        let proxy = proxy.clone();
        tokio::spawn(async move {
            let ended = tokio::select! {
                ended = connection => ended,
                _ = &mut open.dropped => Ok(()),
            };
            if let Err(error) = ended {
                if error.is_timeout() {
                    proxy.metrics.connection("silent");
                }
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
    tracing::info!("ending: waiting for open requests");
    drop(listener);
    proxy.close();
    if timeout(END, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished in time");
    }
    Ok(())
}

async fn accept(listener: &TcpListener, table: &Arc<Table>) -> (TcpStream, Open) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Events are small and wanted at once.
                let _ = stream.set_nodelay(true);
                let _ = SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER);
                return (stream, Table::enter(table).await);
            }
            Err(error) => {
                // Most often there are no file descriptors left: one gets free by a connection that only waits.
                tracing::error!(%error, "no connection could be accepted");
                table.drop_one();
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
