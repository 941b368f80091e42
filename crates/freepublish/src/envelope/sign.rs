//! Signatures: `hex(sha1(join(sort(parts))))`.

use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;

use super::Token;

/// The query parameter `signature`: over the token, the timestamp and the nonce. It proves who called, and nothing about
/// the body. `timestamp` and `nonce` as they stand in the query, percent encoding undone.
pub fn signature(token: &Token, timestamp: &str, nonce: &str) -> String {
    sign(&mut [token.text(), timestamp, nonce])
}

/// The query parameter `msg_signature`, and `MsgSignature` in an encrypted reply: over the same and the encrypted
/// message. `encrypt` is the base64 text as sent.
pub fn msg_signature(token: &Token, timestamp: &str, nonce: &str, encrypt: &str) -> String {
    sign(&mut [token.text(), timestamp, nonce, encrypt])
}

/// Whether `given` is the [`signature()`]. Takes the same time wherever the two differ.
pub fn verify_signature(token: &Token, timestamp: &str, nonce: &str, given: &str) -> bool {
    is_same(&signature(token, timestamp, nonce), given)
}

/// Whether `given` is the [`msg_signature`]. Takes the same time wherever the two differ.
pub fn verify_msg_signature(token: &Token, timestamp: &str, nonce: &str, encrypt: &str, given: &str) -> bool {
    is_same(&msg_signature(token, timestamp, nonce, encrypt), given)
}

/// Compares without telling, by the time it takes, how many characters of a guess are right: a server that calls
/// this answers strangers.
pub(super) fn is_same(computed: &str, given: &str) -> bool {
    computed.as_bytes().ct_eq(given.as_bytes()).into()
}

fn sign(parts: &mut [&str]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    parts.sort_unstable();
    let mut hash = Sha1::new();
    for part in parts {
        hash.update(part.as_bytes());
    }
    let mut hex = String::with_capacity(40);
    for byte in hash.finalize() {
        hex.push(char::from(HEX[usize::from(byte >> 4)]));
        hex.push(char::from(HEX[usize::from(byte & 15)]));
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_parts_is_that_of_their_bytes() {
        let token = Token::new("b");
        assert_eq!(signature(&token, "a", "c"), signature(&Token::new("a"), "c", "b"));
        assert_ne!(signature(&token, "a", "c"), signature(&token, "ac", ""));
    }

    #[test]
    fn only_the_whole_signature_is_the_signature() {
        let token = Token::new("t");
        let right = signature(&token, "1", "2");
        assert!(verify_signature(&token, "1", "2", &right));
        assert!(!verify_signature(&token, "1", "2", &right[..39]));
        assert!(!verify_signature(&token, "1", "2", ""));
        assert!(!verify_signature(&token, "1", "3", &right));
    }
}
