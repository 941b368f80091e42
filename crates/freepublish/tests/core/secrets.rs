//! Which parts of a text are secrets. In the cases what has to be hidden stands between « and »; nothing else may be.

use freepublish::secrets::{MASK, masked, replaced, secrets, without_secrets};
use freepublish::{Lang, OffsetUnit, Options, Report, inspect};
use proptest::prelude::*;

use crate::common;

/// The text of a case, and what has to be left of it.
fn case(marked: &str) -> (String, String) {
    let mut expect = String::new();
    for (at, part) in marked.split(['«', '»']).enumerate() {
        expect.push_str(if at % 2 == 0 { part } else { MASK });
    }
    (marked.replace(['«', '»'], ""), expect)
}

fn check(marked: &str) {
    let (text, expect) = case(marked);
    let found = masked(&text);
    assert_eq!(found, expect, "{text}");
    assert_eq!(masked(&found), found, "a second round finds more in {text}");
    assert_eq!(without_secrets(&without_secrets(&text).0).1, 0, "a second round finds more in {text}");
}

/// Names of secrets, and some spellings of them.
const NAMES: &[&str] = &[
    "access_token",
    "accessToken",
    "access-token",
    "AccessToken",
    "ACCESS_TOKEN",
    "authorizer_access_token",
    "component_access_token",
    "refresh_token",
    "authorizer_refresh_token",
    "appsecret",
    "secret",
    "app_secret",
    "AppSecret",
    "session_key",
    "component_verify_ticket",
    "ComponentVerifyTicket",
    "pre_auth_code",
    "jsapi_ticket",
    "ticket",
    "EncodingAESKey",
    "encoding_aes_key",
    "aes_key",
    "api_key",
    "password",
    "FREEPUBLISH_TOKEN",
    "FREEPUBLISH_AES_KEY",
    "FREEPUBLISH_PREVIOUS_AES_KEY",
    "FREEPUBLISH_PROXY_KEY",
    "WECHAT_TOKEN",
];

/// Values that are secrets behind each of these names, and have no character that a container has to escape.
const VALUES: &[&str] = &["70_aB-cD_eF", "A", "SHOUTED", "0123456789abcdef0123456789abcdef", "x1"];

/// What names and values stand in.
const CONTAINERS: &[(&str, &str)] = &[
    ("query", "https://api.weixin.qq.com/cgi-bin/x?a=1&NAME=«VALUE»&b=2#c"),
    ("query at the end", "GET /x?NAME=«VALUE»\nHost: y"),
    ("query in JSON", r#"{"url":"https:\/\/h\/x?NAME=«VALUE»\u0026b=2"}"#),
    ("query in HTML", "<a href=\"?NAME=«VALUE»&amp;b=2\">x</a>"),
    ("query in a query", "https://h/?to=https%3A%2F%2Fx%2F%3FNAME%3D«VALUE»%26b%3D2&c=3"),
    ("query in a query twice", "?to=%253FNAME%253D«VALUE»%2526b"),
    ("query for a shell", r"curl https://h/x\?NAME\=«VALUE»\&b=2"),
    ("query for Windows", r#"curl ^"https://h/x?NAME=«VALUE»^&b=2^" -d x"#),
    ("JSON", r#"{"NAME":"«VALUE»","expires_in":7200}"#),
    ("JSON with blanks", "{\n  \"NAME\" : \"«VALUE»\"\n}"),
    ("JSON escaped once", r#""{\"NAME\":\"«VALUE»\",\"b\":2}""#),
    ("JSON escaped twice", r#""{\\\"NAME\\\":\\\"«VALUE»\\\",\\\"b\\\":2}""#),
    ("JSON in characters", r"{\u0022NAME\u0022:\u0022«VALUE»\u0022}"),
    ("JSON in a query", "?body=%7B%22NAME%22%3A%22«VALUE»%22%2C%22b%22%3A1%7D"),
    ("JSON in HTML", "{&quot;NAME&quot;:&quot;«VALUE»&quot;,&quot;b&quot;:1}"),
    ("JSON for Windows", r#"-d ^"^{^\^"NAME^\^":^\^"«VALUE»^\^"^}^""#),
    ("JSON in single quotes", "{'NAME': '«VALUE»', 'b': 1}"),
    ("JSON in PowerShell", "-Body \"{`\"NAME`\":`\"«VALUE»`\",`\"b`\":1}\""),
    ("XML", "<xml><NAME>«VALUE»</NAME><b>1</b></xml>"),
    ("XML, CDATA", "<xml><NAME><![CDATA[«VALUE»]]></NAME><b>1</b></xml>"),
    ("XML with line breaks", "<NAME>\n  «VALUE»\n</NAME>"),
    ("XML in XML", "&lt;NAME&gt;&lt;![CDATA[«VALUE»]]&gt;&lt;/NAME&gt;"),
    ("XML in JSON", r#""<NAME><![CDATA[«VALUE»]]></NAME>\n<b>""#),
    ("XML in JSON in characters", r"\u003cNAME\u003e«VALUE»\u003c/NAME\u003e"),
    ("form", "a=1&NAME=«VALUE»&b=2"),
    ("header", "POST / HTTP/1.1\r\nX-NAME: «VALUE»\r\nHost: y\r\n\r\n"),
    ("header in a string", r#"{"head":"POST / HTTP/1.1\r\nX-NAME: «VALUE»\r\nHost: y"}"#),
    ("curl, form", "curl https://h/x -d 'NAME=«VALUE»' -d b=2"),
    ("curl, parts", "curl https://h/x -F NAME=«VALUE» -F b=2"),
    ("curl, header", "curl https://h/x -H 'NAME: «VALUE»' -d b=2"),
    ("long flag", "tool --NAME «VALUE» --b 2"),
    ("long flag, quoted", "tool --NAME='«VALUE»' --b 2"),
    ("PowerShell, headers", "-Headers @{\n\"NAME\"=\"«VALUE»\"\n  \"b\"=\"1\"\n}"),
    ("PowerShell, environment", "$env:NAME = \"«VALUE»\"; $b = 1"),
    ("fetch", "fetch(\"https://h/x?NAME=«VALUE»\", {\n  \"headers\": {\n    \"NAME\": \"«VALUE»\"\n  }\n});"),
    ("call", "form.append(\"NAME\", \"«VALUE»\", \"b\")"),
    ("HAR", r#"{"queryString":[{"name":"NAME","value":"«VALUE»"},{"name":"b","value":"1"}]}"#),
    ("HAR with line breaks", "{\n  \"name\": \"NAME\",\n  \"value\": \"«VALUE»\"\n}"),
    ("environment", "export NAME=«VALUE»\nexport B=1"),
    ("environment, quoted", "set NAME=\"«VALUE»\" B=1"),
    ("docker", "docker run -e NAME=«VALUE» image"),
    ("YAML", "account:\n  NAME: «VALUE»\n  b: 1"),
    ("properties", "wechat.mp.NAME=«VALUE»\nb=1"),
    ("log line", "2024-01-01 INFO NAME=«VALUE», b=1"),
    ("Chinese", "请求参数 NAME：无，NAME=«VALUE»，b=1"),
    ("Android", "<string name=\"NAME\">«VALUE»</string>"),
];

#[test]
fn secrets_are_hidden_in_every_container() {
    for (container, pattern) in CONTAINERS {
        for name in NAMES {
            for value in VALUES {
                let marked = pattern.replace("NAME", name).replace("VALUE", value);
                let (text, expect) = case(&marked);
                assert_eq!(masked(&text), expect, "{container}, {name}");
                check(&marked);
            }
        }
    }
}

#[test]
fn names_are_known_in_every_escape() {
    for name in [
        "access%5Ftoken",
        "access%255ftoken",
        r"access\u005ftoken",
        r"access\\u005Ftoken",
        "access&#95;token",
    ] {
        for (container, pattern) in CONTAINERS {
            if pattern.contains("--NAME") {
                continue;
            }
            let (text, expect) = case(&pattern.replace("NAME", name).replace("VALUE", "70_aB"));
            assert_eq!(masked(&text), expect, "{container}, {name}");
        }
    }
}

#[test]
fn stand_ins_stay_in_every_container() {
    let values =
        ["ACCESS_TOKEN", "$TOKEN", "${TOKEN}", "***", "REMOVED", "xxxx", "null", "{token}", "{{token}}"];
    for (container, pattern) in CONTAINERS {
        for value in values {
            let text =
                pattern.replace("NAME", "access_token").replace("VALUE", value).replace(['«', '»'], "");
            assert_eq!(masked(&text), text, "{container}, {value}");
        }
    }
}

/// Everything that is no name with a value, and what is easily taken for one.
const CASES: &[&str] = &[
    // Logins of curl, in any quoting or none.
    "curl -u «name:pa55» https://h",
    "curl -u '«name:pa 55»' https://h",
    "curl -u \"«name:pa'55»\" https://h",
    "curl -u $'«name:pa\\'55»' https://h",
    "curl -u «'name':\"pa 55\"» https://h",
    "curl -u«name:pa55» https://h",
    "curl -sSu «name:pa55» https://h",
    "curl -sSu«name:pa55» https://h",
    "curl -u'«name:pa55»' https://h",
    "curl --user «name:pa55» https://h",
    "curl --user=«name:pa55» https://h",
    "curl --user='«name:pa55»' https://h",
    "curl \\\n  --user \\\n  «name:pa55» \\\n  https://h",
    "curl ^\n  -u ^\"«name:pa55»^\" ^\n  https://h",
    "curl -u «sk_live_0123456789abcdef:» https://h",
    "curl -U «name:pa55» -x h:80 https://h",
    "curl --proxy-user '«name:pa55»' https://h",
    "curl -u \"$NAME:$PASSWORD\" https://h",
    "curl -u name https://h",
    "{\"cmd\":\"curl -u «name:pa55» https://h\",\"b\":1}",
    "{\"cmd\":\"curl -u \\\"«name:pa 55»\\\" https://h\",\"b\":1}",
    "curl -u «name:'pa'\\''55'» https://h",
    "-u «name:pa55» -d x",
    "docker run -u 1000:1000 image",
    "sort -u names.txt",
    // Cookies.
    "curl -b «sid=1» https://h",
    "curl -b '«sid=1; uid=\"2\"»' https://h",
    "curl -b«sid=1» https://h",
    "curl --cookie '«sid=1»' --cookie-jar jar.txt https://h",
    "curl --cookie «sid=1» https://h",
    "curl -b cookies.txt -c cookies.txt https://h",
    "curl -H 'Cookie: «sid=1; uid=\"2\"»' https://h",
    "curl -H $'cookie: «sid=it\\'s»' https://h",
    "curl --header \"cookie: «sid=\\\"1\\\"; b=2»\" -d x",
    "curl -H Cookie:«sid=1» https://h",
    "curl -H Cookie:\\ «sid=1» https://h",
    "Host: h\nCookie: «sid=\"1\"; b=2»\nAccept: */*",
    "HTTP/1.1 200 OK\r\nSet-Cookie: «sid=1; Path=/; HttpOnly»\r\nSet-Cookie: «b=2»\r\n\r\nok",
    "{\"raw\":\"Host: h\\r\\nCookie: «sid=\\\"1\\\"; b=2»\\r\\nAccept: */*\",\"b\":1}",
    "{\"raw\":\"Host: h\\r\\nCookie: «sid=1»\",\"b\":1}",
    "INFO Cookie: «sid=\"1\"; b=2»\nINFO x",
    "\"headers\": {\n  \"cookie\": \"«sid=\\\"1\\\"; b=2»\",\n  \"b\": null\n}",
    "{\"cookie\":null,\"media_id\":\"x\"}",
    "{\"cookies\":[{\"name\":\"sid\",\"value\":\"«v1»\",\"path\":\"/\"},{\"value\":\"«v2»\",\"name\":\"b\"}],\"headers\":[]}",
    "{\"cookies\":[],\"headers\":[{\"name\":\"Accept\",\"value\":\"*/*\"}]}",
    "{\"headers\":[{\"name\":\"Cookie\",\"value\":\"«sid=1»\"},{\"name\":\"Accept\",\"value\":\"*/*\"}]}",
    "{\"set-cookie\":[\"«sid=1; Path=/»\",\"«b=2»\"],\"b\":[\"x\"]}",
    "cookies={'sid': '«v1»', 'uid': '«v2»'}, timeout=5",
    "$session.Cookies.Add((New-Object System.Net.Cookie(\"sid\", \"«v1»\", \"/\", \"h\")))",
    "$session.Cookies.Add((New-Object System.Net.Cookie('sid','«v1»','/','h')))",
    "document.cookie = \"«sid=1; path=/»\";",
    "Cookie: $COOKIE",
    "Cookie: sid=$SID; b=***",
    "Cookie: REMOVED",
    // Headers.
    "curl -H 'Authorization: «Bearer abc.def»' https://h",
    "curl -H Authorization:\\ «Bearer\\ abc» https://h",
    "curl --proxy-header 'Proxy-Authorization: «Basic abc»' https://h",
    "curl --oauth2-bearer «abc.def» https://h",
    "curl --oauth2-bearer '«abc.def»' https://h",
    "curl -H 'X-Api-Key: «k1»' https://h",
    "curl -H X-Api-Key:«k1» https://h",
    "curl -H 'Authorization: Bearer $TOKEN' https://h",
    "curl -H 'Authorization: Bearer <token>' https://h",
    "Authorization: «Digest username=\"a\", response=\"b\"»\nHost: h",
    "INFO Authorization: «Bearer abc» status=200",
    "\"Authorization\": \"«Bearer abc»\",",
    "\"authorization\"=\"«Bearer abc»\"",
    "headers.set('Authorization', '«Bearer abc»')",
    "{\"name\":\"authorization\",\"value\":\"«Bearer abc»\"}",
    "<Authorization>«Bearer abc»</Authorization>",
    // Proxies and addresses.
    "curl -x http://«name:pa55»@h:8080 https://h",
    "curl -x «name:pa55»@h:8080 https://h",
    "curl --proxy 'socks5://«name:pa55»@h:8080' https://h",
    "curl --preproxy=«name:pa55»@h https://h",
    "curl -x h:8080 https://h",
    "https://«name:pa55»@h/x?y=z@w",
    "https://«name:p%4055»@h/x",
    "https://«name:p@55»@h/x",
    "{\"url\":\"https:\\/\\/«name:pa55»@h\\/x\"}",
    "?to=https%3A%2F%2F«name%3Apa55»%40h%2Fx",
    "postgres://«name:pa55»@h/db redis://«:pa55»@h",
    "https://«ghp_0123456789abcdef»@h/x",
    "ssh://git@h/x https://name@h/x mailto:name@h",
    "https://h/x:y@z https://h?x=a:b@c",
    "https://$USER:$PASSWORD@h/x https://user:password@h/x",
    "curl --cert client.pem:«pa55» --key client.pem https://h",
    "curl --cert C:\\client.pem https://h",
    // This project's own.
    "freepublish inspect push.xml --token «t1» --aes-key «k1» --app-id wx1",
    "freepublish proxy-check http://h --key «0123456789abcdef»",
    "http://127.0.0.1:8080/#/live?proxy=http%3A%2F%2F127.0.0.1%3A8080&key=«0123456789-abcdef_~.»",
    "?a=1&key=short",
    // What only looks like a secret.
    "access_token missing, secret sharing, cookie policy, 缺少 access_token，请补上",
    "grant_type=refresh_token&x=1",
    "{\"required\":[\"access_token\",\"secret\",\"expires_in\"]}",
    "url = \"https://h/x?access_token=\" + token + \"&b=2\"",
    "url = 'https://h/x?access_token='+token+'&b=2'",
    "{\"access_token\":\"\",\"b\":1}",
    "{\"access_token\":null,\"b\":1}",
    "access_token_expires_in=7200 next_token=abc",
    "use freepublish::secrets::Secret; crate::secret::x",
    "<access_token></access_token><b>1</b>",
    "Replace <access_token> with your own, then <b>go</b>.",
    "?access_token=&b=2",
    "access_token=",
    "curl https://h/x?access_token=<access_token> -d x",
    // Keys of base64.
    "EncodingAESKey=«+abc/def=» x",
    "{\"EncodingAESKey\":\"«+abc/def=»\"}",
    "EncodingAESKey=\"«+bcdefghijklmnopqrstuvwxyz0123456789ABCDEFG»\"",
    "ticket=«ticket%40%40%40abc%2Fd»&b=2",
    // A quote that nobody closes hides the rest of its line.
    "{\"access_token\":\"«70_aB, b:1»\n\"b\":2}",
];

#[test]
fn flags_cookies_and_addresses_are_known() {
    for marked in CASES {
        check(marked);
    }
}

/// Texts whose findings, facts and repairs have to do with the secrets in them.
const REPORTED: &[&str] = &[
    "curl -X GET 'http://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=«70_aB»&secret=«5ecret»' -u «me:hunter2»",
    "curl 'https://«me:hunter2»@api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=«70_aB»' -H 'Cookie: «sid=1»' -d x",
    "POST /cgi-bin/freepublish/submit?access_token=«70_aB» HTTP/1.1\nHost: h\nCookie: «sid=1»\n\n{\"media_id\":1}",
    "\"{\\\"media_id\\\":\\\"abcdefgh\\\",\\\"access_token\\\":\\\"«70_aB»\\\"}\"",
    "{\\\"media_id\\\":\\\"abcdefgh\\\",\\\"access_token\\\":\\\"«70_aB»\\\",\\\"secret\\\":\\\"«5ecret»\\\"}",
    "&lt;xml&gt;&lt;AppSecret&gt;«5ecret»&lt;/AppSecret&gt;&lt;/xml&gt;",
    "{'media_id':'abcdefgh','access_token':'«70_aB»'}",
    "{\"errcode\":40001,\"errmsg\":\"invalid credential, access_token=«70_aB» rid: 1\"}",
    "{\"media_id\":\"abcdefgh\",\"access_token=«70_aB»\":1}",
    "<xml><access_token>«70_aB»</access_token>&<Event>PUBLISHJOBFINISH</Event></xml>",
];

#[test]
fn a_report_holds_no_secret_and_its_repairs_are_the_same() {
    for marked in REPORTED {
        let (text, _) = case(marked);
        let inspection = inspect(&text, &Options::default());
        let report = Report::new(&inspection, &text, Lang::En, OffsetUnit::Utf8);
        let json = serde_json::to_string(&report).expect("a report is JSON");
        for secret in marked.split('«').skip(1).filter_map(|part| part.split('»').next()) {
            assert!(!json.contains(secret), "{secret} of {text} is in {json}");
        }
        for (found, reported) in inspection.diagnostics.iter().zip(&report.diagnostics) {
            let (Some(fix), Some(told)) = (&found.fix, &reported.fix) else {
                assert!(
                    found.fix.is_none() || text.contains("hunter2@api"),
                    "{} of {text} lost its repair",
                    found.code()
                );
                continue;
            };
            let mut mended = text.clone();
            for edit in told.edits.iter().rev() {
                mended.replace_range(edit.start..edit.end, &edit.text);
            }
            assert_eq!(mended, fix.apply(&text), "{}", found.code());
        }
    }
}

#[test]
fn a_repair_that_would_write_a_secret_anew_is_left_out() {
    let text = r#""{\"media_id\":\"abcdefgh\",\"secret\":\"a\\\"b\"}""#;
    let inspection = inspect(text, &Options::default());
    let report = Report::new(&inspection, text, Lang::En, OffsetUnit::Utf8);
    let found =
        inspection.diagnostics.iter().position(|found| found.code() == "json/double-encoded").expect("found");
    assert!(inspection.diagnostics[found].fix.is_some());
    assert_eq!(report.diagnostics[found].fix, None);
}

/// What texts with secrets are made of.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop::sample::select(vec![
        "access_token",
        "secret",
        "cookie",
        "Authorization",
        "cookies",
        "key",
        "\"",
        "'",
        "`",
        "\\",
        "\\\"",
        "=",
        ":",
        ">",
        "<",
        "</",
        "<![CDATA[",
        "]]>",
        "%22",
        "%3D",
        "%",
        "&quot;",
        "&amp;",
        "&",
        "?",
        "\\n",
        "\n",
        " ",
        "-u ",
        "-b ",
        "-H ",
        "--user=",
        "curl ",
        "://",
        "@",
        "/",
        ",",
        "(",
        "[",
        "{",
        "}",
        "]",
        "value",
        "70_aB",
        "ABC",
        "***",
        "REMOVED",
        "$X",
        "发",
        "^",
        "Bearer ",
        ";",
        "+",
        "\\u0022",
        "\\u005f",
        "freepublish ",
        "--key ",
        "0123456789abcdef0",
    ]);
    prop::collection::vec(shard, 0..24).prop_map(|shards| shards.concat())
}

proptest! {
    #![proptest_config(common::proptest_config())]

    #[test]
    fn places_are_ascending_and_lie_in_the_text(text in prop_oneof![shards(), ".{0,80}".prop_map(|text| text)]) {
        let found = secrets(&text);
        for span in &found {
            prop_assert!(common::lies_in(*span, &text) && span.start < span.end, "{span:?} in {text:?}");
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{pair:?} in {text:?}");
        }
        prop_assert_eq!(masked(&text), replaced(&text, &found, MASK));
    }

    #[test]
    fn masking_twice_is_masking_once(text in shards()) {
        let once = masked(&text);
        prop_assert_eq!(masked(&once), once, "{:?}", text);
        let once = without_secrets(&text).0;
        prop_assert_eq!(&without_secrets(&once).0, &once, "{:?}", text);
    }

    #[test]
    fn a_secret_is_nowhere_in_the_masked_text(
        value in "[A-Za-z0-9][A-Za-z0-9_-]{11,40}",
        name in prop::sample::select(NAMES),
        (_, pattern) in prop::sample::select(CONTAINERS),
    ) {
        let text = pattern.replace("NAME", name).replace("VALUE", &value).replace(['«', '»'], "");
        prop_assert!(!masked(&text).contains(&value), "{text}");
    }
}
