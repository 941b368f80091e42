//! `docs/inspection.schema.json` and `docs/inspection.d.ts` are made from the types of the report, and say what the
//! design says. `BLESS=1 cargo test -p freepublish --test schema` writes them anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use freepublish::Report;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

#[test]
fn the_schema_in_docs_is_the_one_the_types_give() {
    let text = serde_json::to_string_pretty(&schema()).expect("a schema is JSON");
    check("inspection.schema.json", &format!("{text}\n"));
}

#[test]
fn the_typescript_in_docs_is_the_one_the_types_give() {
    check("inspection.d.ts", &typescript(&schema()));
}

/// The design writes its schema as an example; here it is with the type of each value in place of the value. `?` may
/// be null.
#[test]
fn the_shape_is_the_designs() {
    let designed = json!({
        "kind": "request | response | callback | publish_result | unknown",
        "interface": "string?",
        "format": "xml | json | http | curl | powershell | fetch | har | url | text",
        "verdict": {
            "outcome": "published | publishing | originality_failed | failed | rejected | deleted_by_user | \
                        banned_by_system | accepted | answered | refused | valid | invalid | unknown",
            "settled": "boolean",
            "headline": "string",
            "advice": ["string"],
        },
        "request?": {
            "method": "string?",
            "url": "string?",
            "access_token": "present | missing | placeholder | not_given",
            "media_id": "string?",
        },
        "response?": {
            "errcode": "integer?",
            "errmsg": "string?",
            "publish_id": "string?",
            "msg_data_id": "string?",
            "rid": "string?",
        },
        "header?": {
            "to_user_name": "string?",
            "from_user_name": "string?",
            "create_time": "integer?",
            "msg_type": "string?",
            "event": "string?",
        },
        "publish?": {
            "publish_id": "string?",
            "publish_status": "integer?",
            "article_id": "string?",
            "count": "integer?",
            "articles": [{ "idx": "integer?", "article_url": "string?" }],
            "fail_idx": ["integer"],
        },
        "envelope?": {
            "mode": "plain | compatible | secure",
            "signature": "valid | invalid | unchecked",
            "decrypted": "boolean",
            "app_id": "string?",
            "timestamp": "integer?",
            "nonce": "string?",
        },
        "diagnostics": [{
            "code": "string",
            "severity": "error | warning | info",
            "message": "string",
            "advice": "string",
            "path": "string?",
            "span?": { "start": "integer", "end": "integer", "line": "integer", "column": "integer" },
            "fix?": {
                "label": "string",
                "edits": [{ "start": "integer", "end": "integer", "text": "string" }],
            },
        }],
        "omitted_diagnostics": "integer",
    });
    let schema = schema();
    assert_eq!(shape(&schema, &schema).0, designed);
}

fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let generated = Value::from(generator.into_root_schema_for::<Report>());
    let mut generated: Map<String, Value> = serde_json::from_value(generated).expect("an object");
    // A reader wants to know what it is before what it has.
    let mut schema = Map::new();
    for key in ["$schema", "title", "description"] {
        schema.extend(generated.remove_entry(key));
    }
    schema.extend(generated);
    Value::Object(schema)
}

/// The shape of what a schema admits, and whether null is admitted too.
fn shape(schema: &Value, root: &Value) -> (Value, bool) {
    let (schema, nullable) = not_null(schema, root);
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
        return (json!(names.join(" | ")), nullable);
    }
    match schema["type"].as_str().expect("a type") {
        "object" => {
            let properties = schema["properties"].as_object().expect("properties");
            let required = schema["required"].as_array().expect("required");
            let mut members = Map::new();
            for (name, property) in properties {
                assert!(required.contains(&json!(name)), "{name} may be left out");
                let (inner, nullable) = shape(property, root);
                let sign = if nullable { "?" } else { "" };
                match inner {
                    Value::String(ty) => members.insert(name.clone(), json!(format!("{ty}{sign}"))),
                    inner => members.insert(format!("{name}{sign}"), inner),
                };
            }
            (Value::Object(members), nullable)
        }
        "array" => (json!([shape(&schema["items"], root).0]), nullable),
        plain => (json!(plain), nullable),
    }
}

/// The schema behind references and `| null`, and whether there was such a null.
fn not_null<'s>(schema: &'s Value, root: &'s Value) -> (Value, bool) {
    if let Some(name) = reference(schema) {
        return not_null(&root["$defs"][name], root);
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        let [inner, null] = choices.as_slice() else { panic!("more than `T | null`: {schema}") };
        assert_eq!(null["type"], "null");
        return (not_null(inner, root).0, true);
    }
    if let Some([inner, null]) = schema["type"].as_array().map(Vec::as_slice) {
        assert_eq!(null, "null");
        let mut schema = schema.clone();
        schema["type"] = inner.clone();
        return (schema, true);
    }
    (schema.clone(), false)
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

/// The schema as TypeScript. It knows what the report's schema is made of and stops at anything else.
fn typescript(schema: &Value) -> String {
    let mut out =
        "// Generated from the Rust types by crates/freepublish/tests/schema.rs: do not edit.\n".to_owned();
    interface("Inspection", schema, &mut out);
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        interface(name, definition, &mut out);
    }
    out
}

fn interface(name: &str, schema: &Value, out: &mut String) {
    out.push('\n');
    comment(schema, "", out);
    writeln!(out, "export interface {name} {{").expect("a string takes everything");
    for (name, property) in schema["properties"].as_object().expect("properties") {
        comment(property, "  ", out);
        writeln!(out, "  {name}: {};", ty(property)).expect("a string takes everything");
    }
    out.push_str("}\n");
}

fn comment(schema: &Value, indent: &str, out: &mut String) {
    let Some(text) = schema["description"].as_str() else { return };
    let lines: Vec<&str> = text.lines().collect();
    if let [line] = lines.as_slice() {
        writeln!(out, "{indent}/** {line} */").expect("a string takes everything");
        return;
    }
    writeln!(out, "{indent}/**").expect("a string takes everything");
    for line in lines {
        writeln!(out, "{indent} * {line}").expect("a string takes everything");
    }
    writeln!(out, "{indent} */").expect("a string takes everything");
}

fn ty(schema: &Value) -> String {
    if let Some(name) = reference(schema) {
        return name.to_owned();
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return choices.iter().map(ty).collect::<Vec<_>>().join(" | ");
    }
    if let Some(names) = schema.get("enum").and_then(Value::as_array) {
        return names.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    if let Some(types) = schema["type"].as_array() {
        return types.iter().map(|ty_| ty(&json!({ "type": ty_ }))).collect::<Vec<_>>().join(" | ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("{}[]", ty(&schema["items"])),
        Some("integer") => "number".to_owned(),
        Some(plain @ ("boolean" | "null" | "string")) => plain.to_owned(),
        _ => panic!("no TypeScript for {schema}"),
    }
}

/// Compares a file of `docs/` with what it should hold, or writes it when `BLESS` is set.
fn check(name: &str, expect: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    #[expect(clippy::disallowed_methods, reason = "the core touches no file; its tests do")]
    let (bless, found) =
        (std::env::var_os("BLESS").is_some(), std::fs::read_to_string(&path).unwrap_or_default());
    if bless {
        #[expect(clippy::disallowed_methods, reason = "the core touches no file; its tests do")]
        std::fs::write(&path, expect).expect("docs/ can be written");
        return;
    }
    assert!(found == expect, "docs/{name} is stale: BLESS=1 cargo test -p freepublish --test schema");
}
