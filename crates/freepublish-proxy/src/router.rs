//! The addresses of the proxy, as a list.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};

use crate::guard::{answer, check_host, check_key, check_origin, check_place, limit_time};
use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;
use crate::routes::{callback, callbacks, deliveries, health, metrics, publish, site, stand_in, stream};

/// Everything the proxy answers, as a service that a test can call and [`serve()`](crate::serve()) puts behind a socket.
pub fn app(proxy: &Proxy) -> Router {
    let with = |proxy: &Proxy| proxy.clone();
    let keyed = Router::new()
        .route("/api/health", get(health::health))
        .route("/api/freepublish/submit", post(publish::submit))
        .route("/api/freepublish/get", post(publish::get))
        .route("/api/callbacks", get(callbacks::list))
        .route("/api/callbacks/stream", get(stream::stream))
        .route("/api/deliveries", post(deliveries::deliver))
        .route("/metrics", get(metrics::metrics))
        .route("/api/{*unknown}", any(|| async { Problem::new(Kind::NotFound) }))
        .layer(from_fn_with_state(with(proxy), limit_time))
        .layer(from_fn_with_state(with(proxy), check_key));
    Router::new()
        .merge(keyed)
        .route("/callback", get(callback::verify).post(callback::push))
        .route("/cgi-bin/{*interface}", any(stand_in::stand_in))
        .fallback(site::site)
        .method_not_allowed_fallback(|| async { Problem::new(Kind::MethodNotAllowed) })
        .layer(from_fn_with_state(with(proxy), check_origin))
        .layer(from_fn_with_state(with(proxy), check_host))
        .layer(from_fn(check_place))
        .layer(from_fn_with_state(with(proxy), answer))
        .with_state(with(proxy))
}
