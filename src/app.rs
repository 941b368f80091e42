//! The shell.
use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    html! { <h1>{ "freepublish-lab" }</h1> }
}
