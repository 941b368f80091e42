//! The drafts that were submitted here: each a timeline that grows.

use std::rc::Rc;

use freepublish::{Lang, Outcome};
use yew::prelude::*;

use super::message::{Look, MessageBody, line, says};
use super::received::{self, ReceivedLine};
use super::trouble::{of, of_problem};
use super::{disabled_unless, panel, press};
use crate::live::{Answer, Job, Message, Model, Msg, QUERIES_A_DAY, Words};
use crate::platform;
use crate::ui::{Icon, Tone};

#[derive(Clone, Properties, PartialEq)]
pub(super) struct Props {
    /// The latest first.
    pub(super) jobs: Vec<JobProps>,
    is_sending: bool,
    lang: Lang,
    send: Callback<Msg>,
}

impl Props {
    pub(super) fn of(model: &Model, lang: Lang, send: &Callback<Msg>) -> Self {
        let jobs = model.jobs.iter().rev().map(|job| JobProps::of(model, job, lang, send)).collect();
        Self { jobs, is_sending: model.is_sending(), lang, send: send.clone() }
    }
}

#[component]
pub(super) fn Jobs(Props { jobs, is_sending, lang, send }: &Props) -> Html {
    let words = Words::of(*lang);
    let beside = html! {
        if !jobs.is_empty() {
            <button type="button" class="btn" id="clear-jobs" onclick={press(send, Msg::ClearJobs)}
                aria-disabled={disabled_unless(!is_sending)}>{ words.clear_jobs }</button>
        }
    };
    let each = jobs.iter().map(|job| html! { <OneJob key={job.job.number} ..job.clone() /> });
    let content = html! {
        <>
            <p class="sr-only" role="status">{ jobs.first().map(JobProps::news).unwrap_or_default() }</p>
            if jobs.is_empty() {
                <p class="fine">{ words.no_jobs }</p>
            } else {
                { for each }
                <p class="hint">{ words.jobs_note }</p>
            }
        </>
    };
    panel("panel timeline live-jobs", "jobs", words.jobs, beside, content)
}

#[derive(Clone, Properties, PartialEq)]
pub(super) struct JobProps {
    pub(super) job: Rc<Job>,
    callbacks: Vec<received::Props>,
    /// Whether its proxy is at the other end.
    is_up: bool,
    /// Whether another proxy is.
    is_elsewhere: bool,
    can_query: bool,
    /// How often WeChat was asked today.
    asked: u32,
    lang: Lang,
    send: Callback<Msg>,
}

impl JobProps {
    fn of(model: &Model, job: &Rc<Job>, lang: Lang, send: &Callback<Msg>) -> Self {
        let callbacks = model.callbacks_of(job);
        let (is_up, is_here) = (model.up().is_some(), model.is_here(job));
        Self {
            callbacks: callbacks.map(|it| received::Props::of(model, it, false, lang, send)).collect(),
            is_up: is_up && is_here,
            is_elsewhere: is_up && !is_here,
            can_query: model.can_query(job),
            asked: if is_here { model.asked() } else { 0 },
            job: job.clone(),
            lang,
            send: send.clone(),
        }
    }

    /// The last thing WeChat has said about it.
    fn latest(&self) -> Option<&Message> {
        let callbacks = self.callbacks.iter().map(|row| &row.callback.message);
        self.job.answers().chain(callbacks).max_by_key(|message| message.at)
    }

    /// What came last, to be read out.
    fn news(&self) -> String {
        let words = Words::of(self.lang);
        match (self.latest(), &self.job.answer) {
            (Some(message), _) => freepublish::verdict(&message.read, self.lang).headline,
            (None, Some(Answer::Problem(_, problem))) => problem.words(self.lang).detail.clone(),
            (None, Some(_)) => words.lost.0.to_owned(),
            (None, None) => words.sending.to_owned(),
        }
    }
}

#[component]
fn OneJob(props: &JobProps) -> Html {
    let JobProps { job, callbacks, lang, .. } = props;
    let (words, number) = (Words::of(*lang), job.number);
    let latest = props.latest().map_or(Outcome::Unknown, |message| message.read.outcome);
    let draft = (words.job_of)(&job.media_id);
    let mut rows = vec![(i64::MIN, sent(props))];
    rows.extend(job.answer.as_ref().map(|answer| {
        let key = format!("{number}-answer");
        (i64::MIN, read_or(props, key, words.kind_answer, answer, || of(words.lost)))
    }));
    for (at, query) in job.queries.iter().enumerate() {
        let lost = || html! { <p>{ words.query_lost }</p> };
        rows.push((
            moment(query),
            read_or(props, format!("{number}-get-{at}"), words.kind_query, query, lost),
        ));
    }
    rows.extend(
        callbacks
            .iter()
            .map(|row| (row.callback.message.at, html! { <ReceivedLine key={row.key()} ..row.clone() /> })),
    );
    rows.sort_by_key(|(at, _)| *at);
    let rows = rows.into_iter().map(|(_, row)| row).chain(waits(props));
    html! {
        <article class="job">
            <h3 class={classes!("job-title", Tone::of(latest).class())}>
                { Icon::of_outcome(latest).draw() }
                if let Some(id) = job.publish_id() {
                    <span>{ (words.job)(id) }</span>
                    <small>{ draft }</small>
                } else {
                    <span>{ draft }</span>
                }
            </h3>
            <ol class="entries">{ for rows }</ol>
            { ask(props) }
        </article>
    }
}

fn moment(answer: &Answer) -> i64 {
    match answer {
        Answer::Read(message) => message.at,
        Answer::Problem(at, _) | Answer::Lost(at) => *at,
    }
}

fn sent(JobProps { job, lang, .. }: &JobProps) -> Html {
    let words = Words::of(*lang);
    let look = Look { side: "ours", tone: Tone::Unknown, picture: Icon::Out, name: words.kind_sent };
    line(format!("{}-sent", job.number), job.sent_at, &look, html! { <p>{ words.sent }</p> })
}

/// What is still to come.
fn waits(props: &JobProps) -> Option<Html> {
    let JobProps { job, is_up, is_elsewhere, lang, .. } = props;
    let words = Words::of(*lang);
    let is_settled = job.publish_id().is_none() || props.latest().is_some_and(Message::is_settled);
    let (name, text) = match &job.answer {
        None => (words.kind_sent, words.waits_answer.to_owned()),
        Some(_) if is_settled => return None,
        Some(_) if *is_up => (words.kind_waiting, words.waits_callback.to_owned()),
        Some(_) if *is_elsewhere => {
            let account = job.via.account.as_deref().unwrap_or(words.no_account);
            (words.kind_waiting, (words.waits_elsewhere)(&job.via.address, account))
        }
        Some(_) => (words.kind_waiting, words.waits_connection.to_owned()),
    };
    let look = Look { side: "theirs waiting", tone: Tone::Wait, picture: Icon::Clock, name };
    Some(line(format!("{}-waits", job.number), None, &look, html! { <p>{ text }</p> }))
}

fn read_or(
    JobProps { lang, send, .. }: &JobProps,
    key: String,
    name: &'static str,
    answer: &Answer,
    lost: impl FnOnce() -> Html,
) -> Html {
    let warn = Look { side: "theirs", tone: Tone::Bad, picture: Icon::Warning, name };
    match answer {
        Answer::Read(read) => {
            let outcome = read.read.outcome;
            let (tone, picture) = (Tone::of(outcome), Icon::of_outcome(outcome));
            let advice = matches!(outcome, Outcome::Refused | Outcome::Unknown);
            let content = html! {
                <>
                    { says(&read.read, advice, *lang) }
                    <MessageBody shown={read.text.clone()} received={read.text.clone()} lang={*lang}
                        send={send.clone()} />
                </>
            };
            line(key, Some(read.at), &Look { side: "theirs", tone, picture, name }, content)
        }
        Answer::Problem(at, problem) => {
            line(key, Some(*at), &warn, of_problem(Words::of(*lang).problem, problem, *lang))
        }
        Answer::Lost(at) => line(key, Some(*at), &warn, lost()),
    }
}

/// Asking WeChat, where a callback does not come.
fn ask(JobProps { job, is_up, can_query, asked, lang, send, .. }: &JobProps) -> Option<Html> {
    let words = Words::of(*lang);
    job.publish_id().filter(|_| *is_up)?;
    let number = job.number;
    let query = send.reform(move |_: MouseEvent| Msg::Query { job: number, at: platform::now() });
    Some(html! {
        <div class="ask">
            <button type="button" class="btn query" onclick={query}
                aria-disabled={disabled_unless(*can_query)}>
                { if job.is_querying { words.querying } else { words.query } }
            </button>
            <small>{ (words.query_note)(*asked, QUERIES_A_DAY) }</small>
        </div>
    })
}
