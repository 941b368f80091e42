//! What several pages draw.

mod button;
pub mod editor;
mod field;
mod icon;
pub mod legible;
mod menu;
pub mod outcome;
mod panel;
pub mod severity;
mod words;

pub use button::{copy_button, icon_button};
pub use field::Field;
pub use icon::Icon;
pub use menu::Menu;
pub use outcome::Tone;
pub use panel::panel;
pub use words::Words;
