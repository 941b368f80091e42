//! An address that leads nowhere.

use freepublish::Lang;
use yew::prelude::*;

use super::Words;

#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The address as it was given.
    pub path: String,
    /// In which language.
    pub lang: Lang,
}

/// The page.
#[component]
pub fn NotFound(Props { path, lang }: &Props) -> Html {
    let words = Words::of(*lang);
    html! {
        <div class="column">
            <h1>{ words.not_found_title }</h1>
            <p>{ (words.not_found)(path) }</p>
            <p><a href="#/inspect">{ words.not_found_back }</a></p>
        </div>
    }
}
