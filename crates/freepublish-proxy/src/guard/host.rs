//! DNS rebinding: a stranger's domain is made to resolve to this machine, and the browser then takes the proxy for the
//! stranger's own server. Such requests come with the stranger's name in `Host`.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::IntoResponse as _;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

/// WeChat pushes to whatever name the public address has, through tunnels and reverse proxies that this process knows
/// nothing of. A push is known by its signature, and its answer is worth nothing to a stranger.
const ANY_HOST: &str = "/callback";

pub(crate) async fn check_host(State(proxy): State<Proxy>, request: Request, next: Next) -> Response<Body> {
    if request.uri().path() == ANY_HOST || is_ours(&proxy, &request) {
        return next.run(request).await;
    }
    Problem::new(Kind::HostNotAllowed).into_response()
}

fn is_ours(proxy: &Proxy, request: &Request) -> bool {
    let mut said = request.headers().get_all(HOST).iter();
    // More than one is a way to be read differently by two programs.
    let (Some(host), None) = (said.next(), said.next()) else { return false };
    let Ok(host) = host.to_str() else { return false };
    proxy.config.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
}
