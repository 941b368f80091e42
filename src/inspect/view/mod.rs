//! The page: the editor on one side, what was read from it on the other.

use std::rc::Rc;

use freepublish::{Inspection, Lang, verdict};
use yew::prelude::*;

mod articles;
mod decrypted;
mod diagnostics;
mod editor;
mod empty;
mod keys;
mod outcome;
mod request;
mod samples;
mod source;
mod structure;

use self::articles::Articles;
use self::decrypted::Decrypted;
use self::diagnostics::Diagnostics;
use self::empty::Empty;
use self::keys::Keys;
use self::outcome::Outcome;
use self::request::Request;
use self::source::Source;
use self::structure::Structure;
use super::{Msg, Seen};
use crate::ui::{self, copy_button};

/// What a part gets to see that is about the reading alone: most of the keys one types change nothing of it.
#[derive(Properties, PartialEq)]
struct Reading {
    inspection: Rc<Inspection>,
    lang: Lang,
    send: Callback<Msg>,
}

/// The page.
#[component]
pub(super) fn Page(Seen { model, lang, send, .. }: &Seen) -> Html {
    let lang = *lang;
    let inspection = || model.inspection.clone();
    let result = if model.is_empty() {
        html! { <Empty {lang} send={send.clone()} /> }
    } else {
        html! {
            <>
                <Outcome inspection={inspection()} {lang} send={send.clone()} />
                <Articles inspection={inspection()} {lang} send={send.clone()} />
                <Diagnostics ..diagnostics::Props::of(model, lang, send) />
                <Request inspection={inspection()} {lang} send={send.clone()} />
                if let Some(opened) = &model.opened {
                    <Decrypted opened={opened.clone()} text={model.document.clone()} {lang} send={send.clone()} />
                }
                <Structure text={model.document.clone()} is_open={model.shows_structure()} {lang}
                    send={send.clone()} />
            </>
        }
    };
    // Kept while another page is open: its text, its undo history and its place stay as they are.
    html! {
        <div class="inspect" hidden={!model.is_shown}>
            <Source ..source::Props::of(model, lang, send) />
            <div class="result">
                if model.keys.is_open {
                    <Keys keys={model.keys.clone()} {lang} send={send.clone()} />
                }
                { result }
            </div>
            // The headline alone is read out when it changes; the whole result would be a speech on every key.
            <p class="sr-only" role="status">
                if !model.is_empty() {
                    <Headline inspection={inspection()} {lang} send={send.clone()} />
                }
            </p>
        </div>
    }
}

#[component]
fn Headline(Reading { inspection, lang, .. }: &Reading) -> Html {
    html! { { verdict(inspection, *lang).headline } }
}

/// What a press of a button does.
fn press(send: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    send.reform(move |_| msg.clone())
}

/// A button that copies the value of that name.
fn copy(name: &str, text: String, lang: Lang, send: &Callback<Msg>) -> Html {
    let done = (ui::Words::of(lang).copied)(name);
    copy_button(name, lang, press(send, Msg::Copy { text, done }))
}

/// What the keys for a new look do.
fn new_look(what: &'static str) -> Html {
    html! { <span><kbd>{ "Ctrl" }</kbd>{ " " }<kbd>{ "Enter" }</kbd>{ " " }{ what }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{Field, Model, update};
    use crate::shell::Secret;

    const REJECTED: &str = include_str!("../../../crates/freepublish/tests/samples/wire-rejected.xml");

    /// The parts that are drawn anew when the page becomes another: those whose properties are not equal.
    fn anew(before: &Model, now: &Model) -> Vec<&'static str> {
        let send = Callback::noop();
        let reading = |model: &Model| Reading {
            inspection: model.inspection.clone(),
            lang: Lang::En,
            send: send.clone(),
        };
        let source = |model: &Model| source::Props::of(model, Lang::En, &send);
        let found = |model: &Model| diagnostics::Props::of(model, Lang::En, &send);
        let parts = [
            ("source", source(before) != source(now)),
            ("keys", before.keys != now.keys),
            ("outcome", reading(before) != reading(now)),
            ("diagnostics", found(before) != found(now)),
            (
                "structure",
                (&before.document, before.shows_structure()) != (&now.document, now.shows_structure()),
            ),
        ];
        parts.into_iter().filter(|(_, is_anew)| *is_anew).map(|(name, _)| name).collect()
    }

    #[test]
    fn only_what_has_changed_is_drawn_anew() {
        let mut model = Model::default();
        let mut tell = |msg: Msg| {
            let before = model.clone();
            update(&mut model, msg, Lang::En);
            anew(&before, &model)
        };
        assert_eq!(tell(Msg::Type(REJECTED.to_owned())), ["source", "outcome", "diagnostics", "structure"]);
        assert_eq!(
            tell(Msg::Type([REJECTED, " "].concat())),
            ["source", "structure"],
            "a keystroke that changes nothing of the reading"
        );
        assert_eq!(tell(Msg::SetKey(Field::AppId, Secret::new("wx1"))), ["keys"]);
        assert_eq!(tell(Msg::CopyMarkdown), [""; 0]);
    }
}
