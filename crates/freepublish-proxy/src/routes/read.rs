//! Reading requests, with problems for what cannot be read.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use bytes::Bytes;
use freepublish::{Bilingual, percent};
use serde::de::DeserializeOwned;

use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;

/// The body of a call of `/api`.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Proxy> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, proxy: &Proxy) -> Result<Self, Problem> {
        // Pages of strangers can send a form without asking, but not this type.
        if !is_json(request.headers()) {
            return Err(Kind::UnsupportedMediaType.into());
        }
        let bytes = body(request.into_body(), proxy.config.limits.api_body).await?;
        let read = serde_json::from_slice(&bytes);
        read.map(Self)
            .map_err(|error| Problem::new(Kind::InvalidRequest).detail(NO_SUCH_JSON, &error.to_string()))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// The whole body, unless it is longer than `longest` bytes.
pub(super) async fn body(body: Body, longest: usize) -> Result<Bytes, Problem> {
    to_bytes(body, longest).await.map_err(|_| Problem::new(Kind::TooLarge))
}

/// The value of a query parameter, percent encoding undone.
pub(super) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&');
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(said, _)| *said == name)?.1;
    Some(percent::decode(value))
}

const NO_SUCH_JSON: Bilingual = Bilingual::new("请求体读不懂：{}", "The body cannot be read: {}");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let uri: Uri = "/x?a=1%2B1+%E5%8F%91%&b=%zz".parse().expect("an address");
        assert_eq!(parameter(&uri, "a").as_deref(), Some("1+1 发%"));
        assert_eq!(parameter(&uri, "b").as_deref(), Some("%zz"));
        assert_eq!(parameter(&uri, "c"), None);
    }
}
