//! Percent encoding, as addresses have it: <https://www.rfc-editor.org/rfc/rfc3986#section-2>.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the characters that mean nothing in an address: letters, digits and these four.
const MEANINGFUL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The text with everything escaped that may mean something in an address.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, MEANINGFUL).to_string()
}

/// Undoes percent encoding as forms write it: `+` is a blank. A sequence that is none stays as it is.
pub fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_percent_signs_stay() {
        assert_eq!(decode("a%2Gb%"), "a%2Gb%");
        assert_eq!(decode("%E5%8F%91+x"), "发 x");
    }

    #[test]
    fn what_was_encoded_is_read_back() {
        for text in ["", "a+b c%", "发布 😀", "http://127.0.0.1:8080/?a=1&b=2"] {
            assert_eq!(decode(&encode(text)), text);
        }
        assert_eq!(encode("a+/=~"), "a%2B%2F%3D~");
    }
}
