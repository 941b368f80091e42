//! What may stand in a setting, and behind the words of a draft, of the handler and of a repeated step.

use super::Reply;
use super::line::{Line, Read, Word};
use super::words::{
    API, FATE, ID_FORM, KEPT, MODE, ON_OFF, PUBLISH, PUSH, REPLIES, SETTINGS, YES_NO, outcomes,
};
use super::{IP, LATEST};
use crate::lang::Bilingual;
use crate::simulate::callback::{MAX_ARTICLES, check_articles, usual_fail_idx};
use crate::simulate::config::{Forced, Plan, PlatformConfig};
use crate::simulate::problem::Problem;
use crate::simulate::refusal;

pub(super) fn setting(name: Word<'_>, line: &mut Line<'_>, config: &mut PlatformConfig) -> Read<()> {
    match name.text {
        "seed" => config.seed = line.number("7")?,
        "push" => config.push = line.one_of(PUSH)?,
        "mode" => config.mode = line.one_of(MODE)?,
        "url" => config.handler_url = url(line)?,
        "publish-id" => config.publish_id = line.one_of(ID_FORM)?,
        "msg-data-id" => config.msg_data_id = line.one_of(YES_NO)?,
        "permission" => config.permission = line.one_of(YES_NO)?,
        "whitelist" => {
            config.whitelist.push(line.word(&[IP])?.text.to_owned());
            config.whitelist.extend(std::iter::from_fn(|| line.next()).map(|word| word.text.to_owned()));
        }
        "used" => config.used.push((line.one_of(API)?, line.number("100")?)),
        "callbacks" => config.callbacks = line.one_of(ON_OFF)?,
        "retry-after" => config.retry_after = line.duration()?,
        "publish" => config.publish = publish(name, line)?,
        "failed-draft" => config.keeps_failed_drafts = line.one_of(KEPT)?,
        "errcode" => config.forced.push(forced(line)?),
        _ => return Err(line.unknown(name, SETTINGS)),
    }
    Ok(())
}

/// The plan of drafts that are not listed. Which articles they have is not known yet.
fn publish(name: Word<'_>, line: &mut Line<'_>) -> Read<Plan> {
    let plan = plan(line, PUBLISH)?;
    check_articles(MAX_ARTICLES, &plan.fail_idx, plan.outcome)
        .map_err(|problem| line.mistake(name.span, problem))?;
    Ok(plan)
}

/// What is said of a draft, in some of the words that can stand behind its name.
pub(super) fn plan(line: &mut Line<'_>, words: &[&str]) -> Read<Plan> {
    let mut plan = Plan::default();
    let mut fail_idx = None;
    while let Some(word) = line.next() {
        match word.text {
            text if !words.contains(&text) => return Err(line.unknown(word, words)),
            "articles" => plan.articles = line.number("3")?,
            "outcome" => plan.outcome = line.one_of(&outcomes())?,
            "fail-idx" => fail_idx = Some(numbers(line)?),
            "takes" => plan.takes = line.duration()?,
            "later" => plan.later = line.duration()?,
            "callback" => plan.fate = line.one_of(FATE)?,
            "delay" => plan.delay = line.duration()?,
            _ => plan.foreign = true,
        }
    }
    plan.fail_idx = fail_idx.unwrap_or_else(|| usual_fail_idx(plan.outcome));
    Ok(plan)
}

/// `1,3`; `none` for an empty list.
fn numbers(line: &mut Line<'_>) -> Read<Vec<u32>> {
    const EXAMPLES: &[&str] = &["1,3", "none"];
    let word = line.word(EXAMPLES)?;
    if word.text == "none" {
        return Ok(Vec::new());
    }
    word.text.split(',').map(|number| number.parse().map_err(|_| line.unknown(word, EXAMPLES))).collect()
}

fn forced(line: &mut Line<'_>) -> Read<Forced> {
    let api = line.one_of(API)?;
    let word = line.peek();
    let errcode = line.number("45009")?;
    if let (Some(word), Err(problem)) = (word, refusal::check(errcode)) {
        return Err(line.mistake(word.span, problem));
    }
    let times = if line.takes("times") { Some(line.number("1")?) } else { None };
    let effective = line.takes("accepted");
    Ok(Forced { api, errcode, times, effective })
}

pub(super) fn replies(line: &mut Line<'_>) -> Read<Vec<Reply>> {
    line.parts().iter_mut().map(reply).collect()
}

fn reply(part: &mut Line<'_>) -> Read<Reply> {
    let word = part.word(REPLIES)?;
    let reply = match word.text {
        "success" => Reply::Success,
        "empty" => Reply::Empty,
        "quoted" => Reply::Quoted,
        "status" => Reply::Status(part.number("500")?),
        "slow" => Reply::Slow(part.duration()?),
        "silent" => Reply::Silent,
        "unreachable" => Reply::Unreachable,
        _ => return Err(part.unknown(word, REPLIES)),
    };
    part.end()?;
    Ok(reply)
}

pub(super) fn every(line: &mut Line<'_>) -> Read<(i64, u32)> {
    let apart = line.duration()?;
    let word = line.word(&["times"])?;
    if word.text != "times" {
        return Err(line.unknown(word, &["times"]));
    }
    Ok((apart, line.number("5")?))
}

/// Seconds since 1970 UTC.
pub(super) fn start(line: &mut Line<'_>) -> Read<i64> {
    let word = line.peek();
    let start = line.number("1767232800")?;
    match word.filter(|_| !(0..=LATEST).contains(&start)) {
        Some(word) => Err(line.mistake(word.span, Problem::new(word.text, NO_MOMENT, SECONDS))),
        None => Ok(start),
    }
}

fn url(line: &mut Line<'_>) -> Read<String> {
    let word = line.word(&["https://handler.example/wechat"])?;
    let host = word.text.strip_prefix("https://").or_else(|| word.text.strip_prefix("http://"));
    match host.filter(|host| !host.is_empty() && !host.starts_with('/') && !host.contains('#')) {
        Some(_) => Ok(word.text.to_owned()),
        None => Err(line.mistake(word.span, Problem::new(word.text, NO_URL, USE_URL))),
    }
}

const NO_MOMENT: Bilingual = Bilingual::new("{} 不是能用的时间", "{} is no moment that can be used");
const SECONDS: Bilingual = Bilingual::new(
    "写 1970 年以来的秒数，不是毫秒，如 1767232800",
    "Write seconds since 1970, not milliseconds, such as 1767232800",
);
const NO_URL: Bilingual = Bilingual::new("{} 不是回调地址", "{} is no address to push to");
const USE_URL: Bilingual = Bilingual::new(
    "写完整的地址，如 https://handler.example/wechat",
    "Write the whole address, such as https://handler.example/wechat",
);
