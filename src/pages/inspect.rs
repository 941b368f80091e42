//! The editor on one side, what was read from it on the other.

use freepublish::verdict;
use yew::prelude::*;

use crate::components::source::{Window, source};
use crate::components::{View, articles, diagnostics, empty, outcome, request, structure};

/// The page.
pub fn page(view: &View<'_>, window: Window) -> Html {
    let result = if view.state.is_empty() {
        empty::empty(view)
    } else {
        html! {
            <>
                { outcome::outcome(view) }
                { articles::articles(view) }
                { diagnostics::diagnostics(view) }
                { request::request(view) }
                { structure::structure(view) }
            </>
        }
    };
    // The headline alone is read out when it changes; the whole result would be a speech on every key.
    let headline =
        (!view.state.is_empty()).then(|| verdict(&view.state.inspection, view.state.lang).headline);
    html! {
        <>
            { source(view, window) }
            <div class="result">{ result }</div>
            <p class="sr-only" role="status">{ headline }</p>
        </>
    }
}
