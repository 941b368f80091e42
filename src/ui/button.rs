//! Buttons that have a picture in the place of a word.

use freepublish::Lang;
use yew::prelude::*;

use super::{Icon, Words};

/// A button with a picture on it, which says to screen readers and under the pointer what it does.
pub fn icon_button(
    class: &'static str,
    id: Option<&'static str>,
    picture: Icon,
    label: impl Into<AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = label.into();
    html! {
        <button type="button" {class} {id} aria-label={label.clone()} title={label} {onclick}>
            { picture.draw() }
        </button>
    }
}

/// A button that copies the value of that name.
pub fn copy_button(name: &str, lang: Lang, onclick: Callback<MouseEvent>) -> Html {
    icon_button("copy", None, Icon::Copy, (Words::of(lang).copy_value)(name), onclick)
}
