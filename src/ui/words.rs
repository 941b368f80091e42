//! Words that several pages say.

use crate::words::words;

words! {
    /// The words in one language.
    Words {
        is_final: &'static str,
        not_final: &'static str,
        error: &'static str,
        warning: &'static str,
        info: &'static str,
    }
}

impl Words {
    const ZH: Self = Self {
        is_final: "最终结果",
        not_final: "还不是最终结果",
        error: "错误",
        warning: "警告",
        info: "提示",
    };

    const EN: Self = Self {
        is_final: "final",
        not_final: "not final yet",
        error: "Error",
        warning: "Warning",
        info: "Note",
    };
}
