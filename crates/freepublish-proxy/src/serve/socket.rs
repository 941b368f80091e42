//! A socket that gives a peer up that does not take what it is sent. HTTP above it need not know.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::table::Place;
use crate::config::Limits;

/// The socket of a connection.
pub(super) struct Socket {
    stream: TcpStream,
    place: Arc<Place>,
    /// How long the peer may take for so many bytes.
    time: Duration,
    least: usize,
    /// Since the peer did not take everything at once, until it has taken enough, or all there is.
    stall: Option<Stall>,
}

struct Stall {
    over: Pin<Box<Sleep>>,
    taken: usize,
}

impl Socket {
    pub(super) fn new(stream: TcpStream, place: Arc<Place>, limits: &Limits) -> Self {
        Self { stream, place, time: limits.stalled, least: limits.least_taken.max(1), stall: None }
    }

    fn judge(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Ready(Ok(length)) => {
                if let Some(stall) = &mut self.stall {
                    stall.taken = stall.taken.saturating_add(*length);
                    if stall.taken >= self.least {
                        self.goes_on();
                    }
                }
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let stall = self.stall.get_or_insert_with(|| {
                    self.place.stalls(true);
                    Stall { over: Box::pin(sleep(self.time)), taken: 0 }
                });
                if stall.over.as_mut().poll(context).is_ready() {
                    self.place.gave_up();
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            }
        }
        written
    }

    fn goes_on(&mut self) {
        if self.stall.take().is_some() {
            self.place.stalls(false);
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Called when everything there is was written: the next stall begins anew.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.goes_on();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
