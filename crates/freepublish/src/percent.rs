//! Percent encoding, as addresses have it: <https://www.rfc-editor.org/rfc/rfc3986#section-2>.

/// The text with everything escaped that may mean something in an address.
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// Undoes percent encoding as forms write it: `+` is a blank. A sequence that is none stays as it is.
pub fn decode(text: &str) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes.get(at + 1).copied().and_then(hex), bytes.get(at + 2).copied().and_then(hex));
        match (bytes[at], pair) {
            (b'%', (Some(high), Some(low))) => {
                // Two hexadecimal digits are at most 255.
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
                continue;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
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
