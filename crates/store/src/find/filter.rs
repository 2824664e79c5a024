//! Filters as conditions on `post`, for searches and for lists.

use afterword_model::{BlogId, TermId};
use rusqlite::types::Value;

use super::{Asked, labels};
use crate::db::{millis, to_json};
use crate::posts::Standing;
use crate::{Db, Result, search};

/// Conditions and their values, of which the first is the blog.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    conditions: Vec<String>,
    pub values: Vec<Value>,
    /// The words as a query of `post_words`, and of it the ones in titles.
    pub words: Option<(String, String)>,
    /// Nothing narrows it but the shelf: the number of its posts is known.
    pub is_open: bool,
}

impl Filter {
    /// Posts of a blog on these shelves.
    pub fn new(blog: BlogId, shelves: &[&str]) -> Self {
        let mut filter = Self {
            conditions: vec!["post.blog = ?1".into()],
            values: vec![Value::from(blog.0)],
            words: None,
            is_open: true,
        };
        match shelves {
            [shelf] => filter.and(|n| format!("post.shelf = ?{n}"), (*shelf).to_owned()),
            _ => {
                let shelves: Vec<String> =
                    shelves.iter().map(|shelf| format!("'{shelf}'")).collect();
                filter.conditions.push(format!("post.shelf IN ({})", shelves.join(", ")));
            }
        }
        filter.is_open = true;
        filter
    }

    /// Everything that was asked for, but the places.
    pub fn asked(&mut self, db: &Db<'_>, blog: BlogId, asked: &Asked) -> Result<()> {
        self.words = search::of_posts(db, &asked.typed.words)?;
        if let Some((words, _)) = self.words.clone() {
            let words_are = "SELECT rowid FROM post_words WHERE post_words MATCH";
            self.and(|n| format!("post.id IN ({words_are} ?{n})"), words);
        }
        for phrase in &asked.typed.phrases {
            let words = phrase.replace(['"', '\0'], " ");
            if search::query(&words).is_some() {
                let phrase_is = "SELECT rowid FROM post_search WHERE post_search MATCH";
                self.and(|n| format!("post.id IN ({phrase_is} ?{n})"), format!("\"{words}\""));
            }
        }
        for tag in &asked.typed.tags {
            let last = format!("{tag}\u{10ffff}");
            self.and(
                |n| format!("post.id IN (SELECT post FROM post_label WHERE kind = 'tag' AND label >= ?{n}"),
                tag.clone(),
            );
            self.go_on(|n| format!(" AND label < ?{n})"), last);
        }
        for name in &asked.typed.categories {
            self.labelled(&labels::categories_like(db, blog, name)?)?;
        }
        if let Some(after) = asked.after {
            self.and(|n| format!("post.dated_at >= ?{n}"), millis(after));
        }
        if let Some(before) = asked.before {
            self.and(|n| format!("post.dated_at < ?{n}"), millis(before));
        }
        Ok(())
    }

    /// Only posts of this category or one below it.
    pub fn category(&mut self, db: &Db<'_>, blog: BlogId, id: TermId) -> Result<()> {
        self.labelled(&labels::category(db, blog, id.0)?)
    }

    /// Only posts that stand like this.
    pub fn standing(&mut self, standing: Standing) {
        const STATE: &str = "(SELECT state FROM post_state WHERE post_state.post = post.id)";
        const ROW: &str = "EXISTS (SELECT 1 FROM outbox WHERE outbox.blog = post.blog
            AND outbox.lane = 'post:' || post.id";
        self.is_open = false;
        self.conditions.push(match standing {
            Standing::OnlyHere => "post.remote_id IS NULL".into(),
            Standing::Draft => "post.remote_status = 'draft'".into(),
            Standing::Pending => "post.remote_status = 'pending'".into(),
            Standing::Private => "post.remote_status = 'private'".into(),
            Standing::Edited => format!("{STATE} IN ('edited', 'conflict')"),
            Standing::Waiting => format!("{ROW})"),
            Standing::NeedsWriter => format!(
                "({STATE} = 'conflict' OR {ROW} AND outbox.state IN ('blocked', 'failed')))"
            ),
        });
    }

    /// The conditions as SQL.
    pub fn sql(&self) -> String {
        self.conditions.join(" AND ")
    }

    /// Adds a value, and says as which it goes into the SQL.
    pub fn value(&mut self, value: impl Into<Value>) -> usize {
        self.values.push(value.into());
        self.values.len()
    }

    fn labelled(&mut self, ids: &[String]) -> Result<()> {
        let ids = to_json(&ids)?;
        let of = "SELECT post FROM post_label WHERE kind = 'category' AND label IN";
        self.and(|n| format!("post.id IN ({of} (SELECT value FROM json_each(?{n})))"), ids);
        Ok(())
    }

    fn and(&mut self, condition: impl Fn(usize) -> String, value: impl Into<Value>) {
        let n = self.value(value);
        self.conditions.push(condition(n));
        self.is_open = false;
    }

    fn go_on(&mut self, condition: impl Fn(usize) -> String, value: impl Into<Value>) {
        let n = self.value(value);
        if let Some(last) = self.conditions.last_mut() {
            last.push_str(&condition(n));
        }
    }
}
