//! What was learned from the writer's replies, kept until there are others: it is asked for at every pause in
//! typing. Changed words of an old reply count when the next one is there.

use std::collections::HashMap;
use std::sync::Mutex;

use afterword_model::BlogId;
use afterword_store::comments::{self, OwnMark};
use afterword_store::{Db, Error as StoreError};

use super::learn::{Learned, Said, learn};
use crate::shared::lock;

/// Own replies that are looked at.
const LEARN_FROM: u32 = 200;

/// What each blog's replies show, and which they were.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<HashMap<BlogId, (OwnMark, Learned)>>);

impl Memory {
    /// What the replies that are here show.
    pub(super) fn learned(&self, db: &Db<'_>, blog: BlogId) -> Result<Learned, StoreError> {
        let mark = comments::mark_of_mine(db, blog)?;
        if let Some((of, learned)) = lock(&self.0).get(&blog)
            && *of == mark
        {
            return Ok(learned.clone());
        }
        let said: Vec<Said> = comments::replies_of_mine(db, blog, LEARN_FROM)?
            .into_iter()
            .map(|own| Said { text: own.text, to: own.to })
            .collect();
        let learned = learn(&said);
        lock(&self.0).insert(blog, (mark, learned.clone()));
        Ok(learned)
    }
}
