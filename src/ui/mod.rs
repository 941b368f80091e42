//! What several pages draw.

mod icon;
pub mod legible;
pub mod outcome;
pub mod severity;
mod text_area;
mod words;

pub use icon::Icon;
pub use outcome::Tone;
pub use text_area::with_line_feeds;
pub use words::Words;
