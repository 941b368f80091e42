//! The words of the Live page in English.

use super::LiveTexts;

impl LiveTexts {
    pub(super) const EN: Self = Self {
        intro: "Submit a draft through a proxy of your own and watch the callback arrive. AppSecret and access_token stay in the proxy, out of the browser.",

        connection: "Proxy",
        address: "Address",
        address_note: "The whole link that the proxy printed may be pasted here, too",
        key: "Key",
        key_note: "What the proxy printed when it started; not the AppSecret",
        remember: "Remember until this tab is closed (in sessionStorage)",
        connect: "Connect",
        recheck: "Check again",
        disconnect: "Disconnect",
        checking: "Checking…",
        connected: "Connected",
        connected_to: |address| format!("Connected to {address}"),
        upstream: "Upstream",
        wechat: "WeChat (publishes for real)",
        simulator: "Simulator (publishes nothing)",
        account: "Account",
        no_account: "the proxy does not say",
        version: "Version",
        down: "The proxy is there, but nothing can be submitted now",
        bad_address: (
            "This is no address",
            "Write it like http://127.0.0.1:8080 or https://proxy.example.com, without ? and #.",
        ),
        mixed_content: (
            "Browsers let no HTTPS page call another machine over HTTP",
            "Give the proxy HTTPS, or run it on this machine and call it 127.0.0.1; or open this page from the proxy itself.",
        ),
        not_allowed: (
            "This page's security policy allows no HTTP to other machines",
            "Give the proxy HTTPS, or run it on this machine and call it 127.0.0.1 or localhost; or open this page from the proxy itself.",
        ),
        unreachable: (
            "Nobody answers",
            "Make sure that the proxy runs, that address and port are right, and that no firewall is in between; allow access to the local network if the browser asks; with HTTPS, that its certificate is valid.",
        ),
        cors: (
            "Somebody answers, but does not let this page read it (CORS)",
            "Start the proxy with the origin of this page on its list:",
        ),
        cors_do: |origin| format!("--origin {origin}"),
        wrong_key: (
            "The proxy does not know this key",
            "Copy it again from the link that the proxy printed. It may change with every start.",
        ),
        not_proxy: (
            "There is no proxy at this address",
            "Check port and path; the address ends before /api.",
        ),
        not_proxy_said: |status| {
            format!("It answered with HTTP {status}, and not with what a proxy says of itself.")
        },
        full_stop: ". ",

        begin: "No proxy yet? One command starts one",
        begin_steps: [
            "Run this in the directory of the project. It starts a proxy in front of the simulator; no account is needed.",
            "Open the link it prints: address and key are filled in.",
            "Under Submit a draft the simulator's drafts are listed, each with an outcome of its own. Pick one and submit it: the callback comes after a moment.",
        ],
        begin_own: "The contract is public: a proxy can be written in any language. To see the flow without one:",

        submit: "Submit a draft",
        submit_note: "Accepted is not published: the outcome comes with the callback.",
        media_id: "media_id of the draft",
        media_id_note: "as draft/add returned it",
        media_id_offered: "Pick one of the simulator's drafts, each named by what becomes of it, or enter another",
        media_id_rehearsal: "a draft of the simulator's; each can be submitted once, and a restart of the proxy brings new ones",
        drafts: "The simulator's drafts",
        submit_button: "Submit…",
        sending: "Submitting…",
        need_connection: "Connect to a proxy first.",
        need_upstream: "Nothing can be submitted through this proxy now. When that is solved, press Check again.",

        confirm_public: "Publish for real?",
        confirm_rehearsal: "Submit to the simulator?",
        public: "The articles become public: whoever has the link can read them. It cannot simply be undone: they can only be deleted, and the draft is used up. Followers are not notified.",
        rehearsal: "The upstream is a simulator: WeChat hears nothing of it, and nothing is published.",
        tried: "This draft was submitted before, and WeChat may have taken it. Wait for the callback, or look in WeChat's console, before you submit it again.",
        proxy: "Proxy",
        cancel: "Cancel",
        publish: "Publish",
        rehearse: "Submit to the simulator",

        jobs: "Submitted here",
        no_jobs: "Nothing was submitted yet. Once it is: accepted, publishing and the callback appear here, one after the other.",
        jobs_note: "These outlive a reload, but not the tab (they are in sessionStorage, without the key).",
        clear_jobs: "Clear the list",
        job: |publish_id| format!("Job {publish_id}"),
        job_of: |media_id| format!("Draft {media_id}"),
        sent: "The draft was submitted",
        waits_answer: "Waiting for WeChat's answer…",
        waits_callback: "WeChat is at work; waiting for the callback…",
        waits_connection: "The outcome is not known yet. Connect again to go on waiting for the callback.",
        kind_sent: "submit",
        kind_answer: "response",
        kind_callback: "callback",
        kind_duplicate: "duplicate",
        kind_query: "query",
        kind_waiting: "publishing",
        duplicate_note: "The same news as before: a handler should act on it once only.",
        signed: "signature valid",
        unsigned: "signature not checked",
        lost: (
            "No answer came: nobody knows whether WeChat got it",
            "Do not just submit again: wait for the callback, or look in WeChat's console whether the draft was published.",
        ),
        query_lost: "Nothing was learnt: the connection broke. It can be asked again.",
        problem: "The proxy could not do it",
        query: "Ask WeChat",
        querying: "Asking…",
        query_note: |asked, most| {
            format!(
                "Asked from this page: {asked}; WeChat allows {most} a day. The callback is faster and free."
            )
        },
        message: "Message",
        open_in_inspect: "Open in Inspect",
        copy_message: "Copy",
        loaded_message: "The message took the place of the text",

        deliver: "Deliver to my handler",
        deliver_now: "Deliver",
        delivering: "Delivering…",
        deliveries: "Deliveries",
        target: "Address of the handler",
        target_note: "Where your server takes callbacks, such as http://127.0.0.1:3000/wechat. The proxy sends the callback on as it came and waits for 5 seconds; 127.0.0.1 is the proxy's own machine.",
        target_none: "This proxy delivers nowhere yet: start it again with --target, as in freepublish serve --target http://127.0.0.1:3000.",
        target_wrong: "This is no whole address; write it like http://127.0.0.1:3000/wechat.",
        accepted: "Passed: to WeChat this push has arrived",
        not_accepted: "Not passed: WeChat would push again",
        reply: "Reply",
        not_delivered: "Nothing was delivered",
        allow: |origin| format!("freepublish serve --target {origin}"),
        deliveries_unknown: "The proxy may have removed this callback, or it may be one that delivers nothing (POST /api/deliveries).",
        delivery_lost: (
            "The proxy did not say what came of it",
            "The callback may have arrived: look into your server's log. Delivering it again does no harm, as a handler has to cope with repeated pushes anyway.",
        ),

        others: "Other callbacks",
        others_none: "Callbacks of jobs that were not submitted here are listed, too.",
        no_publish: "no publish_id",
        earlier: "Show those from before",
        earlier_loading: "Reading…",
        earlier_here: "Those from before the connection are listed, 200 at most",
        earlier_failed: "That failed; try again",
        missed: "The proxy has removed some callbacks; they cannot be shown here.",

        stream_off: "Not listening for callbacks",
        resume: |address, account| {
            format!(
                "Not listening for callbacks. Connect to {address} again (account: {account}) to go on; what came meanwhile is caught up with."
            )
        },
        stream_opening: "Opening the stream of callbacks…",
        stream_open: "Listening for callbacks",
        stream_waiting: |seconds| format!("The stream was cut; next try in {seconds} s, nothing is missed"),
        retry: "Try now",
    };
}
