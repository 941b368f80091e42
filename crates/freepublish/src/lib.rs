#![doc = include_str!("../README.md")]

pub mod catalogue;
mod check;
#[cfg(feature = "simulate")]
pub mod delivery;
pub mod diagnostic;
mod edit;
mod encoding;
#[cfg(feature = "envelope")]
pub mod envelope;
pub mod excerpt;
mod findings;
pub mod inspect;
pub mod inspection;
pub mod lang;
pub mod outcome;
pub mod outline;
#[doc(hidden)] // For the other crates of the workspace: no promise is made of it.
pub mod percent;
pub mod report;
pub mod rule;
pub mod secrets;
#[cfg(feature = "simulate")]
pub mod simulate;
pub mod span;
mod syntax;
pub mod time;
#[doc(hidden)] // Likewise.
pub mod unseen;
pub mod verdict;

pub use diagnostic::{Diagnostic, Edit, Fix, Severity, apply_all, apply_all_counted};
pub use inspect::{KindHint, Options, inspect, inspect_bytes, inspect_bytes_with, read_bytes};
pub use inspection::{Inspection, Kind, Outcome};
pub use lang::{Bilingual, Lang};
pub use outline::outline;
pub use report::Report;
pub use span::{LineIndex, OffsetUnit, Position, Span};
#[doc(hidden)] // Likewise.
pub use syntax::source_map::escape_json;
pub use verdict::{Verdict, verdict};

/// Longer inputs are refused: 8 MiB. A callback has one or two kB.
pub const MAX_INPUT: usize = 8 * 1024 * 1024;

/// Deeper elements and brackets are left out. WeChat's documents have four levels.
pub const MAX_DEPTH: usize = 64;
