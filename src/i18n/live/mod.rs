//! The words of the Live page.

use freepublish::Lang;

mod en;
mod zh;

/// What went wrong, and what to do about it.
pub type Trouble = (&'static str, &'static str);

texts! {
    /// The texts of the Live page in one language.
    LiveTexts {
        intro: &'static str,

        // Connection
        connection: &'static str,
        address: &'static str,
        address_note: &'static str,
        key: &'static str,
        key_note: &'static str,
        remember: &'static str,
        connect: &'static str,
        recheck: &'static str,
        disconnect: &'static str,
        checking: &'static str,
        connected: &'static str,
        connected_to: fn(&str) -> String,
        upstream: &'static str,
        wechat: &'static str,
        simulator: &'static str,
        account: &'static str,
        no_account: &'static str,
        version: &'static str,
        down: &'static str,
        bad_address: Trouble,
        mixed_content: Trouble,
        not_allowed: Trouble,
        unreachable: Trouble,
        cors: Trouble,
        cors_do: fn(&str) -> String,
        wrong_key: Trouble,
        not_proxy: Trouble,
        not_proxy_said: fn(u16) -> String,
        full_stop: &'static str,

        // Nothing yet
        begin: &'static str,
        begin_steps: [&'static str; 3],
        begin_own: &'static str,

        // Submit
        submit: &'static str,
        submit_note: &'static str,
        media_id: &'static str,
        media_id_note: &'static str,
        media_id_offered: &'static str,
        media_id_rehearsal: &'static str,
        drafts: &'static str,
        submit_button: &'static str,
        sending: &'static str,
        need_connection: &'static str,
        need_upstream: &'static str,

        // Confirmation
        confirm_public: &'static str,
        confirm_rehearsal: &'static str,
        public: &'static str,
        rehearsal: &'static str,
        tried: &'static str,
        proxy: &'static str,
        cancel: &'static str,
        publish: &'static str,
        rehearse: &'static str,

        // Jobs
        jobs: &'static str,
        no_jobs: &'static str,
        jobs_note: &'static str,
        clear_jobs: &'static str,
        job: fn(&str) -> String,
        job_of: fn(&str) -> String,
        sent: &'static str,
        waits_answer: &'static str,
        waits_callback: &'static str,
        waits_connection: &'static str,
        kind_sent: &'static str,
        kind_answer: &'static str,
        kind_callback: &'static str,
        kind_duplicate: &'static str,
        kind_query: &'static str,
        kind_waiting: &'static str,
        duplicate_note: &'static str,
        signed: &'static str,
        unsigned: &'static str,
        lost: Trouble,
        query_lost: &'static str,
        problem: &'static str,
        query: &'static str,
        querying: &'static str,
        query_note: fn(u32, u32) -> String,
        message: &'static str,
        open_in_inspect: &'static str,
        copy_message: &'static str,
        loaded_message: &'static str,

        // Delivery
        deliver: &'static str,
        deliver_now: &'static str,
        delivering: &'static str,
        deliveries: &'static str,
        target: &'static str,
        target_note: &'static str,
        target_none: &'static str,
        target_wrong: &'static str,
        accepted: &'static str,
        not_accepted: &'static str,
        reply: &'static str,
        not_delivered: &'static str,
        allow: fn(&str) -> String,
        deliveries_unknown: &'static str,
        delivery_lost: Trouble,

        // Callbacks
        others: &'static str,
        others_none: &'static str,
        no_publish: &'static str,
        earlier: &'static str,
        earlier_loading: &'static str,
        earlier_here: &'static str,
        earlier_failed: &'static str,
        missed: &'static str,

        // Stream
        stream_off: &'static str,
        resume: fn(&str, &str) -> String,
        stream_opening: &'static str,
        stream_open: &'static str,
        stream_waiting: fn(u32) -> String,
        retry: &'static str,
    }
}
