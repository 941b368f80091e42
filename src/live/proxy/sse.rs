//! Reads a stream of server-sent events, piece by piece as it arrives.
//!
//! The browser has a reader of its own, `EventSource`, but it sends no headers, and a key in the address would end up in
//! logs. <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>

use serde::{Deserialize, Serialize};

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::live) struct Event {
    /// The last id the stream has named: what `Last-Event-ID` resumes from.
    pub(in crate::live) id: String,
    /// The type; `message` when the stream names none.
    pub(in crate::live) kind: String,
    /// The data lines, joined by line feeds.
    pub(in crate::live) data: String,
}

/// A reader in the middle of a stream.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// What has arrived of a line that is not over.
    rest: Vec<u8>,
    id: String,
    kind: String,
    data: Option<String>,
    /// Whether the last byte was a carriage return, whose line feed belongs to it.
    behind_return: bool,
}

/// The longest line that is kept: a callback has some kB, and a server gone mad must not fill the memory.
const MAX_LINE: usize = 16 * 1024 * 1024;

impl Reader {
    /// Takes the next bytes, and returns the events that are complete with them.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for byte in bytes {
            let is_second_half = std::mem::replace(&mut self.behind_return, *byte == b'\r') && *byte == b'\n';
            match byte {
                b'\n' if is_second_half => {}
                b'\n' | b'\r' => {
                    let line = std::mem::take(&mut self.rest);
                    events.extend(self.line(&String::from_utf8_lossy(&line)));
                }
                _ if self.rest.len() < MAX_LINE => self.rest.push(*byte),
                _ => {}
            }
        }
        events
    }

    fn line(&mut self, line: &str) -> Option<Event> {
        if line.is_empty() {
            let kind = std::mem::take(&mut self.kind);
            let data = self.data.take()?;
            let kind = if kind.is_empty() { "message".to_owned() } else { kind };
            return Some(Event { id: self.id.clone(), kind, data });
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match &mut self.data {
                None => self.data = Some(value.to_owned()),
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
            },
            "event" => value.clone_into(&mut self.kind),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            // Comments keep the connection open; unknown names are passed over.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": hello\n\nid: 7\nevent: callback\ndata: {\"a\":\ndata: 1}\n\nid\ndata:发布\r\n\r\ndata\n\n\
                          data: not over";

    fn event(id: &str, kind: &str, data: &str) -> Event {
        Event { id: id.to_owned(), kind: kind.to_owned(), data: data.to_owned() }
    }

    #[test]
    fn events_are_the_same_however_the_stream_is_cut() {
        let expect =
            [event("7", "callback", "{\"a\":\n1}"), event("", "message", "发布"), event("", "message", "")];
        for size in 1..STREAM.len() {
            let mut reader = Reader::default();
            let events: Vec<_> =
                STREAM.as_bytes().chunks(size).flat_map(|piece| reader.read(piece)).collect();
            assert_eq!(events, expect, "in pieces of {size}");
        }
    }

    #[test]
    fn an_id_stays_until_the_next_one() {
        let events = Reader::default().read(b"id: 1\ndata: a\n\ndata: b\n\n");
        assert_eq!(events, [event("1", "message", "a"), event("1", "message", "b")]);
    }
}
