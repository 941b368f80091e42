//! An address that leads nowhere.

use yew::prelude::*;

use crate::components::View;

/// The page.
pub fn page(view: &View<'_>, path: &str) -> Html {
    html! {
        <div class="column">
            <h1>{ view.texts.not_found_title }</h1>
            <p>{ (view.texts.not_found)(path) }</p>
            <p><a href="#/inspect">{ view.texts.not_found_back }</a></p>
        </div>
    }
}
