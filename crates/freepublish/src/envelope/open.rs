//! Inspection with secrets: what [`inspect`](crate::inspect::inspect) says, and what only the holder of the token and
//! the key can add to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::cipher::decoded_length;
use super::transport::{Origin, Part, Transport};
use super::{
    AesKey, DecryptError, KeyError, Plain, Secrets, decrypt, verify_msg_signature, verify_signature,
};
use crate::MAX_INPUT;
use crate::diagnostic::Diagnostic;
use crate::findings::Findings;
use crate::inspect::{Options, decode, inspect_with};
use crate::inspection::{Envelope, Inspection, Kind, Mode, Signature};
use crate::lang::Bilingual;
use crate::rule::opened::{AppId, Finding, how, which};
use crate::span::Span;

/// The most seconds between the timestamp of a push and [`Options::at`] that raise no finding. WeChat states no
/// tolerance; 5 minutes leave room for its retries and for clocks that are a little wrong.
pub const TIMESTAMP_TOLERANCE: u64 = 5 * 60;

/// A text that was read with secrets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// Everything about the pasted text, in the one shape that reports are made of. What came from the decrypted
    /// document is in it too: the header, the publish job, the outcome and the findings. Those findings stand at the
    /// encrypted value, as they have no place of their own in the pasted text, and offer no repair.
    pub inspection: Inspection,
    /// The decrypted message, if there was one and a key opened it.
    pub inner: Option<Inner>,
    /// For each finding of `inspection` that came from the decrypted document, which one it is there.
    carried: Vec<Option<usize>>,
}

impl Opened {
    /// The findings about the pasted text itself. With [`Self::inner_diagnostics`], every finding once.
    pub fn outer_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let found = self.inspection.diagnostics.iter().zip(&self.carried);
        found.filter(|(_, carried)| carried.is_none()).map(|(diagnostic, _)| diagnostic)
    }

    /// The same finding in [`Inner::inspection`], for one of `inspection` that came from the decrypted document.
    pub fn inside(&self, at: usize) -> Option<&Diagnostic> {
        let inside = (*self.carried.get(at)?)?;
        self.inner.as_ref()?.inspection.diagnostics.get(inside)
    }

    /// The findings about the decrypted document, with their own places and repairs, as far as they are findings of the
    /// push: a reply, an `echostr` and what the plain fields of compatible mode have told already are left out.
    pub fn inner_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let found = self.inner.as_ref().map_or(&[][..], |inner| &inner.inspection.diagnostics);
        self.carried.iter().flatten().filter_map(|at| found.get(*at))
    }
}

/// A decrypted message, whatever it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    /// The message as it was encrypted.
    pub text: String,
    /// What it is by itself. Spans and repairs count in [`Inner::text`].
    pub inspection: Inspection,
    /// Which key opened it: a reply has to be encrypted with the same.
    pub key: WhichKey,
}

/// One of the two keys an account may have while it changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhichKey {
    /// [`Secrets::key`].
    Current,
    /// [`Secrets::previous_key`].
    Previous,
}

/// Reads a text as [`inspect`](crate::inspect::inspect) does, checks its signatures, decrypts it and reads what was
/// encrypted. Never fails, whatever the text and the secrets are.
///
/// It takes what `inspect` takes: a whole HTTP request or a curl command, a body with its query in [`Options::url`], a
/// body alone, the GET that verifies an address, an encrypted reply; and the bare base64 of an encrypted message.
/// Without secrets it says what `inspect` says, and compares the timestamp with [`Options::at`].
///
/// It is a function of its own so that programs which never have secrets carry no cryptography.
pub fn open(text: &str, options: &Options, secrets: &Secrets) -> Opened {
    let mut transport = Transport::default();
    let inspection = inspect_with(text, options, &mut transport);
    let mut opener = Opener { secrets, transport, inspection, carried: Vec::new(), inner: None };
    let letter = opener.letter().or_else(|| opener.bare_letter(text, options));
    if opener.inspection.kind == Kind::Callback {
        opener.check_keys();
        opener.check_signature(letter.as_ref());
        opener.check_timestamp(letter.as_ref(), options);
    }
    if let Some(letter) = &letter {
        opener.decrypt(letter);
    }
    opener.finish()
}

/// Like [`open`], for bytes of unknown encoding, as [`inspect_bytes`](crate::inspect::inspect_bytes) reads them: places
/// count in the text that was read.
pub fn open_bytes<'a>(bytes: &'a [u8], options: &Options, secrets: &Secrets) -> (Cow<'a, str>, Opened) {
    let (text, not_utf8) = decode(bytes);
    let mut opened = open(&text, options, secrets);
    if let Some(diagnostic) = not_utf8 {
        opened.inspection.diagnostics.insert(0, diagnostic);
        opened.carried.insert(0, None);
    }
    (text, opened)
}

/// An encrypted message and where it was found.
struct Letter {
    /// Base64.
    text: String,
    span: Option<Span>,
    path: Option<String>,
    from: Origin,
}

impl Letter {
    fn new(part: &Part, from: Origin) -> Self {
        let text = match from {
            // A `+` that nobody encoded for the query was read as a blank. Base64 has no blanks.
            Origin::Query => part.value.replace(' ', "+"),
            _ => part.value.clone(),
        };
        Self { text, span: part.span, path: part.path.clone(), from }
    }

    fn place(&self, finding: Finding) -> Diagnostic {
        Diagnostic { span: self.span, path: self.path.clone(), ..Diagnostic::new(finding) }
    }
}

struct Opener<'s> {
    secrets: &'s Secrets,
    transport: Transport,
    inspection: Inspection,
    /// Findings of the decrypted document, at the encrypted value, and which ones they are there.
    carried: Vec<(Diagnostic, Option<usize>)>,
    inner: Option<Inner>,
}

impl<'s> Opener<'s> {
    /// What was entered as a key and is none. Of what is no push nobody needs to know.
    fn check_keys(&mut self) {
        let keys = [(&self.secrets.key, which::CURRENT), (&self.secrets.previous_key, which::PREVIOUS)];
        for (key, which) in keys {
            if let Some(Err(error)) = key {
                self.report(Diagnostic::new(key_finding(*error, which)));
            }
        }
    }

    fn letter(&self) -> Option<Letter> {
        let transport = &self.transport;
        if let Some(encrypt) = transport.field("/Encrypt") {
            let is_reply = transport.field("/MsgSignature").is_some();
            return Some(Letter::new(encrypt, if is_reply { Origin::Reply } else { Origin::Push }));
        }
        let letter = Letter::new(transport.parameter("echostr")?, Origin::Query);
        let has = |name| transport.parameter(name).is_some();
        let is_encrypted = has("msg_signature") && !has("signature") || looks_encrypted(&letter.text);
        is_encrypted.then_some(letter)
    }

    /// The value of `Encrypt`, pasted alone: a text that nothing else is known of, by someone who has a key.
    fn bare_letter(&mut self, text: &str, options: &Options) -> Option<Letter> {
        if self.inspection.kind != Kind::Unknown || !self.has_keys() || text.len() > MAX_INPUT {
            return None;
        }
        let start = text.len() - text.trim_start().len();
        let span = Span::new(start, text.trim_end().len().max(start));
        let ciphertext: String = span.of(text).split_whitespace().collect();
        if !looks_encrypted(&ciphertext) {
            return None;
        }
        self.inspection.kind = Kind::Callback;
        self.drop_findings("input/unrecognized");
        self.transport.address_beside(options.url.as_deref().unwrap_or_default());
        Some(Letter { text: ciphertext, span: Some(span), path: None, from: Origin::Bare })
    }

    fn check_signature(&mut self, letter: Option<&Letter>) {
        let Some(token) = &self.secrets.token else { return };
        let stamp = self.transport.stamp(letter.map(|letter| letter.from));
        let given = stamp.signature.part;
        if let (Some(letter), None, Some(other)) = (letter, given, self.transport.parameter("signature"))
            && letter.from != Origin::Reply
        {
            let diagnostic = at(other, Finding::WrongSignatureUsed { how: how::ALONE });
            return self.report(diagnostic);
        }
        let (Some(given), Some(timestamp), Some(nonce)) = (given, stamp.timestamp.part, stamp.nonce.part)
        else {
            let names = stamp.missing();
            // Of a ciphertext pasted alone nobody expects a signature.
            let is_expected = letter.is_none_or(|letter| letter.from != Origin::Bare) || names.len() < 3;
            self.envelope();
            if is_expected {
                self.report(Diagnostic::new(Finding::SignatureAbsent { names }));
            }
            return;
        };
        let (timestamp, nonce, value) = (&timestamp.value, &nonce.value, &given.value);
        let is_signature = verify_signature(token, timestamp, nonce, value);
        let problem = match letter {
            None if is_signature => None,
            Some(letter) if verify_msg_signature(token, timestamp, nonce, &letter.text, value) => None,
            Some(_) if is_signature => Some(Finding::WrongSignatureUsed { how: how::UNDER_ITS_NAME }),
            _ => Some(Finding::SignatureMismatch { name: stamp.signature.name }),
        };
        let problem = problem.map(|finding| at(given, finding));
        self.envelope().signature = if problem.is_none() { Signature::Valid } else { Signature::Invalid };
        self.inspection.diagnostics.extend(problem);
    }

    /// Fills in when the message was sent, and looks whether that is when it was received.
    fn check_timestamp(&mut self, letter: Option<&Letter>, options: &Options) {
        let has_secrets = self.secrets.token.is_some() || self.has_keys();
        let Some(envelope) = &mut self.inspection.envelope else { return };
        let stamp = self.transport.stamp(letter.map(|letter| letter.from));
        let Some(timestamp) = stamp.timestamp.part else { return };
        let sent = timestamp.value.parse::<i64>().ok();
        if has_secrets {
            // The fields of a reply. Without secrets there is nothing to add to what `inspect` says.
            envelope.timestamp = envelope.timestamp.or(sent);
            envelope.nonce = envelope.nonce.take().or(stamp.nonce.part.map(|nonce| nonce.value.clone()));
        }
        let (Some(sent), Some(received)) = (sent, options.at) else { return };
        let seconds = received.abs_diff(sent);
        if seconds > TIMESTAMP_TOLERANCE {
            let diagnostic = at(timestamp, Finding::TimestampStale { minutes: seconds / 60 });
            self.report(diagnostic);
        }
    }

    fn decrypt(&mut self, letter: &Letter) {
        if !self.has_keys() {
            return;
        }
        self.drop_findings("envelope/key-needed");
        let mut failure = None;
        for (which, key) in self.usable_keys() {
            match decrypt(key, &letter.text) {
                Ok(plain) => return self.read(letter, plain, which),
                // The current key's failure is the one to tell.
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        if let Some(error) = failure {
            self.report(letter.place(decrypt_finding(error)));
        }
        self.encrypted_envelope();
    }

    fn read(&mut self, letter: &Letter, plain: Plain, key: WhichKey) {
        self.check_app_id(letter, &plain.app_id);
        let envelope = self.encrypted_envelope();
        envelope.decrypted = true;
        envelope.app_id = Some(plain.app_id).filter(|app_id| !app_id.is_empty());
        let mode = envelope.mode;
        let mut transport = Transport::default();
        let inspection = inspect_with(&plain.message, &Options::default(), &mut transport);
        if mode == Mode::Compatible {
            self.compare(&transport);
        }
        if inspection.kind == Kind::Callback && letter.from != Origin::Reply {
            self.take_over(letter, &inspection, mode);
        }
        self.inner = Some(Inner { text: plain.message, inspection, key });
    }

    fn check_app_id(&mut self, letter: &Letter, found: &str) {
        let Some(expected) = self.secrets.app_id.as_deref().map(str::trim) else { return };
        if found != expected {
            let (found, expected) = (AppId(found.into()), expected.into());
            self.report(letter.place(Finding::AppIdMismatch { found, expected }));
        }
    }

    /// In compatible mode both documents are one message. Fields that only the encrypted one has are let pass: whether
    /// WeChat repeats all of them is not documented.
    fn compare(&mut self, inner: &Transport) {
        let mut fields: BTreeMap<&str, (Vec<&Part>, Vec<&str>)> = BTreeMap::new();
        for part in self.transport.fields().filter(|part| part.name != "/Encrypt") {
            fields.entry(&part.name).or_default().0.push(part);
        }
        for part in inner.fields() {
            fields.entry(&part.name).or_default().1.push(&part.value);
        }
        let mut findings = Findings::default();
        for (path, (outer, inner)) in fields {
            let Some(first) = outer.first() else { continue };
            if !outer.iter().map(|part| part.value.as_str()).eq(inner) {
                let field = path.trim_start_matches('/').into();
                findings.report(|| at(first, Finding::PlaintextDiffers { field }));
            }
        }
        self.inspection.diagnostics.extend(findings.into_sorted().0);
    }

    /// What the decrypted document says is what the push says.
    fn take_over(&mut self, letter: &Letter, inner: &Inspection, mode: Mode) {
        let outer = &mut self.inspection;
        outer.header.clone_from(&inner.header);
        outer.publish.clone_from(&inner.publish);
        outer.outcome = inner.outcome;
        for (at, diagnostic) in inner.diagnostics.iter().enumerate() {
            // In compatible mode the plain fields have told of it already, at its very place.
            let is_told = mode == Mode::Compatible
                && outer.diagnostics.iter().any(|told| told.code() == diagnostic.code());
            if !is_told {
                let path = [letter.path.as_deref(), diagnostic.path.as_deref()];
                let path: String = path.into_iter().flatten().collect();
                let path = (!path.is_empty()).then_some(path);
                let carried = Diagnostic { span: letter.span, path, fix: None, ..diagnostic.clone() };
                self.carried.push((carried, Some(at)));
            }
        }
    }

    fn has_keys(&self) -> bool {
        self.secrets.key.is_some() || self.secrets.previous_key.is_some()
    }

    fn usable_keys(&self) -> impl Iterator<Item = (WhichKey, &'s AesKey)> + use<'s> {
        let keys = [(WhichKey::Current, &self.secrets.key), (WhichKey::Previous, &self.secrets.previous_key)];
        keys.into_iter().filter_map(|(which, key)| Some((which, key.as_ref()?.as_ref().ok()?)))
    }

    fn envelope(&mut self) -> &mut Envelope {
        self.inspection.envelope.get_or_insert_default()
    }

    fn encrypted_envelope(&mut self) -> &mut Envelope {
        let envelope = self.envelope();
        if envelope.mode == Mode::Plain {
            envelope.mode = Mode::Secure;
        }
        envelope
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.inspection.diagnostics.push(diagnostic);
    }

    fn drop_findings(&mut self, code: &str) {
        self.inspection.diagnostics.retain(|diagnostic| diagnostic.code() != code);
    }

    fn finish(self) -> Opened {
        let Self { mut inspection, carried, inner, .. } = self;
        let own = std::mem::take(&mut inspection.diagnostics);
        let mut all: Vec<_> = own.into_iter().map(|diagnostic| (diagnostic, None)).collect();
        all.extend(carried);
        all.sort_by_key(|(diagnostic, _)| diagnostic.span.map(|span| span.start));
        let (diagnostics, carried) = all.into_iter().unzip();
        inspection.diagnostics = diagnostics;
        Opened { inspection, inner, carried }
    }
}

fn at(part: &Part, finding: Finding) -> Diagnostic {
    Diagnostic { span: part.span, path: part.path.clone(), ..Diagnostic::new(finding) }
}

/// Whether a text can be a message as WeChat encrypts it: base64 of at least two blocks of 32 bytes. The 16 random
/// bytes, the length and an app id fill more than one.
fn looks_encrypted(text: &str) -> bool {
    decoded_length(text).is_some_and(|length| length >= 64 && length % 32 == 0)
}

fn key_finding(error: KeyError, which: Bilingual) -> Finding {
    match error {
        KeyError::Charset { position } => Finding::KeyCharset { which, position },
        KeyError::Length { count } => Finding::KeyLength { which, count },
    }
}

fn decrypt_finding(error: DecryptError) -> Finding {
    match error {
        DecryptError::Base64 => Finding::Base64,
        DecryptError::BlockSize { length } => Finding::BlockSize { length },
        DecryptError::Length { stated, available } => Finding::Length { stated, available },
        DecryptError::NotUtf8 => Finding::NotUtf8,
        DecryptError::Padding => Finding::Padding,
    }
}
