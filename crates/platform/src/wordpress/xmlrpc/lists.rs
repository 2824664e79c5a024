//! Lists of posts, a part at a time. XML-RPC tells neither how many there are nor whether there are more.

use std::collections::BTreeMap;

use afterword_model::{PostStatus, RemoteId, Timestamp};
use chrono::TimeDelta;

use super::posts::Shelf;
use super::row::stamp;
use super::value::Value;
use crate::{Error, RemotePost, Result};

/// What an account may not edit is left out of a page after it was counted: so many rows without one that
/// it may edit are taken for the end.
const AHEAD: u32 = 1000;

/// Lists are in the order of local times, which repeat an hour when summer time ends.
const OVERLAP: TimeDelta = TimeDelta::minutes(65);

impl Shelf {
    /// Rows from an offset on, in every standing but the trash.
    pub fn rows(
        &self,
        order: (&str, &str),
        from: u32,
        number: u32,
        fields: Value,
    ) -> Result<Vec<Value>> {
        let filter = vec![
            ("post_status", Value::text("any")),
            ("orderby", Value::text(order.0)),
            ("order", Value::text(order.1)),
            ("offset", Value::Number(from.into())),
            ("number", Value::Number(number.into())),
        ];
        self.search(filter, fields)
    }

    /// Whether there is anything from here on.
    pub fn more(&self, from: u32) -> Result<bool> {
        Ok(!self.rows(("ID", "ASC"), from, AHEAD, Value::texts(["post_type"]))?.is_empty())
    }

    /// Ids of what changed, ascending.
    pub fn changed(&self, after: Timestamp) -> Result<Vec<RemoteId>> {
        let mut found = BTreeMap::new();
        let mut from = 0;
        loop {
            let fields = Value::texts(["post_modified_gmt"]);
            let rows = self.rows(("modified", "DESC"), from, AHEAD, fields)?;
            let mut older = rows.is_empty();
            for row in &rows {
                let (number, id, modified) = stamp(row)?;
                if modified > after {
                    found.insert(number, id);
                }
                older |= modified < after - OVERLAP;
            }
            if older {
                return Ok(found.into_values().collect());
            }
            from += AHEAD;
        }
    }

    /// Those that are there, may be edited and are not in the trash.
    pub fn these(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>> {
        let mut posts = Vec::new();
        for id in ids {
            match self.fetch(id) {
                Ok(row) if row.post.fields.status == PostStatus::Trash => {}
                Ok(row) => posts.push(row.post),
                Err(Error::NotFound(_) | Error::Forbidden { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(posts)
    }
}
