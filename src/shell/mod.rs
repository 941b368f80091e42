//! What is common to all pages: how they are told to the shell ([`feature`]), what they ask of it ([`Command`]), how they
//! link to each other ([`links`]), and what stands around them.

mod coming;
mod command;
mod dialog;
pub mod feature;
mod header;
pub mod keys;
pub mod links;
mod model;
mod not_found;
mod page;
mod secret;
mod setting;
pub mod share;
mod theme;
mod toast;
mod words;

pub use coming::Coming;
pub use command::{Command, Lent};
pub use dialog::{Dialog, ShownDialog};
pub use feature::{Feature, Slot, Table, View};
pub use header::{Header, Wish};
pub use model::{Effect, Model, Msg};
pub use not_found::NotFound;
pub use page::Page;
pub use secret::Secret;
pub use setting::Setting;
pub use theme::Theme;
pub use toast::{ShownToast, Toast};
pub use words::Words;
