//! What is common to all pages: how they are told to the shell ([`feature`]), what they ask of it ([`Command`]), and how
//! they link to each other ([`links`]).

mod coming;
mod command;
pub mod feature;
pub mod links;
mod page;
mod secret;
mod theme;
mod words;

pub use coming::Coming;
pub use command::{Command, Lent};
pub use feature::{Feature, Slot, Table, View};
pub use page::Page;
pub use secret::Secret;
pub use theme::Theme;
pub use words::Words;
