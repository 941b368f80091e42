//! What is known of a file: a tag made of its content, and the policy that it states. Found once, and again when the
//! file has changed.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::http::HeaderValue;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{beside, policy};

/// A file system does not tell two changes within one tick of its clock apart, and some tick once in two seconds. What
/// changed so recently is looked at again each time.
const TICK: Duration = Duration::from_secs(2);

/// How many files are remembered. More than a page has: then all are forgotten and found anew.
const MOST: usize = 4096;

/// How many are looked at at once, on threads that may block.
const AT_ONCE: usize = 4;

/// A policy stands at the beginning of a page, in bytes.
const BEGINNING: usize = 64 * 1024;

/// The files that were looked at.
#[derive(Debug)]
pub(super) struct Known {
    files: Arc<Mutex<HashMap<PathBuf, (Stamp, Facts)>>>,
    turns: Arc<Semaphore>,
}

impl Default for Known {
    fn default() -> Self {
        Self { files: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

/// What tells that a file is still the one that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: SystemTime,
    /// When anything about it changed, which no tool sets back as it can the time above.
    changed: (i64, i64),
}

/// What was found in a file.
#[derive(Clone, Debug)]
struct Facts {
    tag: HeaderValue,
    policy: Option<HeaderValue>,
}

/// A file as it is, and as it lies compressed beside.
#[derive(Clone, Debug, Default)]
pub(super) struct Versions {
    plain: Option<Facts>,
    br: Option<Facts>,
    gzip: Option<Facts>,
}

impl Versions {
    /// The entity tag of a version, by its `Content-Encoding`: each has its own, as the bytes differ.
    pub(super) fn tag(&self, encoding: &[u8]) -> Option<&HeaderValue> {
        let version = match encoding {
            b"" => &self.plain,
            b"br" => &self.br,
            b"gzip" => &self.gzip,
            _ => &None,
        };
        version.as_ref().map(|facts| &facts.tag)
    }

    /// The policy that the page states.
    pub(super) fn policy(&self) -> Option<&HeaderValue> {
        self.plain.as_ref()?.policy.as_ref()
    }
}

impl Known {
    /// What is known of a file. What is missing or cannot be read is not known.
    pub(super) async fn of(&self, file: &Path) -> Versions {
        let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else { return Versions::default() };
        let (files, file) = (Arc::clone(&self.files), file.to_owned());
        let found = spawn_blocking(move || {
            let _turn = turn;
            let look = |file: PathBuf| look(&files, file).ok();
            Versions { br: look(beside(&file, ".br")), gzip: look(beside(&file, ".gz")), plain: look(file) }
        });
        found.await.unwrap_or_default()
    }
}

fn look(files: &Mutex<HashMap<PathBuf, (Stamp, Facts)>>, file: PathBuf) -> io::Result<Facts> {
    let metadata = std::fs::metadata(&file)?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let stamp = Stamp::of(&metadata)?;
    let files = || files.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, facts)) = files().get(&file)
        && *known == stamp
    {
        return Ok(facts.clone());
    }
    let facts = read(&file)?;
    if stamp.is_settled() {
        let mut files = files();
        if files.len() >= MOST {
            files.clear();
        }
        files.insert(file, (stamp, facts.clone()));
    }
    Ok(facts)
}

fn read(path: &Path) -> io::Result<Facts> {
    let mut file = File::open(path)?;
    let mut beginning = Vec::new();
    file.by_ref().take(BEGINNING as u64).read_to_end(&mut beginning)?;
    let mut hash = Sha256::new();
    hash.update(&beginning);
    let mut part = [0; 16 * 1024];
    loop {
        let length = file.read(&mut part)?;
        if length == 0 {
            break;
        }
        hash.update(part.get(..length).unwrap_or_default());
    }
    let is_page = path.extension().is_some_and(|extension| extension == "html");
    let policy = is_page.then(|| policy::of(&String::from_utf8_lossy(&beginning))).flatten();
    Ok(Facts { tag: tag(&hash.finalize()), policy })
}

/// A strong tag: half of the digest, as 128 bits tell all files apart that there will ever be.
fn tag(digest: &[u8]) -> HeaderValue {
    let half = digest.first_chunk().copied().map(u128::from_be_bytes).unwrap_or_default();
    // Hex digits in quotes are a header's value, always.
    HeaderValue::from_str(&format!("\"{half:032x}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

impl Stamp {
    fn of(metadata: &Metadata) -> io::Result<Self> {
        let (length, modified) = (metadata.len(), metadata.modified()?);
        Ok(Self { length, modified, changed: changed(metadata) })
    }

    /// Whether a further change would show in the times.
    fn is_settled(self) -> bool {
        let (seconds, _) = self.changed;
        let changed =
            SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
        let latest = self.modified.max(changed);
        SystemTime::now().duration_since(latest).is_ok_and(|since| since > TICK)
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64) {
    (0, 0)
}
