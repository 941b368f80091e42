//! How a page keeps its words: a struct, and a value of it for each language.

/// Declares the words of a page: a struct with a field for each, and `of`, which is its value for a language. The values
/// are `ZH` and `EN`, written below the struct; a word that is missing in one of them does not compile.
macro_rules! words {
    ($(#[$doc:meta])* $Words:ident { $($name:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[expect(missing_docs, reason = "a name and its text explain each other")]
        pub struct $Words {
            $(pub $name: $ty,)*
        }

        impl $Words {
            /// The words in that language.
            pub const fn of(lang: freepublish::Lang) -> &'static Self {
                match lang {
                    freepublish::Lang::Zh => &Self::ZH,
                    freepublish::Lang::En => &Self::EN,
                }
            }
        }
    };
}
pub(crate) use words;
