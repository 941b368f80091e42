//! Addresses of entries of the reference, which every page links to. The Reference page reads them back.

use freepublish::catalogue::field::{Document, Field};

/// A catalogue of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// `publish_status`.
    Statuses,
    /// `errcode`.
    Errors,
    /// Fields of the documents.
    Fields,
    /// Interfaces of WeChat's.
    Interfaces,
    /// Diagnostics.
    Rules,
}

impl Topic {
    /// Every catalogue, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Statuses, Self::Errors, Self::Fields, Self::Interfaces, Self::Rules];

    /// The first part of its addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Statuses => "status",
            Self::Errors => "errors",
            Self::Fields => "fields",
            Self::Interfaces => "interfaces",
            Self::Rules => "rules",
        }
    }

    /// The address of one of its entries.
    pub fn entry(self, anchor: &str) -> String {
        format!("#/{}/{anchor}", self.slug())
    }

    /// The address of a field's entry.
    pub fn field(field: &Field) -> String {
        Self::Fields.entry(&field_anchor(field))
    }
}

/// The last part of a field's address.
pub fn field_anchor(field: &Field) -> String {
    let document = match field.document {
        Document::Callback => "callback",
        Document::Envelope => "envelope",
        Document::Request => "request",
        Document::Response => "response",
    };
    [document, "/", field.name].concat()
}
