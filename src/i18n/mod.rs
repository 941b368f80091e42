//! The page's own words. A text that is missing in one language does not compile. What comes from the core (verdicts,
//! diagnostics, catalogues) brings its words along and is not repeated here.

use freepublish::Lang;

mod en;
mod zh;

macro_rules! texts {
    ($(#[$doc:meta])* $Texts:ident { $($name:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "a name and its text explain each other")]
        pub struct $Texts {
            $(pub $name: $ty,)*
        }

        impl $Texts {
            /// The texts in that language.
            pub const fn of(lang: Lang) -> &'static Self {
                match lang {
                    Lang::Zh => &Self::ZH,
                    Lang::En => &Self::EN,
                }
            }
        }
    };
}

/// A text with one word filled in.
pub type With<T> = fn(T) -> String;

texts! {
    /// The texts of the shell and of the Inspect page in one language.
    Texts {
        // Shell
        nav_label: &'static str,
        nav_inspect: &'static str,
        nav_simulate: &'static str,
        nav_live: &'static str,
        nav_reference: &'static str,
        skip: &'static str,
        promise: &'static str,
        promise_long: &'static str,
        other_lang: &'static str,
        theme_auto: &'static str,
        theme_light: &'static str,
        theme_dark: &'static str,
        theme_label: With<&'static str>,
        help: &'static str,
        close: &'static str,
        not_found_title: &'static str,
        not_found: fn(&str) -> String,
        not_found_back: &'static str,

        // Editor
        source_label: &'static str,
        source_placeholder: &'static str,
        recognized: &'static str,
        kind_request: &'static str,
        kind_response: &'static str,
        kind_callback: &'static str,
        kind_event: &'static str,
        kind_result: &'static str,
        kind_unknown: &'static str,
        kind_none: &'static str,
        format_text: &'static str,
        mode_compatible: &'static str,
        mode_secure: &'static str,
        samples: &'static str,
        samples_callback: &'static str,
        samples_response: &'static str,
        samples_request: &'static str,
        open_file: &'static str,
        keys: &'static str,
        clear: &'static str,
        count: fn(usize, &str) -> String,
        plain_note: &'static str,
        analyse: &'static str,
        drop_here: &'static str,

        // Empty state
        empty_title: &'static str,
        empty_intro: &'static str,
        empty_what: &'static str,
        empty_items: [(&'static str, &'static str); 4],
        empty_samples: &'static str,
        empty_keys: &'static str,

        // Outcome
        next_label: &'static str,
        facts_label: &'static str,
        fact_event_time: &'static str,
        fact_account: &'static str,
        fact_sender: &'static str,
        fact_event: &'static str,
        fact_count: &'static str,
        fact_token: &'static str,
        token_present: &'static str,
        token_missing: &'static str,
        token_placeholder: &'static str,
        fact_mode: &'static str,
        local_time: fn(&str) -> String,
        copy_value: fn(&str) -> String,
        copy_markdown: &'static str,
        copy_json: &'static str,
        copy_link: &'static str,
        request_title: &'static str,
        request_note: &'static str,

        // Articles
        articles: &'static str,
        article: With<u32>,
        article_unnumbered: &'static str,
        article_originality: &'static str,
        article_rejected: &'static str,
        article_failed: &'static str,
        article_published: &'static str,
        article_gone: &'static str,
        article_no_link: &'static str,
        article_open: &'static str,
        articles_note: &'static str,

        // Diagnostics
        diagnostics: &'static str,
        diagnostics_none: &'static str,
        errors: With<usize>,
        warnings: With<usize>,
        infos: With<usize>,
        fix_all: &'static str,
        position: fn(u32, u32) -> String,
        more: With<usize>,

        // Structure
        structure: &'static str,
        structure_caption: &'static str,
        column_field: &'static str,
        column_value: &'static str,
        column_meaning: &'static str,

        // Messages
        undo: &'static str,
        undone: &'static str,
        cleared: &'static str,
        loaded: fn(&str) -> String,
        opened: &'static str,
        loaded_link: &'static str,
        fixed: fn(&str) -> String,
        fixed_all: With<usize>,
        copied: fn(&str) -> String,
        copied_markdown: &'static str,
        copied_json: &'static str,
        copied_link: With<usize>,
        link_too_long: &'static str,
        link_unreadable: &'static str,
        file_too_large: fn(&str) -> String,
        file_unreadable: &'static str,
        by_hand_title: &'static str,
        by_hand: &'static str,
    }
}

texts! {
    /// The texts of the reference and of the help in one language.
    MoreTexts {
        // Help
        help_title: &'static str,
        help_keys: [(&'static str, &'static str); 6],
        help_about: &'static str,

        // Key panel and decrypted document
        keys_title: &'static str,
        keys_promise: &'static str,
        keys_clear: &'static str,
        keys_fields: [(&'static str, &'static str); 5],
        decrypted: &'static str,
        decrypted_open: &'static str,
        decrypted_loaded: &'static str,
        position_inside: fn(u32, u32) -> String,
        fact_signature: &'static str,
        signature_valid: &'static str,
        signature_invalid: &'static str,
        signature_unchecked: &'static str,
        fact_app_id: &'static str,

    }
}
