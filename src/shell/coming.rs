//! A page whose functions are not there yet.

use freepublish::Lang;
use yew::prelude::*;

use super::words::Words;
use crate::platform::{self, id};
use crate::ui::Icon;

/// What is known of it, and what can be done.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// The name of the page.
    pub title: &'static str,
    /// Whether fetching them has failed.
    pub is_missing: bool,
    /// In which language.
    pub lang: Lang,
    /// Fetches them once more.
    pub retry: Callback<MouseEvent>,
}

/// Stands in the place of the page: it is being fetched, or could not be.
#[component]
pub fn Coming(props: &Props) -> Html {
    let Props { title, is_missing, lang, retry } = props;
    let words = Words::of(*lang);
    let state = if *is_missing {
        html! {
            <>
                <div class="trouble" role="alert">
                    { Icon::Warning.draw() }
                    <div><p><b>{ words.missing }</b></p><p>{ words.missing_remedy }</p></div>
                </div>
                <div class="samples">
                    <button type="button" class="btn primary" id="try-again" onclick={retry}>{ words.retry }</button>
                    <button type="button" class="btn" onclick={|_| platform::reload()}>{ words.reload }</button>
                </div>
            </>
        }
    } else {
        html! { <p class="lead coming" role="status">{ words.coming }</p> }
    };
    html! {
        <div id={id::COMING} class="column">
            <h1>{ *title }</h1>
            { state }
        </div>
    }
}
