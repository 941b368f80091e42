//! Gets the bytes that are to be inspected.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use freepublish::MAX_INPUT;

use crate::failure::Failure;
use crate::output::Output;
use crate::texts::Texts;

/// What was read, and what to call the place it came from.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Reads a file, or standard input when none is named.
pub(crate) fn read(file: Option<&Path>, texts: &Texts, output: &Output) -> Result<Input, Failure> {
    let Some(path) = file.filter(|path| path.as_os_str() != "-") else {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            output.complain(texts.paste_hint);
        }
        let bytes = read_enough(stdin.lock()).map_err(Failure::Stdin)?;
        return Ok(Input { name: "<stdin>".to_owned(), bytes });
    };
    let unreadable = |error| Failure::File { path: path.display().to_string(), error };
    let bytes = File::open(path).and_then(read_enough).map_err(unreadable)?;
    Ok(Input { name: path.display().to_string(), bytes })
}

/// Reads no more than it takes to see that there is too much.
fn read_enough(from: impl Read) -> io::Result<Vec<u8>> {
    /// A character that begins within the limit may end behind it.
    const LONGEST_CHARACTER: usize = 4;
    let mut bytes = Vec::new();
    from.take((MAX_INPUT + LONGEST_CHARACTER) as u64).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_INPUT
        && let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        // Cut between two characters: half a one is not what the file has.
        bytes.truncate(error.valid_up_to().max(MAX_INPUT + 1));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_behind_the_limit_and_between_two_characters() {
        for shift in 0..4 {
            let prefix = vec![b' '; shift];
            let han = "发".repeat(MAX_INPUT / 3 + 9);
            let bytes = read_enough(prefix.as_slice().chain(han.as_bytes())).unwrap_or_default();
            assert!(bytes.len() > MAX_INPUT && bytes.len() <= MAX_INPUT + 4);
            assert!(std::str::from_utf8(&bytes).is_ok(), "shift {shift}");
        }
    }
}
