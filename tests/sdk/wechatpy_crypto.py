"""Opens what this project sealed and seals what it is to open, with wechatpy's cryptography.

Reads one JSON document from standard input and prints one: `crates/freepublish/tests/core/wechatpy.rs` says what is in
them.
"""

import json
import sys

import xmltodict
from wechatpy.crypto import WeChatCrypto


def opened(crypto, push):
    """The message in a push. wechatpy checks its `msg_signature` and its app id."""
    query, body = push["query"], push["body"]
    fields = json.loads(body) if body.startswith("{") else xmltodict.parse(body)["xml"]
    return crypto.decrypt_message(fields, query["msg_signature"], query["timestamp"], query["nonce"])


def main():
    asked = json.load(sys.stdin)
    crypto = WeChatCrypto(asked["token"], asked["aes_key"], asked["app_id"])
    answer = {
        "opened": [opened(crypto, push) for push in asked["pushes"]],
        "sealed": [crypto.encrypt_message(text, asked["nonce"], asked["timestamp"]) for text in asked["messages"]],
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
