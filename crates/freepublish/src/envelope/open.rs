//! Inspection with secrets: what [`inspect`](crate::inspect::inspect) says, and what only the holder of the token and
//! the key can add to it.

use std::borrow::Cow;

use super::cipher::decoded_length;
use super::pasted::{Origin, Part, PastedMessage};
use super::verified::{Verified, other_app_id};
use super::{DecryptError, KeyError, Plain, Secrets, WhichKey, verify_signature};
use crate::MAX_INPUT;
use crate::diagnostic::{Diagnostic, Omitted};
use crate::encoding::from_gb18030;
use crate::findings::Findings;
use crate::inspect::{Options, inspect_with, read_bytes};
use crate::inspection::{Envelope, Inspection, Kind, Mode, Outcome, Signature};
use crate::lang::Bilingual;
use crate::rule::opened::{AppId, Finding, how, which};
use crate::rule::{self, input};
use crate::span::Span;

/// The most seconds between the timestamp of a push and [`Options::at`] that raise no finding. WeChat states no
/// tolerance; 5 minutes leave room for its retries and for clocks that are a little wrong.
pub const TIMESTAMP_TOLERANCE: u64 = 5 * 60;

/// A text that was read with secrets.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Opened {
    /// Everything about the pasted text, in the one shape that reports are made of. What came from the decrypted
    /// document is in it too: the header, the publish job, the outcome and the findings. Those findings stand at the
    /// encrypted value, as they have no place of their own in the pasted text, and offer no repair.
    pub inspection: Inspection,
    /// The decrypted message, if there was one and a key opened it.
    pub inner: Option<Inner>,
    /// What a signature proves of it. `signature` in the envelope of the inspection is `valid` only where this covers what
    /// the inspection reports; a plain push, which no signature covers, says so in a diagnostic.
    pub verified: Verified,
    /// For each finding of `inspection` that came from the decrypted document, which one it is there.
    carried: Vec<Option<usize>>,
}

impl Opened {
    /// Adds what was found before the text was read, as [`Inspection::tell_first`] does.
    pub fn tell_first(&mut self, diagnostic: Diagnostic) {
        self.inspection.tell_first(diagnostic);
        self.carried.insert(0, None);
    }

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
#[non_exhaustive]
pub struct Inner {
    /// The message as it was encrypted.
    pub text: String,
    /// What it is by itself. Spans and repairs count in [`Inner::text`].
    pub inspection: Inspection,
    /// Which key opened it: a reply has to be encrypted with the same.
    pub key: WhichKey,
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
    let mut message = PastedMessage::default();
    let inspection = inspect_with(text, options, &mut message);
    let mut opener = Opener {
        secrets,
        message,
        inspection,
        verified: Verified::Nothing,
        is_invalid: false,
        carried: Vec::new(),
        inner: None,
    };
    let ciphertext = opener.ciphertext(options).or_else(|| opener.ciphertext_alone(text, options));
    if opener.inspection.kind == Kind::Callback {
        opener.check_keys();
        opener.check_signature(ciphertext.as_ref());
        opener.check_timestamp(ciphertext.as_ref(), options);
    }
    if let Some(ciphertext) = &ciphertext {
        opener.decrypt(ciphertext);
    }
    opener.finish(ciphertext.as_ref())
}

/// Like [`open`], for bytes of unknown encoding, as [`inspect_bytes`](crate::inspect::inspect_bytes) reads them: places
/// count in the text that was read.
pub fn open_bytes<'a>(bytes: &'a [u8], options: &Options, secrets: &Secrets) -> (Cow<'a, str>, Opened) {
    let (text, not_utf8) = read_bytes(bytes, from_gb18030);
    let mut opened = open(&text, options, secrets);
    if let Some(diagnostic) = not_utf8 {
        opened.tell_first(diagnostic);
    }
    (text, opened)
}

/// An encrypted message and where it was found.
struct Ciphertext {
    /// Base64.
    text: String,
    span: Option<Span>,
    path: Option<String>,
    origin: Origin,
}

impl Ciphertext {
    fn place(&self, finding: Finding) -> Diagnostic {
        Diagnostic { span: self.span, path: self.path.clone(), ..Diagnostic::new(finding) }
    }
}

struct Opener<'s> {
    secrets: &'s Secrets,
    message: PastedMessage,
    inspection: Inspection,
    verified: Verified,
    /// Whether there is a signature, and it is another one.
    is_invalid: bool,
    /// Findings of the decrypted document, at the encrypted value, and which ones they are there.
    carried: Vec<(Diagnostic, Option<usize>)>,
    inner: Option<Inner>,
}

impl Opener<'_> {
    /// What was entered as a key and is none. Of what is no push nobody needs to know.
    fn check_keys(&mut self) {
        let keys = [(&self.secrets.key, which::CURRENT), (&self.secrets.previous_key, which::PREVIOUS)];
        for (key, which) in keys {
            if let Some(Err(error)) = key {
                self.report(Diagnostic::new(key_finding(*error, which)));
            }
        }
    }

    fn ciphertext(&self, options: &Options) -> Option<Ciphertext> {
        let message = &self.message;
        if let Some(encrypt) = message.field("Encrypt") {
            let origin = if message.is_reply(options.kind) { Origin::Reply } else { Origin::Push };
            let (text, path) = (encrypt.value().to_owned(), message.path(encrypt));
            return Some(Ciphertext { text, span: encrypt.span, path, origin });
        }
        // What signs an echostr says nothing about a body.
        let echostr = message.parameter("echostr").filter(|_| !message.has_document())?;
        // A `+` that nobody encoded for the query was read as a blank. Base64 has no blanks.
        let text = echostr.value().replace(' ', "+");
        let has = |name| message.parameter(name).is_some();
        let is_encrypted = has("msg_signature") && !has("signature") || looks_encrypted(&text);
        is_encrypted.then_some(Ciphertext { text, span: echostr.span, path: None, origin: Origin::Echostr })
    }

    /// The value of `Encrypt`, pasted alone: a text that nothing else is known of, by someone who has a key.
    fn ciphertext_alone(&mut self, text: &str, options: &Options) -> Option<Ciphertext> {
        if self.inspection.kind != Kind::Unknown || !self.has_keys() || text.len() > MAX_INPUT {
            return None;
        }
        let start = text.len() - text.trim_start().len();
        let span = Span::new(start, text.trim_end().len().max(start));
        let base64: String = span.of(text).split_whitespace().collect();
        if !looks_encrypted(&base64) {
            return None;
        }
        self.inspection.kind = Kind::Callback;
        self.drop_findings(|finding| {
            matches!(finding, rule::Finding::Input(input::Finding::Unrecognized { .. }))
        });
        self.message.address_beside(options.url.as_deref().unwrap_or_default());
        Some(Ciphertext { text: base64, span: Some(span), path: None, origin: Origin::Alone })
    }

    fn check_signature(&mut self, ciphertext: Option<&Ciphertext>) {
        let Some(token) = &self.secrets.token else { return };
        if ciphertext.is_none() && self.message.has_document() && self.message.claims_encryption() {
            let claim = self.message.parameter("msg_signature").or(self.message.parameter("encrypt_type"));
            let diagnostic = claim.map(|claim| self.at(claim, Finding::CiphertextMissing));
            self.inspection.diagnostics.extend(diagnostic);
            self.envelope().mode = Mode::Plain;
            return;
        }
        let fields = self.message.signature_fields(ciphertext.map(|ciphertext| ciphertext.origin));
        let given = fields.signature.part;
        if let (Some(ciphertext), None, Some(other)) =
            (ciphertext, given, self.message.parameter("signature"))
            && ciphertext.origin != Origin::Reply
        {
            let diagnostic = self.at(other, Finding::WrongSignatureUsed { how: how::ALONE });
            return self.report(diagnostic);
        }
        let (Some(given), Some(timestamp), Some(nonce)) = (given, fields.timestamp.part, fields.nonce.part)
        else {
            let names = fields.missing();
            // Of a ciphertext pasted alone nobody expects a signature.
            let is_expected =
                ciphertext.is_none_or(|ciphertext| ciphertext.origin != Origin::Alone) || names.len() < 3;
            self.envelope();
            if is_expected {
                self.report(Diagnostic::new(Finding::SignatureAbsent { names }));
            }
            return;
        };
        let (timestamp, nonce, value) = (timestamp.value(), nonce.value(), given.value());
        let verified = match ciphertext {
            None => Verified::caller(token, timestamp, nonce, value),
            Some(ciphertext) => Verified::ciphertext(token, timestamp, nonce, &ciphertext.text, value),
        };
        let finding = match &verified {
            None if ciphertext.is_some() && verify_signature(token, timestamp, nonce, value) => {
                Some(Finding::WrongSignatureUsed { how: how::UNDER_ITS_NAME })
            }
            None => Some(Finding::SignatureMismatch { name: fields.signature.name }),
            Some(Verified::Caller) if self.message.has_document() => Some(Finding::SignatureCoversCallerOnly),
            Some(_) => None,
        };
        let diagnostic = finding.map(|finding| self.at(given, finding));
        self.inspection.diagnostics.extend(diagnostic);
        self.is_invalid = verified.is_none();
        self.verified = verified.unwrap_or_default();
        self.envelope();
    }

    /// Fills in when the message was sent, and looks whether that is when it was received.
    fn check_timestamp(&mut self, ciphertext: Option<&Ciphertext>, options: &Options) {
        let has_secrets = self.secrets.token.is_some() || self.has_keys();
        let Some(envelope) = &mut self.inspection.envelope else { return };
        let fields = self.message.signature_fields(ciphertext.map(|ciphertext| ciphertext.origin));
        let Some(timestamp) = fields.timestamp.part else { return };
        let sent = timestamp.value().parse::<i64>().ok();
        if has_secrets {
            // The fields of a reply. Without secrets there is nothing to add to what `inspect` says.
            envelope.timestamp = envelope.timestamp.or(sent);
            let nonce = fields.nonce.part.map(|nonce| nonce.value().to_owned());
            envelope.nonce = envelope.nonce.take().or(nonce);
        }
        let (Some(sent), Some(received)) = (sent, options.at) else { return };
        let seconds = received.abs_diff(sent);
        if seconds > TIMESTAMP_TOLERANCE {
            let diagnostic = self.at(timestamp, Finding::TimestampStale { minutes: seconds / 60 });
            self.report(diagnostic);
        }
    }

    fn decrypt(&mut self, ciphertext: &Ciphertext) {
        if !self.has_keys() {
            return;
        }
        self.drop_findings(|finding| {
            matches!(finding, rule::Finding::Envelope(rule::envelope::Finding::KeyNeeded { .. }))
        });
        match self.secrets.decrypt(&ciphertext.text) {
            Ok((plain, key)) => return self.read(ciphertext, plain, key),
            Err(Some(error)) => self.report(ciphertext.place(decrypt_finding(error))),
            Err(None) => {}
        }
        self.encrypted_envelope();
    }

    fn read(&mut self, ciphertext: &Ciphertext, plain: Plain, key: WhichKey) {
        if let Some(expected) = other_app_id(self.secrets, &plain.app_id) {
            let (found, expected) = (AppId(plain.app_id.as_str().into()), expected.into());
            self.report(ciphertext.place(Finding::AppIdMismatch { found, expected }));
        }
        let envelope = self.encrypted_envelope();
        envelope.decrypted = true;
        envelope.app_id = Some(plain.app_id).filter(|app_id| !app_id.is_empty());
        let mode = envelope.mode;
        let mut decrypted = PastedMessage::default();
        let inspection = inspect_with(&plain.message, &Options::default(), &mut decrypted);
        if mode == Mode::Compatible {
            self.compare(&decrypted);
        }
        if ciphertext.origin != Origin::Reply {
            self.take_over(ciphertext, &inspection, mode);
        }
        self.inner = Some(Inner { text: plain.message, inspection, key });
    }

    /// In compatible mode both documents are one message.
    fn compare(&mut self, decrypted: &PastedMessage) {
        let mut findings = Findings::default();
        for part in self.message.differences(decrypted) {
            findings.report(|| {
                let field = self.message.path_below_root(part).as_str().into();
                self.at(part, Finding::PlaintextDiffers { field })
            });
        }
        let (found, omitted) = findings.into_sorted();
        self.inspection.diagnostics.extend(found);
        self.omit(omitted);
    }

    /// What the decrypted document says is what the push says, and nothing that stands beside it.
    fn take_over(&mut self, ciphertext: &Ciphertext, inner: &Inspection, mode: Mode) {
        let outer = &mut self.inspection;
        outer.header.clone_from(&inner.header);
        outer.publish.clone_from(&inner.publish);
        outer.outcome = inner.outcome;
        if inner.kind != Kind::Callback {
            // A message that is no event: an `echostr`, or the messages of platforms.
            outer.publish = None;
            outer.outcome = Outcome::Unknown;
            return;
        }
        for (at, diagnostic) in inner.diagnostics.iter().enumerate() {
            // In compatible mode the plain fields have told of it already, at its very place.
            let is_told = mode == Mode::Compatible
                && outer.diagnostics.iter().any(|told| told.code() == diagnostic.code());
            if !is_told {
                let path = [ciphertext.path.as_deref(), diagnostic.path.as_deref()];
                let path: String = path.into_iter().flatten().collect();
                let path = (!path.is_empty()).then_some(path);
                let carried = Diagnostic { span: ciphertext.span, path, fix: None, ..diagnostic.clone() };
                self.carried.push((carried, Some(at)));
            }
        }
        self.omit(inner.omitted);
    }

    fn has_keys(&self) -> bool {
        self.secrets.key.is_some() || self.secrets.previous_key.is_some()
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

    /// Counts findings that were left out elsewhere.
    fn omit(&mut self, omitted: Omitted) {
        let all = &mut self.inspection.omitted;
        all.count += omitted.count;
        all.has_errors |= omitted.has_errors;
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.inspection.diagnostics.push(diagnostic);
    }

    fn at(&self, part: &Part, finding: Finding) -> Diagnostic {
        Diagnostic { span: part.span, path: self.message.path(part), ..Diagnostic::new(finding) }
    }

    fn drop_findings(&mut self, is_dropped: impl Fn(&rule::Finding) -> bool) {
        self.inspection.diagnostics.retain(|diagnostic| !is_dropped(&diagnostic.finding));
    }

    /// What the report says of the signature, derived from what was verified and from nothing else.
    fn say_what_is_signed(&mut self, ciphertext: Option<&Ciphertext>) {
        let is_push = ciphertext.is_some_and(|ciphertext| ciphertext.origin == Origin::Push);
        if is_push
            && self.secrets.token.is_some()
            && let Some(field) = self.message.field("MsgSignature")
        {
            let diagnostic = self.at(field, Finding::ReplyFieldsInPush);
            self.report(diagnostic);
        }
        let mut signature = match &self.verified {
            Verified::Nothing if self.is_invalid => Signature::Invalid,
            Verified::Nothing => Signature::Unchecked,
            Verified::Caller | Verified::Ciphertext { .. } => Signature::Valid,
        };
        if let (Verified::Ciphertext { .. }, Some(ciphertext)) = (&self.verified, ciphertext)
            && is_push
            && self.inner.is_none()
            && self.message.has_event_fields()
        {
            // What is reported was read from fields that stand beside what was signed.
            signature = Signature::Unchecked;
            let diagnostic = ciphertext.place(Finding::SignatureCoversCiphertextOnly);
            self.report(diagnostic);
        }
        if let Some(envelope) = &mut self.inspection.envelope {
            envelope.signature = signature;
        }
    }

    fn finish(mut self, ciphertext: Option<&Ciphertext>) -> Opened {
        self.say_what_is_signed(ciphertext);
        let Self { mut inspection, verified, carried, inner, .. } = self;
        let own = std::mem::take(&mut inspection.diagnostics);
        let mut all: Vec<_> = own.into_iter().map(|diagnostic| (diagnostic, None)).collect();
        all.extend(carried);
        all.sort_by_key(|(diagnostic, _)| diagnostic.span.map(|span| span.start));
        let (diagnostics, carried) = all.into_iter().unzip();
        inspection.diagnostics = diagnostics;
        Opened { inspection, inner, verified, carried }
    }
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

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[test]
    fn a_text_looks_encrypted_from_two_blocks_of_32_bytes_on() {
        let looks = |length: usize| looks_encrypted(&STANDARD.encode(vec![0; length]));
        for (length, expect) in [
            (0, false),
            (16, false),
            (32, false),
            (63, false),
            (64, true),
            (65, false),
            (80, false),
            (96, true),
        ] {
            assert_eq!(looks(length), expect, "{length}");
        }
        assert!(!looks_encrypted("not base64"));
        assert!(!looks_encrypted(&format!(" {}", STANDARD.encode([0; 64]))));
    }
}
