//! Why the command could do nothing at all: what, where, why, what to do.

use std::io::{self, ErrorKind};

use crate::render::style::{BOLD, ERROR, Lines as _, paint};
use crate::render::wrap::printable;
use crate::texts::Texts;

/// What keeps the command from answering; it ends with status 2.
pub(crate) enum Failure {
    /// A file that cannot be read.
    File { path: String, error: io::Error },
    /// The answer cannot be written.
    Output(io::Error),
    /// Standard input cannot be read.
    Stdin(io::Error),
    /// A term that nothing is known of, and known ones that look like it.
    UnknownTerm { term: String, near: Vec<String> },
}

impl Failure {
    /// The complaint, styled.
    pub(crate) fn text(&self, texts: &Texts) -> String {
        let (what, notes) = match self {
            Self::File { path, error } => {
                let why = reason(error, texts);
                let notes = vec![(texts.cause, why), (texts.help, texts.unreadable_help.to_owned())];
                (format!("{} {path}", texts.unreadable), notes)
            }
            Self::Output(error) => (texts.unwritable.to_owned(), vec![(texts.cause, reason(error, texts))]),
            Self::Stdin(error) => {
                (format!("{} <stdin>", texts.unreadable), vec![(texts.cause, reason(error, texts))])
            }
            Self::UnknownTerm { term, near } => {
                let mut notes = vec![(texts.help, texts.explainable.to_owned())];
                if !near.is_empty() {
                    notes.insert(0, (texts.did_you_mean, near.join(texts.comma)));
                }
                (format!("{} `{term}`", texts.unknown_term), notes)
            }
        };
        let mut text = format!("{}: {}\n", paint(ERROR, texts.error), paint(BOLD, &printable(&what)));
        for (label, note) in notes {
            text.line(&format!("  = {}: {}", paint(BOLD, label), printable(&note)));
        }
        text
    }
}

fn reason(error: &io::Error, texts: &Texts) -> String {
    match error.kind() {
        ErrorKind::NotFound => texts.not_found.to_owned(),
        ErrorKind::PermissionDenied => texts.permission_denied.to_owned(),
        ErrorKind::IsADirectory => texts.is_a_directory.to_owned(),
        _ => error.to_string(),
    }
}
