//! Where the answer goes: colour on a terminal only, and a reader that has left is no failure.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};

use crate::args::ColorArg;

/// Columns where nobody says how many there are.
const COLUMNS: usize = 80;

/// Standard output and standard error.
pub(crate) struct Output {
    color: ColorChoice,
}

impl Output {
    pub(crate) fn new(color: ColorArg) -> Self {
        Self { color: color.into() }
    }

    /// How many columns the answer may take. More than 120 make prose hard to read.
    pub(crate) fn columns() -> usize {
        let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        terminal.map_or(COLUMNS, |(width, _)| usize::from(width.0).clamp(40, 120))
    }

    /// Writes a styled text; the styles go where they do not belong.
    pub(crate) fn text(&self, text: &str) -> io::Result<()> {
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        unless_reader_left(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Writes a text for programs.
    pub(crate) fn plain(text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        unless_reader_left(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Writes a text byte for byte; a terminal gets the line feed that its prompt needs.
    pub(crate) fn exact(text: &str) -> io::Result<()> {
        Self::plain(text)?;
        if io::stdout().is_terminal() && !text.ends_with('\n') { Self::plain("\n") } else { Ok(()) }
    }

    /// Says on standard error what went wrong.
    pub(crate) fn complain(&self, text: &str) {
        // There is no third place to say that the second one failed.
        let _ = AutoStream::new(io::stderr().lock(), self.color).write_all(text.as_bytes());
    }
}

/// `freepublish … | head -1` closes the pipe early: that reader has what it wanted.
fn unless_reader_left(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
