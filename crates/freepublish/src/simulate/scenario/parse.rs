//! From text to scenario. Every line is read, so that all mistakes are told at once; of a line, the first.

use super::line::{Line, Mistake, Read, Word};
use super::words::{API, ID_FORM, KEPT, MODE, ON_OFF, ONCE, PLAN, PUSH, REPLIES, SETTINGS, YES_NO, outcomes};
use super::words::{FATE, FLAW};
use super::{Action, DRAFT, IP, LATEST, Reply, SERVER, START, Scenario, Server, Step, Target, Words};
use crate::lang::Bilingual;
use crate::simulate::callback::{check_articles, usual_fail_idx};
use crate::simulate::problem::Problem;
use crate::simulate::refusal;
use crate::simulate::world::{Forced, Plan, World};

/// More calls than any person reads on a timeline.
const MAX_CALLS: u32 = 500;

/// Longer than any scenario a person writes. It also bounds the work: names are looked up in lists.
const MAX_LENGTH: usize = 64 * 1024;

/// More mistakes than anybody reads.
const MAX_MISTAKES: usize = 100;

pub(super) fn parse(text: &str) -> Result<Scenario, Vec<Mistake>> {
    if text.len() > MAX_LENGTH {
        let whole = Line::new(1, "", 0);
        return Err(vec![whole.mistake(whole.here(), Problem::new("64", TOO_LONG, SHORTER))]);
    }
    let mut parser = Parser::new();
    let mut mistakes = Vec::new();
    let mut at = 0;
    for (number, content) in (1..).zip(text.split('\n')) {
        if let Err(mistake) = parser.line(Line::new(number, content, at)) {
            mistakes.push(mistake);
        }
        at += content.len() + 1;
    }
    parser.check_names(&mut mistakes);
    mistakes.truncate(MAX_MISTAKES);
    if mistakes.is_empty() { Ok(parser.finish()) } else { Err(mistakes) }
}

struct Parser<'a> {
    scenario: Scenario,
    /// Settings that may stand once, and did.
    seen: Vec<&'a str>,
    /// Names that have to be declared somewhere in the text.
    servers: Vec<(Line<'a>, Word<'a>)>,
    drafts: Vec<(Line<'a>, Word<'a>)>,
    calls: u32,
}

impl<'a> Parser<'a> {
    fn new() -> Self {
        let scenario = Scenario {
            title: Words::default(),
            about: Words::default(),
            start: START,
            world: World::default(),
            drafts: Vec::new(),
            servers: Vec::new(),
            handler: Vec::new(),
            script: Vec::new(),
        };
        Self { scenario, seen: Vec::new(), servers: Vec::new(), drafts: Vec::new(), calls: 0 }
    }

    fn line(&mut self, mut line: Line<'a>) -> Read<()> {
        let Some(word) = line.next().filter(|word| !word.text.starts_with('#')) else { return Ok(()) };
        match word.text {
            "title" => return words(&mut line, &mut self.scenario.title),
            "about" => return words(&mut line, &mut self.scenario.about),
            _ => {}
        }
        if self.seen.contains(&word.text) {
            return Err(line.mistake(word.span, Problem::new(word.text, TWICE, ONLY_ONCE)));
        }
        if ONCE.contains(&word.text) {
            self.seen.push(word.text);
        }
        let mut line = line.without_comment();
        match word.text {
            "at" => self.step(&mut line)?,
            "draft" => self.draft(&mut line)?,
            "server" => self.server(&mut line)?,
            "handler" => self.scenario.handler = replies(&mut line)?,
            "start" => self.scenario.start = start(&mut line)?,
            _ => setting(word, &mut line, &mut self.scenario.world)?,
        }
        line.end()
    }

    fn draft(&mut self, line: &mut Line<'a>) -> Read<()> {
        let name = line.word(&["NAME"])?;
        if self.scenario.drafts.iter().any(|(known, _)| known == name.text) {
            return Err(line.mistake(name.span, Problem::new(name.text, SAME_NAME, OTHER_NAME)));
        }
        let plan = plan(line)?;
        check_articles(plan.articles, &plan.fail_idx, plan.outcome)
            .map_err(|problem| line.mistake(name.span, problem))?;
        self.scenario.drafts.push((name.text.to_owned(), plan));
        Ok(())
    }

    fn server(&mut self, line: &mut Line<'a>) -> Read<()> {
        let name = line.word(&["NAME"])?;
        if self.scenario.servers.iter().any(|known| known.name == name.text) {
            return Err(line.mistake(name.span, Problem::new(name.text, SAME_NAME, OTHER_NAME)));
        }
        let ip = if line.takes("ip") { line.word(&[IP])?.text } else { IP };
        self.scenario.servers.push(Server { name: name.text.to_owned(), ip: ip.to_owned() });
        Ok(())
    }

    fn step(&mut self, line: &mut Line<'a>) -> Read<()> {
        let at = line.duration()?;
        let action = self.action(line)?;
        let by = if line.takes("by") {
            let name = line.word(&["NAME"])?;
            self.servers.push((line.clone(), name));
            name.text.to_owned()
        } else {
            String::new()
        };
        let every = if line.takes("every") { Some(every(line)?) } else { None };
        let calls = self.calls.saturating_add(every.map_or(1, |(_, times)| times));
        if calls > MAX_CALLS {
            let problem = Problem::new(MAX_CALLS.to_string(), TOO_MANY, FEWER);
            return Err(line.mistake(line.here(), problem));
        }
        self.calls = calls;
        self.scenario.script.push(Step { at, action, by, every });
        Ok(())
    }

    fn action(&mut self, line: &mut Line<'a>) -> Read<Action> {
        const ACTIONS: &[&str] = &["token", "stable-token [force]", "submit [DRAFT]", "get [N]"];
        let word = line.word(ACTIONS)?;
        match word.text {
            "token" => Ok(Action::Token),
            "stable-token" => Ok(Action::StableToken { force: line.takes("force") }),
            "submit" => self.submit(line),
            "get" => {
                let named =
                    line.peek().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
                let job = if named { Some(line.number("1")?) } else { None };
                Ok(Action::Get { job })
            }
            _ => Err(line.unknown(word, ACTIONS)),
        }
    }

    fn submit(&mut self, line: &mut Line<'a>) -> Read<Action> {
        const OPTIONS: [&str; 3] = ["flaw", "by", "every"];
        let draft = if line.takes("media-id") {
            Target::MediaId(line.word(&["MEDIA_ID"])?.text.to_owned())
        } else if let Some(name) = line.peek().filter(|word| !OPTIONS.contains(&word.text)) {
            self.drafts.push((line.clone(), name));
            line.next();
            Target::Draft(name.text.to_owned())
        } else {
            Target::Draft(String::new())
        };
        let flaw = if line.takes("flaw") { Some(line.one_of(FLAW)?) } else { None };
        Ok(Action::Submit { draft, flaw })
    }

    /// Names may be used above the line that declares them.
    fn check_names(&self, mistakes: &mut Vec<Mistake>) {
        let mut servers: Vec<&str> =
            self.scenario.servers.iter().map(|server| server.name.as_str()).collect();
        let mut drafts: Vec<&str> = self.scenario.drafts.iter().map(|(name, _)| name.as_str()).collect();
        if servers.is_empty() {
            servers.push(SERVER);
        }
        if drafts.is_empty() {
            drafts.push(DRAFT);
        }
        for (uses, known, declare) in
            [(&self.servers, servers, DECLARE_SERVER), (&self.drafts, drafts, DECLARE_DRAFT)]
        {
            for (line, word) in uses.iter().filter(|(_, word)| !known.contains(&word.text)) {
                let problem = Problem::new(word.text, NOT_DECLARED, declare).choices(&known);
                mistakes.push(line.mistake(word.span, problem));
            }
        }
        crate::order::sort_by_key(mistakes, |mistake| mistake.span.start);
    }

    /// Fills in who and what is meant where a step does not say.
    fn finish(self) -> Scenario {
        let mut scenario = self.scenario;
        if scenario.servers.is_empty() {
            scenario.servers.push(Server { name: SERVER.to_owned(), ip: IP.to_owned() });
        }
        if scenario.drafts.is_empty() {
            scenario.drafts.push((DRAFT.to_owned(), Plan::default()));
        }
        if scenario.handler.is_empty() {
            scenario.handler.push(Reply::Success);
        }
        for step in &mut scenario.script {
            if let (true, Some(server)) = (step.by.is_empty(), scenario.servers.first()) {
                step.by.clone_from(&server.name);
            }
            if let Action::Submit { draft: Target::Draft(name), .. } = &mut step.action
                && name.is_empty()
                && let Some((first, _)) = scenario.drafts.first()
            {
                name.clone_from(first);
            }
        }
        scenario
    }
}

fn words(line: &mut Line<'_>, words: &mut Words) -> Read<()> {
    let word = line.word(&["zh", "en"])?;
    let text = match word.text {
        "zh" => &mut words.zh,
        "en" => &mut words.en,
        _ => return Err(line.unknown(word, &["zh", "en"])),
    };
    if !text.is_empty() {
        return Err(line.mistake(word.span, Problem::new(word.text, TWICE, ONLY_ONCE)));
    }
    line.text().clone_into(text);
    Ok(())
}

fn setting(name: Word<'_>, line: &mut Line<'_>, world: &mut World) -> Read<()> {
    match name.text {
        "seed" => world.seed = line.number("7")?,
        "push" => world.push = line.one_of(PUSH)?,
        "mode" => world.mode = line.one_of(MODE)?,
        "url" => world.handler_url = url(line)?,
        "publish-id" => world.publish_id = line.one_of(ID_FORM)?,
        "msg-data-id" => world.msg_data_id = line.one_of(YES_NO)?,
        "permission" => world.permission = line.one_of(YES_NO)?,
        "whitelist" => {
            world.whitelist.push(line.word(&[IP])?.text.to_owned());
            world.whitelist.extend(std::iter::from_fn(|| line.next()).map(|word| word.text.to_owned()));
        }
        "used" => world.used.push((line.one_of(API)?, line.number("100")?)),
        "callbacks" => world.callbacks = line.one_of(ON_OFF)?,
        "retry-after" => world.retry_after = line.duration()?,
        "failed-draft" => world.keeps_failed_drafts = line.one_of(KEPT)?,
        "errcode" => world.forced.push(forced(line)?),
        _ => return Err(line.unknown(name, SETTINGS)),
    }
    Ok(())
}

fn plan(line: &mut Line<'_>) -> Read<Plan> {
    let mut plan = Plan::default();
    let mut fail_idx = None;
    while let Some(word) = line.next() {
        match word.text {
            "articles" => plan.articles = line.number("3")?,
            "outcome" => plan.outcome = line.one_of(&outcomes())?,
            "fail-idx" => fail_idx = Some(numbers(line)?),
            "takes" => plan.takes = line.duration()?,
            "later" => plan.later = line.duration()?,
            "callback" => plan.fate = line.one_of(FATE)?,
            "delay" => plan.delay = line.duration()?,
            "foreign" => plan.foreign = true,
            _ => return Err(line.unknown(word, PLAN)),
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

fn replies(line: &mut Line<'_>) -> Read<Vec<Reply>> {
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

fn every(line: &mut Line<'_>) -> Read<(i64, u32)> {
    let apart = line.duration()?;
    let word = line.word(&["times"])?;
    if word.text != "times" {
        return Err(line.unknown(word, &["times"]));
    }
    Ok((apart, line.number("5")?))
}

/// Seconds since 1970 UTC.
fn start(line: &mut Line<'_>) -> Read<i64> {
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

const TWICE: Bilingual = Bilingual::new("{} 写了两次", "{} is set twice");
const ONLY_ONCE: Bilingual = Bilingual::new("只留一行", "Keep one of the lines");
const SAME_NAME: Bilingual = Bilingual::new("已经有一个叫 {} 的了", "{} is a name already taken");
const OTHER_NAME: Bilingual = Bilingual::new("换个名字", "Use another name");
const NOT_DECLARED: Bilingual = Bilingual::new("没有叫 {} 的", "Nothing is called {}");
const DECLARE_SERVER: Bilingual = Bilingual::new(
    "用已有的服务器（[]），或加一行：server {}",
    "Use a server that is declared ([]), or add the line: server {}",
);
const DECLARE_DRAFT: Bilingual = Bilingual::new(
    "用已有的草稿（[]），或加一行：draft {}；不是草稿的 media_id 写成 media-id {}",
    "Use a draft that is declared ([]), or add the line: draft {}; for a media_id that is no draft, write media-id {}",
);
const TOO_MANY: Bilingual = Bilingual::new("调用超过 {} 次", "More than {} calls");
const FEWER: Bilingual = Bilingual::new("减少 times 的次数", "Use smaller numbers behind times");
const TOO_LONG: Bilingual =
    Bilingual::new("场景超过 {} kB，这不像是场景", "With more than {} kB this is hardly a scenario");
const SHORTER: Bilingual = Bilingual::new("确认选对了文件", "Make sure that it is the right file");
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
