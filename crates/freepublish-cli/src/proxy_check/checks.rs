//! The contract, as a list of things to try.

use freepublish::Bilingual;

use super::client::{Answer, Checked, Client};

/// One promise of the contract.
pub(super) struct Check {
    pub(super) title: Bilingual,
    /// Tries it; an `Err` says what was found instead.
    pub(super) make: fn(&Client) -> Checked,
}

const fn check(zh: &'static str, en: &'static str, make: fn(&Client) -> Checked) -> Check {
    Check { title: Bilingual::new(zh, en), make }
}

/// A page that nobody allows: `.invalid` is nobody's.
const STRANGER: &str = "https://proxy-check.invalid";

pub(super) const CHECKS: &[Check] = &[
    check("health 说明自己是代理", "health says that it is a proxy", health),
    check(
        "没有密钥、密钥不对都拒绝",
        "without the key, or with a wrong one, it refuses",
        refuses_without_key,
    ),
    check("不认识的网页来源不放行", "pages of unknown origins get nothing", refuses_strangers),
    check("允许的来源能通过预检", "the preflight of an allowed origin is answered", answers_preflight),
    check("请求不合要求时不提交", "what is no submit is refused", validates_submit),
    check("get 也检查请求", "what is no get is refused", validates_get),
    check("没有的地址是 404", "what is not there is 404", unknown_is_problem),
    check("回调列表有游标，可以接着读", "the list of callbacks goes on behind its cursor", lists),
    check("别处的游标不会漏掉回调", "a cursor from elsewhere misses nothing", tells_what_is_missed),
    check("实时连接是 SSE，要密钥", "the stream is server-sent events, and wants the key", streams),
    check("不向元数据地址投递", "nothing is delivered to a metadata address", refuses_targets),
    check("URL 验证校验签名", "URL verification checks the signature", verifies),
    check("签名不对的推送不收", "a push with a wrong signature is not kept", refuses_forged),
    check("返回不许浏览器猜类型", "answers forbid browsers to guess their type", forbids_sniffing),
];

fn health(client: &Client) -> Checked {
    let answer = client.get("/api/health")?;
    let health = answer.json()?;
    let is_proxy = health["service"] == "freepublish-proxy" && health["contract"] == 1;
    let says = health["well"].is_boolean() && health["upstream"]["kind"].is_string();
    answer.expect(is_proxy && says, "service, contract 1, well, upstream.kind")
}

fn refuses_without_key(client: &Client) -> Checked {
    for path in ["/api/health", "/api/callbacks", "/api/callbacks/stream"] {
        client.send("GET", path, &[], "")?.is_problem(401, "unauthorized")?;
        client
            .send("GET", path, &[("Authorization", "Bearer proxy-check")], "")?
            .is_problem(401, "unauthorized")?;
    }
    let json = [("Content-Type", "application/json")];
    client.send("POST", "/api/freepublish/submit", &json, "{}")?.is_problem(401, "unauthorized")
}

fn refuses_strangers(client: &Client) -> Checked {
    let bearer = client.bearer();
    let headers = [("Authorization", bearer.as_str()), ("Origin", STRANGER)];
    for answer in [client.send("GET", "/api/health", &headers, "")?, preflight(client, STRANGER)?] {
        let allowed = answer.header("access-control-allow-origin");
        answer.expect(allowed != "*" && allowed != STRANGER, "Access-Control-Allow-Origin: -")?;
    }
    Ok(())
}

fn answers_preflight(client: &Client) -> Checked {
    let Some(origin) = client.origin.as_deref() else { return Ok(()) };
    let answer = preflight(client, origin)?;
    let headers = answer.header("access-control-allow-headers").to_ascii_lowercase();
    let allowed = answer.header("access-control-allow-origin") == origin && headers.contains("authorization");
    answer.expect(allowed && answer.status < 300, &format!("Access-Control-Allow-Origin: {origin}"))
}

fn preflight(client: &Client, origin: &str) -> Checked<Answer> {
    let headers = [
        ("Origin", origin),
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization,content-type"),
    ];
    client.send("OPTIONS", "/api/freepublish/submit", &headers, "")
}

fn validates_submit(client: &Client) -> Checked {
    for body in ["", "{", "{}", r#"{"media_id":7}"#, r#"{"media_id":""}"#] {
        client.post("/api/freepublish/submit", body)?.is_problem(400, "invalid-request")?;
    }
    Ok(())
}

fn validates_get(client: &Client) -> Checked {
    client.post("/api/freepublish/get", "{}")?.is_problem(400, "invalid-request")
}

fn unknown_is_problem(client: &Client) -> Checked {
    client.get("/api/proxy-check")?.is_problem(404, "not-found")
}

fn lists(client: &Client) -> Checked {
    let answer = client.get("/api/callbacks?limit=1")?;
    let page = answer.json()?;
    let callbacks = page["callbacks"].as_array().map_or(usize::MAX, Vec::len);
    let whole = callbacks <= 1 && page["more"].is_boolean() && page["missed"] == false;
    answer.expect(whole && page["next"].is_string(), "callbacks ≤ 1, next, more, missed: false")?;
    let next = page["next"].as_str().unwrap_or_default();
    let answer = client.get(&format!("/api/callbacks?limit=1&after={next}"))?;
    let rest = answer.json()?;
    let first = rest["callbacks"][0]["cursor"].as_str();
    let goes_on = first.is_none_or(|cursor| page["callbacks"][0]["cursor"] != cursor);
    answer.expect(goes_on && rest["missed"] == false, "callbacks behind `next`")?;
    client.get("/api/callbacks?after=%20")?.is_problem(400, "invalid-request")
}

fn tells_what_is_missed(client: &Client) -> Checked {
    let page = client.get("/api/callbacks?limit=1")?.json()?;
    let own = page["next"].as_str().unwrap_or_default();
    // The same shape with other characters: a cursor of another inbox, as far as anybody can know.
    let elsewhere: String = own.chars().map(|c| if c.is_ascii_alphanumeric() { '0' } else { c }).collect();
    let answer = client.get(&format!("/api/callbacks?limit=1&after={elsewhere}"))?;
    let page = answer.json()?;
    answer.expect(page["missed"] == true, "missed: true")
}

fn streams(client: &Client) -> Checked {
    let answer = client.get("/api/callbacks/stream")?;
    answer.expect(answer.status == 200 && answer.is_type("text/event-stream"), "200 text/event-stream")
}

fn refuses_targets(client: &Client) -> Checked {
    let body = r#"{"target":"http://169.254.169.254/","callback":{"query":"","body":"<xml></xml>"}}"#;
    client.post("/api/deliveries", body)?.is_problem(403, "target-not-allowed")
}

/// Where the proxy says that it checks signatures.
fn checks_signatures(client: &Client) -> Checked<bool> {
    Ok(client.get("/api/health")?.json()?["callback"]["signature_checked"] != false)
}

fn verifies(client: &Client) -> Checked {
    if !checks_signatures(client)? {
        return Ok(());
    }
    let path = "/callback?signature=0&timestamp=1&nonce=1&echostr=proxy-check";
    let answer = client.send("GET", path, &[], "")?;
    answer.expect(answer.status == 403 && answer.body != "proxy-check", "403")
}

/// Only where it is refused: nothing is to be left in the inbox.
fn refuses_forged(client: &Client) -> Checked {
    if !checks_signatures(client)? {
        return Ok(());
    }
    let path = "/callback?signature=0&timestamp=1&nonce=1";
    let answer = client.send("POST", path, &[("Content-Type", "text/xml")], "<xml></xml>")?;
    answer.expect(answer.status == 403 && answer.body != "success", "403")
}

fn forbids_sniffing(client: &Client) -> Checked {
    let answer = client.get("/api/health")?;
    answer.expect(answer.header("x-content-type-options") == "nosniff", "X-Content-Type-Options: nosniff")
}
