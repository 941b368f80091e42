"""Publishes a draft with wechatpy and understands the callback: only the address of the API is changed.

    wechatpy_publish.py --base http://127.0.0.1:8080 --callback-port 9001 --app-id … --secret … --token … --aes-key …

What is not given is read from STAND_IN_BASE, STAND_IN_CALLBACK_PORT, STAND_IN_APP_ID, STAND_IN_SECRET, STAND_IN_TOKEN
and STAND_IN_AES_KEY. The stand-in is `freepublish serve`, pushing in secure mode to
http://127.0.0.1:<callback port>/wechat.

Prints one JSON document: what the SDK answered, what `freepublish/get` said, and the callback as wechatpy read it.
Ends with 1 when something is not as it has to be, and says what.
"""

import argparse
import json
import os
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import xmltodict
from wechatpy import WeChatClient, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import WeChatClientException
from wechatpy.utils import check_signature

PATIENCE = 30.0
"""Seconds until something is taken for not happening."""


def client_at(base):
    """wechatpy's client with another address. It keeps the address of the tokens apart from that of the API."""

    class Client(WeChatClient):
        API_BASE_URL = f"{base}/cgi-bin/"

        def fetch_access_token(self):
            return self._fetch_access_token(
                url=f"{base}/cgi-bin/token",
                params={"grant_type": "client_credential", "appid": self.appid, "secret": self.secret},
            )

    return Client


class Handler(BaseHTTPRequestHandler):
    """What an application has at its callback address."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.callbacks.put((self.path, body))
        self.send_response(200)
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"success")

    def log_message(self, *_):
        """Standard output and error are for results."""


def handler_at(port):
    server = HTTPServer(("127.0.0.1", port), Handler)
    server.callbacks = queue.Queue()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def next_callback(server):
    try:
        return server.callbacks.get(timeout=PATIENCE)
    except queue.Empty:
        raise SystemExit(f"no callback within {PATIENCE:.0f} s") from None


def publish(client):
    article = {"title": "用 wechatpy 发布", "content": "<p>正文</p>", "thumb_media_id": "COVER"}
    draft = client.post("draft/add", data={"articles": [article]})
    submitted = client.post("freepublish/submit", data={"media_id": draft["media_id"]})
    return draft, submitted


def understood(crypto, token, path, body):
    """The event in a callback, checked and decrypted by wechatpy alone."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    check_signature(token, query["signature"], query["timestamp"], query["nonce"])
    text = crypto.decrypt_message(body, query["msg_signature"], query["timestamp"], query["nonce"])
    # wechatpy has no class for this event: it keeps the document and leaves the rest to the application.
    return text, type(parse_message(text)).__name__, xmltodict.parse(text)["xml"]


def settled(client, publish_id):
    """What `freepublish/get` says when the job is no longer under way."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        result = client.post("freepublish/get", data={"publish_id": publish_id})
        if result["publish_status"] != 1:
            return result
        time.sleep(0.5)
    raise SystemExit(f"job {publish_id} is still being published after {PATIENCE:.0f} s")


def refusal(client, endpoint, data):
    """The error of a call that has to be refused."""
    try:
        client.post(endpoint, data=data)
    except WeChatClientException as error:
        return error.errcode
    raise SystemExit(f"{endpoint} took {data}, and must not")


def main():
    options = arguments()
    server = handler_at(options.callback_port)
    client = client_at(options.base.rstrip("/"))(options.app_id, options.secret, timeout=PATIENCE)
    crypto = WeChatCrypto(options.token, options.aes_key, options.app_id)

    draft, submitted = publish(client)
    publish_id = submitted["publish_id"]
    result = settled(client, publish_id)
    text, known_as, event = understood(crypto, options.token, *next_callback(server))
    info = event["PublishEventInfo"]

    expect("Event", event["Event"], "PUBLISHJOBFINISH")
    expect("publish_id", info["publish_id"], str(publish_id))
    expect("publish_status", info["publish_status"], str(result["publish_status"]))
    out = {"draft": draft, "submitted": submitted, "result": result, "known_as": known_as, "callback": text}
    if result["publish_status"] == 0:
        expect("article_id", info["article_id"], result["article_id"])
        out.update(read_and_delete(client, result["article_id"]))
        _, _, event = understood(crypto, options.token, *next_callback(server))
        expect("the job without articles", event["PublishEventInfo"]["publish_status"], "5")
    expect("the consumed draft", refusal(client, "freepublish/submit", {"media_id": draft["media_id"]}), 40007)
    print(json.dumps(out, ensure_ascii=False, indent=2))


def read_and_delete(client, article_id):
    article = client.post("freepublish/getarticle", data={"article_id": article_id})
    expect("title", article["news_item"][0]["title"], "用 wechatpy 发布")
    listed = client.post("freepublish/batchget", data={"offset": 0, "count": 20, "no_content": 1})
    expect("article_id in the list", listed["item"][0]["article_id"], article_id)
    deleted = client.post("freepublish/delete", data={"article_id": article_id, "index": 1})
    expect("the deleted article", refusal(client, "freepublish/getarticle", {"article_id": article_id}), 53600)
    return {"article": article, "listed": listed, "deleted": deleted}


def expect(what, found, wanted):
    if found != wanted:
        raise SystemExit(f"{what}: expected {wanted!r}, found {found!r}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["base", "callback-port", "app-id", "secret", "token", "aes-key"]:
        variable = "STAND_IN_" + name.upper().replace("-", "_")
        default = os.environ.get(variable)
        kind = int if name == "callback-port" else str
        parser.add_argument(f"--{name}", default=default, required=default is None, type=kind)
    return parser.parse_args()


if __name__ == "__main__":
    main()
