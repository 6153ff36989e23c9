//! The HTTP edge: axum requests in, axum responses out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};
use tokio::{net::TcpListener, sync::oneshot};
use url::form_urlencoded;

use super::{
    answer::Answer,
    control, driver,
    fault::{Fault, When},
    record::Received,
    refusal::{Reason, Refusal},
    socket::{Cut, Listener},
    world::World,
};
use crate::catalog::Provider;

/// The largest body that is read: a file of 100 MB in Base64, and room around it.
const BODY_LIMIT: usize = 150_000_000;

/// The world, as the server and whoever started it share it.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<World>>);

impl Shared {
    pub(super) fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves `world` until `stopped` resolves.
pub(super) fn spawn(listener: TcpListener, world: Shared, stopped: oneshot::Receiver<()>) {
    let router = Router::new().fallback(answer).with_state(world);
    let service = router.into_make_service_with_connect_info::<Cut>();
    let serving = axum::serve(Listener(listener), service).with_graceful_shutdown(async move {
        // The sender is dropped, never used: both ways this is the end.
        let _ = stopped.await;
    });
    tokio::spawn(serving.into_future());
}

async fn answer(
    State(shared): State<Shared>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let catalog = shared.world().catalog;
    let Some(received) = read(request).await else {
        let refusal = Refusal::new(Reason::Status(StatusCode::PAYLOAD_TOO_LARGE))
            .saying("The body is too large or broken.");
        return response(refusal.answer(catalog, None));
    };
    if received.path == "/" && received.method == "GET" {
        return response(Answer::new(200, "text/plain; charset=utf-8", greeting(&catalog.provider)));
    }
    if received.path.starts_with(control::PATH) {
        return response(control::answer(&mut shared.world(), &received));
    }
    let (number, fault) = driver::note(&mut shared.world(), &received);
    let answered = match fault {
        Some(fault) => broken(&shared, &cut, number, &received, &fault).await,
        None => Some(driver::carry_out(&mut shared.world(), number, &received)),
    };
    let Some(answer) = answered else {
        cut.now();
        return Response::default();
    };
    shared.world().records.answered(number, answer.status);
    response(answer)
}

/// What a person sees who opens the address.
fn greeting(provider: &Provider) -> String {
    format!(
        "This is wawp-mcp's simulated gateway: it answers as the {} API does, and nothing leaves this machine. \
         POST /__control moves it, GET /__control/requests shows what it received.\n",
        provider.name
    )
}

/// The answer to a request that a fault strikes; `None` where the connection ends without one.
async fn broken(
    shared: &Shared,
    cut: &Cut,
    number: u64,
    received: &Received,
    fault: &Fault,
) -> Option<Answer> {
    let done = (fault.after == When::After).then(|| driver::carry_out(&mut shared.world(), number, received));
    // A client that goes away meanwhile ends this handler here: what comes later is not carried out.
    tokio::time::sleep(fault.delay()).await;
    if fault.drop {
        return None;
    }
    let mut world = shared.world();
    let own = driver::instead(&world, fault, received).or(done);
    let mut answer = own.unwrap_or_else(|| driver::carry_out(&mut world, number, received));
    fault.dress(&mut answer);
    if fault.half_body {
        cut.in_body(answer.body.len() / 2);
    }
    Some(answer)
}

/// The request, whole; `None` when its body is too large or breaks off.
async fn read(request: Request) -> Option<Received> {
    let (head, body) = request.into_parts();
    let query = head.uri.query().unwrap_or_default();
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Some(Received {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body: to_bytes(body, BODY_LIMIT).await.ok()?,
    })
}

fn response(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
