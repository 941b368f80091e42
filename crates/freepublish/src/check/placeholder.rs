//! What documentation and templates put in place of a value.

use crate::secrets::REMOVED;

/// Whether a value is a stand-in: `<token>`, `YOUR_TOKEN`, `xxxx`.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let wrapped = [('<', '>'), ('{', '}'), ('[', ']')];
    wrapped.iter().any(|(open, close)| lower.starts_with(*open) && lower.ends_with(*close))
        || ["your_", "your-", "yourtoken"].iter().any(|start| lower.starts_with(start))
        || lower.len() >= 2 && lower.bytes().all(|b| b == b'x' || b == b'*' || b == b'.')
        || ["token", "media_id", "test", "todo", "null", "undefined", "none"].contains(&lower.as_str())
}

/// Whether a value is a stand-in for the field of this name: `PUBLISH_ID`, `APPSECRET`.
pub(crate) fn stands_for(value: &str, name: &str) -> bool {
    is_placeholder(value) || value.to_ascii_uppercase().replace('-', "_").contains(&name.to_ascii_uppercase())
}

/// Whether a secret was taken out on purpose before the text was passed on.
pub(crate) fn is_taken_out(value: &str) -> bool {
    value == REMOVED || !value.is_empty() && value.bytes().all(|byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_ids() {
        for value in ["<token>", "{{media_id}}", "xxxx", "***", "...", "x.*", "YOUR_TOKEN", "undefined"] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in ["lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-", "<token", "token>", "x", "xxy", ""] {
            assert!(!is_placeholder(value), "{value}");
        }
        assert!(stands_for("Publish-Id", "publish_id") && stands_for("APPSECRET", "secret"));
        assert!(!stands_for("2247483655", "publish_id"));
    }

    #[test]
    fn a_secret_that_was_taken_out_leaves_a_mark() {
        assert!(is_taken_out("*") && is_taken_out("***") && is_taken_out(REMOVED));
        assert!(!is_taken_out("") && !is_taken_out("**a") && !is_taken_out("xxx"));
    }
}
