//! Bodies of calls. Errors are errcodes.

use crate::simulate::article::{self, Article};
use crate::simulate::object::{Object, Scalar};

/// The body of a call.
pub(super) struct Body<'a>(Object<'a>);

impl<'a> Body<'a> {
    /// Reads it: an object and nothing else.
    pub(super) fn read(text: &'a str) -> Result<Self, i64> {
        if text.trim().is_empty() {
            return Err(44002);
        }
        Object::read(text).map(Self).ok_or(47001)
    }

    /// A text; `missing` is what is answered where there is none.
    pub(super) fn text(&self, name: &str, missing: i64) -> Result<String, i64> {
        match self.field(name, missing)? {
            Some(Scalar::Text(text)) => Ok(text),
            _ => Err(40097),
        }
    }

    /// An id that WeChat itself writes as a number.
    pub(super) fn id(&self, name: &str, missing: i64) -> Result<String, i64> {
        match self.field(name, missing)? {
            Some(Scalar::Text(id) | Scalar::Number(id)) => Ok(id),
            _ => Err(40097),
        }
    }

    /// A whole number; without a usual one it has to be there.
    pub(super) fn number(&self, name: &str, usual: Option<u32>) -> Result<u32, i64> {
        if let (false, Some(usual)) = (self.0.has(name), usual) {
            return Ok(usual);
        }
        match self.field(name, 40097)? {
            Some(Scalar::Number(number)) => number.parse().map_err(|_| 40097),
            _ => Err(40097),
        }
    }

    /// A text, a number or a truth value, as it is written.
    pub(super) fn written(&self, name: &str) -> Option<String> {
        self.0.scalar(name).map(Scalar::into_text)
    }

    /// The articles of a draft.
    pub(super) fn articles(&self) -> Result<Vec<Article>, i64> {
        article::read(&self.0)
    }

    fn field(&self, name: &str, missing: i64) -> Result<Option<Scalar>, i64> {
        if self.0.is_given(name) { Ok(self.0.scalar(name)) } else { Err(missing) }
    }
}
