//! The form for one callback.

use std::rc::Rc;

use freepublish::Lang;
use freepublish::catalogue::status::STATUSES;
use freepublish::envelope::seal::PushFormat;
use freepublish::inspection::Mode;
use freepublish::time::{BEIJING, clock};
use yew::prelude::*;

use super::account::AccountFields;
use super::field::TextField;
use super::{choices, press};
use crate::shell::Secret;
use crate::simulate::{Account, Form, FormField, Model, Msg, Words};

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

/// The form.
#[component]
pub(super) fn CallbackForm(Props { form, account, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let fault = form.make(account).err();
    let field = |field: FormField, name, content: &str, hint: Option<&'static str>| {
        html! {
            <TextField {field} {name} content={Secret::new(content)} {hint} fault={fault.clone()} lang={*lang}
                send={send.clone()} />
        }
    };
    let pushes = [("XML", PushFormat::Xml), ("JSON", PushFormat::Json)]
        .map(|(name, push)| (push, name, Msg::SetPush(push)));
    let modes = [
        (Mode::Plain, words.mode_plain),
        (Mode::Compatible, words.mode_compatible),
        (Mode::Secure, words.mode_secure),
    ]
    .map(|(mode, name)| (mode, name, Msg::SetMode(mode)));
    let moment = form.moment().and_then(|at| clock(at, BEIJING)).unwrap_or_default();
    html! {
        <section class="panel script" aria-labelledby="form">
            <div class="bar"><h2 id="form">{ words.form }</h2></div>
            <p class="about">{ words.callback_intro }</p>
            <div class="form-fields">
                { outcomes(form, *lang, send) }
                { field(FormField::Articles, words.articles, &form.articles, None) }
                if form.names_articles() {
                    { field(FormField::FailIdx, words.fail_idx, &form.fail_idx, Some(words.fail_idx_note)) }
                }
                <div class="field">
                    <span class="label" aria-hidden="true">{ words.push }</span>
                    { choices(words.push, None, &form.push, pushes, send) }
                </div>
                <div class="field long">
                    <span class="label" aria-hidden="true">{ words.mode }</span>
                    { choices(words.mode, None, &form.mode, modes, send) }
                </div>
                <TextField field={FormField::At} name={words.at} content={Secret::new(form.at.as_str())}
                    fault={fault.clone()} class="field with-button" lang={*lang} send={send.clone()}>
                    <button type="button" class="btn" id="use-now" onclick={press(send, Msg::UseNow)}>
                        { words.use_now }
                    </button>
                    <small>{ moment }</small>
                </TextField>
                { field(FormField::Seed, words.seed, &form.seed, Some(words.seed_note)) }
                <TextField field={FormField::Url} name={words.url} content={Secret::new(form.url.as_str())}
                    fault={fault.clone()} class="field long" lang={*lang} send={send.clone()} />
            </div>
            <AccountFields account={account.clone()} fault={fault.clone()}
                is_encrypted={form.mode != Mode::Plain} lang={*lang} send={send.clone()} />
        </section>
    }
}

fn outcomes(form: &Form, lang: Lang, send: &Callback<Msg>) -> Html {
    let chosen = {
        let send = send.clone();
        move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            let row = usize::try_from(select.selected_index()).ok().and_then(|at| STATUSES.get(at));
            if let Some(row) = row {
                send.emit(Msg::SetOutcome(row.outcome));
            }
        }
    };
    let options = STATUSES.iter().map(|row| {
        let name = [&row.code.to_string(), " · ", row.name.get(lang)].concat();
        html! { <option selected={row.outcome == form.outcome}>{ name }</option> }
    });
    html! {
        <div class="field long">
            <label for="outcome-choice">{ Words::of(lang).outcome }</label>
            <select id="outcome-choice" onchange={chosen}>{ for options }</select>
        </div>
    }
}
