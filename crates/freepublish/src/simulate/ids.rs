//! Ids and addresses in the shape of WeChat's own, made from the seed. None of them exists.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::prng::{ALPHANUMERIC, BASE64URL, DIGITS, HEX, Prng};

/// Makes the ids of one simulated account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids {
    pub(super) seed: u64,
}

impl Ids {
    fn dice(self, purpose: &str, number: u64) -> Prng {
        Prng::new(self.seed, purpose, number)
    }

    /// The account's `gh_…` id.
    pub(super) fn account(self) -> String {
        format!("gh_{}", self.dice("account", 0).text(HEX, 12))
    }

    /// The openid that events come from.
    pub(super) fn openid(self) -> String {
        format!("o{}", self.dice("openid", 0).text(BASE64URL, 27))
    }

    /// The first `publish_id`. Real ones lie above 2³¹, which 32-bit integers do not hold.
    pub(super) fn first_publish_id(self) -> u64 {
        2_247_483_650 + self.dice("publish_id", 0).below(400_000_000)
    }

    /// How far the next `publish_id` is from the last.
    pub(super) fn publish_id_step(self, number: u64) -> u64 {
        1 + self.dice("publish_id", number).below(9)
    }

    /// A `msg_data_id`.
    pub(super) fn msg_data_id(self, publish_id: u64) -> u64 {
        1_000_000_000 + self.dice("msg_data_id", publish_id).below(1_000_000_000)
    }

    /// The `media_id` of the `number`th draft of a name, 64 characters.
    pub(super) fn media_id(self, draft: &str, number: u64) -> String {
        self.dice("media_id", Prng::new(0, draft, number).below(u64::MAX)).text(BASE64URL, 64)
    }

    /// An `article_id`: 64 characters, or the 43 that were seen as well.
    pub(super) fn article_id(self, publish_id: u64) -> String {
        let mut dice = self.dice("article_id", publish_id);
        let length = if dice.below(4) == 0 { 43 } else { 64 };
        dice.text(BASE64URL, length)
    }

    /// The permanent link of an article. In full real callbacks `mid` is the `publish_id` and `idx` the article's.
    pub(super) fn article_url(self, publish_id: u64, idx: u32) -> String {
        let account = format!("390{}", self.dice("biz", 0).text(DIGITS, 7));
        let biz = STANDARD.encode(account);
        let mut dice = self.dice("article_url", publish_id ^ (u64::from(idx) << 40));
        let (sn, chksm) = (dice.text(HEX, 32), dice.text(HEX, 80));
        format!("http://mp.weixin.qq.com/s?__biz={biz}&mid={publish_id}&idx={idx}&sn={sn}&chksm={chksm}#rd")
    }

    /// The `media_id` of a cover that nobody uploaded.
    pub(super) fn thumb_media_id(self, idx: u32) -> String {
        self.dice("thumb_media_id", u64::from(idx)).text(BASE64URL, 64)
    }

    /// Where the cover of an article is.
    pub(super) fn thumb_url(self, publish_id: u64, idx: u32) -> String {
        let mut dice = self.dice("thumb_url", publish_id ^ (u64::from(idx) << 40));
        format!("http://mmbiz.qpic.cn/mmbiz_jpg/{}/0?wx_fmt=jpeg", dice.text(ALPHANUMERIC, 88))
    }

    /// The request id at the end of `errmsg`. Its first part is the time in hexadecimal.
    pub(super) fn rid(self, seconds: i64, number: u64) -> String {
        let mut dice = self.dice("rid", number);
        format!("{:08x}-{}-{}", seconds & 0xffff_ffff, dice.text(HEX, 8), dice.text(HEX, 8))
    }

    /// What stands in brackets behind `hint:`.
    pub(super) fn hint(self, number: u64) -> String {
        self.dice("hint", number).text(ALPHANUMERIC, 14)
    }

    /// An access token of a usual length.
    pub(super) fn access_token(self, number: u64) -> String {
        let mut dice = self.dice("access_token", number);
        format!("{}_{}", 60 + dice.below(40), dice.text(BASE64URL, 133))
    }

    /// A `nonce` of a push.
    pub(super) fn nonce(self, number: u64) -> String {
        (100_000_000 + self.dice("nonce", number).below(1_900_000_000)).to_string()
    }

    /// The random bytes before an encrypted message.
    pub(super) fn random(self, number: u64) -> [u8; 16] {
        self.dice("random", number).sixteen()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shape_of_real_ones() {
        let ids = Ids { seed: 7 };
        assert_eq!((ids.account().len(), ids.openid().len(), ids.media_id("main", 0).len()), (15, 28, 64));
        assert!(ids.first_publish_id() > u64::from(i32::MAX.unsigned_abs()));
        let url = ids.article_url(2_247_483_655, 2);
        assert!(url.starts_with("http://mp.weixin.qq.com/s?__biz=Mzkw"), "{url}");
        assert!(url.contains("==&mid=2247483655&idx=2&sn=") && url.ends_with("#rd"), "{url}");
        assert!(ids.rid(0x6565_a1b4, 1).starts_with("6565a1b4-"));
    }
}
