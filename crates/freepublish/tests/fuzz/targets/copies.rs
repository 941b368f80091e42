//! Command lines and the other copies of a request: whatever is pasted behind `curl`, and as an HTTP message.

use freepublish::{Options, inspect};

use super::fixes;
use super::inspect::check_answer;

pub(super) fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for text in [
        text.clone().into_owned(),
        format!("curl {text}"),
        format!("curl 'https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=x' -d {text}"),
        format!("POST /cgi-bin/freepublish/submit HTTP/1.1\r\nHost: api.weixin.qq.com\r\n{text}"),
        format!("Invoke-WebRequest -Uri {text}"),
        format!("fetch({text}"),
    ] {
        check_answer(&text, &inspect(&text, &Options::default()));
        fixes::ends(&text);
    }
}
