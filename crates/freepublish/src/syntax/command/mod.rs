//! Calls as people copy them: command lines of curl in three shells, PowerShell's own commands, a browser's `fetch`.

pub(crate) mod bash;
pub(crate) mod calls;
pub(crate) mod cmd;
pub(crate) mod curl;
pub(crate) mod fetch;
pub(crate) mod options;
pub(crate) mod powershell;
mod prompt;

use crate::syntax::http::Message;
use crate::syntax::source_map::MappedText;

pub(crate) use calls::IsWanted;

/// What a call is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Curl,
    Fetch,
    PowerShell,
}

/// Reads the calls in a text that begins at `start`, and returns the first that is wanted, or else the first; `None`
/// when it does not begin like a command.
pub(crate) fn read(text: &str, start: usize, wanted: IsWanted) -> Option<(Language, Message<'_>)> {
    if let Some(message) = powershell::read(text, start, wanted) {
        return Some((Language::PowerShell, message));
    }
    if let Some(message) = curl::read(text, start, wanted) {
        return Some((Language::Curl, message));
    }
    fetch::read(text, start, wanted).map(|message| (Language::Fetch, message))
}

/// One word of a command.
#[derive(Debug)]
pub(crate) struct Word<'a> {
    pub(crate) source: MappedText<'a>,
    /// The offset behind its last quote.
    pub(crate) end: usize,
    /// Whether no part of it is quoted.
    pub(crate) is_plain: bool,
}

/// The words of one command, one after the other.
pub(crate) trait Words<'a> {
    /// The next word; `None` at the end of the command.
    fn next_word(&mut self) -> Option<Word<'a>>;

    /// The text that is given to the command; known when all of its words were read.
    fn take_input(&mut self) -> Option<MappedText<'a>> {
        None
    }
}

#[cfg(test)]
mod tests;
