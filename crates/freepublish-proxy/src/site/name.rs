//! What the name of a file tells.

/// How many hex digits in a row are taken for a hash: 64 bits of one. No date and no version has that many.
const HASH: usize = 16;

/// Our files have plain names: a step upwards, a drive, a hidden file or a name with %-escapes is none of them.
pub(super) fn is_plain(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    path.trim_start_matches('/').split('/').all(|part| !part.starts_with('.') && part.chars().all(plain))
}

/// What lies compressed beside a file is no file of its own.
pub(super) fn is_compressed(path: &str) -> bool {
    [".br", ".gz"].iter().any(|extension| path.ends_with(extension))
}

/// Whether the path names its content: a file or a directory on the way has a hash in its name, as in
/// `/b/0123456789abcdef/app.js`, `/build-0123456789abcdef/app.js` or `/app-0123456789abcdef.js`. A hash is the whole name
/// or a part of it between `-`, `_` and `.`: 16 or more digits in small hexadecimal.
pub(super) fn tells_content(path: &str) -> bool {
    path.split(['/', '-', '_', '.']).any(is_hash)
}

fn is_hash(part: &str) -> bool {
    part.len() >= HASH && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_looked_for() {
        for inside in ["/", "/a/app-1.js", "/index.html"] {
            assert!(is_plain(inside), "{inside}");
        }
        for outside in ["/../x", "/a/../x", "/%2e%2e/x", "/..\\x", "/C:/x", "/.stage/x"] {
            assert!(!is_plain(outside), "{outside}");
        }
    }

    #[test]
    fn a_hash_in_a_name_tells_the_content() {
        for named in [
            "/b/0123456789abcdef/app.js",
            "/b/0123456789abcdef0123456789abcdef/part/app.js",
            "/build-0123456789abcdef/app.js",
            "/app-0123456789abcdef.js",
            "/app-0123456789abcdef_bg.wasm",
            "/app.0123456789abcdef.css",
        ] {
            assert!(tells_content(named), "{named}");
        }
        for unnamed in [
            "/",
            "/index.html",
            "/sw.js",
            "/app-1.2.3.js",
            "/20261124152400/app.js",
            "/app-0123456789abcde.js",
            "/0123456789ABCDEF.js",
            "/0123456789abcdefg.js",
        ] {
            assert!(!tells_content(unnamed), "{unnamed}");
        }
    }
}
