//! The panel of the editor: what the text was read as and what can be done with it, the editor, and how long the text is.

use std::rc::Rc;

use freepublish::verdict::read_as;
use freepublish::{Inspection, Kind, Lang, LineIndex};
use yew::prelude::*;

use super::editor::{Editor, Layout};
use super::samples::Samples;
use super::{new_look, press};
use crate::inspect::{Model, Msg, Words, id};
use crate::platform::file;
use crate::ui::legible::size;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    text: Rc<str>,
    inspection: Rc<Inspection>,
    /// Whether the key panel is unfolded.
    has_keys: bool,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        Self {
            text: model.text.clone(),
            inspection: model.inspection.clone(),
            has_keys: model.keys.is_open,
            lang,
            send: send.clone(),
        }
    }
}

/// The editor with its bar and its foot.
#[component]
pub(super) fn Source(props: &Props) -> Html {
    let Props { text, inspection, has_keys, lang, send } = props;
    let words = Words::of(*lang);
    let index = LineIndex::new(text);
    let lines = if text.is_empty() { 0 } else { index.lines() };
    let is_plain = Layout::of(text, &index) == Layout::Plain;
    html! {
        <section class="panel source" aria-label={words.source_label}>
            <div class="bar">
                { kind(props) }
                <div class="actions">
                    <Samples lang={*lang} send={send.clone()} />
                    { open(words, send) }
                    <button type="button" class="btn" id={id::OPEN_KEYS} aria-expanded={has_keys.to_string()}
                        onclick={press(send, Msg::ShowKeys(!has_keys))}>
                        { words.keys }
                    </button>
                    if !text.is_empty() {
                        <button type="button" class="btn" id="clear" onclick={press(send, Msg::Clear)}>
                            { words.clear }
                        </button>
                    }
                </div>
            </div>
            <Editor text={text.clone()} inspection={inspection.clone()} lang={*lang} send={send.clone()} />
            <div class="foot">
                <span>{ (words.count)(lines, &size(text.len())) }</span>
                if is_plain {
                    <span>{ words.plain_note }</span>
                }
                <span class="keys">{ new_look(words.analyse) }</span>
            </div>
            <p class="dropzone" aria-hidden="true">{ words.drop_here }</p>
        </section>
    }
}

fn open(words: &Words, send: &Callback<Msg>) -> Html {
    let send = send.clone();
    let chosen = move |event: Event| {
        if let Some(file) = file::chosen(&event.target_unchecked_into()) {
            send.emit(Msg::Read(file));
        }
    };
    html! {
        <label class="btn">
            { words.open_file }
            <input type="file" id="open-file" class="sr-only" onchange={chosen} />
        </label>
    }
}

/// What the text was read as.
fn kind(Props { text, inspection, lang, .. }: &Props) -> Html {
    let words = Words::of(*lang);
    if text.trim().is_empty() {
        return html! { <p class="kind">{ words.kind_none }</p> };
    }
    let parts = read_as(inspection, *lang);
    let rest = parts.iter().skip(1).map(|part| format!(" · {part}"));
    let lead = if inspection.kind == Kind::Unknown { "" } else { words.recognized };
    html! {
        <p class="kind">
            { lead }<b>{ parts.first().cloned() }</b>{ for rest }
        </p>
    }
}
