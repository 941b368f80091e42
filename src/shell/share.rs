//! Share links: the text in the fragment of the address, which browsers do not send to servers, with everything taken
//! out that opens a door.

pub use freepublish::secrets::without_secrets;

/// The longest text a link may carry, in bytes. Longer links get cut off by chat programs.
pub const MAX_SHARED: usize = 8 * 1024;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text as base64url without padding.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=chunk.len() {
            let value = bits >> (18 - 6 * digit) & 63;
            out.push(char::from(ALPHABET[value as usize]));
        }
    }
    out
}

/// Reads what [`encode`] wrote; `None` when it is no base64url or no UTF-8.
pub fn decode(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let mut bits = 0;
    let mut held = 0;
    for digit in encoded.trim_end_matches('=').bytes() {
        let value = ALPHABET.iter().position(|known| *known == digit)?;
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_read_back() {
        for text in ["", "a", "ab", "abc", "发布 😀\n", "{\"media_id\":\"x\"}", "\u{feff}<xml>"] {
            let encoded = encode(text);
            assert!(encoded.bytes().all(|byte| ALPHABET.contains(&byte)), "{encoded}");
            assert_eq!(decode(&encoded).as_deref(), Some(text));
        }
        assert_eq!(encode("<xml>?"), "PHhtbD4_");
    }

    #[test]
    fn padding_is_tolerated_and_rubbish_is_refused() {
        assert_eq!(decode("YQ==").as_deref(), Some("a"));
        assert_eq!(decode("Y*"), None);
        assert_eq!(decode("_w"), None, "0xFF is no UTF-8");
    }
}
