//! The simulator: shipped scenarios as they play, callbacks in their exact layout, and what has to hold of any run.

mod articles;
mod callbacks;
mod errcodes;
mod platform;
mod properties;
mod scenarios;
