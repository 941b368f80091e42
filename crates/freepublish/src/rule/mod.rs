//! The rules: for each, in one place, its code, its severity, the facts it needs and its words in both languages. What
//! finds them is in `check` and `syntax`.
//!
//! Codes are stable. A code that is given up is never used for something else.

use crate::lang::{Bilingual, Fact, Lang};

pub mod callback;
#[cfg(feature = "simulate")]
pub mod delivery;
pub mod envelope;
mod fill;
pub mod input;
pub mod json;
#[cfg(feature = "envelope")]
pub mod opened;
pub mod request;
pub mod response;
pub(crate) mod severity;
pub mod xml;

pub use severity::Severity;

/// The catalogue row of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code: `group/name`.
    pub code: &'static str,
    /// How bad a finding of this rule is.
    pub severity: Severity,
    /// What is wrong, in general, without the facts of a case.
    pub title: Bilingual,
    /// The same with the facts of a case; `None` where there are none to tell.
    message: Option<&'static Bilingual>,
    /// Why it matters and what to do.
    pub advice: Bilingual,
    /// The same with the facts of a case.
    advised: Option<&'static Bilingual>,
    /// What the repair does; `None` where there is no mechanical one.
    fix: Option<&'static Bilingual>,
}

impl Rule {
    /// Whether a mechanical repair is offered.
    pub fn is_fixable(&self) -> bool {
        self.fix.is_some()
    }

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
///
/// Texts are filled in at run time by one function, not by `format!`: two languages of three texts for each rule would
/// make 20 kB of code in the page.
macro_rules! rules {
    (
        $(#[$group_doc:meta])*
        group $group:literal {
            $(
                $(#[$doc:meta])*
                $Variant:ident $({ $($field:ident : $ty:ty),+ $(,)? })? = $code:literal, $Severity:ident {
                    zh {
                        title: $zh_title:literal $(=> $zh_message:literal)?,
                        advice: $zh_advice:literal $(=> $zh_advised:literal)?
                        $(, fix: $zh_fix:literal)? $(,)?
                    }
                    en {
                        title: $en_title:literal $(=> $en_message:literal)?,
                        advice: $en_advice:literal $(=> $en_advised:literal)?
                        $(, fix: $en_fix:literal)? $(,)?
                    }
                }
            )+
        }
    ) => {
        $(#[$group_doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "a fact is explained by the sentence it stands in")]
        #[non_exhaustive]
        pub enum Finding {
            $( $(#[$doc])* $Variant $({ $($field: $ty),+ })?, )+
        }

        enum Row { $($Variant),+ }

        /// The rows of this group.
        pub const RULES: &[$crate::rule::Rule] = &[
            $( $crate::rule::Rule {
                code: concat!($group, "/", $code),
                severity: $crate::rule::Severity::$Severity,
                title: $crate::lang::Bilingual::new($zh_title, $en_title),
                message: $crate::rule::both!($(zh $zh_message)? $(en $en_message)?),
                advice: $crate::lang::Bilingual::new($zh_advice, $en_advice),
                advised: $crate::rule::both!($(zh $zh_advised)? $(en $en_advised)?),
                fix: $crate::rule::both!($(zh $zh_fix)? $(en $en_fix)?),
            } ),+
        ];

        $(
            const _: () = {
                let facts: &[&str] = &[$($(stringify!($field)),+)?];
                let _ = facts;
                $( $crate::rule::fill::check($zh_message, facts); )?
                $( $crate::rule::fill::check($en_message, facts); )?
                $( $crate::rule::fill::check($zh_advised, facts); )?
                $( $crate::rule::fill::check($en_advised, facts); )?
                $( $crate::rule::fill::check($zh_fix, facts); )?
                $( $crate::rule::fill::check($en_fix, facts); )?
            };
        )+

        impl Finding {
            /// The catalogue row.
            pub fn rule(&self) -> &'static $crate::rule::Rule {
                let row = match self { $( Self::$Variant { .. } => Row::$Variant, )+ };
                &RULES[row as usize]
            }

            pub(crate) fn facts(&self) -> $crate::rule::Facts<'_> {
                match self { $(
                    Self::$Variant $({ $($field),+ })? => vec![$($((stringify!($field), $field)),+)?],
                )+ }
            }
        }
    };
}

macro_rules! both {
    () => {
        None
    };
    (zh $zh:literal en $en:literal) => {
        Some(&$crate::lang::Bilingual::new($zh, $en))
    };
}

pub(crate) use {both, rules};

/// The facts of a finding by the names that texts call them.
pub(crate) type Facts<'a> = Vec<(&'static str, &'a dyn Fact)>;

/// Joins the groups into one enum.
macro_rules! groups {
    ($($(#[$when:meta])? $Group:ident = $module:ident),+ $(,)?) => {
        /// What was found, with the facts of the case. Within the crate it is closed: a code that is in no table does
        /// not compile.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Finding {
            $(
                $(#[$when])?
                #[doc = concat!("Of the group `", stringify!($module), "`.")]
                $Group($module::Finding),
            )+
        }

        $(
            $(#[$when])?
            impl From<$module::Finding> for Finding {
                fn from(finding: $module::Finding) -> Self {
                    Self::$Group(finding)
                }
            }
        )+

        const GROUPS: &[&[Rule]] = &[$($(#[$when])? $module::RULES),+];

        impl Finding {
            /// The catalogue row.
            pub fn rule(&self) -> &'static Rule {
                match self { $( $(#[$when])? Self::$Group(finding) => finding.rule(), )+ }
            }

            fn facts(&self) -> Facts<'_> {
                match self { $( $(#[$when])? Self::$Group(finding) => finding.facts(), )+ }
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
    #[cfg(feature = "envelope")]
    Opened = opened,
    #[cfg(feature = "simulate")]
    Delivery = delivery,
}

impl Finding {
    /// Whether it is about a key that was entered beside the text, and not about the text.
    pub(crate) fn is_about_keys(&self) -> bool {
        #[cfg(feature = "envelope")]
        {
            matches!(
                self,
                Self::Opened(opened::Finding::KeyCharset { .. } | opened::Finding::KeyLength { .. })
            )
        }
        #[cfg(not(feature = "envelope"))]
        {
            false
        }
    }

    pub(crate) fn message(&self, lang: Lang) -> String {
        let rule = self.rule();
        fill::fill(rule.message.unwrap_or(&rule.title).get(lang), &self.facts(), lang)
    }

    pub(crate) fn advice(&self, lang: Lang) -> String {
        let rule = self.rule();
        fill::fill(rule.advised.unwrap_or(&rule.advice).get(lang), &self.facts(), lang)
    }

    pub(crate) fn fix_label(&self, lang: Lang) -> String {
        self.rule().fix.map_or_else(String::new, |label| fill::fill(label.get(lang), &self.facts(), lang))
    }
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
                let has_han = text.get(Lang::Zh).chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(has_han, "{}: not Chinese: {}", rule.code, text.get(Lang::Zh));
                let han = text.get(Lang::En).chars().find(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
                assert_eq!(han, None, "{}: not English: {}", rule.code, text.get(Lang::En));
            }
        }
    }
}
