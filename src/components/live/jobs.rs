//! The drafts that were submitted here: each a timeline that grows.

use freepublish::Outcome;

use super::delivery::{deliveries, opener};
use super::message::{Look, line, line_with, message, says};
use super::trouble::{of, of_problem};
use super::{button_if, words};
use crate::components::View;
use crate::components::el::{Attr, El, el};
use crate::components::icon::{Icon, icon};
use crate::state::LiveAction;
use crate::state::live::{Answer, Callback, Job, QUERIES_A_DAY};
use crate::ui::Tone;

/// The panel.
pub fn jobs(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let is_empty = page.jobs.is_empty();
    let clear = (!is_empty).then(|| {
        button_if(view, !page.is_sending(), "btn", LiveAction::ClearJobs)
            .id("clear-jobs")
            .text(words.clear_jobs)
    });
    let panel = view.panel_with("jobs", words.jobs, clear).class("panel timeline live-jobs").with(news(view));
    if is_empty {
        return panel.with(el("p").class("fine").text(words.no_jobs));
    }
    panel
        .all(page.jobs.iter().rev().map(|each| job(view, each)))
        .with(el("p").class("hint").text(words.jobs_note))
}

/// What came last is read out.
fn news(view: &View<'_>) -> El {
    let (words, page) = (words(view), &view.state.live);
    let text = page.jobs.last().map(|job| match (job.latest(&page.inbox), &job.answer) {
        (Some(message), _) => freepublish::verdict(&message.read, view.state.lang).headline,
        (None, Some(Answer::Problem(_, problem))) => problem.words(view.state.lang).detail.clone(),
        (None, Some(_)) => words.lost.0.to_owned(),
        (None, None) => words.sending.to_owned(),
    });
    el("p").class("sr-only").attr(Attr::Role, "status").text(text.unwrap_or_default())
}

fn job(view: &View<'_>, job: &Job) -> El {
    let (words, page) = (words(view), &view.state.live);
    let number = job.number;
    let latest = job.latest(&page.inbox).map_or(Outcome::Unknown, |message| message.read.outcome);
    let title = job.publish_id().map_or_else(|| (words.job_of)(&job.media_id), |id| (words.job)(id));
    let draft = job.publish_id().map(|_| el("small").text((words.job_of)(&job.media_id)));
    let head = el("h3")
        .attr(Attr::Class, ["job-title ", Tone::of(latest).class()].concat())
        .with(icon(Icon::of_outcome(latest)))
        .with(el("span").text(title))
        .maybe(draft);
    let mut rows = vec![(i64::MIN, sent(view, job))];
    rows.extend(job.answer.as_ref().map(|answer| (i64::MIN, answered(view, job, answer))));
    for (at, query) in job.queries.iter().enumerate() {
        rows.push((moment(query), queried(view, format!("{number}-get-{at}"), query)));
    }
    let callbacks = page.inbox.iter().filter(|callback| job.is_about(callback));
    rows.extend(callbacks.map(|callback| (callback.message.at, received(view, callback, None))));
    rows.sort_by_key(|(at, _)| *at);
    let waits = waits(view, job).map(|row| (0, row));
    let rows = rows.into_iter().chain(waits).map(|(_, row)| row);
    el("article")
        .class("job")
        .key(format!("job-{number}"))
        .with(head)
        .with(el("ol").class("entries").all(rows))
        .maybe(ask(view, job))
}

fn moment(answer: &Answer) -> i64 {
    match answer {
        Answer::Read(message) => message.at,
        Answer::Problem(at, _) | Answer::Lost(at) => *at,
    }
}

fn sent(view: &View<'_>, job: &Job) -> El {
    let words = words(view);
    let look = Look { side: "ours", tone: Tone::Unknown, picture: Icon::Out, name: words.kind_sent };
    line(format!("{}-sent", job.number), job.sent_at, &look).with(el("p").text(words.sent))
}

/// What is still to come.
fn waits(view: &View<'_>, job: &Job) -> Option<El> {
    let (words, page) = (words(view), &view.state.live);
    let is_settled = |message: &crate::state::live::Message| {
        !matches!(message.read.outcome, Outcome::Accepted | Outcome::Publishing | Outcome::Unknown)
    };
    let (name, text) = match &job.answer {
        None => (words.kind_sent, words.waits_answer),
        Some(_) if job.publish_id().is_none() || job.latest(&page.inbox).is_some_and(is_settled) => {
            return None;
        }
        Some(_) if page.up().is_some() => (words.kind_waiting, words.waits_callback),
        Some(_) => (words.kind_waiting, words.waits_connection),
    };
    let look = Look { side: "theirs waiting", tone: Tone::Wait, picture: Icon::Clock, name };
    Some(line(format!("{}-waits", job.number), None, &look).with(el("p").text(text)))
}

fn answered(view: &View<'_>, job: &Job, answer: &Answer) -> El {
    let words = words(view);
    let key = format!("{}-answer", job.number);
    read_or(view, key, words.kind_answer, answer, || of(words.lost))
}

fn queried(view: &View<'_>, key: String, answer: &Answer) -> El {
    let words = words(view);
    read_or(view, key, words.kind_query, answer, || el("p").text(words.query_lost))
}

fn read_or(
    view: &View<'_>,
    key: String,
    name: &'static str,
    answer: &Answer,
    lost: impl FnOnce() -> El,
) -> El {
    let warn = Look { side: "theirs", tone: Tone::Bad, picture: Icon::Warning, name };
    match answer {
        Answer::Read(read) => {
            let (outcome, text) = (read.read.outcome, &read.text);
            let look =
                Look { side: "theirs", tone: Tone::of(outcome), picture: Icon::of_outcome(outcome), name };
            let advice = matches!(outcome, Outcome::Refused | Outcome::Unknown);
            line(key, Some(read.at), &look)
                .with(says(view, &read.read, advice))
                .with(message(view, text, text, None))
        }
        Answer::Problem(at, problem) => {
            line(key, Some(*at), &warn).with(of_problem(view, words(view).problem, problem))
        }
        Answer::Lost(at) => line(key, Some(*at), &warn).with(lost()),
    }
}

/// A callback, here or among those of other jobs; `job` names its job where it is not clear.
pub(super) fn received(view: &View<'_>, callback: &Callback, job: Option<&str>) -> El {
    let words = words(view);
    let Callback { kept, message: read, is_duplicate } = callback;
    let outcome = read.read.outcome;
    let look = if *is_duplicate {
        Look { side: "theirs", tone: Tone::Unknown, picture: Icon::Copy, name: words.kind_duplicate }
    } else {
        let (tone, picture) = (Tone::of(outcome), Icon::of_outcome(outcome));
        Look { side: "theirs", tone, picture, name: words.kind_callback }
    };
    let told = if *is_duplicate {
        el("p").class("repeated").text(words.duplicate_note)
    } else {
        says(view, &read.read, true)
    };
    let signed = if kept.is_signed { words.signed } else { words.unsigned };
    let note = [job.unwrap_or_default(), if job.is_some() { " · " } else { "" }, signed].concat();
    line_with(["callback-", &kept.cursor].concat(), Some(read.at), &look, Some(note))
        .with(told)
        .with(message(view, &read.text, &kept.body, Some(opener(view, callback))))
        .maybe(deliveries(view, callback))
}

/// Asking WeChat, where a callback does not come.
fn ask(view: &View<'_>, job: &Job) -> Option<El> {
    let (words, page) = (words(view), &view.state.live);
    job.publish_id().filter(|_| page.up().is_some())?;
    let name = if job.is_querying { words.querying } else { words.query };
    let query = button_if(view, page.can_query(job), "btn", LiveAction::Query(job.number))
        .class("btn query")
        .text(name);
    let note = el("small").text((words.query_note)(page.queries, QUERIES_A_DAY));
    Some(el("div").class("ask").with(query).with(note))
}
