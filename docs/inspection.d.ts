// Generated from the Rust types by crates/freepublish/tests/schema.rs: do not edit.

/** An inspection, told in one language. Keys that have no value are `null`, lists that have none are empty. */
export interface Inspection {
  /** What the text is. */
  kind: "request" | "response" | "callback" | "publish_result" | "unknown";
  /** The interface that a call or an answer belongs to, `freepublish/submit`; `null` where that cannot be told. */
  interface: string | null;
  /** What the text is written in. */
  format: "xml" | "json" | "http" | "curl" | "powershell" | "fetch" | "har" | "url" | "text";
  /** What happened and what to do next. */
  verdict: Verdict;
  /** The call. */
  request: Request | null;
  /** The answer to a call. */
  response: Response | null;
  /** The head of an event. */
  header: Header | null;
  /** The publish job, of a callback or of `freepublish/get`. */
  publish: Publish | null;
  /** How an event was transported. */
  envelope: Envelope | null;
  /** What was found, in the order of the text. */
  diagnostics: Diagnostic[];
  /** How many more there were. */
  omitted_diagnostics: number;
}

/** What happened and what to do next. */
export interface Verdict {
  /** What came of it, in one word. */
  outcome: "published" | "publishing" | "originality_failed" | "failed" | "rejected" | "deleted_by_user" | "banned_by_system" | "accepted" | "answered" | "refused" | "valid" | "invalid" | "unknown";
  /** No further news is to be expected for this `publish_id`. */
  settled: boolean;
  /** One sentence that stands alone. */
  headline: string;
  /** What to do next, most useful first. */
  advice: string[];
}

/** A call of one of the interfaces. */
export interface Request {
  /** The method, in capitals. */
  method: string | null;
  /** The address, its secrets masked. */
  url: string | null;
  /** What became of the access token; `not_given` when only a body was pasted. */
  access_token: "present" | "missing" | "placeholder" | "not_given";
  /** The draft it is about, as written. */
  media_id: string | null;
}

/** The answer to a call. */
export interface Response {
  /** The error code; absent means success. */
  errcode: number | null;
  /** The error text, as sent. */
  errmsg: string | null;
  /** The publish job, digits as sent. */
  publish_id: string | null;
  /** The data id of the message, digits as sent. */
  msg_data_id: string | null;
  /** WeChat's request id. */
  rid: string | null;
}

/** The head of an event. */
export interface Header {
  /** The account's `gh_…` id. */
  to_user_name: string | null;
  /** An openid, or `mphelper`. */
  from_user_name: string | null;
  /** Seconds since 1970 UTC. */
  create_time: number | null;
  /** `event` for events. */
  msg_type: string | null;
  /** The name of the event. */
  event: string | null;
}

/** A publish job. */
export interface Publish {
  /** The job, digits as sent. */
  publish_id: string | null;
  /** The status as sent, known or not. */
  publish_status: number | null;
  /** The published message, white space removed. */
  article_id: string | null;
  /** How many articles the payload states. */
  count: number | null;
  /** The published articles. */
  articles: Article[];
  /** The articles that did not pass, counted from 1. */
  fail_idx: number[];
}

/** A published article. */
export interface Article {
  /** Its number, from 1. */
  idx: number | null;
  /** Its permanent link. */
  article_url: string | null;
}

/** How an event was transported. */
export interface Envelope {
  /** Which of WeChat's three message modes. */
  mode: "plain" | "compatible" | "secure";
  /** What is known of the signature. */
  signature: "valid" | "invalid" | "unchecked";
  /** Whether the body was decrypted. */
  decrypted: boolean;
  /** The app id inside the message. */
  app_id: string | null;
  /** Seconds since 1970 UTC. */
  timestamp: number | null;
  /** As sent. */
  nonce: string | null;
}

/** A finding, in one language. */
export interface Diagnostic {
  /** The stable code: `callback/fail-idx-missing`. */
  code: string;
  /** How bad it is. */
  severity: "error" | "warning" | "info";
  /** What was found. */
  message: string;
  /** Why it matters and what to do. */
  advice: string;
  /** The place in the document. */
  path: string | null;
  /** The place in the text; `null` only when it is about the whole input. */
  span: Span | null;
  /**
   * A mechanical repair. What it puts in holds no secret: one that stays is left where it stands, between two edits;
   * a repair that would have to rewrite a secret is left out.
   */
  fix: Fix | null;
}

/**
 * A place in the text that was read. Offsets count bytes of UTF-8 in the library and on the command line, UTF-16 code
 * units in the JavaScript interface; in bytes of another encoding (`input/not-utf8`) they do not count.
 */
export interface Span {
  /** Offset of the beginning. */
  start: number;
  /** Offset behind the end. */
  end: number;
  /** Line of the beginning, from 1. */
  line: number;
  /** Column of the beginning in Unicode scalar values, from 1. */
  column: number;
}

/** A repair. */
export interface Fix {
  /** What it does. */
  label: string;
  /** Replacements in ascending order. */
  edits: Edit[];
}

/** A replacement. Offsets count as those of a span. */
export interface Edit {
  /** Offset of the beginning. */
  start: number;
  /** Offset behind the end. */
  end: number;
  /** What comes there. */
  text: string;
}
