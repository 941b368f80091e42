//! The protocol library.
