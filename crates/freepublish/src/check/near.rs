//! Did you mean: names with a slip of the pen in them.

/// Longer names are compared with nothing.
const LONGEST: usize = 40;

/// Whether `name` is `known` in another spelling or with a slip in it: `mediaId`, `media-id`, `meida_id`.
pub(crate) fn is_near(name: &str, known: &str) -> bool {
    if name.len() > LONGEST {
        return false;
    }
    let (name, known) = (plain(name), plain(known));
    if name == known {
        return true;
    }
    let slips = match name.len().min(known.len()) {
        0..4 => return false,
        4..6 => 1,
        _ => 2,
    };
    name.bytes().next() == known.bytes().next() && strsim::osa_distance(&name, &known) <= slips
}

/// Letters and digits alone, in lower case.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognised_and_other_words_are_not() {
        for name in ["mediaId", "MediaID", "media-id", "meida_id", "media_ids", "medai_id"] {
            assert!(is_near(name, "media_id"), "{name}");
        }
        for name in ["publish_id", "id", "title", "media", "articles", ""] {
            assert!(!is_near(name, "media_id"), "{name}");
        }
        for (name, known) in
            [("titel", "title"), ("Title", "title"), ("cnt_ent", "content"), ("artilces", "articles")]
        {
            assert!(is_near(name, known), "{name}");
        }
        for (name, known) in [("tit", "title"), ("url", "urn"), ("context_id", "content")] {
            assert!(!is_near(name, known), "{name}");
        }
        let longest = "a".repeat(40);
        assert!(is_near(&longest, &longest));
        assert!(!is_near(&format!("{longest}a"), &longest), "longer names are not compared");
        assert!(!is_near(&"a".repeat(42), &"a".repeat(42)));
    }
}
