//! What a check brought that the writer wants the system to tell them of: readers' turns that were not here
//! before. What comes with a blog's first reading is no news.

use afterword_model::BlogId;
use afterword_store::arrivals::{self, Arrived, Whose};
use afterword_store::{Error as StoreError, Store};
use afterword_sync::pull;

use crate::api::{Change, Notify};

const EXCERPT: usize = 120;

/// How things stood before a check.
#[derive(Debug, Clone, Copy)]
pub(super) struct News {
    blog: BlogId,
    /// The mark behind which comments are new; `None`: nothing is news yet.
    mark: Option<i64>,
}

impl News {
    /// To be asked before the check.
    pub fn before(store: &Store, blog: BlogId) -> Self {
        let mark = store.read(|db| {
            Ok(if pull::knows_comments(db, blog)? { Some(arrivals::mark(db)?) } else { None })
        });
        Self { blog, mark: mark.unwrap_or_else(|error| missed(&error)) }
    }

    /// What came since, if the writer wants to hear of it.
    pub fn to_tell(self, store: &Store, notify: Notify) -> Option<Change> {
        let whose = match notify {
            Notify::Off => return None,
            Notify::Regulars => Whose::Regulars,
            Notify::All => Whose::Everybodys,
        };
        let mark = self.mark?;
        match store.read(|db| arrivals::since(db, self.blog, mark, whose)) {
            Ok(arrived) => self.told(arrived),
            Err(error) => missed(&error),
        }
    }

    fn told(self, arrived: Arrived) -> Option<Change> {
        let (name, text) = arrived.newest?;
        let excerpt = afterword_markup::excerpt(&text, EXCERPT);
        Some(Change::Arrived {
            blog: self.blog,
            name,
            excerpt,
            more: arrived.count.saturating_sub(1),
        })
    }
}

/// Without it nothing is wrong.
fn missed<T>(error: &StoreError) -> Option<T> {
    tracing::warn!("what is new can't be told: {error}");
    None
}
