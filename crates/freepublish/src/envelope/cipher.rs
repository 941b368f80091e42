//! Encryption of a message: AES-256-CBC over `random (16) ‖ length (4, big-endian) ‖ message ‖ app id ‖ padding`,
//! written in base64.

use std::fmt;

use aes::Aes256;
use aes::cipher::{Block, BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::AesKey;

/// Bytes before the message: the random ones and its length.
const HEAD: usize = RANDOM + 4;
const RANDOM: usize = 16;

/// The length that WeChat pads to a multiple of. It is *not* the block size of AES, which is 16: paddings of 17 to 32
/// bytes are usual, and unpadders made for AES refuse them.
const PADDED_TO: usize = 32;

const AES_BLOCK: usize = 16;

/// What an encrypted message holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plain {
    /// The bytes that make equal messages look different.
    pub random: [u8; 16],
    /// The message.
    pub message: String,
    /// The app id behind it: whom the message is for. Compare it with your own.
    pub app_id: String,
}

/// Why a text could not be decrypted. A server should not tell the sender which of these it was, and should check the
/// signature first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecryptError {
    /// Not base64. −40010 in WeChat's sample code.
    Base64,
    /// The number of bytes is 0 or no multiple of 16, AES's block: something was cut off or added. −40007.
    BlockSize {
        /// How many bytes there are.
        length: usize,
    },
    /// What was decrypted does not end in a padding of 1 to 32 equal bytes: most often the key is another one. −40007.
    Padding,
    /// The length stated inside leaves no room for the message. −40008.
    Length {
        /// How long the message is said to be, in bytes.
        stated: u32,
        /// How many bytes there are for it and the app id.
        available: usize,
    },
    /// The message or the app id is no UTF-8.
    NotUtf8,
}

impl fmt::Display for DecryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("the ciphertext is not base64"),
            Self::BlockSize { length } => {
                write!(f, "the ciphertext has {length} bytes, which is no positive multiple of {AES_BLOCK}")
            }
            Self::Padding => {
                f.write_str("what was decrypted has no valid padding: most often the key is another one")
            }
            Self::Length { stated, available } => {
                write!(f, "the message is said to have {stated} bytes, but only {available} follow")
            }
            Self::NotUtf8 => f.write_str("what was decrypted is not UTF-8"),
        }
    }
}

impl std::error::Error for DecryptError {}

/// Encrypts a message as WeChat does. `random` are 16 fresh random bytes, which the caller draws; WeChat's own are
/// letters and digits. The result is base64 in one line.
pub fn encrypt(key: &AesKey, random: [u8; 16], message: &str, app_id: &str) -> String {
    let used = HEAD + message.len() + app_id.len();
    let padding = PADDED_TO - used % PADDED_TO;
    let mut bytes = Zeroizing::new(Vec::with_capacity(used + padding));
    bytes.extend_from_slice(&random);
    // A message of 4 GiB has no length to write; it never fits the 8 MiB this library reads.
    bytes.extend_from_slice(&u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend_from_slice(message.as_bytes());
    bytes.extend_from_slice(app_id.as_bytes());
    bytes.extend(std::iter::repeat_n(u8::try_from(padding).unwrap_or_default(), padding));
    let mut cipher = cbc::Encryptor::<Aes256>::new(key.bytes().into(), &key.vector().into());
    for block in bytes.chunks_exact_mut(AES_BLOCK) {
        let mut whole = Block::<Aes256>::default();
        whole.copy_from_slice(block);
        cipher.encrypt_block(&mut whole);
        block.copy_from_slice(&whole);
    }
    STANDARD.encode(bytes.as_slice())
}

/// Decrypts what [`encrypt`] and WeChat make. `encrypted` is the value of `Encrypt`; white space around it is left out.
///
/// # Errors
///
/// [`DecryptError`] says how far it came. Nothing here notices a changed message: that is what the signature is for.
pub fn decrypt(key: &AesKey, encrypted: &str) -> Result<Plain, DecryptError> {
    let bytes = STANDARD.decode(encrypted.trim()).map_err(|_| DecryptError::Base64)?;
    let mut bytes = Zeroizing::new(bytes);
    if bytes.is_empty() || bytes.len() % AES_BLOCK != 0 {
        return Err(DecryptError::BlockSize { length: bytes.len() });
    }
    let mut cipher = cbc::Decryptor::<Aes256>::new(key.bytes().into(), &key.vector().into());
    for block in bytes.chunks_exact_mut(AES_BLOCK) {
        let mut whole = Block::<Aes256>::default();
        whole.copy_from_slice(block);
        cipher.decrypt_block(&mut whole);
        block.copy_from_slice(&whole);
    }
    split(unpadded(&bytes)?)
}

/// How many bytes a base64 text stands for; `None` when it is none.
pub(super) fn decoded_length(text: &str) -> Option<usize> {
    STANDARD.decode(text).ok().map(|bytes| bytes.len())
}

/// The bytes without their padding: as many bytes as the last one says, all of them equal to it.
fn unpadded(bytes: &[u8]) -> Result<&[u8], DecryptError> {
    let last = *bytes.last().ok_or(DecryptError::Padding)?;
    let padding = usize::from(last);
    if padding == 0 || padding > PADDED_TO || padding > bytes.len() {
        return Err(DecryptError::Padding);
    }
    let (content, padding) = bytes.split_at(bytes.len() - padding);
    if padding.iter().any(|byte| *byte != last) {
        return Err(DecryptError::Padding);
    }
    Ok(content)
}

fn split(content: &[u8]) -> Result<Plain, DecryptError> {
    let short = DecryptError::Length { stated: 0, available: 0 };
    let (random, rest) = content.split_first_chunk::<RANDOM>().ok_or(short)?;
    let (stated, rest) = rest.split_first_chunk::<4>().ok_or(short)?;
    let stated = u32::from_be_bytes(*stated);
    let wrong = DecryptError::Length { stated, available: rest.len() };
    let length = usize::try_from(stated).map_err(|_| wrong)?;
    let (message, app_id) = rest.split_at_checked(length).ok_or(wrong)?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| DecryptError::NotUtf8);
    Ok(Plain { random: *random, message: text(message)?, app_id: text(app_id)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> AesKey {
        AesKey::from_encoding(&"A".repeat(43)).expect("a key")
    }

    #[test]
    fn each_failure_has_its_name() {
        let fails = |bytes: &[u8]| decrypt(&key(), &STANDARD.encode(bytes)).err();
        assert_eq!(decrypt(&key(), "AAA!").err(), Some(DecryptError::Base64));
        assert_eq!(fails(&[]), Some(DecryptError::BlockSize { length: 0 }));
        assert_eq!(fails(&[0; 33]), Some(DecryptError::BlockSize { length: 33 }));
        assert_eq!(fails(&[0; 32]), Some(DecryptError::Padding));
        assert_eq!(unpadded(&[33; 64]), Err(DecryptError::Padding));
        assert_eq!(unpadded(&[7, 2, 3, 3]), Err(DecryptError::Padding));
        assert_eq!(unpadded(&[32; 32]), Ok(&[][..]));
        assert_eq!(split(&[0; 19]), Err(DecryptError::Length { stated: 0, available: 0 }));
        let mut long = [0; 24];
        long[19] = 5;
        assert_eq!(split(&long), Err(DecryptError::Length { stated: 5, available: 4 }));
        long[19] = 4;
        long[20] = 0xff;
        assert_eq!(split(&long), Err(DecryptError::NotUtf8));
    }

    #[test]
    fn a_padding_has_1_to_32_bytes_and_no_more_than_there_are() {
        let padded =
            |content: usize, padding: u8, count: usize| [vec![b'c'; content], vec![padding; count]].concat();
        for (content, padding) in [(31, 1), (0, 1), (15, 17), (0, 32), (32, 32), (1, 31)] {
            let bytes = padded(content, padding, usize::from(padding));
            assert_eq!(unpadded(&bytes), Ok(&bytes[..content]), "{content} {padding}");
        }
        for (content, padding, count) in [
            (16, 0, 16),  // 0
            (31, 33, 33), // 33
            (0, 33, 64),
            (0, 255, 255),
            (0, 17, 16), // longer than the text
            (0, 32, 31),
            (0, 2, 1),
            (30, 2, 1), // one of two is another byte
            (30, 32, 31),
        ] {
            let bytes = padded(content, padding, count);
            assert_eq!(unpadded(&bytes), Err(DecryptError::Padding), "{content} {padding} {count}");
        }
        assert_eq!(unpadded(&[]), Err(DecryptError::Padding));
    }

    #[test]
    fn a_message_and_an_app_id_fill_what_their_length_says() {
        let bytes = |stated: u8, rest: &[u8]| [&[7; 16][..], &[0, 0, 0, stated], rest].concat();
        let plain = |stated, rest| split(&bytes(stated, rest)).map(|plain| (plain.message, plain.app_id));
        assert_eq!(plain(0, b""), Ok((String::new(), String::new())));
        assert_eq!(plain(2, b"ab"), Ok(("ab".to_owned(), String::new())));
        assert_eq!(plain(2, b"abwx"), Ok(("ab".to_owned(), "wx".to_owned())));
        assert_eq!(plain(3, b"ab"), Err(DecryptError::Length { stated: 3, available: 2 }));
        assert_eq!(plain(1, b"a\xff"), Err(DecryptError::NotUtf8));
        let huge = [&[7; 16][..], &[255; 4], b"ab"].concat();
        assert_eq!(split(&huge).err(), Some(DecryptError::Length { stated: u32::MAX, available: 2 }));
    }

    #[test]
    fn every_length_is_padded_and_unpadded() {
        for length in 0..70 {
            let message = "m".repeat(length);
            let sealed = encrypt(&key(), *b"aaaabbbbccccdddd", &message, "wx");
            assert_eq!(decoded_length(&sealed).map(|bytes| bytes % PADDED_TO), Some(0), "{length}");
            let plain = decrypt(&key(), &sealed).expect("it opens");
            assert_eq!((plain.message, plain.app_id.as_str()), (message, "wx"));
        }
    }

    #[test]
    fn another_key_is_noticed() {
        let sealed = encrypt(&key(), *b"aaaabbbbccccdddd", "<xml></xml>", "wx5823bf96d3bd56c7");
        let other = AesKey::from_encoding(&"B".repeat(43)).expect("a key");
        assert!(decrypt(&other, &sealed).is_err());
    }
}
