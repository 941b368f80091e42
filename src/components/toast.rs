//! Short messages.

use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::state::Action;

/// The message, in a region that screen readers watch.
pub fn toast(view: &View<'_>) -> Html {
    let message = view.state.toast.as_ref();
    let buttons = message.map(|message| {
        let undo = message.undo.then(|| {
            html! {
                <button type="button" id="undo" onclick={view.press(Action::Undo)}>{ view.texts.undo }</button>
            }
        });
        html! {
            <>
                { undo }
                <button type="button" aria-label={view.texts.close} onclick={view.press(Action::Dismiss)}>
                    { icon(Icon::Close) }
                </button>
            </>
        }
    });
    html! {
        <div class={classes!("toast", message.is_none().then_some("empty"))}>
            <p role="status">{ message.map(|message| message.text.clone()) }</p>
            { buttons }
        </div>
    }
}
