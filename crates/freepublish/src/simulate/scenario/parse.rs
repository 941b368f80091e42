//! From text to scenario. Every line is read, so that all mistakes are told at once; of a line, the first.

use std::collections::BTreeSet;

use super::line::{Line, Mistake, Mistakes, Read, Word};
use super::setting::{every, plan, replies, setting, start};
use super::words::{ACTIONS, FLAW, ONCE, PLAN};
use super::{Action, DRAFT, IP, Reply, SERVER, START, Scenario, Server, Step, Target, Words};
use crate::inspection::Outcome;
use crate::lang::Bilingual;
use crate::simulate::callback::check_articles;
use crate::simulate::config::{Plan, PlatformConfig};
use crate::simulate::problem::Problem;

/// More calls than any person reads on a timeline.
const MAX_CALLS: u32 = 500;

/// Longer than any scenario a person writes. It also bounds the work: names are looked up in lists.
const MAX_LENGTH: usize = 64 * 1024;

/// More names than anybody chooses from.
const MAX_CHOICES: usize = 20;

/// More mistakes than anybody reads.
const MAX_MISTAKES: usize = 100;

pub(super) fn parse(text: &str) -> Result<Scenario, Mistakes> {
    if text.len() > MAX_LENGTH {
        let whole = Line::new(1, "", 0);
        let mistake = whole.mistake(whole.here(), Problem::new("64", TOO_LONG, SHORTER));
        return Err(Mistakes { list: vec![mistake], omitted: 0 });
    }
    let mut parser = Parser::new();
    let mut mistakes = Gathered::default();
    let mut at = 0;
    for (number, content) in (1..).zip(text.split('\n')) {
        if let Err(mistake) = parser.line(Line::new(number, content, at)) {
            mistakes.add(|| mistake);
        }
        at += content.len() + 1;
    }
    // A list of its own, as these stand anywhere in the text: the first of both lists are the first of all.
    let names = parser.check_names();
    match mistakes.with(names) {
        Some(mistakes) => Err(mistakes),
        None => Ok(parser.finish()),
    }
}

/// The first mistakes of a text, and how many there are.
#[derive(Default)]
struct Gathered {
    list: Vec<Mistake>,
    count: usize,
}

impl Gathered {
    fn add(&mut self, mistake: impl FnOnce() -> Mistake) {
        self.count += 1;
        if self.list.len() < MAX_MISTAKES {
            self.list.push(mistake());
        }
    }

    /// Both together; none where there is no mistake.
    fn with(mut self, others: Self) -> Option<Mistakes> {
        self.list.extend(others.list);
        self.list.sort_by_key(|mistake| mistake.span.start);
        self.list.truncate(MAX_MISTAKES);
        let omitted = self.count + others.count - self.list.len();
        (!self.list.is_empty()).then_some(Mistakes { list: self.list, omitted })
    }
}

struct Parser<'a> {
    scenario: Scenario,
    /// Settings that may stand once, and did.
    seen: Vec<&'a str>,
    /// Names that are declared.
    draft_names: BTreeSet<&'a str>,
    server_names: BTreeSet<&'a str>,
    /// Names that have to be declared somewhere in the text.
    servers: Vec<(Line<'a>, Word<'a>)>,
    drafts: Vec<(Line<'a>, Word<'a>)>,
    /// Names of drafts that steps make.
    added: Vec<&'a str>,
    calls: u32,
}

impl<'a> Parser<'a> {
    fn new() -> Self {
        let scenario = Scenario {
            title: Words::default(),
            about: Words::default(),
            start: START,
            config: PlatformConfig::default(),
            drafts: Vec::new(),
            servers: Vec::new(),
            handler: Vec::new(),
            script: Vec::new(),
        };
        Self {
            scenario,
            seen: Vec::new(),
            draft_names: BTreeSet::new(),
            server_names: BTreeSet::new(),
            servers: Vec::new(),
            drafts: Vec::new(),
            added: Vec::new(),
            calls: 0,
        }
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
            _ => setting(word, &mut line, &mut self.scenario.config)?,
        }
        line.end()
    }

    fn draft(&mut self, line: &mut Line<'a>) -> Read<()> {
        let name = line.word(&["NAME"])?;
        if self.draft_names.contains(name.text) {
            return Err(line.mistake(name.span, Problem::new(name.text, SAME_NAME, OTHER_NAME)));
        }
        let plan = plan(line, PLAN)?;
        check_articles(plan.articles, &plan.fail_idx, plan.outcome)
            .map_err(|problem| line.mistake(name.span, problem))?;
        self.draft_names.insert(name.text);
        self.scenario.drafts.push((name.text.to_owned(), plan));
        Ok(())
    }

    fn server(&mut self, line: &mut Line<'a>) -> Read<()> {
        let name = line.word(&["NAME"])?;
        if self.server_names.contains(name.text) {
            return Err(line.mistake(name.span, Problem::new(name.text, SAME_NAME, OTHER_NAME)));
        }
        let ip = if line.takes("ip") { line.word(&[IP])?.text } else { IP };
        self.server_names.insert(name.text);
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
        let word = line.word(ACTIONS)?;
        match word.text {
            "token" => Ok(Action::Token),
            "stable-token" => Ok(Action::StableToken { force: line.takes("force") }),
            "draft-add" => self.draft_add(line),
            "submit" => self.submit(line),
            "get" => Ok(Action::Get { job: job(line)? }),
            "getarticle" => Ok(Action::GetArticle { job: job(line)? }),
            "batchget" => Ok(Action::BatchGet),
            "delete" => {
                let job = job(line)?;
                let index = if line.takes("index") { Some(line.number("1")?) } else { None };
                Ok(Action::Delete { job, index })
            }
            _ => Err(line.unknown(word, ACTIONS)),
        }
    }

    fn draft_add(&mut self, line: &mut Line<'a>) -> Read<Action> {
        let name = line.word(&["NAME"])?;
        let articles = if line.takes("articles") { line.number("3")? } else { 1 };
        check_articles(articles, &[], Outcome::Published)
            .map_err(|problem| line.mistake(name.span, problem))?;
        self.added.push(name.text);
        Ok(Action::DraftAdd { name: name.text.to_owned(), articles })
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
    fn check_names(&self) -> Gathered {
        let mut servers: Vec<&str> =
            self.scenario.servers.iter().map(|server| server.name.as_str()).collect();
        let mut drafts: Vec<&str> = self.scenario.drafts.iter().map(|(name, _)| name.as_str()).collect();
        if servers.is_empty() {
            servers.push(SERVER);
        }
        if drafts.is_empty() {
            drafts.push(DRAFT);
        }
        drafts.extend(&self.added);
        let mut mistakes = Gathered::default();
        for (uses, known, declare) in
            [(&self.servers, servers, DECLARE_SERVER), (&self.drafts, drafts, DECLARE_DRAFT)]
        {
            let choices = &known[..known.len().min(MAX_CHOICES)];
            let known: BTreeSet<&str> = known.iter().copied().collect();
            for (line, word) in uses.iter().filter(|(_, word)| !known.contains(word.text)) {
                mistakes.add(|| {
                    let problem = Problem::new(word.text, NOT_DECLARED, declare).choices(choices);
                    line.mistake(word.span, problem)
                });
            }
        }
        mistakes
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

/// Which job is meant; none is the latest.
fn job(line: &mut Line<'_>) -> Read<Option<u32>> {
    let named = line.peek().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    if named { line.number("1").map(Some) } else { Ok(None) }
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
