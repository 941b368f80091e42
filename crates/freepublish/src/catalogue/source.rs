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

/// The interface document of `freepublish/delete`.
pub const DELETE: Source = Source {
    title: Bilingual::new(
        "删除发布文章（freepublish/delete）",
        "Delete published articles (freepublish/delete)",
    ),
    url: "https://developers.weixin.qq.com/doc/subscription/api/public/api_freepublishdelete.html",
};

/// The interface document of `freepublish/getarticle`.
pub const GET_ARTICLE: Source = Source {
    title: Bilingual::new(
        "获取已发布图文信息（freepublish/getarticle）",
        "Read published articles (freepublish/getarticle)",
    ),
    url: "https://developers.weixin.qq.com/doc/subscription/api/public/api_freepublishgetarticle.html",
};

/// The interface document of `freepublish/batchget`.
pub const BATCH_GET: Source = Source {
    title: Bilingual::new(
        "获取已发布的消息列表（freepublish/batchget）",
        "List what was published (freepublish/batchget)",
    ),
    url: "https://developers.weixin.qq.com/doc/subscription/api/public/api_freepublish_batchget.html",
};

/// The interface document of `draft/add`.
pub const DRAFT_ADD: Source = Source {
    title: Bilingual::new("新增草稿（draft/add）", "Save a draft (draft/add)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/draftbox/draftmanage/api_draft_add.html",
};

/// The interface document of `draft/get`.
pub const DRAFT_GET: Source = Source {
    title: Bilingual::new("获取草稿详情（draft/get）", "Read a draft (draft/get)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/draftbox/draftmanage/api_getdraft.html",
};

/// The interface document of `draft/update`.
pub const DRAFT_UPDATE: Source = Source {
    title: Bilingual::new("更新草稿（draft/update）", "Change a draft (draft/update)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/draftbox/draftmanage/api_draft_update.html",
};

/// The interface document of `draft/delete`.
pub const DRAFT_DELETE: Source = Source {
    title: Bilingual::new("删除草稿（draft/delete）", "Delete a draft (draft/delete)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/draftbox/draftmanage/api_draft_delete.html",
};

/// The interface document of `draft/count`.
pub const DRAFT_COUNT: Source = Source {
    title: Bilingual::new("获取草稿总数（draft/count）", "Count the drafts (draft/count)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/draftbox/draftmanage/api_draft_count.html",
};

/// The interface document of `draft/batchget`.
pub const DRAFT_BATCH_GET: Source = Source {
    title: Bilingual::new("获取草稿列表（draft/batchget）", "List the drafts (draft/batchget)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/draftbox/draftmanage/api_draft_batchget.html",
};

/// The interface document of `token`.
pub const TOKEN: Source = Source {
    title: Bilingual::new("获取接口调用凭据（token）", "Get an access token (token)"),
    url: "https://developers.weixin.qq.com/doc/subscription/api/base/api_getaccesstoken.html",
};

/// The interface document of `stable_token`.
pub const STABLE_TOKEN: Source = Source {
    title: Bilingual::new(
        "获取稳定版接口调用凭据（stable_token）",
        "Get a stable access token (stable_token)",
    ),
    url: "https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html",
};

/// The interface documents of mass-sending.
pub const MASS_SEND: Source = Source {
    title: Bilingual::new("群发接口", "Mass-sending"),
    url: "https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Batch_Sends_and_Originality_Checks.html",
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
