//! The two languages every text of this library comes in.

use std::fmt;

use crate::excerpt::Excerpt;

/// A language that texts are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Chinese, as WeChat's own console writes it.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The language of a BCP 47 tag such as `zh-CN` or `en`; `None` for a language there are no texts in.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next() {
            Some(primary) if primary.eq_ignore_ascii_case("zh") => Some(Self::Zh),
            Some(primary) if primary.eq_ignore_ascii_case("en") => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag, as the `lang` attribute of a page wants it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// One text in both languages. There is no way to make one with a language missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    zh: &'static str,
    en: &'static str,
}

impl Bilingual {
    /// One text, Chinese first.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The text in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A fact inside a message: shown as it is, or in the reader's language.
pub(crate) trait Fact {
    fn show(&self, lang: Lang) -> String;
}

impl Fact for Bilingual {
    fn show(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

impl Fact for &'static str {
    fn show(&self, _: Lang) -> String {
        (*self).to_owned()
    }
}

macro_rules! plain_facts {
    ($($ty:ty)*) => { $(
        impl Fact for $ty {
            fn show(&self, _: Lang) -> String {
                self.to_string()
            }
        }
    )* };
}
plain_facts!(String Excerpt char u32 u64 i64 usize);

/// Joins a list the way the language writes lists: `1、3、4` or `1, 3 and 4`.
pub(crate) fn list<T: fmt::Display>(items: &[T], lang: Lang) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(match lang {
                Lang::Zh => "、",
                Lang::En if at + 1 == items.len() => " and ",
                Lang::En => ", ",
            });
        }
        out.push_str(&item.to_string());
    }
    out
}

impl<T: fmt::Display> Fact for Vec<T> {
    fn show(&self, lang: Lang) -> String {
        list(self, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_follow_the_habit_of_the_language() {
        assert_eq!(list(&[1, 3, 4], Lang::Zh), "1、3、4");
        assert_eq!(list(&[1, 3, 4], Lang::En), "1, 3 and 4");
        assert_eq!(list(&[2], Lang::En), "2");
        assert_eq!(list::<u32>(&[], Lang::En), "");
    }

    #[test]
    fn tags_are_read_by_their_primary_language() {
        assert_eq!(Lang::from_tag("zh-Hant-HK"), Some(Lang::Zh));
        assert_eq!(Lang::from_tag("EN_us"), Some(Lang::En));
        assert_eq!(Lang::from_tag("fr"), None);
    }
}
