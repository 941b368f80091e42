//! Group `envelope`: how an event was transported. What [`inspect`](crate::inspect::inspect) can say of it without
//! secrets; the rest of the group is in [`opened`](crate::rule::opened).

use crate::lang::Bilingual;
use crate::rule::rules;

rules! {
    /// What can be said of the transport of an event by looking at it.
    group "envelope" {
        /// The message is encrypted.
        KeyNeeded { mode: Bilingual } = "key-needed", Info {
            zh {
                title: "消息已加密，需要密钥才能读出" => "消息已加密（{mode}），需要密钥才能读出",
                advice: "填入消息加解密密钥 EncodingAESKey 即可解密（命令行用 --aes-key）；也可以在服务端解密后粘贴明文。",
            }
            en {
                title: "The message is encrypted; a key is needed to read it"
                    => "The message is encrypted ({mode}); a key is needed to read it",
                advice: "Enter the EncodingAESKey and it is decrypted here (--aes-key on the command line), or decrypt it \
                         on your server and paste the plain text.",
            }
        }
    }
}
