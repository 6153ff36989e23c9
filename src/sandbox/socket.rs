//! Connections that can be broken on purpose: before an answer, or in the middle of its body.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{extract::connect_info::Connected, serve::IncomingStream};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// How long to wait when the machine gives no further connection, as when file handles ran out.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The handle by which a request's handler breaks the connection that it came over.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut(Arc<Mutex<Plan>>);

#[derive(Clone, Copy, Debug, Default)]
enum Plan {
    /// Everything is written.
    #[default]
    Whole,
    /// The head of the next answer, and this many bytes of its body.
    Body(usize),
    /// This many further bytes.
    Rest(usize),
}

impl Cut {
    /// Closes the connection before another byte is written.
    pub(super) fn now(&self) {
        self.plan(Plan::Rest(0));
    }

    /// Closes the connection after this many bytes of the next answer's body.
    pub(super) fn in_body(&self, bytes: usize) {
        self.plan(Plan::Body(bytes));
    }

    fn plan(&self, plan: Plan) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// The part of `bytes` that may still be written.
    fn allowed<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let mut plan = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Plan::Body(body) = *plan {
            // The head comes first and in one piece: nothing was written since the handler made its plan.
            let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |at| at + 4);
            *plan = Plan::Rest(head + body);
        }
        match *plan {
            Plan::Rest(rest) => bytes.get(..rest).unwrap_or(bytes),
            Plan::Whole | Plan::Body(_) => bytes,
        }
    }

    fn written(&self, bytes: usize) {
        let mut plan = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Plan::Rest(rest) = &mut *plan {
            *rest = rest.saturating_sub(bytes);
        }
    }
}

impl Connected<IncomingStream<'_, Listener>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Listener>) -> Self {
        stream.remote_addr().clone()
    }
}

/// Accepts connections that can be cut; the handle travels in the place of the peer's address.
pub(super) struct Listener(pub(super) TcpListener);

impl axum::serve::Listener for Listener {
    type Io = Socket;
    type Addr = Cut;

    async fn accept(&mut self) -> (Socket, Cut) {
        loop {
            if let Ok((stream, _)) = self.0.accept().await {
                let cut = Cut::default();
                return (Socket { stream, cut: cut.clone() }, cut);
            }
            tokio::time::sleep(ACCEPT_PAUSE).await;
        }
    }

    fn local_addr(&self) -> io::Result<Cut> {
        Ok(Cut::default())
    }
}

/// A connection that stops to write where its [`Cut`] says.
pub(super) struct Socket {
    stream: TcpStream,
    cut: Cut,
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
        let allowed = self.cut.allowed(bytes);
        if allowed.is_empty() && !bytes.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let result = Pin::new(&mut self.stream).poll_write(context, allowed);
        if let Poll::Ready(Ok(count)) = &result {
            self.cut.written(*count);
        }
        result
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
