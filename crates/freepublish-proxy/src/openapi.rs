//! The contract as an `OpenAPI` 3.1 document, made from the handlers.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::routes::{callback, callbacks, deliveries, health, metrics, publish, stream};

/// The contract as JSON, as it stands in `docs/proxy-api.json`.
pub fn openapi() -> String {
    Contract::openapi().to_pretty_json().unwrap_or_default() + "\n"
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "freepublish proxy",
        version = "1",
        description = "What stands between the page and WeChat. Anybody may implement it; `freepublish proxy-check` tells \
                       whether an implementation keeps it. WeChat's answers are passed through byte for byte; the proxy's \
                       own failures are problem documents (RFC 9457).",
        license(name = "MIT OR Apache-2.0")
    ),
    paths(
        health::health,
        publish::submit,
        publish::get,
        callbacks::list,
        stream::stream,
        deliveries::deliver,
        callback::verify,
        callback::push,
        metrics::metrics
    ),
    tags(
        (name = "proxy", description = "The proxy itself"),
        (name = "publish", description = "WeChat's interfaces, without their token"),
        (name = "callbacks", description = "What WeChat pushed"),
        (name = "wechat", description = "WeChat's side: no key, but a signature")
    ),
    modifiers(&Key)
)]
struct Contract;

struct Key;

impl Modify for Key {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        let bearer = bearer.description(Some("The key that the proxy printed when it started")).build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("key", SecurityScheme::Http(bearer));
    }
}
