//! From scenario to text: the settings that are not as usual, then the script.

use std::fmt::Write as _;

use super::line::duration;
use super::words::{FATE, FLAW, ID_FORM, KEPT, MODE, ON_OFF, PUSH, YES_NO, word};
use super::{Action, IP, Reply, START, Scenario, Step, Target};
use crate::simulate::callback::usual_fail_idx;
use crate::simulate::config::{Forced, Plan, PlatformConfig};

pub(super) fn print(scenario: &Scenario) -> String {
    let mut out = String::new();
    let Scenario { title, about, start, config, drafts, servers, handler, script } = scenario;
    for (name, text) in
        [("title zh", &title.zh), ("title en", &title.en), ("about zh", &about.zh), ("about en", &about.en)]
    {
        if !text.is_empty() {
            let _ = writeln!(out, "{name} {text}");
        }
    }
    if *start != START {
        let _ = writeln!(out, "start {start}");
    }
    settings(&mut out, config);
    for server in servers {
        let _ = write!(out, "server {}", server.name);
        if server.ip != IP {
            let _ = write!(out, " ip {}", server.ip);
        }
        out.push('\n');
    }
    for (name, plan) in drafts {
        let _ = writeln!(out, "draft {name}{}", details(plan));
    }
    let replies: Vec<String> = handler.iter().map(reply).collect();
    let _ = writeln!(out, "handler {}", replies.join(", "));
    for step in script {
        let _ = writeln!(out, "at {} {}", duration(step.at), what(step));
    }
    out
}

fn settings(out: &mut String, config: &PlatformConfig) {
    let usual = PlatformConfig::default();
    let mut say = |differs: bool, name: &str, value: &str| {
        if differs {
            let _ = writeln!(out, "{name} {value}");
        }
    };
    say(config.seed != usual.seed, "seed", &config.seed.to_string());
    say(config.push != usual.push, "push", word(PUSH, &config.push));
    say(config.mode != usual.mode, "mode", word(MODE, &config.mode));
    say(config.handler_url != usual.handler_url, "url", &config.handler_url);
    say(config.publish_id != usual.publish_id, "publish-id", word(ID_FORM, &config.publish_id));
    say(config.msg_data_id != usual.msg_data_id, "msg-data-id", word(YES_NO, &config.msg_data_id));
    say(config.permission != usual.permission, "permission", word(YES_NO, &config.permission));
    say(!config.whitelist.is_empty(), "whitelist", &config.whitelist.join(" "));
    for (api, count) in &config.used {
        say(true, "used", &format!("{} {count}", api.name()));
    }
    say(config.callbacks != usual.callbacks, "callbacks", word(ON_OFF, &config.callbacks));
    say(config.retry_after != usual.retry_after, "retry-after", &duration(config.retry_after));
    let kept = config.keeps_failed_drafts;
    say(kept != usual.keeps_failed_drafts, "failed-draft", word(KEPT, &kept));
    if config.publish != usual.publish {
        say(true, "publish", details(&config.publish).trim_start());
    }
    for forced in &config.forced {
        say(true, "errcode", &answer(forced));
    }
}

fn answer(forced: &Forced) -> String {
    let times = forced.times.map(|times| format!(" times {times}")).unwrap_or_default();
    let accepted = if forced.effective { " accepted" } else { "" };
    format!("{} {}{times}{accepted}", forced.api.name(), forced.errcode)
}

fn details(plan: &Plan) -> String {
    let usual = Plan::default();
    let mut out = String::new();
    if plan.articles != usual.articles {
        let _ = write!(out, " articles {}", plan.articles);
    }
    if plan.outcome != usual.outcome {
        let _ = write!(out, " outcome {}", plan.outcome.name());
    }
    if plan.fail_idx != usual_fail_idx(plan.outcome) {
        let numbers: Vec<String> = plan.fail_idx.iter().map(u32::to_string).collect();
        let _ = write!(
            out,
            " fail-idx {}",
            if numbers.is_empty() { "none".to_owned() } else { numbers.join(",") }
        );
    }
    for (name, length, usual) in [
        ("takes", plan.takes, usual.takes),
        ("later", plan.later, usual.later),
        ("delay", plan.delay, usual.delay),
    ] {
        if length != usual {
            let _ = write!(out, " {name} {}", duration(length));
        }
    }
    if plan.fate != usual.fate {
        let _ = write!(out, " callback {}", word(FATE, &plan.fate));
    }
    if plan.foreign {
        out.push_str(" foreign");
    }
    out
}

fn reply(reply: &Reply) -> String {
    match reply {
        Reply::Success => "success".to_owned(),
        Reply::Empty => "empty".to_owned(),
        Reply::Quoted => "quoted".to_owned(),
        Reply::Status(status) => format!("status {status}"),
        Reply::Slow(length) => format!("slow {}", duration(*length)),
        Reply::Silent => "silent".to_owned(),
        Reply::Unreachable => "unreachable".to_owned(),
    }
}

fn what(step: &Step) -> String {
    let mut out = match &step.action {
        Action::Token => "token".to_owned(),
        Action::StableToken { force } => format!("stable-token{}", if *force { " force" } else { "" }),
        Action::Submit { draft, flaw } => {
            let target = match draft {
                Target::Draft(name) => name.clone(),
                Target::MediaId(media_id) => format!("media-id {media_id}"),
            };
            let flaw = flaw.map(|flaw| format!(" flaw {}", word(FLAW, &flaw))).unwrap_or_default();
            format!("submit {target}{flaw}")
        }
        Action::DraftAdd { name, articles: 1 } => format!("draft-add {name}"),
        Action::DraftAdd { name, articles } => format!("draft-add {name} articles {articles}"),
        Action::Get { job } => format!("get{}", number("", *job)),
        Action::GetArticle { job } => format!("getarticle{}", number("", *job)),
        Action::BatchGet => "batchget".to_owned(),
        Action::Delete { job, index } => format!("delete{}{}", number("", *job), number(" index", *index)),
    };
    let _ = write!(out, " by {}", step.by);
    if let Some((apart, times)) = step.every {
        let _ = write!(out, " every {} times {times}", duration(apart));
    }
    out
}

fn number(name: &str, number: Option<u32>) -> String {
    number.map(|number| format!("{name} {number}")).unwrap_or_default()
}
