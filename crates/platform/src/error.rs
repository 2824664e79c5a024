//! What can go wrong with a service, sorted by what it means for whatever was being sent.

use afterword_model::{Problem, ProblemKind};
use thiserror::Error;

/// The result of an exchange.
pub type Result<T> = std::result::Result<T, Error>;

/// An exchange that did not do what was asked. The texts are for logs; the window has its own words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Error {
    /// Nothing left this machine: no address, no connection. Whatever it was may be sent again.
    #[error("nothing left this machine: {0}")]
    Offline(String),
    /// The request left, and no usable answer came back. What it asked for may have been done.
    #[error("the answer was lost: {0}")]
    Lost(String),
    /// The service says that we are not signed in.
    #[error("not signed in: {0}")]
    SignIn(String),
    /// The account may not do this.
    #[error("not allowed: {code}: {message}")]
    Forbidden {
        /// The service's code.
        code: String,
        /// Its words, plain text.
        message: String,
    },
    /// The thing is not there.
    #[error("not found: {0}")]
    NotFound(String),
    /// The post takes no comments.
    #[error("comments are closed: {0}")]
    CommentsClosed(String),
    /// The service holds the same comment already; look it up.
    #[error("a duplicate: {0}")]
    Duplicate(String),
    /// The post has changed since it was read. Certainly not done: read it again.
    #[error("changed meanwhile: {0}")]
    ChangedMeanwhile(String),
    /// Slower, please. Certainly not done.
    #[error("too fast: {message}")]
    TooFast {
        /// Seconds to wait, when the service says.
        retry_after: Option<u64>,
        /// Its words.
        message: String,
    },
    /// Down for maintenance. Nothing was asked of the blog itself.
    #[error("maintenance")]
    Maintenance {
        /// Seconds to wait, when the service says.
        retry_after: Option<u64>,
    },
    /// An answer to a read that is not the service's: a portal, a firewall page, broken JSON.
    #[error("not the blog's answer: {0}")]
    NotTheBlog(String),
    /// The certificate can't be trusted. Nothing was sent.
    #[error("certificate: {0}")]
    Certificate(String),
    /// The address sends us elsewhere; nothing was followed.
    #[error("moved to {0}")]
    Moved(String),
    /// Too large for the service.
    #[error("too large: {0}")]
    TooLarge(String),
    /// Refused for good.
    #[error("refused: {code}: {message}")]
    Refused {
        /// The service's code.
        code: String,
        /// Its words, plain text.
        message: String,
    },
    /// A setup answer: there is a site, but no blog interface we know.
    #[error("no blog at this address: {0}")]
    NoBlog(String),
    /// A setup answer: a WordPress whose REST interface is switched off.
    #[error("the REST interface is off: {0}")]
    NoRest(String),
    /// A setup answer: what was typed is no web address.
    #[error("no address: {0}")]
    BadAddress(String),
    /// A setup answer: what was typed names somebody before the host, as a mail address does. The host.
    #[error("a name stands before the host {0}")]
    NamesUser(String),
}

impl Error {
    /// The problem as the outbox and the status keep it.
    pub fn problem(&self) -> Problem {
        let (kind, detail) = match self {
            Self::Offline(d) => (ProblemKind::Offline, d.clone()),
            Self::Lost(d) => (ProblemKind::AnswerLost, d.clone()),
            Self::SignIn(d) => (ProblemKind::SignIn, d.clone()),
            Self::Forbidden { message, .. } => (ProblemKind::Role, message.clone()),
            Self::NotFound(d) => (ProblemKind::Gone, d.clone()),
            Self::CommentsClosed(d) => (ProblemKind::CommentsClosed, d.clone()),
            Self::TooFast { message, .. } => (ProblemKind::Busy, message.clone()),
            Self::Maintenance { .. } => (ProblemKind::Maintenance, String::new()),
            Self::NotTheBlog(d)
            | Self::NoBlog(d)
            | Self::NoRest(d)
            | Self::BadAddress(d)
            | Self::NamesUser(d) => (ProblemKind::NotTheBlog, d.clone()),
            Self::Certificate(d) => (ProblemKind::Certificate, d.clone()),
            Self::Moved(d) => (ProblemKind::Moved, d.clone()),
            Self::TooLarge(d) => (ProblemKind::TooLarge, d.clone()),
            Self::ChangedMeanwhile(d) => (ProblemKind::Busy, d.clone()),
            Self::Duplicate(d) => (ProblemKind::Refused, d.clone()),
            Self::Refused { message, .. } => (ProblemKind::Refused, message.clone()),
        };
        Problem { kind, detail }
    }
}
