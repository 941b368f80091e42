//! The envelope of what passes between WeChat and a developer's server: signatures, encryption, and the three message
//! modes (明文模式, 兼容模式, 安全模式) in XML and JSON.
//!
//! [`signature()`], [`msg_signature`], [`encrypt`] and [`decrypt`] are the primitives; [`seal`] makes whole messages out
//! of them. [`receive()`] is for servers: it takes a push as WeChat sends it and nothing else, and says what was verified.
//! [`open()`] is for people: it inspects a pasted text of any shape with the secrets of its account.
//! Now, nonces and random bytes are arguments, as everywhere in this library: the caller has the clock and the dice.
//!
//! Nothing here is reached from [`inspect`](crate::inspect::inspect): a program that calls only that carries no cryptography.

mod cipher;
mod open;
mod pasted;
mod push;
mod receive;
mod refusal;
pub mod seal;
mod secret;
mod sign;
mod verified;

pub use cipher::{DecryptError, Plain, decrypt, encrypt};
pub use open::{Inner, Opened, TIMESTAMP_TOLERANCE, open, open_bytes};
pub use receive::{Content, Received, check_query, receive};
pub use refusal::{NotOneDocument, Refusal};
pub use secret::{AesKey, KeyError, Secrets, Token, WhichKey};
pub use sign::{msg_signature, signature, verify_msg_signature, verify_signature};
pub use verified::Verified;
