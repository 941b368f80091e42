//! What several pages draw.

pub mod editor;
mod icon;
pub mod legible;
pub mod outcome;
pub mod severity;
mod words;

pub use icon::Icon;
pub use outcome::Tone;
pub use words::Words;
