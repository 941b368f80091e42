//! Calls as they are copied from shells, browsers and editors.

mod generated;
mod real_bash;

use std::time::Instant;

use crate::common;
use freepublish::{Diagnostic, Inspection, Kind, Options, inspect};

const URL: &str = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=REMOVED";
const ID: &str = "O8bVWzi8JYWOWlizUF7fg46yHC7br_WWnB8RgqBKPB6";

/// The same as it is shown.
const SHOWN: &str = "https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=***";

/// Reads a text; `<URL>` and `<ID>` in it stand for good ones.
fn read(text: &str) -> (String, Inspection) {
    let text = text.replace("<URL>", URL).replace("<ID>", ID);
    let inspection = inspect(&text, &Options::default());
    (text, inspection)
}

fn codes(inspection: &Inspection) -> Vec<&'static str> {
    inspection.diagnostics.iter().map(Diagnostic::code).collect()
}

/// A call in that format, of that method, with nothing wrong in it and nothing to say about it.
#[track_caller]
fn good(format: &str, text: &str) -> Inspection {
    let (text, inspection) = read(text);
    let shown = common::describe(&text, &inspection);
    assert_eq!(inspection.format.name(), format, "{text}\n{shown}");
    assert_eq!(codes(&inspection), Vec::<&str>::new(), "{text}\n{shown}");
    let request = inspection.request.as_ref().expect("a request");
    assert_eq!(request.method.as_deref(), Some("POST"), "{text}\n{shown}");
    assert_eq!(request.url.as_deref(), Some(SHOWN), "{text}\n{shown}");
    assert_eq!(request.media_id.as_deref(), Some(ID), "{text}\n{shown}");
    inspection
}

/// What is found, and nothing else.
#[track_caller]
fn finds(text: &str, expect: &[&str]) -> Inspection {
    let (text, inspection) = read(text);
    let shown = common::describe(&text, &inspection);
    let (mut found, mut expect) = (codes(&inspection), expect.to_vec());
    found.sort_unstable();
    expect.sort_unstable();
    assert_eq!(found, expect, "{text}\n{shown}");
    inspection
}

#[test]
fn options_with_values_do_not_hide_the_address() {
    for options in [
        "--noproxy '*'",
        "--retry-delay 5",
        "--retry 3 --retry-max-time 60",
        "-sSL -o /dev/null -w '%{http_code}\\n'",
        "-m10 --connect-timeout 3.5",
        "-x http://127.0.0.1:3128 -U a:b",
        "--resolve api.weixin.qq.com:443:1.2.3.4",
        "--compressed --http1.1 -k -v",
        "--unix-socket /tmp/x --limit-rate=10k",
        "--no-buffer --no-keepalive",
        "--max-t 10",
        "-E cert.pem:pw --cacert ca.pem",
        "-gz 'yesterday'",
    ] {
        good("curl", &format!("curl {options} '<URL>' -d '{{\"media_id\":\"<ID>\"}}'"));
    }
}

#[test]
fn data_is_told_in_many_ways() {
    for command in [
        "curl -sSLXPOST '<URL>' --json '{\"media_id\":\"<ID>\"}'",
        "curl --request POST --url '<URL>' --data-binary '{\"media_id\":\"<ID>\"}'",
        "curl '<URL>' --data='{\"media_id\":\"<ID>\"}'",
        "curl '<URL>' -d'{\"media_id\":\"<ID>\"}' > out.json 2>&1",
        "curl '<URL>' \\\r\n  -H 'Content-Type: application/json' \\\r\n  -d '{\"media_id\":\"<ID>\"}'\r\n",
        "curl '<URL>' -d @- <<'EOF'\n{\"media_id\":\"<ID>\"}\nEOF\n",
        "curl '<URL>' -d @- <<EOF | jq .\n{\"media_id\":\"<ID>\"}\nEOF\n",
        "curl '<URL>' -d @- <<< '{\"media_id\":\"<ID>\"}'",
        "curl -G '<URL>' -X POST --json '{\"media_id\":\"<ID>\"}' --no-get",
        "curl 'https://api.weixin.qq.com/x' --request-target '/cgi-bin/freepublish/submit?access_token=REMOVED' \
         -d '{\"media_id\":\"<ID>\"}'",
        "curl 'https://api.weixin.qq.com/cgi-bin/freepublish/submit' --url-query access_token=REMOVED \
         -d '{\"media_id\":\"<ID>\"}'",
    ] {
        good("curl", command);
    }
}

#[test]
fn what_stands_before_a_command_is_no_part_of_it() {
    for before in [
        "$ ",
        "# ",
        "root@host:~# ",
        "[dev@iZ2ze ~]$ ",
        "user@host:~$ sudo ",
        "time ",
        "env A=b http_proxy= ",
        "A=b ",
        "sudo -u www-data timeout 10 ",
        "#!/bin/sh\nset -e\n",
        "# publishes the draft\n",
        "cd /tmp && ",
        "export X='y z'; ",
        "if true; then ",
    ] {
        good("curl", &format!("{before}curl '<URL>' -d '{{\"media_id\":\"<ID>\"}}'"));
    }
    good("curl", "PS C:\\> curl.exe '<URL>' -d '{\"media_id\":\"<ID>\"}'");
    good("curl", "$ curl '<URL>' \\\n> -d '{\"media_id\":\"<ID>\"}'\n{\"errcode\":0}\n");
    for text in ["we use curl here", "Curling is fun", "# curl notes", "cd /tmp", "the $ curl"] {
        assert_ne!(read(text).1.format.name(), "curl", "{text}");
    }
}

#[test]
fn of_several_calls_the_first_to_wechat_is_read_alone() {
    let call = "curl '<URL>' -d '{\"media_id\":\"<ID>\"}'";
    for (before, after) in [
        ("curl -X DELETE https://a.example -H 'Origin: https://a.example' && ", ""),
        ("curl https://a.example -d x; ", " || curl https://b.example -F a=b"),
        ("curl https://a.example\n", "\ncurl https://b.example"),
        ("curl https://a.example -I --next ", ""),
        ("curl https://a.example | ", ""),
    ] {
        let call = if before.contains("--next") { &call["curl ".len()..] } else { call };
        let inspection = finds(&format!("{before}{call}{after}"), &["input/several-calls"]);
        assert_eq!(inspection.request.and_then(|request| request.media_id).as_deref(), Some(ID));
    }
    let inspection = finds(
        "curl 'https://api.weixin.qq.com/cgi-bin/stable_token?secret=x' -d '{}' --next '<URL>'",
        &["input/several-calls", "request/field-missing"],
    );
    let message = inspection.diagnostics[0].message(freepublish::Lang::En);
    assert!(message.contains("GET api.weixin.qq.com/cgi-bin/freepublish/submit"), "{message}");
    assert!(!message.contains("REMOVED"), "{message}");
}

#[test]
fn what_is_not_given_is_not_judged() {
    for (url, body) in [
        (
            "\"https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=$TOKEN\"",
            "'{\"media_id\":\"<ID>\"}'",
        ),
        (
            "\"https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=${TOKEN:-x}\"",
            "'{\"media_id\":\"<ID>\"}'",
        ),
        ("\"https://$HOST/cgi-bin/freepublish/submit?access_token=REMOVED\"", "'{\"media_id\":\"<ID>\"}'"),
        ("\"$API/cgi-bin/freepublish/submit?access_token=REMOVED\"", "'{\"media_id\":\"<ID>\"}'"),
        ("'<URL>'", "\"{\\\"media_id\\\":\\\"$MEDIA_ID\\\"}\""),
        ("'<URL>'", "\"{\\\"media_id\\\":\\\"your_${MEDIA_ID}\\\"}\""),
        ("'<URL>'", "'{\"media_id\":\"'$MEDIA_ID'\"}'"),
        ("'<URL>'", "'{\"media_id\":\"'\"$(jq -r '.media_id' draft.json)\"'\"}'"),
        ("'<URL>'", "\"{\\\"media_id\\\":`cat id`}\""),
        ("'<URL>'", "\"{\\\"media_id\\\":$ID}\""),
        ("'<URL>'", "\"$BODY\""),
        ("'<URL>'", "@body.json"),
        ("'<URL>'", "@-"),
        ("'<URL>'", "'{\"media_id\":\"<ID>\"}' -H \"Content-Type: $TYPE\" -K curlrc"),
    ] {
        let expect: &[&str] = if body == "@-" { &[] } else { &["request/not-given"] };
        finds(&format!("curl {url} -d {body}"), expect);
    }
    finds("curl -K curlrc '<URL>'", &["request/not-given"]);
    // What stands beside it is judged all the same.
    finds(
        "curl \"http://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=$TOKEN\" -d \"{\\\"mediaId\\\":\\\"$ID\\\"}\"",
        &["request/not-https", "request/not-given", "request/media-id-missing", "request/unknown-field"],
    );
}

#[test]
fn bytes_and_numbers_in_dollar_quotes_are_characters() {
    let text = r#"curl '<URL>' -d $'{"media_id":"\xe5\x8f\x91\345\270\203\u53d1\U0001f600\'\x4f"}'"#;
    let (_, inspection) = read(text);
    let media_id = inspection.request.and_then(|request| request.media_id);
    assert_eq!(media_id.as_deref(), Some("发布发😀'O"));
}

#[test]
fn forms_are_refused() {
    finds("curl '<URL>' -F media_id=<ID>", &["request/form-body"]);
    finds(
        "curl '<URL>' --form-string 'media_id=<ID>' -H 'Content-Type: multipart/form-data'",
        &["request/form-body"],
    );
    finds("curl '<URL>' --data-urlencode 'media_id=a b'", &["json/not-an-object"]);
    finds("curl '<URL>' -d media_id=x -d y=z", &["json/not-an-object"]);
    finds("curl -T body.json '<URL>'", &["request/method-not-post", "request/not-given"]);
}

#[test]
fn a_query_may_come_from_data() {
    let (_, inspection) = read(
        "curl -G https://api.weixin.qq.com/cgi-bin/freepublish/submit -d access_token=REMOVED --data-urlencode 'a=b c'",
    );
    let request = inspection.request.expect("a request");
    assert_eq!(request.method.as_deref(), Some("GET"));
    assert_eq!(request.url.as_deref(), Some(&*format!("{SHOWN}&a=b%20c")));
}

#[test]
fn windows_shells_are_read() {
    good("curl", "C:\\Users\\me>curl -X POST \"<URL>\" ^\r\n -d \"{\\\"media_id\\\":\\\"<ID>\\\"}\"");
    finds(
        "curl ^\r\n \"https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=%TOKEN%\" -d \"{\\\"media_id\\\":\\\"<ID>\\\"}\" & echo %ERRORLEVEL%",
        &["request/not-given"],
    );
    // As browsers copy it: every quote with a caret.
    good(
        "curl",
        "curl ^\"<URL>^\" ^\r\n  -H ^\"content-type: application/json^\" ^\r\n  --data-raw ^\"^{^\\^\"media_id^\\^\":^\\^\"<ID>^\\^\"^}^\"",
    );
    // A prompt alone tells that `%NAME%` is a variable; what is percent-encoded is none.
    let prompt =
        |query: &str| format!("C:\\>curl \"<URL>&x={query}\" -d \"{{\\\"media_id\\\":\\\"<ID>\\\"}}\"");
    for encoded in ["%E5%8F%91", "%20%21", "50%", "%%"] {
        finds(&prompt(encoded), &[]);
    }
    for variable in ["%NAME%", "%FACE%", "%_a1%", "a%FF0%b"] {
        finds(&prompt(variable), &["request/not-given"]);
    }
    good("curl", "curl.exe -X POST `\n  \"<URL>\" `\n  -d '{\"media_id\":\"<ID>\"}'");
}

#[test]
fn powershell_is_read() {
    for command in [
        "Invoke-WebRequest -UseBasicParsing -Uri \"<URL>\" `\r\n-Method \"POST\" `\r\n-WebSession $session `\r\n-Headers @{\r\n\"accept\"=\"*/*\"\r\n  \"accept-language\"=\"zh-CN\"\r\n} `\r\n-ContentType \"application/json\" `\r\n-Body \"{`\"media_id`\":`\"<ID>`\"}\"",
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"Mozilla/5.0\"\n$session.Cookies.Add((New-Object System.Net.Cookie(\"a\", \"b\", \"/\", \"c\")))\nInvoke-WebRequest -UseBasicParsing -Uri \"<URL>\" `\n-Method POST `\n-WebSession $session `\n-Body ([System.Text.Encoding]::UTF8.GetBytes(\"{`\"media_id`\":`\"<ID>`\"}\"))",
        "irm '<URL>' -Method Post -Body '{\"media_id\":\"<ID>\"}' -ContentType 'application/json; charset=utf-8'",
        "$body = @\"\n{\"media_id\":\"<ID>\"}\n\"@\n$r = Invoke-RestMethod -Uri '<URL>' -Meth POST -Body $body",
        "PS C:\\> $u = '<URL>'; iwr $u -Method:POST -Body @'\r\n{\"media_id\":\"<ID>\"}\r\n'@ | Select-Object Content",
        "curl -Uri '<URL>' -Method POST -Body '{\"media_id\":\"<ID>\"}'",
    ] {
        good("powershell", command);
    }
    let body = "Invoke-RestMethod -Uri \"https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=$token\" -Method POST -Body (@{media_id='x'} | ConvertTo-Json)";
    finds(body, &["request/not-given"]);
    finds("Invoke-WebRequest '<URL>' -Body '{\"media_id\":\"<ID>\"}'", &["request/method-not-post"]);
    finds(
        "Invoke-WebRequest -Uri \"<URL>\" -Method POST -Headers @{\"origin\"=\"https://a.example\"} -Body \"{`\"media_id`\":`\"$([char]21457)<ID>`\"}\"",
        &["request/called-from-frontend", "request/media-id-charset"],
    );
}

#[test]
fn fetch_is_read() {
    for script in [
        "fetch(\"<URL>\", {\n  \"headers\": {\n    \"accept\": \"*/*\",\n    \"content-type\": \"application/json\"\n  },\n  \"referrerPolicy\": \"no-referrer\",\n  \"body\": \"{\\\"media_id\\\":\\\"<ID>\\\"}\",\n  \"method\": \"POST\",\n  \"mode\": \"cors\",\n  \"credentials\": \"omit\"\n});",
        "await fetch('<URL>', { method: 'post', body: '{\"media_id\":\"<ID>\"}' });",
        "const res = await fetch(`<URL>`, {\n  method: 'POST', // submit\n  body: JSON.stringify({ media_id: '<ID>', }),\n})\nconst data = await res.json()",
        "const url = '<URL>';\nreturn fetch(url, { method: 'POST', headers: new Headers({ 'Content-Type': 'application/json' }), body: JSON.stringify({ \"media_id\": \"<ID>\" }, null, 2) })",
        "const BASE = 'https://api.weixin.qq.com'\nfetch(BASE + '/cgi-bin/freepublish/submit?access_token=REMOVED', {method:'POST', body:'{\"media_id\":\"<ID>\"}'})",
    ] {
        good("fetch", script);
    }
    finds(
        "fetch(\"<URL>\", {\"headers\": {\"sec-fetch-mode\": \"cors\"}, \"referrer\": \"https://a.example/\", \"body\": null, \"method\": \"GET\"});",
        &["request/body-missing", "request/called-from-frontend", "request/method-not-post"],
    );
    for script in [
        "fetch(`https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=${token}`, {method: 'POST', body: JSON.stringify({media_id: \"<ID>\"})})",
        "fetch('https://api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=' + token, {method: 'POST', body: '{\"media_id\":\"<ID>\"}'})",
        "fetch('<URL>', {method: 'POST', body: JSON.stringify({media_id})})",
        "fetch('<URL>', {method: 'POST', body: JSON.stringify({media_id: draft.media_id || ''})})",
        "fetch('<URL>', {method: 'POST', body: JSON.stringify(draft)})",
        "fetch('<URL>', {method: 'POST', body})",
        "fetch('<URL>', {...options, method: 'POST'})",
        "fetch('<URL>', options)",
        "fetch(url, {method: 'POST', body: '{\"media_id\":\"<ID>\"}'})",
    ] {
        finds(script, &["request/not-given"]);
    }
    finds(
        "fetch('<URL>', {method: 'POST', body: JSON.stringify({mediaId: 7})})",
        &[
            "request/media-id-missing",
            "request/unknown-field",
            "request/media-id-not-string",
            "request/media-id-looks-like-publish-id",
        ],
    );
    finds("fetch('<URL>', {body: '{\"media_id\":\"<ID>\"}'})", &["request/method-not-post"]);
    finds("fetch('<URL>')", &["request/method-not-post", "request/body-missing"]);
}

fn entry(url: &str, rest: &str) -> String {
    format!(
        r#"{{"request":{{"method":"POST","url":"{url}","headers":[{{"name":"Content-Type","value":"application/json"}}],"postData":{{"mimeType":"application/json","text":"{{\"media_id\":\"<ID>\"}}"}}}}{rest}}}"#
    )
}

fn har(entries: &[String]) -> String {
    format!(r#"{{"log":{{"version":"1.2","entries":[{}]}}}}"#, entries.join(","))
}

#[test]
fn a_har_is_read() {
    good("har", &har(&[entry("<URL>", "")]));
    let answer = |text: &str| {
        format!(r#","response":{{"status":200,"content":{{"mimeType":"application/json","text":"{text}"}}}}"#)
    };
    let answered = entry("<URL>", &answer(r#"{\"errcode\":40007,\"errmsg\":\"invalid media_id\"}"#));
    let inspection = finds(
        &har(&[entry("https://a.example/", ""), answered]),
        &["input/several-calls", "response/api-error"],
    );
    assert_eq!(inspection.kind, Kind::Response);
    assert_eq!(inspection.response.and_then(|response| response.errcode), Some(40007));
    assert_eq!(inspection.request.and_then(|request| request.media_id).as_deref(), Some(ID));
    good("har", &har(&[entry("<URL>", &answer("<html>"))]));
    finds(r#"{"log":{"entries":[]}}"#, &["input/unrecognized"]);
    let without_body =
        |rest: &str| har(&[format!(r#"{{"request":{{"method":"POST","url":"<URL>","headers":[]{rest}}}}}"#)]);
    finds(&without_body(r#","bodySize":0"#), &["request/body-missing"]);
    finds(&without_body(r#","bodySize":-1"#), &["request/body-missing"]);
    finds(&without_body(""), &["request/body-missing"]);
    // There was one, which the browser did not keep.
    finds(&without_body(r#","bodySize":1"#), &[]);
    finds(&without_body(r#","bodySize":64"#), &[]);
    let form = r#"{"request":{"method":"POST","url":"<URL>","headers":[],"postData":{"mimeType":"multipart/form-data; boundary=x","text":"--x"}}}"#;
    finds(&har(&[form.to_owned()]), &["request/form-body"]);
}

#[test]
fn http_files_are_read() {
    for file in [
        "### submit\nPOST <URL> HTTP/1.1\nContent-Type: application/json\n\n{\"media_id\":\"<ID>\"}\n",
        "@host = https://api.weixin.qq.com\n@token=REMOVED\n\n# @name submit\nPOST {{host}}/cgi-bin/freepublish/submit\n  ?access_token={{token}}\nContent-Type: application/json\n\n{\"media_id\":\"<ID>\"}\n\n> {% client.test() %}\n",
        "POST <URL>\n// a note\nContent-Type: application/json\n\n{\"media_id\":\"<ID>\"}\n\n###\n",
    ] {
        good("http", file);
    }
    for file in [
        "POST {{host}}/cgi-bin/freepublish/submit?access_token={{token}}\nContent-Type: application/json\n\n{\"media_id\":\"{{media_id}}\"}",
        "###\nPOST <URL>\n\n< ./body.json\n",
    ] {
        finds(file, &["request/not-given"]);
    }
    finds(
        "GET https://a.example/\n\n###\nPOST <URL>\n\n{\"media_id\":\"<ID>\"}\n\n###\nGET https://b.example\n",
        &["input/several-calls"],
    );
}

#[test]
fn long_commands_take_time_in_proportion() {
    let repeated = |piece: &str| piece.repeat((1 << 15) / piece.len());
    let starts = [
        "curl ",
        "curl ^\" ",
        "curl -d '",
        "fetch(",
        "fetch(\"a\",{",
        "iwr ",
        "irm -Headers @{",
        "$a = \"",
        "###\n",
        "@a=b\nGET {{a}}",
    ];
    let pieces = [
        "a",
        "' ",
        "\"",
        "''\"\"",
        "\\\"",
        "$a",
        "$(",
        "${",
        "`",
        "<<a ",
        "<<a\n",
        "\\\n",
        "^\n",
        "-H a:b ",
        "-da ",
        "@{a=",
        "@'a ",
        "$([char]9)",
        "curl x;",
        "iwr x;",
        "$a=\"b\";iwr $a;",
        "\n$ ",
        "{{a}}",
        "###\nGET /\n",
        "\nGET http://a\n\n",
        "{body:JSON.stringify({",
        "`${",
        "a+",
        "/*",
        "fetch(",
        "\\x",
        "'\\''",
        "{\"request\":",
        "\n@a=b",
        "%a%",
        "--data-urlencode { ",
        "( ",
        "\r",
        "$'",
        "𝒳",
    ];
    for start in starts {
        for piece in pieces {
            let text = format!("{start}{}", repeated(piece));
            let begin = Instant::now();
            let inspection = inspect(&text, &Options::default());
            let took = begin.elapsed();
            assert!(took.as_secs() < 10, "{took:?} for {start:?} and {piece:?}");
            assert!(inspection.diagnostics.len() <= 600);
        }
    }
    let har = har(&vec![entry("https://a.example", ""); 1000]);
    assert_eq!(inspect(&har, &Options::default()).format.name(), "har");
}
