//! The fields of calls and answers, as far as they can be judged.

use crate::catalogue::field::Field;
use crate::lang::{Bilingual, Lang};

/// One field of a query, a body or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name, as WeChat writes it.
    pub name: &'static str,
    /// What it holds.
    pub ty: Type,
    /// Whether it has to be there.
    pub need: Need,
    /// What WeChat documents of its values.
    pub limits: &'static [Limit],
    /// What it means.
    pub meaning: Bilingual,
    /// What is easily misread. `None`: nothing of the sort.
    pub caution: Option<Bilingual>,
    /// The fields inside it: of an object, or of each object of a list. Empty where they are not known.
    pub children: &'static [Self],
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// A text for people to read, or an address.
    Text,
    /// An id, a key: text without white space.
    Id,
    /// An id that the document calls a string and WeChat writes as a number.
    NumericId,
    /// A whole number.
    Number,
    /// `0` or `1`.
    Switch,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list of objects.
    List,
    /// A list of whole numbers.
    Numbers,
}

impl Type {
    /// As WeChat's documents call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Id | Self::NumericId => "string",
            Self::Number | Self::Switch => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::List | Self::Numbers => "array",
        }
    }

    /// Whether it holds fields of its own.
    pub const fn holds_members(self) -> bool {
        matches!(self, Self::Object | Self::List)
    }
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Need {
    /// In every call; in an answer: WeChat always sends it.
    Always,
    /// It may be left out.
    Optional,
    /// In an article with text (`article_type` is `news` or absent).
    ForNews,
    /// In an article of pictures (`article_type` is `newspic`).
    ForPictures,
}

impl Need {
    /// In words.
    pub const fn name(self) -> Bilingual {
        match self {
            Self::Always => Bilingual::new("必填", "required"),
            Self::Optional => Bilingual::new("选填", "optional"),
            Self::ForNews => Bilingual::new("图文消息（news）必填", "required for news"),
            Self::ForPictures => Bilingual::new("图片消息（newspic）必填", "required for newspic"),
        }
    }
}

/// What WeChat documents of the values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// At most so many characters.
    Characters(u32),
    /// At most so many bytes of UTF-8.
    Bytes(u32),
    /// From the first number to the second; `u32::MAX` where no greatest one is documented.
    Range(u32, u32),
    /// A list of so many to so many.
    Items(u32, u32),
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Pictures in the HTML have to lie on WeChat's own servers.
    OwnImages,
    /// No `\u4f5c`: such escapes are kept as they are written.
    NoUnicodeEscapes,
}

impl Limit {
    /// In few words; `None` for those that the field's own words tell.
    pub fn name(self, lang: Lang) -> Option<String> {
        Some(match (self, lang) {
            (Self::Characters(most), Lang::Zh) => format!("最多 {most} 个字符"),
            (Self::Characters(most), Lang::En) => format!("at most {most} characters"),
            (Self::Bytes(most), Lang::Zh) => format!("最多 {most} 字节"),
            (Self::Bytes(most), Lang::En) => format!("at most {most} bytes"),
            (Self::Range(least, u32::MAX), Lang::Zh) => format!("不小于 {least}"),
            (Self::Range(least, u32::MAX), Lang::En) => format!("at least {least}"),
            (Self::Range(least, most) | Self::Items(least, most), Lang::Zh) => format!("{least} 到 {most}"),
            (Self::Range(least, most) | Self::Items(least, most), Lang::En) => format!("{least} to {most}"),
            (Self::OneOf(known), _) => known.join(" / "),
            (Self::OwnImages | Self::NoUnicodeEscapes, _) => return None,
        })
    }
}

impl Parameter {
    pub(super) const fn new(
        name: &'static str,
        ty: Type,
        need: Need,
        meaning_zh: &'static str,
        meaning_en: &'static str,
    ) -> Self {
        let meaning = Bilingual::new(meaning_zh, meaning_en);
        Self { name, ty, need, limits: &[], meaning, caution: None, children: &[] }
    }

    /// One that has a row in [`super::super::field`]: the words are those of the row.
    pub(super) const fn of(field: &Field, ty: Type, need: Need) -> Self {
        let Field { name, meaning, caution, .. } = *field;
        Self { name, ty, need, limits: &[], meaning, caution, children: &[] }
    }

    pub(super) const fn limits(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }

    pub(super) const fn caution(self, zh: &'static str, en: &'static str) -> Self {
        Self { caution: Some(Bilingual::new(zh, en)), ..self }
    }

    pub(super) const fn holds(self, children: &'static [Self]) -> Self {
        Self { children, ..self }
    }

    /// What there is to know of it in few words, as `required · string · at most 64 characters`. `of_answer`: whether it is
    /// a field of an answer, of which "required" says nothing to whoever reads it.
    pub fn facts(&self, of_answer: bool, lang: Lang) -> String {
        let need = (!of_answer).then(|| self.need.name().get(lang).to_owned());
        let limits = self.limits.iter().filter_map(|limit| limit.name(lang));
        let facts: Vec<String> = need.into_iter().chain([self.ty.name().to_owned()]).chain(limits).collect();
        facts.join(" · ")
    }

    /// Itself and what is inside it, each with its path: `articles`, `articles[].title`.
    pub fn walk(&'static self) -> Vec<(String, &'static Self)> {
        let mut found = vec![(self.name.to_owned(), self)];
        let brackets = if self.ty == Type::List { "[]" } else { "" };
        for child in self.children {
            let inside = child.walk().into_iter();
            found.extend(inside.map(|(path, field)| (format!("{}{brackets}.{path}", self.name), field)));
        }
        found
    }
}
