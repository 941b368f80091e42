//! The interfaces of the draft box.

use super::{Limit, MOST_ARTICLES, Method, Need, Parameter, Row, Type};
use crate::catalogue::{field, source};
use crate::lang::Bilingual;

pub(super) const QUERY: &[Parameter] = &[Parameter::of(&field::ACCESS_TOKEN, Type::Id, Need::Always)];

/// An article as it is saved.
const ARTICLE: &[Parameter] = &[
    Parameter::new(
        "article_type",
        Type::Text,
        Need::Optional,
        "news（图文消息，默认）或 newspic（图片消息）。",
        "news, an article with text, which is the default, or newspic, an article of pictures.",
    )
    .limits(&[Limit::OneOf(&["news", "newspic"])]),
    TITLE.limits(&[Limit::Characters(32), Limit::NoUnicodeEscapes]).caution(
        "文档写不超过 32 个字；有开发者反映更长的也能保存。",
        "The document says 32 characters; developers report that longer ones were saved.",
    ),
    AUTHOR.limits(&[Limit::Characters(16), Limit::NoUnicodeEscapes]),
    DIGEST.limits(&[Limit::Characters(128), Limit::NoUnicodeEscapes]).caution(
        "文档写不超过 128 个字，旧版文档写 120。多篇图文没有摘要；不填则取正文前 54 个字。",
        "The document says 128 characters, an older one 120. A draft of several articles has none; left out, it is \
         made of the first 54 characters of the text.",
    ),
    CONTENT.limits(&[
        Limit::Characters(19_999),
        Limit::Bytes(1024 * 1024 - 1),
        Limit::OwnImages,
        Limit::NoUnicodeEscapes,
    ]),
    CONTENT_SOURCE_URL.limits(&[Limit::Bytes(1024)]),
    Parameter { need: Need::ForNews, ..THUMB_MEDIA_ID },
    NEED_OPEN_COMMENT,
    ONLY_FANS_CAN_COMMENT,
    SHOW_COVER_PIC,
    Parameter::new(
        "pic_crop_235_1",
        Type::Text,
        Need::Optional,
        "封面裁剪为 2.35:1 的坐标，X1_Y1_X2_Y2。",
        "How the cover is cropped to 2.35:1, as X1_Y1_X2_Y2.",
    ),
    Parameter::new(
        "pic_crop_1_1",
        Type::Text,
        Need::Optional,
        "封面裁剪为 1:1 的坐标，X1_Y1_X2_Y2。",
        "How the cover is cropped to 1:1, as X1_Y1_X2_Y2.",
    ),
    Parameter { need: Need::ForPictures, ..IMAGE_INFO },
    Parameter::new("cover_info", Type::Object, Need::Optional, "图片消息的封面裁剪。", "How the cover of an article of pictures is cropped."),
    PRODUCT_INFO,
];

/// An article as it is told. What WeChat leaves out on request or in passing is optional here.
pub(super) const NEWS_ITEM: &[Parameter] = &[
    Parameter { need: Need::Optional, ..TITLE },
    AUTHOR,
    Parameter { need: Need::Optional, ..DIGEST },
    Parameter { need: Need::Optional, ..CONTENT },
    CONTENT_SOURCE_URL,
    THUMB_MEDIA_ID,
    Parameter::new("thumb_url", Type::Text, Need::Optional, "封面图片的地址。", "The address of the cover."),
    SHOW_COVER_PIC,
    NEED_OPEN_COMMENT,
    ONLY_FANS_CAN_COMMENT,
    Parameter::new(
        "url",
        Type::Text,
        Need::Optional,
        "文章的地址；草稿的是临时链接。",
        "The address of the article; that of a draft is temporary.",
    ),
    Parameter::new(
        "is_deleted",
        Type::Boolean,
        Need::Optional,
        "这一篇是否已被删除，只有已发布的文章才有。",
        "Whether the article was deleted; of published articles only.",
    ),
    IMAGE_INFO,
    PRODUCT_INFO,
];

const TITLE: Parameter = Parameter::new("title", Type::Text, Need::Always, "标题。", "The title.");
const AUTHOR: Parameter = Parameter::new("author", Type::Text, Need::Optional, "作者。", "The author.");
const DIGEST: Parameter = Parameter::new("digest", Type::Text, Need::Optional, "摘要。", "The digest.");
const CONTENT: Parameter = Parameter::new(
    "content",
    Type::Text,
    Need::Always,
    "正文，支持 HTML 标签，JS 会被去掉。",
    "The text, with HTML tags; scripts are taken out.",
)
.caution(
    "必须少于 2 万字符、小于 1 MB；图片要先用 media/uploadimg 上传，外部图片会被过滤。",
    "Fewer than 20,000 characters and less than 1 MB. Pictures have to be uploaded by media/uploadimg first: others \
     are filtered out.",
);
const CONTENT_SOURCE_URL: Parameter = Parameter::new(
    "content_source_url",
    Type::Text,
    Need::Optional,
    "「阅读原文」的地址。",
    "Where \u{201c}read the original\u{201d} leads.",
);
const THUMB_MEDIA_ID: Parameter = Parameter::new(
    "thumb_media_id",
    Type::Id,
    Need::Optional,
    "封面图片的素材 id，必须是永久素材。",
    "The media_id of the cover, which has to be permanent material.",
)
.caution(
    "用 material/add_material 上传得到；临时素材的 media_id 不能用。",
    "As material/add_material returned it; the media_id of temporary material does not do.",
);
const NEED_OPEN_COMMENT: Parameter = Parameter::new(
    "need_open_comment",
    Type::Switch,
    Need::Optional,
    "是否打开评论，0 不打开（默认），1 打开。",
    "Whether comments are open: 0 no, which is the default, 1 yes.",
);
const ONLY_FANS_CAN_COMMENT: Parameter = Parameter::new(
    "only_fans_can_comment",
    Type::Switch,
    Need::Optional,
    "是否粉丝才可评论，0 所有人（默认），1 仅粉丝。",
    "Who may comment: 0 everybody, which is the default, 1 followers only.",
);
const SHOW_COVER_PIC: Parameter = Parameter::new(
    "show_cover_pic",
    Type::Switch,
    Need::Optional,
    "正文里是否显示封面；旧字段，新文档的请求里已没有。",
    "Whether the text shows the cover; an old field that today's document of the call no longer has.",
);
const IMAGE_INFO: Parameter = Parameter::new(
    "image_info",
    Type::Object,
    Need::Optional,
    "图片消息的图片，第一张就是封面。",
    "The pictures of an article of pictures; the first is its cover.",
)
.holds(&[Parameter::new("image_list", Type::List, Need::Always, "图片列表。", "The pictures.").holds(&[
    Parameter::new(
        "image_media_id",
        Type::Id,
        Need::Always,
        "图片的素材 id，必须是永久素材。",
        "The media_id of a picture, which has to be permanent material.",
    ),
])]);
const PRODUCT_INFO: Parameter = Parameter::new(
    "product_info",
    Type::Object,
    Need::Optional,
    "商品信息。",
    "Goods shown with the article.",
);

const MEDIA_ID: Parameter =
    Parameter::new("media_id", Type::Id, Need::Always, "草稿的 media_id。", "The media_id of the draft.");

/// Which of many to tell, of a call that lists.
pub(super) const PAGE: &[Parameter] = &[
    Parameter::new(
        "offset",
        Type::Number,
        Need::Always,
        "从第几个开始，0 是第一个。",
        "Where to begin; 0 is the first.",
    )
    .limits(&[Limit::Range(0, u32::MAX)]),
    Parameter::new("count", Type::Number, Need::Always, "返回几个，1 到 20。", "How many to tell, 1 to 20.")
        .limits(&[Limit::Range(1, 20)]),
    Parameter::new(
        "no_content",
        Type::Switch,
        Need::Optional,
        "1 不返回正文，0 返回（默认）。",
        "1 leaves the texts out, 0 tells them, which is the default.",
    )
    .caution(
        "文档写 number；有的 SDK 发布尔值，微信怎么处理不清楚。",
        "Documented as a number. Some SDKs send a boolean; what WeChat makes of it is not known.",
    ),
];

pub(super) const TOTAL_COUNT: Parameter =
    Parameter::new("total_count", Type::Number, Need::Always, "总数。", "How many there are in all.");
pub(super) const ITEM_COUNT: Parameter =
    Parameter::new("item_count", Type::Number, Need::Always, "本次返回几个。", "How many are told here.");
pub(super) const UPDATE_TIME: Parameter = Parameter::new(
    "update_time",
    Type::Number,
    Need::Optional,
    "最后更新时间，Unix 时间戳，单位秒。",
    "When it was changed last, in Unix seconds.",
);
pub(super) const CREATE_TIME: Parameter = Parameter::new(
    "create_time",
    Type::Number,
    Need::Optional,
    "创建时间，Unix 时间戳，单位秒。",
    "When it was made, in Unix seconds.",
)
.caution("文档没有列出，真实返回里有。", "Not in the document, but in real answers.");
pub(super) const NEWS_ITEMS: Parameter =
    Parameter::new("news_item", Type::List, Need::Always, "各篇文章。", "The articles.").holds(NEWS_ITEM);
pub(super) const ITEM_CONTENT: Parameter =
    Parameter::new("content", Type::Object, Need::Optional, "内容。", "What is in it.").holds(&[
        NEWS_ITEMS,
        CREATE_TIME,
        UPDATE_TIME,
    ]);

/// What is answered where there is nothing to tell but success.
pub(super) const DONE: &[Parameter] = &[
    Parameter::of(&field::ERRCODE, Type::Number, Need::Optional),
    Parameter::of(&field::ERRMSG, Type::Text, Need::Optional),
];

pub(super) const ADD: Row = Row {
    name: "draft/add",
    path: "/cgi-bin/draft/add",
    method: Method::Post,
    title: Bilingual::new("新增草稿", "Save a draft"),
    meaning: Bilingual::new(
        "把文章存进草稿箱，返回草稿的 media_id；还没有发布。",
        "Saves articles as a draft and returns its media_id; nothing is published yet.",
    ),
    query: QUERY,
    body: &[Parameter::new(
        "articles",
        Type::List,
        Need::Always,
        "各篇文章，最多 8 篇。",
        "The articles, 8 at most.",
    )
    .limits(&[Limit::Items(1, MOST_ARTICLES)])
    .holds(ARTICLE)],
    answer: &[Parameter::new(
        "media_id",
        Type::Id,
        Need::Always,
        "草稿的 media_id，提交发布时用它。",
        "The media_id of the draft, for freepublish/submit.",
    )],
    quota: Some(1000),
    errcodes: &[40007, 40033, 45002, 45166, 53404, 53405, 53406],
    source: source::DRAFT_ADD,
};

pub(super) const GET: Row = Row {
    name: "draft/get",
    path: "/cgi-bin/draft/get",
    method: Method::Post,
    title: Bilingual::new("获取草稿详情", "Read a draft"),
    meaning: Bilingual::new("读取一个草稿的内容。", "Tells what is in a draft."),
    query: QUERY,
    body: &[MEDIA_ID],
    answer: &[NEWS_ITEMS, CREATE_TIME, UPDATE_TIME],
    quota: None,
    errcodes: &[40007],
    source: source::DRAFT_GET,
};

pub(super) const UPDATE: Row = Row {
    name: "draft/update",
    path: "/cgi-bin/draft/update",
    method: Method::Post,
    title: Bilingual::new("更新草稿", "Change a draft"),
    meaning: Bilingual::new("修改草稿里的一篇文章。", "Changes one article of a draft."),
    query: QUERY,
    body: &[
        MEDIA_ID,
        Parameter::new(
            "index",
            Type::Number,
            Need::Always,
            "要改第几篇，第一篇是 0。",
            "Which article to change; the first is 0.",
        )
        .limits(&[Limit::Range(0, MOST_ARTICLES - 1)])
        .caution(
            "这里从 0 数起；freepublish/delete 的 index 从 1 数起。",
            "Counted from 0 here, from 1 in freepublish/delete.",
        ),
        Parameter::new(
            "articles",
            Type::Object,
            Need::Always,
            "改成什么样，一篇。",
            "What it becomes, one article.",
        )
        .caution("这里是对象，不是 draft/add 那样的数组。", "An object here, not a list as in draft/add.")
        .holds(ARTICLE),
    ],
    answer: DONE,
    quota: None,
    errcodes: &[40007, 40033, 45002, 45166, 53404, 53405, 53406],
    source: source::DRAFT_UPDATE,
};

pub(super) const DELETE: Row = Row {
    name: "draft/delete",
    path: "/cgi-bin/draft/delete",
    method: Method::Post,
    title: Bilingual::new("删除草稿", "Delete a draft"),
    meaning: Bilingual::new("删除一个草稿，不可撤销。", "Deletes a draft for good."),
    query: QUERY,
    body: &[MEDIA_ID],
    answer: DONE,
    quota: None,
    errcodes: &[40007],
    source: source::DRAFT_DELETE,
};

pub(super) const COUNT: Row = Row {
    name: "draft/count",
    path: "/cgi-bin/draft/count",
    method: Method::Get,
    title: Bilingual::new("获取草稿总数", "Count the drafts"),
    meaning: Bilingual::new("返回草稿箱里有几个草稿。", "Tells how many drafts there are."),
    query: QUERY,
    body: &[],
    answer: &[TOTAL_COUNT],
    quota: None,
    errcodes: &[],
    source: source::DRAFT_COUNT,
};

pub(super) const BATCH_GET: Row = Row {
    name: "draft/batchget",
    path: "/cgi-bin/draft/batchget",
    method: Method::Post,
    title: Bilingual::new("获取草稿列表", "List the drafts"),
    meaning: Bilingual::new("分页列出草稿。", "Lists the drafts, page by page."),
    query: QUERY,
    body: PAGE,
    answer: &[
        TOTAL_COUNT,
        ITEM_COUNT,
        Parameter::new("item", Type::List, Need::Always, "各个草稿。", "The drafts.").holds(&[
            MEDIA_ID,
            ITEM_CONTENT,
            UPDATE_TIME,
        ]),
    ],
    quota: None,
    errcodes: &[40097],
    source: source::DRAFT_BATCH_GET,
};
