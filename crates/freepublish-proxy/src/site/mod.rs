//! The built page, as files: compressed where a compressed file lies beside one, kept for ever by browsers where the
//! name tells the content, and asked for again by its entity tag where it does not.

mod facts;
mod name;
mod policy;

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE,
    IF_UNMODIFIED_SINCE, LAST_MODIFIED, RANGE,
};
use axum::http::{Response, StatusCode};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use self::facts::{Known, Versions};

/// What the name tells need not be asked for again for a year, which is as long as anybody promises.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The directory of the page, and what is known of its files.
#[derive(Debug)]
pub(crate) struct Site {
    directory: PathBuf,
    known: Known,
}

impl Site {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory, known: Known::default() }
    }

    /// Answers `GET` and `HEAD`; `None` when there is no such file.
    pub(crate) async fn answer(&self, mut request: Request) -> Option<Response<Body>> {
        let path = request.uri().path().to_owned();
        if !name::is_plain(&path) || name::is_compressed(&path) {
            return None;
        }
        // Looked at before the file is opened: when it is replaced in between, the new content goes out under the old
        // tag, and the browser finds out when it asks again. The other way round it would keep the old content.
        let versions = self.known.of(&self.file(&path)).await;
        let asked = take_conditions(request.headers_mut());
        let files = ServeDir::new(&self.directory).precompressed_br().precompressed_gzip();
        let response = match files.oneshot(request).await {
            Ok(found) if found.status() == StatusCode::NOT_FOUND => return None,
            Ok(found) => found.map(Body::new),
            Err(never) => match never {},
        };
        Some(finish(response, &path, &versions, asked.as_ref()))
    }

    /// The file behind a path, as [`ServeDir`] finds it.
    fn file(&self, path: &str) -> PathBuf {
        let inside = path.split('/').filter(|part| !part.is_empty());
        let file = inside.fold(self.directory.clone(), |file, part| file.join(part));
        if path.ends_with('/') { file.join("index.html") } else { file }
    }
}

/// Takes out what depends on the version that the browser has, as that is judged by the content and not by a time, and
/// returns `If-None-Match`. A part of a version (`If-Range`) is answered with the whole, which is always allowed.
fn take_conditions(headers: &mut HeaderMap) -> Option<HeaderValue> {
    if headers.remove(IF_RANGE).is_some() {
        headers.remove(RANGE);
    }
    for name in [IF_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        headers.remove(name);
    }
    headers.remove(IF_NONE_MATCH)
}

fn finish(
    mut response: Response<Body>,
    path: &str,
    versions: &Versions,
    asked: Option<&HeaderValue>,
) -> Response<Body> {
    let headers = response.headers_mut();
    // Made of the time and the length, which a rebuilt file may share with the one before.
    headers.remove(ETAG);
    let encoding = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes);
    let tag = versions.tag(encoding.unwrap_or_default()).cloned();
    with_charset(headers);
    if let Some(policy) = versions.policy() {
        headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    }
    if !response.status().is_success() {
        return response;
    }
    if name::tells_content(path) {
        response.headers_mut().insert(CACHE_CONTROL, FOR_EVER);
    }
    let Some(tag) = tag else { return response };
    let is_known = asked.is_some_and(|asked| lists(asked, &tag));
    response.headers_mut().insert(ETAG, tag);
    if is_known { not_modified(response) } else { response }
}

/// Whether `If-None-Match` lists a tag. A proxy on the way that compresses makes it a weak one, which is as good here.
fn lists(asked: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(asked), Ok(tag)) = (asked.to_str(), tag.to_str()) else { return false };
    let mut listed = asked.split(',').map(str::trim);
    listed.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

fn not_modified(response: Response<Body>) -> Response<Body> {
    let (mut head, _) = response.into_parts();
    head.status = StatusCode::NOT_MODIFIED;
    for about_content in
        [ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, LAST_MODIFIED]
    {
        head.headers.remove(about_content);
    }
    Response::from_parts(head, Body::empty())
}

/// All texts of ours are UTF-8. One that is opened by itself would else be read as whatever the browser guesses.
fn with_charset(headers: &mut HeaderMap) {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(text) = said.filter(|said| said.starts_with("text/") && !said.contains(';')) else { return };
    if let Ok(full) = HeaderValue::from_str(&format!("{text}; charset=utf-8")) {
        headers.insert(CONTENT_TYPE, full);
    }
}

/// The same file, compressed.
fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(extension);
    name.into()
}
