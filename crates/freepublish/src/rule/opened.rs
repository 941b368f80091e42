//! Group `envelope`, the part of those who have secrets: everything is checked in
//! [`envelope::open`](crate::envelope::open()).

use crate::excerpt::Excerpt;
use crate::lang::{Bilingual, Fact, Lang};
use crate::rule::rules;

rules! {
    /// What can be said of the transport of an event with the token and the key.
    group "envelope" {
        /// Not 43 characters.
        KeyLength { which: Bilingual, count: usize } = "key-length", Error {
            zh {
                title: "EncodingAESKey 的长度不对" => "{which}有 {count} 个字符，应为 43 个",
                advice: "请在公众平台的服务器配置里重新复制，不要带引号，也不要自己补末尾的 =；Token 和 AppSecret 都不是它。\
                         官方示例代码对不合法的密钥返回 -40004。",
            }
            en {
                title: "The EncodingAESKey has a wrong length" => "The length of the {which} is {count}; it has to be 43",
                advice: "Copy it again from the server configuration in the console, without quotes and without adding = at \
                         its end. Token and AppSecret are something else. WeChat's sample code returns -40004 for a bad key.",
            }
        }
        /// Something else than letters and digits.
        KeyCharset { which: Bilingual, position: usize } = "key-charset", Error {
            zh {
                title: "EncodingAESKey 里有不该有的字符" => "{which}的第 {position} 个字符不是字母或数字",
                advice: "EncodingAESKey 只有大小写字母和数字。多半是复制时带进了别的字符，请重新复制。\
                         官方示例代码对不合法的密钥返回 -40004。",
            }
            en {
                title: "The EncodingAESKey holds a character it cannot have"
                    => "Character {position} of the {which} is neither a letter nor a digit",
                advice: "An EncodingAESKey has letters and digits only. Something was probably copied along with it: copy it \
                         again. WeChat's sample code returns -40004 for a bad key.",
            }
        }
        /// The ciphertext cannot be decoded.
        Base64 = "base64", Error {
            zh {
                title: "密文不是 base64，无法解密",
                advice: "密文可能被转义、截断，或混进了别的字符。请取微信推送的原始值。官方示例代码返回 -40010。",
            }
            en {
                title: "The ciphertext is not base64 and cannot be decrypted",
                advice: "It may have been escaped, cut, or mixed with something else. Take it as WeChat sent it. WeChat's \
                         sample code returns -40010.",
            }
        }
        /// Not whole blocks.
        BlockSize { length: usize } = "block-size", Error {
            zh {
                title: "密文长度不是 16 字节的整数倍" => "密文有 {length} 字节，不是 16 的整数倍，无法解密",
                advice: "多半是没有复制完整，或被日志截断。请取完整的密文。官方示例代码解密失败时返回 -40007。",
            }
            en {
                title: "The ciphertext is no multiple of 16 bytes"
                    => "The ciphertext has {length} bytes, which is no multiple of 16: it cannot be decrypted",
                advice: "Usually it was copied in part, or a log cut it. Take the whole ciphertext. WeChat's sample code \
                         returns -40007 when decryption fails.",
            }
        }
        /// The end of what was decrypted is no padding.
        Padding = "padding", Error {
            zh {
                title: "用这个 EncodingAESKey 解不开：解密后的补位不对",
                advice: "最常见的是密钥不对：核对是不是同一个账号的；刚修改过密钥的，把上一个也填上。\
                         也可能是密文不完整。自己写解密的，补位按 32 字节的块，最长 32 字节，按 16 字节去补位会报错。\
                         官方示例代码解密失败时返回 -40007。",
            }
            en {
                title: "This EncodingAESKey does not open it: what was decrypted has no valid padding",
                advice: "Most often it is the wrong key: see whether it is this account's, and if it was changed lately, give \
                         the previous one too. The ciphertext may also be incomplete. In code of your own: padding goes by \
                         blocks of 32 bytes and is up to 32 long; unpadding by 16 fails. WeChat's sample code returns -40007 \
                         when decryption fails.",
            }
        }
        /// The length inside does not fit.
        Length { stated: u32, available: usize } = "length", Error {
            zh {
                title: "解密后的消息长度对不上" => "解密后写明消息长 {stated} 字节，后面却只有 {available} 字节",
                advice: "解密后应依次是 16 字节随机串、4 字节长度（大端）、消息、AppID。长度对不上，多半是密钥不对，\
                         或加密一方没有这样拼装。官方示例代码返回 -40008。",
            }
            en {
                title: "The length inside the message does not fit"
                    => "The message is said to have {stated} bytes, but only {available} follow",
                advice: "Decrypted, there are 16 random bytes, 4 bytes of length (big-endian), the message and the app id. \
                         If the length does not fit, the key is probably wrong, or whoever encrypted it laid it out \
                         differently. WeChat's sample code returns -40008.",
            }
        }
        /// What was decrypted is no text.
        NotUtf8 = "not-utf8", Error {
            zh {
                title: "解密出来的内容不是 UTF-8",
                advice: "微信推送的消息都是 UTF-8。若密文由自己的程序生成，请检查加密前的编码。",
            }
            en {
                title: "What was decrypted is not UTF-8",
                advice: "Messages that WeChat pushes are UTF-8. If a program of yours made this one, see which encoding it \
                         had before encryption.",
            }
        }
        /// For another account.
        AppIdMismatch { found: AppId, expected: Excerpt } = "app-id-mismatch", Error {
            zh {
                title: "消息里的 AppID 与填写的不一致" => "消息里的 AppID 是 {found}，填写的是 {expected}",
                advice: "这条消息是给另一个账号的，或者 AppID 填错了。第三方平台收到的消息，末尾是平台自己的 component_appid。\
                         服务端遇到不一致应当拒收。官方示例代码返回 -40005。",
            }
            en {
                title: "The app id in the message is not the one given"
                    => "The app id in the message is {found}, the one given is {expected}",
                advice: "The message is for another account, or the app id was entered wrongly. What a third-party platform \
                         receives ends in its own component_appid. A server should refuse a message that differs. WeChat's \
                         sample code returns -40005.",
            }
        }
        /// The signature is another one.
        SignatureMismatch { name: &'static str } = "signature-mismatch", Error {
            zh {
                title: "签名校验不通过" => "签名校验不通过：{name} 与算出的不一致",
                advice: "先核对令牌 Token，再看签名、timestamp、nonce 和密文是否来自同一个请求，有没有被改写或截断。\
                         服务端不要处理这样的请求。官方示例代码返回 -40001。",
            }
            en {
                title: "The signature is not valid" => "The signature is not valid: {name} differs from the computed one",
                advice: "Check the Token first, then whether signature, timestamp, nonce and ciphertext come from the same \
                         request and were neither rewritten nor cut. A server must not act on such a request. WeChat's sample \
                         code returns -40001.",
            }
        }
        /// `signature` where `msg_signature` counts.
        WrongSignatureUsed { how: Bilingual } = "wrong-signature-used", Error {
            zh {
                title: "加密消息应校验 msg_signature，不是 signature" => "加密消息应校验 msg_signature：{how}",
                advice: "signature 只由 Token、timestamp、nonce 算出，与消息内容无关，换掉密文也照样通过。\
                         请用 URL 里的 msg_signature，它把密文也算在内。",
            }
            en {
                title: "An encrypted message is checked by msg_signature, not by signature"
                    => "An encrypted message is checked by msg_signature: {how}",
                advice: "signature is made of Token, timestamp and nonce only, so it stays valid when the ciphertext is \
                         replaced. Use msg_signature from the URL, which covers the ciphertext too.",
            }
        }
        /// `signature` of a plain push is right.
        SignatureCoversCallerOnly = "signature-covers-caller-only", Info {
            zh {
                title: "signature 正确，但它不包含消息内容",
                advice: "signature 只由 Token、timestamp、nonce 算出：它说明发送方知道 Token，或者截获过一次带签名的请求；\
                         消息内容是否被改过，它证明不了。需要确认内容时，请在公众平台改用安全模式，校验 msg_signature。",
            }
            en {
                title: "The signature is valid, but does not cover the message",
                advice: "signature is made of Token, timestamp and nonce only. It shows that the sender knows the Token or has \
                         captured a signed request; whether the message was changed, it cannot show. To be sure of the \
                         content, use the secure mode and check msg_signature.",
            }
        }
        /// `msg_signature` is right, and what was read stands beside the ciphertext.
        SignatureCoversCiphertextOnly = "signature-covers-ciphertext-only", Info {
            zh {
                title: "签名正确，但只包含密文，这里读到的是密文旁边的明文字段",
                advice: "msg_signature 由 Token、timestamp、nonce 和 Encrypt 算出，明文字段改了它也照样通过。\
                         请填入 EncodingAESKey（命令行用 --aes-key），以解密后的内容为准。",
            }
            en {
                title: "The signature is valid, but covers the ciphertext only; what is shown was read from the plain fields \
                        beside it",
                advice: "msg_signature is made of Token, timestamp, nonce and Encrypt: it stays valid when the plain fields are \
                         changed. Enter the EncodingAESKey (--aes-key on the command line) and go by what is decrypted.",
            }
        }
        /// The query is that of an encrypted push, the body is not.
        CiphertextMissing = "ciphertext-missing", Warning {
            zh {
                title: "URL 说消息已加密，内容里却没有 Encrypt，签名证明不了它",
                advice: "msg_signature 包含的是密文 Encrypt，不是这段明文。若这是服务端解密后的内容，请改为粘贴原始请求体；\
                         若收到的就是这样，应当拒收：截获一个旧请求的 URL，就能配上任意内容。",
            }
            en {
                title: "The query says that the message is encrypted, but it has no Encrypt: the signature proves nothing \
                        about it",
                advice: "msg_signature covers Encrypt, not this plain text. If this is what your server decrypted, paste the \
                         body as it came. If it came like this, refuse it: with the query of one captured request anybody \
                         can send any content.",
            }
        }
        /// A push with the fields of a reply.
        ReplyFieldsInPush = "reply-fields-in-push", Warning {
            zh {
                title: "MsgSignature 是加密回复的字段，不能证明这条推送",
                advice: "推送的签名只在 URL 的 msg_signature 里，要用 URL 里的 timestamp、nonce 校验。\
                         写在内容里的 MsgSignature、TimeStamp、Nonce 属于开发者的回复，只包含 Encrypt，不包含旁边的事件字段；\
                         微信的推送没有这些字段，服务端应当拒收。",
            }
            en {
                title: "MsgSignature is a field of an encrypted reply and does not vouch for this push",
                advice: "A push is signed by msg_signature in its query alone, with timestamp and nonce of the query. \
                         MsgSignature, TimeStamp and Nonce in the body belong to a developer's reply: they cover Encrypt and no \
                         field of an event beside it. WeChat's pushes do not have them; a server should refuse this one.",
            }
        }
        /// Nothing to check.
        SignatureAbsent { names: Vec<&'static str> } = "signature-absent", Warning {
            zh {
                title: "没有签名可以校验" => "缺少 {names}，签名无法校验",
                advice: "推送的签名在 URL 参数里。请粘贴完整的 HTTP 请求，或另外给出带参数的 URL（命令行用 --url）。\
                         没有校验签名，就不能确定消息来自微信。",
            }
            en {
                title: "There is no signature to check" => "The signature cannot be checked without {names}",
                advice: "The signature of a push stands in the query of its URL. Paste the whole HTTP request, or give the \
                         URL with its query beside it (--url on the command line). Without that, nobody knows that the \
                         message comes from WeChat.",
            }
        }
        /// Sent long before or after.
        TimestampStale { minutes: u64 } = "timestamp-stale", Warning {
            zh {
                title: "timestamp 与收到的时间相差太多" => "timestamp 与收到的时间相差 {minutes} 分钟",
                advice: "可能是有人重放旧请求，也可能是服务器时钟不准。微信没有公布允许的误差，这里按 5 分钟提醒；看旧日志时可以忽略。",
            }
            en {
                title: "The timestamp is far from the time of receipt"
                    => "The timestamp and the time of receipt are {minutes} minutes apart",
                advice: "Someone may be replaying an old request, or the server's clock is wrong. WeChat states no tolerance; \
                         this tool warns above 5 minutes. Never mind it when you read old logs.",
            }
        }
        /// The readable fields say something else than the encrypted ones.
        PlaintextDiffers { field: Excerpt } = "plaintext-differs", Error {
            zh {
                title: "明文与密文的内容不一致" => "明文里的 {field} 与解密后的不一致",
                advice: "兼容模式下，明文和密文是同一条消息，而 msg_signature 只保护密文。请以解密后的内容为准；\
                         明文可能被改过，测试数据则可能只改了一处。",
            }
            en {
                title: "The plain fields differ from the encrypted ones"
                    => "{field} in the plain text differs from the decrypted message",
                advice: "In compatible mode both are the same message, and msg_signature protects the encrypted one only. Go \
                         by what was decrypted: the plain text may have been tampered with, or test data was changed in one \
                         place only.",
            }
        }
    }
}

/// An app id as found in a message, where it may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppId(pub Excerpt);

impl Fact for AppId {
    fn show(&self, lang: Lang) -> String {
        match lang {
            _ if !self.0.as_str().is_empty() => self.0.to_string(),
            Lang::Zh => "（空）".to_owned(),
            Lang::En => "(empty)".to_owned(),
        }
    }
}

/// Which of the two keys.
pub(crate) mod which {
    use crate::lang::Bilingual;

    pub(crate) const CURRENT: Bilingual = Bilingual::new("EncodingAESKey ", "EncodingAESKey");
    pub(crate) const PREVIOUS: Bilingual =
        Bilingual::new("上一个 EncodingAESKey ", "previous EncodingAESKey");
}

/// How `signature` was used in place of `msg_signature`.
pub(crate) mod how {
    use crate::lang::Bilingual;

    pub(crate) const ALONE: Bilingual = Bilingual::new("这里只有 signature", "there is only signature here");
    pub(crate) const UNDER_ITS_NAME: Bilingual = Bilingual::new(
        "这里的 msg_signature 填的是 signature 的值",
        "here msg_signature has the value of signature",
    );
}
