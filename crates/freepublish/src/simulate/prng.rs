//! The simulator's dice: values that look random and are a function of a seed.
//!
//! Not the `rand` crate: its generators may change from one version to the next, and here the same seed has to give
//! the same bytes for as long as somebody keeps a fixture or a link. `SplitMix64` (Steele, Lea and Flood, 2014) is five
//! lines that never change. Nothing here is a secret, so it need not be hard to guess.

/// Throws for one purpose. Each purpose has its own: one more rid does not change the next `article_id`.
#[derive(Clone, Debug)]
pub(super) struct Prng(u64);

/// The alphabet of base64url, which ids are written in.
pub(super) const BASE64URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
pub(super) const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
pub(super) const HEX: &[u8] = b"0123456789abcdef";
pub(super) const DIGITS: &[u8] = b"0123456789";

impl Prng {
    /// The dice for the `number`th thing of a purpose.
    pub(super) fn new(seed: u64, purpose: &str, number: u64) -> Self {
        // FNV-1a tells the purposes apart; a throw between the parts keeps near seeds and numbers from meeting.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut seeded = Self(seed ^ hash);
        let mixed = seeded.next();
        Self(mixed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`. Slightly uneven for large ends, which nobody can see in an id.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// `length` characters of an alphabet.
    pub(super) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(self.byte(alphabet))).collect()
    }

    /// Sixteen letters and digits, as WeChat puts them before an encrypted message.
    pub(super) fn sixteen(&mut self) -> [u8; 16] {
        std::array::from_fn(|_| self.byte(ALPHANUMERIC))
    }

    fn byte(&mut self, alphabet: &[u8]) -> u8 {
        let at = usize::try_from(self.below(alphabet.len() as u64)).unwrap_or(0);
        alphabet.get(at).copied().unwrap_or(b'0')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_throws_are_those_of_the_published_generator() {
        // The reference values of `SplitMix64` for the seed 1234567.
        let mut dice = Prng(1_234_567);
        assert_eq!([dice.next(), dice.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn each_purpose_and_each_number_has_throws_of_its_own() {
        let text = |seed, purpose, number| Prng::new(seed, purpose, number).text(BASE64URL, 20);
        assert_eq!(text(1, "rid", 2), text(1, "rid", 2));
        assert_ne!(text(1, "rid", 2), text(1, "rid", 3));
        assert_ne!(text(1, "rid", 2), text(2, "rid", 2));
        assert_ne!(text(1, "rid", 2), text(1, "nonce", 2));
    }
}
