//! Why the command could do nothing at all: what, where, why, what to do.

use std::io::{self, ErrorKind};

use freepublish::envelope::KeyError;
use freepublish::simulate::{Mistake, Mistakes, Problem};
use freepublish::{Lang, rule};

use crate::render::style::{BOLD, ERROR, Lines as _, paint};
use crate::render::wrap::printable;
use crate::texts::Texts;

/// What keeps the command from answering; it ends with status 2.
pub(crate) enum Failure {
    /// A file that cannot be read.
    File { path: String, error: io::Error },
    /// An `EncodingAESKey` that is none.
    Key(KeyError, Lang),
    /// An answer was to be printed as what only a request can be.
    NoRequest,
    /// A file that is no text.
    NotUtf8 { name: String },
    /// The answer cannot be written.
    Output(io::Error),
    /// A scenario with mistakes.
    Scenario { name: String, mistakes: Mistakes, lang: Lang },
    /// Standard input cannot be read.
    Stdin(io::Error),
    /// A term that nothing is known of, and known ones that look like it.
    UnknownTerm { term: String, near: Vec<String> },
    /// A wish that cannot be met as it is written, and what to do.
    Wish { reason: String, remedy: String },
}

impl Failure {
    /// What cannot be simulated.
    pub(crate) fn wish(problem: &Problem, lang: Lang) -> Self {
        Self::Wish { reason: problem.reason(lang), remedy: problem.remedy(lang) }
    }

    /// The complaint, styled.
    pub(crate) fn text(&self, texts: &Texts) -> String {
        let (what, notes) = match self {
            Self::File { path, error } => {
                let why = reason(error, texts);
                let notes = vec![(texts.cause, why), (texts.help, texts.unreadable_help.to_owned())];
                (format!("{} {path}", texts.unreadable), notes)
            }
            Self::Key(error, lang) => key(*error, *lang, texts),
            Self::NoRequest => {
                (texts.no_request.to_owned(), vec![(texts.help, texts.no_request_help.to_owned())])
            }
            Self::NotUtf8 { name } => {
                let notes = vec![(texts.cause, texts.not_utf8.to_owned())];
                (format!("{} {name}", texts.unreadable), notes)
            }
            Self::Scenario { name, mistakes, lang } => {
                let mut told: String =
                    mistakes.list.iter().map(|found| mistake(name, found, *lang, texts)).collect();
                if let Some(omitted) = texts.omitted(mistakes.omitted) {
                    told.line(&omitted);
                }
                return told;
            }
            Self::Wish { reason, remedy } => (reason.clone(), vec![(texts.help, remedy.clone())]),
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
        complaint(&what, &notes, texts)
    }
}

type Note = (&'static str, String);

fn complaint(what: &str, notes: &[Note], texts: &Texts) -> String {
    let mut text = format!("{}: {}\n", paint(ERROR, texts.error), paint(BOLD, &printable(what)));
    for (label, note) in notes {
        text.line(&format!("  = {}: {}", paint(BOLD, label), printable(note)));
    }
    text
}

/// `file:3: …`, as editors and terminals know it.
fn mistake(name: &str, found: &Mistake, lang: Lang, texts: &Texts) -> String {
    let what = format!("{name}:{}: {}", found.line, found.reason(lang));
    complaint(&what, &[(texts.help, found.remedy(lang))], texts)
}

/// A key that is none, in the words of its rule.
fn key(error: KeyError, lang: Lang, texts: &Texts) -> (String, Vec<Note>) {
    let code = match error {
        KeyError::Charset { .. } => "envelope/key-charset",
        KeyError::Length { .. } => "envelope/key-length",
    };
    let rule = rule::find(code);
    let title = rule.map_or("--aes-key", |rule| rule.title.get(lang)).to_owned();
    (title, rule.map(|rule| (texts.help, rule.advice.get(lang).to_owned())).into_iter().collect())
}

fn reason(error: &io::Error, texts: &Texts) -> String {
    match error.kind() {
        ErrorKind::NotFound => texts.not_found.to_owned(),
        ErrorKind::PermissionDenied => texts.permission_denied.to_owned(),
        ErrorKind::IsADirectory => texts.is_a_directory.to_owned(),
        _ => error.to_string(),
    }
}
