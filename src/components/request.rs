//! The call a request would make, put together again from what was read.

use yew::prelude::*;

use super::View;
use crate::facts;

/// The call, when the text is one.
pub fn request(view: &View<'_>) -> Html {
    let Some(request) = &view.state.inspection.request else { return Html::default() };
    let text = facts::rebuilt(request);
    html! {
        <section class="panel" aria-labelledby="request">
            <div class="bar">
                <h2 id="request">{ view.texts.request_title }</h2>
                { view.copy_button(view.texts.request_title, text.clone()) }
            </div>
            <pre class="wire" tabindex="0" aria-labelledby="request">{ text }</pre>
            <p class="hint">{ view.texts.request_note }</p>
        </section>
    }
}
