//! What `--format json` prints is what `docs/inspection.schema.json` promises.

use serde_json::Value;

use crate::run::{freepublish, samples};

#[test]
fn every_report_keeps_to_the_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../../docs/inspection.schema.json")).expect("JSON");
    let others = [
        "",
        "  ",
        "<html></html>",
        "{\"media_id\": 5,}",
        "?signature=a&timestamp=1&nonce=b",
        "a {\"errcode\":1}",
    ];
    let texts = samples().into_iter().map(|(_, text)| text).chain(others.map(str::to_owned));
    for text in texts {
        let report = freepublish(&["inspect", "--format", "json"], &text);
        assert!(report.stdout.ends_with("}\n") && !report.stdout.ends_with("\n\n"));
        if let Err(problem) = conforms(&report.json(), &schema, &schema) {
            panic!("{problem}\n{text}\n{}", report.stdout);
        }
    }
}

/// Checks a value against the part of JSON Schema that ours is written in, and holds every key to be named there: a
/// whole validator would bring a hundred crates for that.
fn conforms(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return conforms(value, &root["$defs"][name], root);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices.iter().any(|choice| conforms(value, choice, root).is_ok());
        return if fits { Ok(()) } else { Err(format!("none of the choices admits {value}")) };
    }
    if let Some(names) = schema["enum"].as_array()
        && !names.contains(value)
    {
        return Err(format!("{value} is none of {}", schema["enum"]));
    }
    if let Some(least) = schema["minimum"].as_i64()
        && value.as_i64().is_some_and(|number| number < least)
    {
        return Err(format!("{value} is below {least}"));
    }
    let is = |ty: &Value| match ty.as_str() {
        Some("array") => value.is_array(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("null") => value.is_null(),
        Some("object") => value.is_object(),
        Some("string") => value.is_string(),
        _ => false,
    };
    let ty = &schema["type"];
    if !ty.as_array().map_or_else(|| is(ty), |types| types.iter().any(is)) {
        return Err(format!("{value} is no {ty}"));
    }
    if let Some(items) = value.as_array() {
        items.iter().try_for_each(|item| conforms(item, &schema["items"], root))?;
    }
    let Some(members) = value.as_object() else { return Ok(()) };
    let properties = schema["properties"].as_object().ok_or("an object without properties")?;
    if let Some(name) = members.keys().find(|name| !properties.contains_key(*name)) {
        return Err(format!("the schema has no {name}"));
    }
    for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let member = members.get(required).ok_or_else(|| format!("{required} is missing"))?;
        conforms(member, &properties[required], root).map_err(|problem| format!("{required}: {problem}"))?;
    }
    Ok(())
}
