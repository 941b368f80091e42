//! The page: on the left the connection and the draft, on the right what comes of it.

use yew::prelude::*;

mod connection;
mod delivery;
mod field;
mod inbox;
mod jobs;
mod message;
mod received;
mod stream;
mod submit;
mod trouble;

use self::connection::{Begin, Connecting};
use self::inbox::Inbox;
use self::jobs::Jobs;
use self::stream::StreamLine;
use self::submit::Submit;
pub(super) use self::submit::dialog;
use super::{Msg, Seen, Words};

/// The page.
#[component]
pub(super) fn Page(seen: &Seen) -> Html {
    let Seen { model, lang, send, .. } = seen;
    let words = Words::of(*lang);
    let is_up = model.up().is_some();
    // What was submitted stays in sight when the connection is lost.
    let is_begun = is_up || !model.jobs.is_empty() || !model.inbox.is_empty();
    html! {
        <div class="simulate live">
            <div class="simulate-head">
                <h1>{ words.title }</h1>
                <p class="lead">{ words.intro }</p>
            </div>
            <div class="pair">
                <div class="result aside">
                    <Connecting ..connection::Props::of(model, *lang, send) />
                    <Submit ..submit::Props::of(model, *lang, send) />
                </div>
                <div class="result played">
                    if is_begun {
                        <StreamLine ..stream::Props::of(model, *lang, send) />
                        <Jobs ..jobs::Props::of(model, *lang, send) />
                        if is_up || !model.inbox.is_empty() {
                            <Inbox ..inbox::Props::of(model, *lang, send) />
                        }
                    } else {
                        <Begin lang={*lang} send={send.clone()} />
                    }
                </div>
            </div>
        </div>
    }
}

/// What a press of a button does.
fn press(send: &Callback<Msg>, msg: Msg) -> Callback<MouseEvent> {
    send.reform(move |_| msg.clone())
}

/// For buttons that cannot be pressed at times: such a one keeps its place among what the keyboard reaches, so that its
/// reason can be read.
fn disabled_unless(can: bool) -> Option<&'static str> {
    (!can).then_some("true")
}

/// A part of the page with its heading, and something beside that.
fn panel(class: &'static str, id: &'static str, title: &'static str, beside: Html, content: Html) -> Html {
    html! {
        <section class={class} aria-labelledby={id}>
            <div class="bar"><h2 {id}>{ title }</h2>{ beside }</div>
            { content }
        </section>
    }
}

/// A line of a list of facts.
fn fact(name: &'static str, value: impl Into<AttrValue>, class: Option<&'static str>) -> Html {
    html! { <div {class}><dt>{ name }</dt><dd>{ value.into() }</dd></div> }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use freepublish::Lang;

    use super::*;
    use crate::live::proxy::{Health, Kept, StreamNews, Upstream};
    use crate::live::{Field, Model, ROWS, Visit, update};
    use crate::shell::Secret;

    const PUBLISHED: &str =
        include_str!("../../../crates/freepublish/tests/samples/wire-success-one-article.xml");

    /// The properties of every part, by its name: a part whose properties are equal is not drawn.
    struct Drawn {
        connection: connection::Props,
        submit: submit::Props,
        stream: stream::Props,
        jobs: jobs::Props,
        inbox: inbox::Props,
    }

    impl Drawn {
        fn of(model: &Model, send: &Callback<Msg>) -> Self {
            Self {
                connection: connection::Props::of(model, Lang::En, send),
                submit: submit::Props::of(model, Lang::En, send),
                stream: stream::Props::of(model, Lang::En, send),
                jobs: jobs::Props::of(model, Lang::En, send),
                inbox: inbox::Props::of(model, Lang::En, send),
            }
        }

        /// The parts that are drawn anew when this comes behind that.
        fn anew(&self, before: &Self) -> Vec<String> {
            let parts = [
                ("connection", self.connection != before.connection),
                ("submit", self.submit != before.submit),
                ("stream", self.stream != before.stream),
                ("jobs", self.jobs != before.jobs),
                ("inbox", self.inbox != before.inbox),
            ];
            let rows = self.inbox.rows.iter().filter(|row| !before.inbox.rows.contains(row));
            let parts = parts.into_iter().filter(|(_, is_anew)| *is_anew).map(|(name, _)| name.to_owned());
            parts.chain(rows.map(received::Props::key)).collect()
        }
    }

    fn act(model: &mut Model, msg: Msg) {
        update(model, msg, Lang::En);
    }

    fn arrives(model: &mut Model, cursor: &str) {
        let kept = Kept { cursor: cursor.to_owned(), body: PUBLISHED.into(), ..Kept::default() };
        let news = StreamNews::Callback { id: cursor.to_owned(), kept };
        act(model, Msg::Stream(model.generation, news));
    }

    #[test]
    fn only_what_has_changed_is_drawn_anew() {
        let send = Callback::noop();
        let mut model = Model { is_shown: true, ..Model::default() };
        act(
            &mut model,
            Msg::Visit(Visit { origin: "http://127.0.0.1:1".to_owned(), now: 1, ..Visit::default() }),
        );
        act(&mut model, Msg::Connect);
        let health = Health { upstream: Upstream::Simulator, ..Health::default() };
        let generation = model.generation;
        act(&mut model, Msg::Checked(generation, Ok(health.clone())));
        act(&mut model, Msg::Stream(generation, StreamNews::Open));
        arrives(&mut model, "a.1");
        arrives(&mut model, "a.2");
        let mut before = Drawn::of(&model, &send);
        let mut anew = |model: &Model| {
            let now = Drawn::of(model, &send);
            let anew = now.anew(&before);
            before = now;
            anew
        };
        assert_eq!(anew(&model), [""; 0]);

        act(&mut model, Msg::Enter(Field::MediaId, Secret::new("m")));
        assert_eq!(anew(&model), ["submit"], "a keystroke");
        arrives(&mut model, "a.3");
        assert_eq!(anew(&model), ["inbox", "callback-a.3"], "a callback draws itself");
        act(&mut model, Msg::Told(generation, health));
        assert_eq!(anew(&model), [""; 0], "the proxy says the same as before");
        act(&mut model, Msg::Offer("a.2".to_owned()));
        assert_eq!(anew(&model), ["inbox", "callback-a.2"], "the form below one callback");
        act(&mut model, Msg::Enter(Field::Target, Secret::new("127.0.0.1:3000")));
        assert_eq!(anew(&model), ["inbox", "callback-a.2"]);
    }

    #[test]
    fn only_so_many_rows_are_drawn() {
        let mut model = Model::default();
        for number in 0..ROWS + 7 {
            let kept = Kept { cursor: number.to_string(), body: "x".into(), ..Kept::default() };
            model.inbox.push(Rc::new(crate::live::Callback::new(kept, &[])));
        }
        let rows = |model: &Model| inbox::Props::of(model, Lang::En, &Callback::noop()).rows.len();
        assert_eq!(rows(&model), ROWS);
        act(&mut model, Msg::More);
        assert_eq!(rows(&model), ROWS + 7);
    }
}
