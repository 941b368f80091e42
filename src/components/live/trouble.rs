//! What went wrong, and what to do about it.

use super::words;
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::i18n::Trouble;
use crate::state::live::{Failure, Problem};

/// A failure of the connection.
pub(super) fn failure(view: &View<'_>, failure: &Failure) -> El {
    let words = words(view);
    let (what, remedy) = match failure {
        Failure::BadAddress => words.bad_address,
        Failure::Insecure { by_browser: true } => words.mixed_content,
        Failure::Insecure { by_browser: false } => words.not_allowed,
        Failure::Unreachable => words.unreachable,
        Failure::Cors => words.cors,
        Failure::WrongKey => words.wrong_key,
        Failure::NotProxy { .. } => words.not_proxy,
        Failure::Problem(problem) => return alert(of_problem(view, words.problem, problem)),
    };
    let more = match failure {
        Failure::Cors => {
            let origin = view.state.live.origin();
            Some(el("pre").class("command").text((words.cors_do)(origin)))
        }
        Failure::NotProxy { status } => Some(el("p").text((words.not_proxy_said)(*status))),
        _ => None,
    };
    alert(of((what, remedy)).maybe(more))
}

/// A sentence, and what to do.
pub(super) fn of((what, remedy): Trouble) -> El {
    el("div").with(el("p").with(el("b").text(what))).with(el("p").text(remedy))
}

/// What the proxy says of its own failure.
pub(super) fn of_problem(view: &View<'_>, title: &'static str, problem: &Problem) -> El {
    let said = problem.words(view.state.lang);
    let line = |text: &str| (!text.is_empty()).then(|| el("p").text(text.to_owned()));
    el("div").with(el("p").with(el("b").text(title))).maybe(line(&said.detail)).maybe(line(&said.remedy))
}

/// Said at once by screen readers.
pub(super) fn alert(text: El) -> El {
    el("div").class("trouble").attr(Attr::Role, "alert").with(icon(Icon::Warning)).with(text)
}
