//! What went wrong, and what to do about it.

use freepublish::Lang;
use yew::prelude::*;

use crate::live::Words;
use crate::live::proxy::{Failure, Problem};
use crate::live::words::Trouble;
use crate::ui::Icon;

/// A failure of the connection. `origin` is that of the page, which a proxy has to allow.
pub(super) fn failure(failure: &Failure, origin: &str, lang: Lang) -> Html {
    let words = Words::of(lang);
    let (what, remedy) = match failure {
        Failure::BadAddress => words.bad_address,
        Failure::Insecure { by_browser: true } => words.mixed_content,
        Failure::Insecure { by_browser: false } => words.not_allowed,
        Failure::Unreachable => words.unreachable,
        Failure::Cors => words.cors,
        Failure::WrongKey => words.wrong_key,
        Failure::NotProxy { .. } => words.not_proxy,
        Failure::Problem(problem) => return alert(of_problem(words.problem, problem, lang)),
    };
    let more = match failure {
        Failure::Cors => html! { <pre class="command">{ (words.cors_do)(origin) }</pre> },
        Failure::NotProxy { status } => html! { <p>{ (words.not_proxy_said)(*status) }</p> },
        _ => Html::default(),
    };
    alert(html! { <div><p><b>{ what }</b></p><p>{ remedy }</p>{ more }</div> })
}

/// A sentence, and what to do.
pub(super) fn of((what, remedy): Trouble) -> Html {
    html! { <div><p><b>{ what }</b></p><p>{ remedy }</p></div> }
}

/// What the proxy says of its own failure.
pub(super) fn of_problem(title: &'static str, problem: &Problem, lang: Lang) -> Html {
    let said = problem.words(lang);
    let line = |text: &str| (!text.is_empty()).then(|| html! { <p>{ text.to_owned() }</p> });
    html! { <div><p><b>{ title }</b></p>{ line(&said.detail) }{ line(&said.remedy) }</div> }
}

/// Said at once by screen readers.
pub(super) fn alert(text: Html) -> Html {
    html! { <div class="trouble" role="alert">{ Icon::Warning.draw() }{ text }</div> }
}
