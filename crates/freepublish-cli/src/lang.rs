//! Which language to answer in.

use freepublish::Lang;

use crate::args::LangArg;

/// What was asked for; else what `FREEPUBLISH_LANG` says; else Chinese in a Chinese locale and English elsewhere.
pub(crate) fn choose(asked: Option<LangArg>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    if let Some(asked) = asked {
        return asked.into();
    }
    let said = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(lang) = said("FREEPUBLISH_LANG").and_then(|tag| Lang::from_tag(&tag)) {
        return lang;
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(said);
    locale.and_then(|locale| Lang::from_tag(&locale)).unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(asked: Option<LangArg>, environment: &[(&str, &str)], expect: Lang) {
        let variable = |name: &str| {
            environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(choose(asked, variable), expect, "{environment:?}");
    }

    #[test]
    fn the_nearest_word_counts() {
        check(None, &[], Lang::En);
        check(None, &[("LANG", "zh_CN.UTF-8")], Lang::Zh);
        check(None, &[("LANG", "de_DE.UTF-8")], Lang::En);
        check(None, &[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")], Lang::En);
        check(None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "C")], Lang::Zh);
        check(None, &[("FREEPUBLISH_LANG", "en"), ("LANG", "zh_CN.UTF-8")], Lang::En);
        check(None, &[("FREEPUBLISH_LANG", "fr"), ("LANG", "zh_CN.UTF-8")], Lang::Zh);
        check(Some(LangArg::Zh), &[("FREEPUBLISH_LANG", "en")], Lang::Zh);
    }
}
