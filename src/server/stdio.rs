//! Standard input and output as MCP's transport: without a thread where the system allows it, and not ended before
//! the calls in flight are answered.

use std::{
    collections::HashSet,
    io,
    sync::{Arc, Mutex, PoisonError},
};

use rmcp::{
    RoleServer,
    model::{ClientNotification, JsonRpcMessage, RequestId},
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
    transport::Transport,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::lines::{Lines, Reader, Writer};

/// Opens the process's standard streams. When `asked` is cancelled, the input counts as ended.
pub(super) fn open(asked: CancellationToken) -> io::Result<Stdio> {
    let lines = Lines::new(reader()?, writer()?);
    Ok(Stdio { lines, open: Arc::default(), input_ended: false, asked })
}

/// The transport.
pub(super) struct Stdio {
    lines: Lines,
    open: Arc<Open>,
    input_ended: bool,
    asked: CancellationToken,
}

/// The requests that have no answer yet.
#[derive(Default)]
struct Open {
    ids: Mutex<HashSet<RequestId>>,
    answered: Notify,
}

impl Open {
    fn begin(&self, id: &RequestId) {
        self.ids().insert(id.clone());
    }

    fn end(&self, id: &RequestId) {
        self.ids().remove(id);
        self.answered.notify_waiters();
    }

    async fn all_answered(&self) {
        loop {
            let answered = self.answered.notified();
            if self.ids().is_empty() {
                return;
            }
            answered.await;
        }
    }

    fn ids(&self) -> std::sync::MutexGuard<'_, HashSet<RequestId>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport<RoleServer> for Stdio {
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        let id = match &message {
            JsonRpcMessage::Response(response) => Some(response.id.clone()),
            JsonRpcMessage::Error(error) => error.id.clone(),
            JsonRpcMessage::Request(_) | JsonRpcMessage::Notification(_) => None,
        };
        let open = Arc::clone(&self.open);
        let written = self.lines.send(&message);
        async move {
            let result = written.await;
            if let Some(id) = id {
                open.end(&id);
            }
            result
        }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        if !self.input_ended {
            let message = tokio::select! {
                message = self.lines.next() => message,
                () = self.asked.cancelled() => None,
            };
            if let Some(message) = message {
                self.note(&message);
                return Some(message);
            }
            self.input_ended = true;
        }
        // The end of input is passed on only when nothing is owed any more.
        self.open.all_answered().await;
        None
    }

    async fn close(&mut self) -> Result<(), Self::Error> {
        self.lines.close().await
    }
}

impl Stdio {
    /// A cancelled request is answered by nobody, so it must not hold up the end.
    fn note(&self, message: &RxJsonRpcMessage<RoleServer>) {
        match message {
            JsonRpcMessage::Request(request) => self.open.begin(&request.id),
            JsonRpcMessage::Notification(notification) => {
                if let ClientNotification::CancelledNotification(cancelled) = &notification.notification
                    && let Some(id) = &cancelled.params.request_id
                {
                    self.open.end(id);
                }
            }
            JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_) => {}
        }
    }
}

#[cfg(target_os = "linux")]
fn reader() -> io::Result<Reader> {
    // A pipe is opened anew, so that it is non-blocking for us alone; a socket, as Node gives its children, cannot be.
    if let Ok(pipe) = tokio::net::unix::pipe::OpenOptions::new().open_receiver("/proc/self/fd/0") {
        return Ok(Box::new(pipe));
    }
    Ok(match socket(&io::stdin()) {
        Some(socket) => Box::new(socket?),
        None => Box::new(tokio::io::stdin()),
    })
}

#[cfg(target_os = "linux")]
fn writer() -> io::Result<Writer> {
    if let Ok(pipe) = tokio::net::unix::pipe::OpenOptions::new().open_sender("/proc/self/fd/1") {
        return Ok(Box::new(pipe));
    }
    Ok(match socket(&io::stdout()) {
        Some(socket) => Box::new(socket?),
        None => Box::new(tokio::io::stdout()),
    })
}

#[cfg(all(unix, not(target_os = "linux")))]
fn reader() -> io::Result<Reader> {
    Ok(match socket(&io::stdin()) {
        Some(socket) => Box::new(socket?),
        None => Box::new(tokio::io::stdin()),
    })
}

#[cfg(all(unix, not(target_os = "linux")))]
fn writer() -> io::Result<Writer> {
    Ok(match socket(&io::stdout()) {
        Some(socket) => Box::new(socket?),
        None => Box::new(tokio::io::stdout()),
    })
}

/// The stream as a unix socket, where it is one.
#[cfg(unix)]
fn socket(stream: &impl std::os::fd::AsFd) -> Option<io::Result<tokio::net::UnixStream>> {
    use std::os::unix::{fs::FileTypeExt, net::UnixStream};
    let owned = stream.as_fd().try_clone_to_owned().ok()?;
    let file = std::fs::File::from(owned);
    if !file.metadata().ok()?.file_type().is_socket() {
        return None;
    }
    let socket = UnixStream::from(std::os::fd::OwnedFd::from(file));
    Some(socket.set_nonblocking(true).and_then(|()| tokio::net::UnixStream::from_std(socket)))
}

#[cfg(not(unix))]
fn reader() -> io::Result<Reader> {
    Ok(Box::new(tokio::io::stdin()))
}

#[cfg(not(unix))]
fn writer() -> io::Result<Writer> {
    Ok(Box::new(tokio::io::stdout()))
}
