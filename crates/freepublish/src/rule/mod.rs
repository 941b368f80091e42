//! The rules: for each, in one place, its code, its severity, the facts it needs, its words in both languages and,
//! below the table of its group, the code that checks it.
//!
//! Codes are stable. A code that is given up is never used for something else.

use crate::diagnostic::Severity;
use crate::lang::{Bilingual, Lang};

pub mod callback;
pub mod envelope;
pub mod input;
pub mod json;
pub mod request;
pub mod response;
pub mod xml;

/// The catalogue row of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code: `group/name`.
    pub code: &'static str,
    /// How bad a finding of this rule is.
    pub severity: Severity,
    /// What is wrong, in general, without the facts of a case.
    pub title: Bilingual,
    /// Why it matters and what to do.
    pub advice: Bilingual,
    /// Whether a mechanical repair is offered.
    pub fixable: bool,
}

impl Rule {
    /// The group: the part of the code before the slash.
    pub fn group(&self) -> &'static str {
        self.code.split('/').next().unwrap_or_default()
    }
}

/// Every rule, group by group, in the order of the tables.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|rules| rules.iter())
}

/// The rule of that code.
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Writes a group: the enum of its findings, and their rows in the same order.
///
/// `title` is what is wrong in general; after `=>`, the same with the facts of the case filled in. `advice` likewise.
/// `fix` is the label of the repair, on rules that have one. A placeholder that is no fact does not compile, and
/// neither does a text in one language only.
macro_rules! rules {
    (
        $(#[$group_doc:meta])*
        group $group:literal {
            $(
                $(#[$doc:meta])*
                $Variant:ident $({ $($field:ident : $ty:ty),+ $(,)? })? = $code:literal, $Severity:ident {
                    zh {
                        title: $zh_title:literal $(=> $zh_message:literal)?,
                        advice: $zh_advice:literal $(=> $zh_advise:literal)?
                        $(, fix: $zh_fix:literal)? $(,)?
                    }
                    en {
                        title: $en_title:literal $(=> $en_message:literal)?,
                        advice: $en_advice:literal $(=> $en_advise:literal)?
                        $(, fix: $en_fix:literal)? $(,)?
                    }
                }
            )+
        }
    ) => {
        $(#[$group_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "a fact is explained by the sentence it stands in")]
        pub enum Finding {
            $( $(#[$doc])* $Variant $({ $($field: $ty),+ })?, )+
        }

        enum Row { $($Variant),+ }

        /// The rows of this group.
        pub const RULES: &[$crate::rule::Rule] = &[
            $( $crate::rule::Rule {
                code: concat!($group, "/", $code),
                severity: $crate::diagnostic::Severity::$Severity,
                title: $crate::lang::Bilingual { zh: $zh_title, en: $en_title },
                advice: $crate::lang::Bilingual { zh: $zh_advice, en: $en_advice },
                fixable: $crate::rule::is_given!($($zh_fix)?),
            } ),+
        ];

        impl Finding {
            /// The catalogue row.
            pub fn rule(&self) -> &'static $crate::rule::Rule {
                let row = match self { $( Self::$Variant { .. } => Row::$Variant, )+ };
                &RULES[row as usize]
            }

            pub(crate) fn message(&self, lang: $crate::lang::Lang) -> String {
                match self { $(
                    Self::$Variant $({ $($field),+ })? => {
                        $($(
                            let $field = $crate::lang::Fact::show($field, lang);
                            // Not every text names every fact.
                            let _ = &$field;
                        )+)?
                        match lang {
                            $crate::lang::Lang::Zh => $crate::rule::text!($zh_title $(=> $zh_message)?),
                            $crate::lang::Lang::En => $crate::rule::text!($en_title $(=> $en_message)?),
                        }
                    }
                )+ }
            }

            pub(crate) fn advice(&self, lang: $crate::lang::Lang) -> String {
                match self { $(
                    Self::$Variant $({ $($field),+ })? => {
                        $($(
                            let $field = $crate::lang::Fact::show($field, lang);
                            // Not every text names every fact.
                            let _ = &$field;
                        )+)?
                        match lang {
                            $crate::lang::Lang::Zh => $crate::rule::text!($zh_advice $(=> $zh_advise)?),
                            $crate::lang::Lang::En => $crate::rule::text!($en_advice $(=> $en_advise)?),
                        }
                    }
                )+ }
            }

            pub(crate) fn fix_label(&self, lang: $crate::lang::Lang) -> String {
                match self { $(
                    Self::$Variant $({ $($field),+ })? => {
                        $($(
                            let $field = $crate::lang::Fact::show($field, lang);
                            // Not every text names every fact.
                            let _ = &$field;
                        )+)?
                        match lang {
                            $crate::lang::Lang::Zh => $crate::rule::label!($($zh_fix)?),
                            $crate::lang::Lang::En => $crate::rule::label!($($en_fix)?),
                        }
                    }
                )+ }
            }
        }
    };
}

macro_rules! text {
    ($plain:literal) => {
        $plain.to_owned()
    };
    ($plain:literal => $with_facts:literal) => {
        format!($with_facts)
    };
}

macro_rules! label {
    () => {
        String::new()
    };
    ($text:literal) => {
        format!($text)
    };
}

macro_rules! is_given {
    () => {
        false
    };
    ($text:literal) => {
        true
    };
}

pub(crate) use {is_given, label, rules, text};

/// Joins the groups into one enum.
macro_rules! groups {
    ($($Group:ident = $module:ident),+ $(,)?) => {
        /// What was found, with the facts of the case: closed, so a code that is in no table does not compile.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Finding {
            $(
                #[doc = concat!("Of the group `", stringify!($module), "`.")]
                $Group($module::Finding),
            )+
        }

        $(
            impl From<$module::Finding> for Finding {
                fn from(finding: $module::Finding) -> Self {
                    Self::$Group(finding)
                }
            }
        )+

        const GROUPS: &[&[Rule]] = &[$($module::RULES),+];

        impl Finding {
            /// The catalogue row.
            pub fn rule(&self) -> &'static Rule {
                match self { $( Self::$Group(finding) => finding.rule(), )+ }
            }

            pub(crate) fn message(&self, lang: Lang) -> String {
                match self { $( Self::$Group(finding) => finding.message(lang), )+ }
            }

            pub(crate) fn advice(&self, lang: Lang) -> String {
                match self { $( Self::$Group(finding) => finding.advice(lang), )+ }
            }

            pub(crate) fn fix_label(&self, lang: Lang) -> String {
                match self { $( Self::$Group(finding) => finding.fix_label(lang), )+ }
            }
        }
    };
}

groups! {
    Input = input,
    Xml = xml,
    Json = json,
    Request = request,
    Response = response,
    Callback = callback,
    Envelope = envelope,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_written_alike() {
        let mut seen = BTreeSet::new();
        for rule in all() {
            assert!(seen.insert(rule.code), "{} stands twice", rule.code);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '/';
            assert!(rule.code.chars().all(plain), "{}", rule.code);
            assert_eq!(rule.code.matches('/').count(), 1, "{}", rule.code);
        }
    }

    #[test]
    fn texts_are_complete_in_both_languages_and_hold_no_placeholder() {
        for rule in all() {
            for text in [rule.title, rule.advice] {
                for lang in Lang::ALL {
                    let text = text.get(lang);
                    assert!(!text.trim().is_empty(), "{} has an empty text", rule.code);
                    assert!(!text.contains('{'), "{}: facts belong behind `=>`: {text}", rule.code);
                }
                let has_han = text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(has_han, "{}: not Chinese: {}", rule.code, text.zh);
                let han = text.en.chars().find(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
                assert_eq!(han, None, "{}: not English: {}", rule.code, text.en);
            }
        }
    }
}
