//! The decrypted document, beside the text it was encrypted in.

use std::rc::Rc;

use freepublish::envelope::Opened;
use freepublish::{Lang, LineIndex};
use yew::prelude::*;

use super::{copy, press};
use crate::inspect::{Msg, Words, id};
use crate::shell::share;
use crate::ui::editor::{Lines, Syntax};
use crate::ui::panel;

/// More than a callback has by far; a hostile text must not freeze the page.
const MAX_SHOWN: usize = 400;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) opened: Rc<Opened>,
    /// The document.
    pub(super) text: Rc<str>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The document, when there is one.
#[component]
pub(super) fn Decrypted(Props { opened, text, lang, send }: &Props) -> Html {
    let Some(inner) = &opened.inner else { return Html::default() };
    let words = Words::of(*lang);
    let hidden = LineIndex::new(text).lines().saturating_sub(MAX_SHOWN);
    let beside = html! {
        <div class="actions">
            { copy(words.decrypted, share::without_secrets(text).0, *lang, send) }
            <button type="button" class="btn" id="open-decrypted" onclick={press(send, Msg::OpenDecrypted)}>
                { words.decrypted_open }
            </button>
        </div>
    };
    let content = html! {
        <>
            <div id={id::DECRYPTED} class="layer wrapped inner" tabindex="0" role="group"
                aria-labelledby="decrypted">
                <Lines text={text.clone()} syntax={Syntax::Message(inner.inspection.format)}
                    found={super::editor::found(&inner.inspection)} shown={0..MAX_SHOWN} />
            </div>
            if hidden > 0 {
                <p class="hint">{ (words.more)(hidden) }</p>
            }
        </>
    };
    panel("panel", "decrypted", words.decrypted, beside, content)
}
