//! The transport to the real WeChat: HTTPS, certificates checked against the system's, no redirects followed.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use freepublish::simulate::HttpRequest;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Method, Url, redirect};

use super::{Answer, Later, Lost, Transport};

/// How long it may take to connect.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a call may take: less than [`Limits::api_time`](crate::Limits), so that the caller learns of it.
const WHOLE: Duration = Duration::from_secs(20);

/// Longer answers are none of WeChat's, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// A client for WeChat's host.
#[derive(Clone, Debug)]
pub struct Web {
    client: Client,
}

impl Web {
    /// A client.
    ///
    /// # Errors
    ///
    /// When the system's certificates cannot be read.
    pub fn new() -> Result<Self, reqwest::Error> {
        let client = builder().connect_timeout(CONNECT).timeout(WHOLE).build()?;
        Ok(Self { client })
    }

    async fn exchange(&self, request: HttpRequest) -> Result<Answer, Lost> {
        let url = Url::parse(&request.url()).map_err(|_| Lost::Unreachable)?;
        let method = if request.method == "GET" { Method::GET } else { Method::POST };
        let mut builder = self.client.request(method, url);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        let sent = builder.body(request.body).send().await;
        // The error's own text would hold the address, and the address holds the token.
        let response = sent.map_err(|error| lost(&error))?;
        let status = response.status().as_u16();
        let content_type = response.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = read(response, LONGEST).await?;
        Ok(Answer { status, content_type, body })
    }
}

impl Transport for Web {
    fn send(&self, request: HttpRequest) -> Later<'_, Result<Answer, Lost>> {
        Box::pin(self.exchange(request))
    }
}

/// What every client of the proxy has in common.
pub(crate) fn builder() -> reqwest::ClientBuilder {
    // An error says that one is installed already: as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(redirect::Policy::none())
        .user_agent(concat!("freepublish-proxy/", env!("CARGO_PKG_VERSION")))
}

/// The whole body, unless it is longer than `longest` bytes.
pub(crate) async fn read(mut response: reqwest::Response, longest: usize) -> Result<Bytes, Lost> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Lost::Broken)? {
        if body.len() + chunk.len() > longest {
            return Err(Lost::Broken);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

pub(crate) fn lost(error: &reqwest::Error) -> Lost {
    if error.is_connect() || error.is_builder() { Lost::Unreachable } else { Lost::Broken }
}
