//! The stream of callbacks: where it goes on, and when it is opened again.

use crate::live::proxy::{Generation, Proxy, Start, StreamNews};
use crate::live::{Commands, Connection, Model, Msg, Own, Stream};
use crate::shell::Command;

/// The pauses between two attempts to listen, in seconds. The last one stays.
const PAUSES: [u32; 6] = [1, 2, 4, 8, 15, 30];

/// A stream that was open for so long did work, in milliseconds: the next pause is a short one.
const GOOD_WHILE: i64 = 10_000;

impl Model {
    /// Where the stream has to go on, so that nothing is missed.
    pub(in crate::live) fn start(&self) -> Start {
        let beginning = || self.since.clone().map_or(Start::Now, Start::After);
        self.last_event.clone().map_or_else(beginning, Start::LastEvent)
    }

    pub(super) fn listen_again(&mut self, generation: Generation) -> Commands {
        let Stream::Waiting { tries, .. } = self.stream else { return vec![] };
        if generation != self.generation {
            return vec![];
        }
        self.stream = Stream::Opening { tries };
        self.listen()
    }

    pub(super) fn listen(&self) -> Commands {
        let listen = |(proxy, _): (&Proxy, _)| {
            Command::Own(Own::Listen {
                generation: self.generation,
                proxy: proxy.clone(),
                account: self.known.as_ref().and_then(|known| known.account.clone()),
                from: self.start(),
            })
        };
        self.up().map(listen).into_iter().collect()
    }

    /// Listens again at once, as the reader wishes.
    pub fn retry(&self) -> Msg {
        Msg::Retry(self.generation)
    }

    pub(super) fn heard(&mut self, generation: Generation, news: StreamNews) -> Commands {
        let tries = match self.stream {
            _ if generation != self.generation => return vec![],
            Stream::Off | Stream::Waiting { .. } => return vec![],
            Stream::Opening { tries } | Stream::Open { tries } => tries,
        };
        match news {
            StreamNews::Open => self.stream = Stream::Open { tries },
            StreamNews::Callback { id, kept } => {
                self.stream = Stream::Open { tries: 0 };
                if !id.is_empty() {
                    self.last_event = Some(id);
                }
                self.receive(kept, false);
            }
            StreamNews::Missed => self.has_missed = true,
            StreamNews::Cut { lasted } => {
                let tries = if lasted >= GOOD_WHILE { 0 } else { tries };
                let seconds = PAUSES[(tries as usize).min(PAUSES.len() - 1)];
                self.stream = Stream::Waiting { tries: tries + 1, seconds };
                return vec![Command::Own(Own::RetryLater(generation, seconds * 1_000))];
            }
            StreamNews::Silent { is_usual } => {
                // A proxy that sends no comments is asked anew again and again: nobody needs to hear of it.
                if !is_usual {
                    self.stream = Stream::Opening { tries: 0 };
                }
                return self.listen();
            }
            StreamNews::Refused(failure) => {
                self.connection = Connection::Failed(failure);
                return self.hang_up();
            }
        }
        vec![]
    }
}
