//! Parts of a page.

use yew::prelude::*;

/// A part of a page with its heading, and something beside that. `id` is that of the heading.
pub fn panel(
    class: &'static str,
    id: &'static str,
    title: &'static str,
    beside: Html,
    content: Html,
) -> Html {
    html! {
        <section {class} aria-labelledby={id}>
            <div class="bar"><h2 {id}>{ title }</h2>{ beside }</div>
            { content }
        </section>
    }
}
