//! One callback, or what is still missing for it.

use std::rc::Rc;

use freepublish::{Lang, Options, inspect, simulate, verdict};
use yew::prelude::*;

use super::field::fault_text;
use super::message::{Forms, bytes, tools};
use crate::simulate::{Account, Form, Model, Msg, Words};
use crate::ui::{Icon, Tone};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    form: Rc<Form>,
    account: Rc<Account>,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        Self { form: model.form.clone(), account: model.account.clone(), lang, send: send.clone() }
    }
}

/// The callback that the form asks for.
#[component]
pub(super) fn Made(Props { form, account, lang, send }: &Props) -> Html {
    let content = match form.make(account) {
        Ok(callback) => made(&callback, *lang, send),
        Err(fault) => html! {
            <div class="notice" role="status">{ Icon::Warning.draw() }<p>{ fault_text(&fault, *lang) }</p></div>
        },
    };
    html! {
        <section class="panel made" aria-labelledby="result">
            <div class="bar"><h2 id="result">{ Words::of(*lang).result }</h2></div>
            { content }
        </section>
    }
}

fn made(callback: &simulate::Callback, lang: Lang, send: &Callback<Msg>) -> Html {
    let words = Words::of(lang);
    let read = inspect(&callback.document, &Options::default());
    let is_sealed = callback.body() != callback.document;
    let fixture = callback.fixture();
    let forms = Forms {
        body: callback.body().to_owned(),
        http: callback.http(),
        curl: Some(callback.curl()),
        fixture: Some((fixture.text, fixture.name)),
    };
    html! {
        <div class="message-body">
            <p class={classes!("told", Tone::of(read.outcome).class())} role="status">
                { Icon::of_outcome(read.outcome).draw() }
                <span class="sr-only">{ words.reads_as }{ " " }</span>
                { verdict(&read, lang).headline }
            </p>
            { bytes(words.message, &forms.http) }
            { tools(forms, lang, send) }
            if is_sealed {
                <div>
                    <h3>{ words.before_sealing }</h3>
                    { bytes(words.before_sealing, &callback.document) }
                </div>
            }
        </div>
    }
}
