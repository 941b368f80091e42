//! `/cgi-bin/…`: WeChat's own interfaces, where the upstream only stands in for WeChat. An SDK that is pointed at the
//! proxy's address instead of WeChat's talks to the simulator. With the real WeChat there is nothing here: only the
//! calls of the contract get through.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};
use freepublish::simulate::HttpRequest;
use freepublish::simulate::api::Api;

use super::read::{body, turn};
use crate::problem::{Kind, Problem};
use crate::proxy::Proxy;
use crate::upstream::Answer;

pub(crate) async fn stand_in(
    State(proxy): State<Proxy>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let (head, sent) = request.into_parts();
    if !proxy.upstream.stands_in() {
        return Err(Kind::NotFound.into());
    }
    let limits = &proxy.config.limits;
    // Held until the answer is there: so bodies that wait for the simulator take a bounded amount of memory.
    let _turn = turn(&proxy.stand_in_calls, limits.delivery).await?;
    let longest =
        if head.uri.path() == Api::DraftAdd.path() { limits.stand_in_draft } else { limits.stand_in_body };
    let bytes = body(sent, longest, limits.api_time).await?;
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let request = HttpRequest::received(head.method.as_str(), target, &bytes);
    let Some(answer) = proxy.upstream.stand_in(request) else { return Err(Kind::NotFound.into()) };
    let Answer { status, content_type, body } = answer.await.into();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    if let Some(content_type) = content_type.and_then(|value| HeaderValue::from_str(&value).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    Ok(response)
}
