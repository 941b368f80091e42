//! What came of a publish, a call or a request, in one word.

/// What came of it, in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// `publish_status` 0.
    Published,
    /// `publish_status` 1.
    Publishing,
    /// `publish_status` 2.
    OriginalityFailed,
    /// `publish_status` 3.
    Failed,
    /// `publish_status` 4.
    Rejected,
    /// `publish_status` 5: it was published, then the user deleted all articles.
    DeletedByUser,
    /// `publish_status` 6: it was published, then the platform banned all articles.
    BannedBySystem,
    /// The submit call was accepted. Nothing is published yet.
    Accepted,
    /// A call of another interface was answered without an error.
    Answered,
    /// The call was refused with an `errcode`.
    Refused,
    /// The request has no error-level diagnostic.
    Valid,
    /// The request has at least one error-level diagnostic.
    Invalid,
    /// Not known.
    #[default]
    Unknown,
}

impl Outcome {
    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Publishing => "publishing",
            Self::OriginalityFailed => "originality_failed",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::DeletedByUser => "deleted_by_user",
            Self::BannedBySystem => "banned_by_system",
            Self::Accepted => "accepted",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unknown => "unknown",
        }
    }

    /// Whether no further news is to be expected for this `publish_id`.
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Publishing | Self::Accepted | Self::Unknown | Self::Valid | Self::Invalid)
    }
}
