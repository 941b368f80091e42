//! The search box, and how many were found.

use std::rc::Rc;

use freepublish::Lang;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::platform::id;
use crate::reference::{Msg, Words};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What stands in the box.
    pub(super) query: Rc<str>,
    /// What came of it.
    pub(super) result: String,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

#[component]
pub(super) fn Search(Props { query, result, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let search = send.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Msg::Search(input.value())
    });
    html! {
        <form class="search" role="search" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <label for={id::SEARCH}>{ words.search }</label>
            <input type="search" id={id::SEARCH} placeholder={words.search_placeholder} autocomplete="off"
                spellcheck="false" value={query.to_string()} oninput={search} />
            <span role="status">{ result }</span>
        </form>
    }
}
