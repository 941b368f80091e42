//! One line of a scenario, word by word, and what can be wrong with it.

use std::fmt;

use super::words::names;
use crate::lang::{Bilingual, Lang};
use crate::simulate::config::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::simulate::problem::Problem;
use crate::span::Span;

/// Something in a scenario that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The place in the whole text, in bytes.
    pub span: Span,
    /// Boxed: every reader of a word may return one.
    problem: Box<Problem>,
}

impl Mistake {
    /// What is wrong, and why.
    pub fn reason(&self, lang: Lang) -> String {
        self.problem.reason(lang)
    }

    /// What to write instead.
    pub fn remedy(&self, lang: Lang) -> String {
        self.problem.remedy(lang)
    }
}

/// Everything in a scenario that cannot be understood, in the order of the text: the first hundred, and how many more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes {
    /// The first ones.
    pub list: Vec<Mistake>,
    /// How many more there are.
    pub omitted: usize,
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for mistake in &self.list {
            let (reason, remedy) = (mistake.reason(Lang::En), mistake.remedy(Lang::En));
            writeln!(f, "line {}: {reason}. {remedy}.", mistake.line)?;
        }
        match self.omitted {
            0 => Ok(()),
            more => writeln!(f, "{more} more"),
        }
    }
}

impl std::error::Error for Mistakes {}

/// The longest time a scenario may take anything to last.
pub(super) const LONGEST: Millis = 400 * DAY;

const UNITS: [(&str, Millis); 5] = [("ms", 1), ("s", SECOND), ("m", MINUTE), ("h", HOUR), ("d", DAY)];

/// A duration as scenarios write it: `6s`, `500ms`, `2d`.
pub(super) fn duration(length: Millis) -> String {
    let fitting = UNITS.into_iter().rev().find(|(_, unit)| length != 0 && length % unit == 0);
    let (name, unit) = fitting.unwrap_or(("s", SECOND));
    format!("{}{name}", length / unit)
}

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
}

/// The words of a line that were not read yet.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub(super) number: usize,
    /// The rest, and where it stands.
    rest: &'a str,
    at: usize,
}

pub(super) type Read<T> = Result<T, Mistake>;

impl<'a> Line<'a> {
    /// The `number`th line, which stands at `at`.
    pub(super) fn new(number: usize, text: &'a str, at: usize) -> Self {
        Self { number, rest: text, at }
    }

    /// The same up to its comment: a `#` at the beginning of a word.
    pub(super) fn without_comment(self) -> Self {
        let starts_word = |at: usize| self.rest[..at].chars().next_back().is_none_or(char::is_whitespace);
        let comment = self.rest.match_indices('#').map(|(at, _)| at).find(|at| starts_word(*at));
        Self { rest: &self.rest[..comment.unwrap_or(self.rest.len())], ..self }
    }

    /// The next word, or none.
    pub(super) fn next(&mut self) -> Option<Word<'a>> {
        let word = self.peek()?;
        self.skip_to(word.span.end);
        Some(word)
    }

    pub(super) fn peek(&self) -> Option<Word<'a>> {
        let start = self.rest.len() - self.rest.trim_start().len();
        let word = &self.rest[start..];
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        (end > 0)
            .then(|| Word { text: &word[..end], span: Span::new(self.at + start, self.at + start + end) })
    }

    /// The place behind the last word that was read.
    pub(super) fn here(&self) -> Span {
        Span::at(self.at)
    }

    /// Whether the next word is this one; if so it is taken.
    pub(super) fn takes(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|next| next.text == word);
        if found {
            self.next();
        }
        found
    }

    fn skip_to(&mut self, end: usize) {
        self.rest = &self.rest[end - self.at..];
        self.at = end;
    }

    /// Everything that is left, without the white space around it.
    pub(super) fn text(&mut self) -> &'a str {
        let text = self.rest.trim();
        self.skip_to(self.at + self.rest.len());
        text
    }

    /// The parts of the rest between commas.
    pub(super) fn parts(&mut self) -> Vec<Line<'a>> {
        let mut parts = Vec::new();
        let mut at = self.at;
        for part in self.rest.split(',') {
            parts.push(Line::new(self.number, part, at));
            at += part.len() + 1;
        }
        self.text();
        parts
    }

    /// The next word, which has to be there.
    pub(super) fn word(&mut self, choices: &[&str]) -> Read<Word<'a>> {
        let end = Span::at(self.at + self.rest.trim_end().len());
        self.next().ok_or_else(|| self.mistake(end, Problem::new("", MISSING, CHOOSE).choices(choices)))
    }

    /// The meaning of the next word.
    pub(super) fn one_of<T: Copy>(&mut self, table: &[(&'static str, T)]) -> Read<T> {
        let names = names(table);
        let word = self.word(&names)?;
        let found = table.iter().find(|(name, _)| *name == word.text);
        found.map(|(_, meaning)| *meaning).ok_or_else(|| self.unknown(word, &names))
    }

    pub(super) fn number<T: std::str::FromStr>(&mut self, example: &str) -> Read<T> {
        let word = self.word(&[example])?;
        word.text.parse().map_err(|_| self.is_no(word, NO_NUMBER, example))
    }

    pub(super) fn duration(&mut self) -> Read<Millis> {
        const EXAMPLES: &str = "500ms | 40s | 10m | 2h | 3d";
        let word = self.word(&[EXAMPLES])?;
        let digits = word.text.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.text.len());
        let (digits, unit) = word.text.split_at(digits);
        let unit = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, unit)| *unit);
        let length =
            digits.parse::<Millis>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
        match length {
            Some(length) if length <= LONGEST => Ok(length),
            Some(_) => Err(self.is_no(word, TOO_LONG, "400d")),
            None => Err(self.is_no(word, NO_DURATION, EXAMPLES)),
        }
    }

    /// Nothing may be left.
    pub(super) fn end(&mut self) -> Read<()> {
        match self.next() {
            Some(word) => Err(self.mistake(word.span, Problem::new(word.text, TOO_MUCH, LEAVE_OUT))),
            None => Ok(()),
        }
    }

    pub(super) fn unknown(&self, word: Word<'_>, choices: &[&str]) -> Mistake {
        self.mistake(word.span, Problem::new(word.text, UNKNOWN, CHOOSE).choices(choices))
    }

    fn is_no(&self, word: Word<'_>, reason: Bilingual, example: &str) -> Mistake {
        self.mistake(word.span, Problem::new(word.text, reason, CHOOSE).choices(&[example]))
    }

    pub(super) fn mistake(&self, span: Span, problem: Problem) -> Mistake {
        Mistake { line: self.number, span, problem: Box::new(problem) }
    }
}

const MISSING: Bilingual = Bilingual::new("这一行没有写完", "The line ends too early");
const UNKNOWN: Bilingual = Bilingual::new("这里不能写 {}", "{} means nothing here");
const CHOOSE: Bilingual = Bilingual::new("可以写：[]", "What can stand here: []");
const NO_NUMBER: Bilingual = Bilingual::new("{} 不是这里能用的整数", "{} is no whole number that fits here");
const NO_DURATION: Bilingual = Bilingual::new("{} 不是一段时间", "{} is no length of time");
const TOO_LONG: Bilingual = Bilingual::new("{} 太长了，最多 400 天", "{} is too long: 400 days at most");
const TOO_MUCH: Bilingual = Bilingual::new("多出了 {}", "{} is too much");
const LEAVE_OUT: Bilingual = Bilingual::new("删掉它；注释以 # 开头", "Leave it out; a comment begins with #");
