//! Bytes that are no UTF-8.

use super::{Row, filled, made};

pub(super) const ROWS: &[Row] = &[
    made("bytes/gbk", |size| {
        [b"{\"errmsg\":\"", &filled_with(b"\xb7\xa2\xb2\xbc", size)[..], b"\"}"].concat()
    }),
    made("bytes/gbk-xml", |size| {
        [b"<xml>", &filled_with(b"<\xb7\xa2>&\xb2\xbc</\xb7\xa2>", size)[..], b"</xml>"].concat()
    }),
    made("bytes/gbk-cut", |size| [b"{\"errmsg\":\"", &filled_with(b"\xb7", size)[..]].concat()),
    made("bytes/invalid", |size| filled_with(b"\xff", size)),
    made("bytes/invalid-in-json", |size| {
        [b"{\"media_id\":\"", &filled_with(b"\xc0x", size)[..], b"\"}"].concat()
    }),
    made("bytes/half-characters", |size| filled_with(b"\xe5\x8f", size)),
    made("bytes/continuations", |size| filled_with(b"\x80", size)),
    made("bytes/surrogates", |size| filled_with(b"\xed\xa0\x80", size)),
    made("bytes/utf-16-le", |size| {
        let text = filled("\u{feff}<xml>", "<a>1</a>", "</xml>", size / 2);
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }),
    made("bytes/utf-16-be", |size| {
        let text = filled("\u{feff}{\"a\":[", "A,", "]}", size / 2);
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }),
    made("bytes/utf-16-without-mark", |size| {
        let text = filled("{\"a\":[", "A,", "]}", size / 2);
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }),
    made("bytes/every-value", |size| (0..=u8::MAX).cycle().take(size).collect()),
];

fn filled_with(piece: &[u8], size: usize) -> Vec<u8> {
    piece.repeat(size.div_ceil(piece.len()))
}
