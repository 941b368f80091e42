//! Where on the page the reader is: nowhere in particular, or at the text of a share link.

/// The address, as far as it is this page's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The `t` parameter of a share link, still encoded.
    pub shared: Option<String>,
}

impl Place {
    /// Reads the part of the address behind its `?`.
    pub fn parse(query: &str) -> Self {
        let shared = query.split('&').find_map(|pair| pair.strip_prefix("t="));
        Self { shared: shared.map(str::to_owned) }
    }

    /// The address that leads here, with its `#`.
    pub fn href(&self) -> String {
        match &self.shared {
            None => "#/inspect".to_owned(),
            Some(text) => ["#/inspect?t=", text].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_parameters_of_a_share_link_are_passed_over() {
        assert_eq!(Place::parse("lang=en&t=YQ&x=1"), Place { shared: Some("YQ".to_owned()) });
        assert_eq!(Place::parse("lang=en"), Place::default());
    }
}
