//! Group `envelope`: how an event was transported.

use crate::lang::Bilingual;
use crate::rule::rules;

rules! {
    /// What can be said of the transport of an event.
    group "envelope" {
        /// The message is encrypted.
        KeyNeeded { mode: Bilingual } = "key-needed", Info {
            zh {
                title: "消息已加密，需要密钥才能读出" => "消息已加密（{mode}），需要密钥才能读出",
                advice: "用你服务端的 EncodingAESKey 解密后，把明文粘贴到这里。",
            }
            en {
                title: "The message is encrypted; a key is needed to read it"
                    => "The message is encrypted ({mode}); a key is needed to read it",
                advice: "Decrypt it on your server with the EncodingAESKey and paste the plain text here.",
            }
        }
    }
}
