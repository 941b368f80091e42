//! Where a fact is documented by WeChat.

use super::errcode::{Class, ErrorCode};
use super::field::{Document, Field};
use super::status::Status;
use crate::lang::Bilingual;

/// A page of WeChat's documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the page is about.
    pub title: Bilingual,
    /// Its address.
    pub url: &'static str,
}

/// The interface document of `freepublish_submit`, with the event that follows it.
pub const SUBMIT: Source = Source {
    title: Bilingual::new("发布草稿（freepublish_submit）", "Publish a draft (freepublish_submit)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/public/api_freepublish_submit.html",
};

/// The interface document of `freepublish/get`.
pub const GET: Source = Source {
    title: Bilingual::new("发布状态轮询（freepublish/get）", "Ask for a publish job (freepublish/get)"),
    url: "https://developers.weixin.qq.com/doc/offiaccount/Publish/Get_status.html",
};

/// The return codes that all interfaces share.
pub const RETURN_CODES: Source = Source {
    title: Bilingual::new("全局返回码", "Global return codes"),
    url: "https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html",
};

/// How pushes are signed and encrypted.
pub const ENCRYPTION: Source = Source {
    title: Bilingual::new("消息加解密说明", "Message encryption"),
    url: "https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Message_encryption_and_decryption_instructions.html",
};

impl ErrorCode {
    /// Where it is documented.
    pub const fn source(&self) -> Source {
        match self.class {
            _ if self.documented => SUBMIT,
            Class::CryptoSdk => ENCRYPTION,
            Class::Get => GET,
            Class::Core | Class::Draft | Class::Other | Class::ThirdParty | Class::Token => RETURN_CODES,
        }
    }
}

impl Field {
    /// Where it is documented.
    pub const fn source(&self) -> Source {
        match self.document {
            Document::Envelope => ENCRYPTION,
            Document::Callback | Document::Request | Document::Response => SUBMIT,
        }
    }
}

impl Status {
    /// Where it is documented.
    pub const fn source(&self) -> Source {
        SUBMIT
    }
}
