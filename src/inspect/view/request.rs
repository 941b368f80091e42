//! The call a request would make, put together again from what was read.

use freepublish::inspection::AccessToken;
use yew::prelude::*;

use super::{Reading, copy};
use crate::inspect::{Words, facts};
use crate::ui::panel;

/// The call, when the text is one.
#[component]
pub(super) fn Request(Reading { inspection, lang, send }: &Reading) -> Html {
    let Some(request) = &inspection.request else { return Html::default() };
    let words = Words::of(*lang);
    let text = facts::rebuilt(request);
    let beside = copy(words.request_title, text.clone(), *lang, send);
    let content = html! {
        <>
            <pre class="wire" tabindex="0" aria-labelledby="request">{ text }</pre>
            if request.access_token == AccessToken::Present {
                <p class="hint">{ words.request_note }</p>
            }
        </>
    };
    panel("panel", "request", words.request_title, beside, content)
}
