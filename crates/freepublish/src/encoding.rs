//! Bytes of unknown encoding. WeChat sends UTF-8; what is pasted or opened may come from an editor or a log of Windows.

use std::borrow::Cow;

/// An encoding that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// GBK or its superset GB 18030, the usual encoding of Chinese Windows.
    Gbk,
    Utf16Be,
    Utf16Le,
    /// None that is known: what is no UTF-8 was replaced by U+FFFD.
    Unknown,
}

/// Bytes that were read although they are no UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    /// The first byte that is no UTF-8.
    pub(crate) offset: usize,
    /// The first character of the text that was decoded otherwise.
    pub(crate) first: usize,
}

/// Reads bytes of GB 18030; `None` where they are none. What [`decode`] reads GBK with.
#[cfg(feature = "gbk")]
pub(crate) fn from_gb18030(bytes: &[u8]) -> Option<String> {
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// Without the feature `gbk` nobody is there to read it.
#[cfg(not(feature = "gbk"))]
pub(crate) fn from_gb18030(_: &[u8]) -> Option<String> {
    None
}

/// Reads bytes: as UTF-8 if they are that, else as whatever they are. `gb18030` decodes what looks like GBK.
pub(crate) fn decode(
    bytes: &[u8],
    gb18030: impl FnOnce(&[u8]) -> Option<String>,
) -> Result<Cow<'_, str>, Decoded> {
    if let Some((text, encoding)) = utf16(bytes) {
        return Err(Decoded { text, encoding, offset: 0, first: 0 });
    }
    let offset = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to(),
    };
    let Some(text) = gbk(bytes, gb18030) else {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Err(Decoded { text, encoding: Encoding::Unknown, offset, first: offset });
    };
    let first = text.find(|c: char| !c.is_ascii()).unwrap_or_default();
    Err(Decoded { text, encoding: Encoding::Gbk, offset, first })
}

/// UTF-16, known by its byte order mark, or by every other byte being zero, as in what Latin letters and brackets
/// become. The mark is left out.
fn utf16(bytes: &[u8]) -> Option<(String, Encoding)> {
    /// Code units that are looked at where there is no mark.
    const SAMPLE: usize = 32;
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Some((from_utf16(rest, u16::from_le_bytes).0, Encoding::Utf16Le)),
        [0xfe, 0xff, rest @ ..] => return Some((from_utf16(rest, u16::from_be_bytes).0, Encoding::Utf16Be)),
        _ => {}
    }
    let units = || bytes.chunks_exact(2).take(SAMPLE);
    let zeros = |at: usize| units().filter(|unit| unit[at] == 0).count();
    let most = units().count() / 2 + 1;
    let (high, low) = (zeros(0), zeros(1));
    // U+5E00 has a zero in the other place, too.
    let ((text, is_whole), known) = match (high.max(low) >= most, high * 8 <= low, low * 8 <= high) {
        (true, true, _) => (from_utf16(bytes, u16::from_le_bytes), Encoding::Utf16Le),
        (true, _, true) => (from_utf16(bytes, u16::from_be_bytes), Encoding::Utf16Be),
        _ => return None,
    };
    is_whole.then_some((text, known))
}

/// The text, U+FFFD in the place of what is none, and whether there was no such place.
fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, bool) {
    let (units, rest) = bytes.as_chunks::<2>();
    let mut is_whole = rest.is_empty();
    let mut text: String = char::decode_utf16(units.iter().map(|pair| unit(*pair)))
        .map(|read| {
            read.unwrap_or_else(|_| {
                is_whole = false;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, is_whole)
}

/// GBK, if nothing contradicts it and most characters are usual ones. Any Latin or broken UTF-8 text may consist of pairs
/// that GBK knows too; hardly any consists of the common characters.
fn gbk(bytes: &[u8], gb18030: impl FnOnce(&[u8]) -> Option<String>) -> Option<String> {
    // A log may have been cut in a character.
    let (whole, is_cut) = match bytes {
        [whole @ .., 0x81..=0xfe] if ends_in_half_a_character(bytes) => (whole, true),
        _ => (bytes, false),
    };
    let (usual, all) = usual_pairs(whole);
    if all == 0 || usual * 10 < all * 8 {
        return None;
    }
    let text = gb18030(whole)?;
    let is_odd = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}');
    if text.chars().any(is_odd) {
        return None;
    }
    Some(text + if is_cut { "\u{fffd}" } else { "" })
}

/// Whether the last byte is the first one of a pair.
fn ends_in_half_a_character(bytes: &[u8]) -> bool {
    let mut last = 1;
    each_character(bytes, |character| last = character.len());
    last == 1 && bytes.last().is_some_and(|byte| *byte >= 0x81)
}

/// How many of the characters beyond ASCII are common Chinese characters, Chinese punctuation or full-width letters of GB
/// 2312, and how many there are.
fn usual_pairs(bytes: &[u8]) -> (usize, usize) {
    let (mut usual, mut all) = (0, 0);
    each_character(bytes, |character| {
        all += usize::from(character[0] >= 0x80);
        usual += usize::from(matches!(character, [0xa1..=0xa3 | 0xb0..=0xd7, 0xa1..=0xfe]));
    });
    (usual, all)
}

/// Cuts bytes into characters as GB 18030 does: of one, two or four bytes.
fn each_character(bytes: &[u8], mut see: impl FnMut(&[u8])) {
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        let length = match (first, behind.first()) {
            (0x81..=0xfe, Some(0x30..=0x39)) => 4,
            (0x81..=0xfe, Some(_)) => 2,
            _ => 1,
        };
        let (character, next) = rest.split_at(length.min(rest.len()));
        see(character);
        rest = next;
    }
}

#[cfg(all(test, feature = "gbk"))]
mod tests {
    use super::*;

    fn read_as(bytes: &[u8]) -> (Encoding, String) {
        let decoded = decode(bytes, from_gb18030).expect_err("no UTF-8");
        (decoded.encoding, decoded.text)
    }

    fn in_gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn gbk_is_recognised() {
        for text in [
            "发布",
            "{\"errmsg\":\"草稿不存在，请检查 media_id\"}",
            "<a>第 1 篇《关于发布的说明》</a>",
            "时间：２０２４",
        ] {
            assert_eq!(read_as(&in_gbk(text)), (Encoding::Gbk, text.to_owned()));
        }
        let bytes = in_gbk("发布失败");
        assert_eq!(read_as(&bytes[..7]), (Encoding::Gbk, "发布失\u{fffd}".to_owned()), "cut in a character");
    }

    #[test]
    fn utf16_is_recognised_with_and_without_its_mark() {
        let text = "{\"title\":\"发布😀\"}";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read_as(&little), (Encoding::Utf16Le, text.to_owned()));
        assert_eq!(read_as(&big), (Encoding::Utf16Be, text.to_owned()));
        assert_eq!(read_as(&[&[0xff, 0xfe], &*little].concat()), (Encoding::Utf16Le, text.to_owned()));
        assert_eq!(read_as(&[&[0xfe, 0xff], &*big].concat()), (Encoding::Utf16Be, text.to_owned()));
    }

    #[test]
    fn what_is_none_of_them_is_not_guessed() {
        let broken_utf8 = [&b"{\"title\":\"\xff"[..], "发布成功，共三篇".as_bytes()].concat();
        let cut_utf8 = &"发布成功".as_bytes()[..11];
        for bytes in [
            &broken_utf8,
            cut_utf8,
            b"caf\xe9 au lait",
            b"na\xefve fa\xe7ade",
            b"\x80\x81",
            b"\xff\xff",
            b"\xb0",
        ] {
            assert_eq!(read_as(bytes).0, Encoding::Unknown, "{bytes:?}");
        }
        for text in ["", "a", "a\0", "发布", "a\0b", "{\"a\":\"\0\"}"] {
            let decoded = decode(text.as_bytes(), from_gb18030);
            assert!(decoded.as_deref() == Ok(text) || text == "a\0", "{text:?}");
        }
    }
}
