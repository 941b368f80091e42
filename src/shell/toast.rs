//! Short messages.

use freepublish::Lang;
use yew::prelude::*;

use super::{Page, Words};
use crate::ui::{Icon, icon_button};

/// A short message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Tells it from the one before.
    pub id: u32,
    /// What it says.
    pub text: String,
    /// Who takes back what it reports, if that can be taken back.
    pub undo: Option<Page>,
}

#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// What is said, if anything is.
    pub toast: Option<Toast>,
    /// In which language.
    pub lang: Lang,
    /// Takes back what the message reports.
    pub undo: Callback<MouseEvent>,
    /// Puts the message away.
    pub dismiss: Callback<MouseEvent>,
}

/// The message, in a region that screen readers watch.
#[component]
pub fn ShownToast(Props { toast, lang, undo, dismiss }: &Props) -> Html {
    let words = Words::of(*lang);
    html! {
        <div class={if toast.is_some() { "toast" } else { "toast empty" }}>
            <p role="status">{ toast.as_ref().map(|toast| toast.text.clone()) }</p>
            if let Some(toast) = toast {
                if toast.undo.is_some() {
                    <button type="button" id="undo" onclick={undo}>{ words.undo }</button>
                }
                { icon_button("quiet", None, Icon::Close, words.close, dismiss.clone()) }
            }
        </div>
    }
}
