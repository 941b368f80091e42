//! What is said about a topic.

use freepublish::catalogue::errcode::{Class, ErrorCode};
use freepublish::catalogue::event;
use freepublish::catalogue::field::{Document, Field};
use freepublish::catalogue::interface::{Interface, Parameter};
use freepublish::catalogue::status::{STATUSES, Status};
use freepublish::inspection::Response;
use freepublish::rule::{self, Rule};
use freepublish::{Inspection, Kind, Lang, Outcome, verdict};
use unicode_width::UnicodeWidthStr as _;

use crate::explain::topic::{InterfaceField, Topic};
use crate::render::style::{BOLD, DIM, Lines as _, paint, severity_style};
use crate::render::wrap::hanging;
use crate::texts::Texts;

/// The page of a topic.
pub(super) fn render(topic: &Topic, lang: Lang, texts: &Texts, columns: usize) -> String {
    let mut page = Page { lang, texts, columns, out: String::new() };
    match topic {
        Topic::Errcode(row) => page.errcode(row),
        Topic::Event(name) => page.event(name),
        Topic::Field(field) => page.field(field),
        Topic::Interface(interface) => page.interface(*interface),
        Topic::Outcome(outcome) => page.outcome(*outcome),
        Topic::Parameter(field) => page.parameter(field),
        Topic::Rule(rule) => page.rule(rule),
        Topic::Status(row) => page.status(row),
    }
    page.out
}

struct Page<'a> {
    lang: Lang,
    texts: &'a Texts,
    columns: usize,
    out: String,
}

impl Page<'_> {
    fn errcode(&mut self, row: &ErrorCode) {
        let texts = self.texts;
        self.title(&format!("errcode {}", row.code), row.meaning.get(self.lang));
        let class = match row.class {
            Class::Core => texts.class_core,
            Class::CryptoSdk => texts.class_crypto_sdk,
            Class::Draft => texts.class_draft,
            Class::Get => texts.class_get,
            Class::Other => texts.class_other,
            Class::ThirdParty => texts.class_third_party,
            Class::Token => texts.class_token,
        };
        let mut from = vec![class];
        from.extend(row.documented.then_some(texts.documented));
        from.extend((!row.verified).then_some(texts.unconfirmed));
        self.rows(&[
            ("errmsg", row.errmsg.unwrap_or_default()),
            (texts.cause, row.cause.get(self.lang)),
            (texts.remedy, row.remedy.get(self.lang)),
            (texts.from, &from.join(" · ")),
            (texts.source, row.source().url),
        ]);
    }

    fn event(&mut self, name: &str) {
        let about = match name {
            event::PUBLISH_JOB_FINISH => self.texts.publish_event,
            event::OLD_NAME => self.texts.old_event,
            other => event::describe(other).get(self.lang),
        };
        self.title(name, about);
        if name == event::PUBLISH_JOB_FINISH {
            return self.statuses();
        }
        let code = if name == event::OLD_NAME { "callback/event-alias" } else { "callback/wrong-event" };
        if let Some(rule) = rule::find(code) {
            self.paragraph(rule.advice.get(self.lang));
        }
    }

    fn field(&mut self, field: &Field) {
        let texts = self.texts;
        let document = match field.document {
            Document::Callback => texts.document_callback,
            Document::Envelope => texts.document_envelope,
            Document::Request => texts.document_request,
            Document::Response => texts.document_response,
        };
        self.title(field.name, "");
        self.rows(&[
            (texts.meaning, field.meaning.get(self.lang)),
            (texts.caution, field.caution.map_or("", |caution| caution.get(self.lang))),
            (texts.ty, field.ty),
            (texts.presence, field.presence.get(self.lang)),
            (texts.document, document),
            (texts.source, field.source().url),
        ]);
        if field.name == "publish_status" {
            self.statuses();
        }
    }

    fn interface(&mut self, interface: Interface) {
        let (texts, lang) = (self.texts, self.lang);
        let row = interface.row();
        self.title(row.name, row.title.get(lang));
        self.paragraph(row.meaning.get(lang));
        let codes: Vec<String> = row.errcodes.iter().map(i64::to_string).collect();
        self.rows(&[
            (texts.call, &format!("{} https://api.weixin.qq.com{}", row.method.name(), row.path)),
            (texts.quota, &row.quota.map_or_else(String::new, |quota| texts.calls_a_day(quota))),
            (texts.errcodes, &codes.join(texts.comma)),
            (texts.source, row.source.url),
        ]);
        for (title, fields) in
            [(texts.in_query, row.query), (texts.in_body, row.body), (texts.in_answer, row.answer)]
        {
            if fields.is_empty() {
                continue;
            }
            self.out.push('\n');
            self.out.line(&format!("  {}", paint(BOLD, title)));
            for (path, field) in fields.iter().flat_map(Parameter::walk) {
                let facts = field.facts(title == texts.in_answer, lang);
                self.out.line(&format!("  {path} {}", paint(DIM, &format!("· {facts}"))));
                self.out.line(&format!("    {}", hanging(field.meaning.get(lang), 4, self.columns)));
            }
        }
    }

    fn parameter(&mut self, field: &InterfaceField) {
        let (texts, lang) = (self.texts, self.lang);
        let InterfaceField { parameter, places } = field;
        let limits: Vec<String> = parameter.limits.iter().filter_map(|limit| limit.name(lang)).collect();
        let places: Vec<String> =
            places.iter().map(|(interface, path)| format!("{} {path}", interface.name())).collect();
        self.title(parameter.name, "");
        self.rows(&[
            (texts.meaning, parameter.meaning.get(lang)),
            (texts.caution, parameter.caution.map_or("", |caution| caution.get(lang))),
            (texts.ty, parameter.ty.name()),
            (texts.limit, &limits.join(texts.comma)),
            (texts.found_in, &places.join(texts.comma)),
        ]);
    }

    /// An outcome that is no `publish_status`. What the core says of such an inspection is said here.
    fn outcome(&mut self, outcome: Outcome) {
        let mut inspection = Inspection::default();
        inspection.outcome = outcome;
        inspection.kind = Kind::Request;
        if matches!(outcome, Outcome::Accepted | Outcome::Answered) {
            inspection.kind = Kind::Response;
            inspection.response.insert(Response::default()).errcode = Some(0);
        }
        self.title(&format!("{} {}", self.texts.outcome, outcome.name()), "");
        match outcome {
            Outcome::Invalid => self.paragraph(self.texts.outcome_invalid),
            Outcome::Refused => self.paragraph(self.texts.outcome_refused),
            Outcome::Accepted | Outcome::Answered | Outcome::Valid => {
                let words = verdict(&inspection, self.lang);
                self.paragraph(&words.headline);
                self.paragraph(&words.meaning);
                self.steps(words.advice.iter().map(String::as_str));
            }
            _ => self.paragraph(self.texts.outcome_unknown),
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let word = self.texts.severity(rule.severity);
        let head = format!("{word}[{}]", rule.code);
        let title = rule.title.get(self.lang);
        self.out.line(&format!("{}: {}", paint(severity_style(rule.severity), &head), paint(BOLD, title)));
        self.paragraph(rule.advice.get(self.lang));
        if rule.is_fixable() {
            self.paragraph(self.texts.fixable);
        }
    }

    fn status(&mut self, row: &Status) {
        let lang = self.lang;
        self.title(&format!("publish_status {}", row.code), row.name.get(lang));
        let settled = if row.outcome.is_settled() { self.texts.is_final } else { self.texts.not_final };
        self.paragraph(row.meaning.get(lang));
        self.steps(row.advice.iter().map(|step| step.get(lang)));
        self.rows(&[
            (self.texts.outcome, &format!("{} · {settled}", row.outcome.name())),
            (self.texts.source, row.source().url),
        ]);
    }

    fn statuses(&mut self) {
        let names: Vec<String> = STATUSES.iter().map(|row| format!("publish_status {}", row.code)).collect();
        let rows: Vec<(&str, &str)> =
            names.iter().zip(STATUSES).map(|(name, row)| (name.as_str(), row.name.get(self.lang))).collect();
        self.out.push('\n');
        self.rows(&rows);
    }

    fn title(&mut self, name: &str, meaning: &str) {
        let between = if meaning.is_empty() { "" } else { " · " };
        self.out.line(&format!("{}{between}{meaning}", paint(BOLD, name)));
    }

    fn paragraph(&mut self, text: &str) {
        self.out.line(&format!("  {}", hanging(text, 2, self.columns)));
    }

    fn steps<'s>(&mut self, steps: impl Iterator<Item = &'s str>) {
        for (at, step) in steps.enumerate() {
            self.out.line(&format!("  {}. {}", at + 1, hanging(step, 5, self.columns)));
        }
    }

    /// Labels and values in two columns; a row without a value is left out.
    fn rows(&mut self, rows: &[(&str, &str)]) {
        let given = || rows.iter().filter(|(_, value)| !value.is_empty());
        let widest = given().map(|(label, _)| label.width()).max().unwrap_or_default();
        for (label, value) in given() {
            let blanks = " ".repeat(widest - label.width() + 2);
            // An address that is broken cannot be clicked.
            let value = if value.starts_with("https://") {
                (*value).to_owned()
            } else {
                hanging(value, widest + 4, self.columns)
            };
            self.out.line(&format!("  {}{blanks}{value}", paint(DIM, label)));
        }
    }
}
