//! Where things are, and the few file operations the other modules share.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Doing, Failure, Result};

/// The directory of the workspace. xtask is always run by cargo from a checkout, so the path it was compiled in is
/// the path it works on, wherever the command was typed.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The built site.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

pub(crate) fn absolute(path: &OsStr) -> Result<PathBuf> {
    std::path::absolute(path).doing(|| format!("make {} absolute", path.display()))
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).doing(|| format!("read {}", path.display()))
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).doing(|| format!("read {}", path.display()))
}

/// Writes the file, and the directories it lies in.
pub(crate) fn write(path: &Path, content: &str) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).doing(|| format!("create {}", parent.display()))?;
    }
    fs::write(path, content).doing(|| format!("write {}", path.display()))
}

/// Every file below `dir` (or `dir` itself, if it is a file), sorted, so that a hash over the list is stable. Without
/// hidden ones: Trunk's lock, an editor's swap file and the like are no part of anything.
pub(crate) fn walk(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut todo = vec![dir.to_owned()];
    while let Some(path) = todo.pop() {
        if !path.is_dir() {
            found.push(path);
            continue;
        }
        let entries = fs::read_dir(&path).doing(|| format!("list {}", path.display()))?;
        for entry in entries {
            let entry = entry.doing(|| format!("list {}", path.display()))?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                todo.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The path as a URL writes it, relative to `base`.
pub(crate) fn url_path(base: &Path, path: &Path) -> Result<String> {
    let relative =
        path.strip_prefix(base).doing(|| format!("find {} in {}", path.display(), base.display()))?;
    let parts: Option<Vec<&str>> = relative.iter().map(OsStr::to_str).collect();
    let parts =
        parts.ok_or_else(|| Failure::new(format!("the file name {} is not UTF-8", path.display())))?;
    Ok(parts.join("/"))
}

/// SHA-256 over names and contents, in hexadecimal.
pub(crate) fn fingerprint(base: &Path, paths: &[PathBuf]) -> Result<String> {
    let mut hash = Sha256::new();
    for path in paths {
        let content = read(path)?;
        hash.update(url_path(base, path)?);
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}
