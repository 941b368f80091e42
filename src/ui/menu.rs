//! Menus: a button that unfolds a list.

use yew::prelude::*;

use super::Icon;
use crate::platform;

#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The id of the button.
    pub id: &'static str,
    /// What the button says.
    pub label: &'static str,
    #[prop_or("menu")]
    pub class: &'static str,
    /// What is unfolded. A button in it closes the menu by `platform::close_menu`.
    pub children: Html,
}

/// A menu that closes on Escape, and when the focus leaves it.
#[component]
pub fn Menu(Props { id, label, class, children }: &Props) -> Html {
    html! {
        <details class={*class} onfocusout={|event: FocusEvent| platform::close_left_menu(&event)}
            onkeydown={|event: KeyboardEvent| platform::close_menu_on_escape(&event)}>
            <summary class="btn" id={*id}>{ *label }{ Icon::Down.draw() }</summary>
            <div>{ children.clone() }</div>
        </details>
    }
}
