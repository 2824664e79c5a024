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
    pub blog: BlogId,
    pub values: Vec<Value>,
    /// Nothing narrows it but the shelf: the number of its posts is known.
    pub is_open: bool,
}

impl Filter {
    /// Posts of a blog on these shelves.
    pub fn new(blog: BlogId, shelves: &[&str]) -> Self {
        let mut filter = Self {
            conditions: vec!["post.blog = ?1".into()],
            blog,
            values: vec![Value::from(blog.0)],
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
        for set in sets(db, blog, asked)? {
            self.within(set);
        }
        self.dated(asked);
        Ok(())
    }

    /// Only posts of these days.
    pub fn dated(&mut self, asked: &Asked) {
        if let Some(after) = asked.after {
            self.and(|n| format!("post.dated_at >= ?{n}"), millis(after));
        }
        if let Some(before) = asked.before {
            self.and(|n| format!("post.dated_at < ?{n}"), millis(before));
        }
    }

    /// Only posts of this category or one below it.
    pub fn category(&mut self, db: &Db<'_>, blog: BlogId, id: TermId) -> Result<()> {
        self.within(Set::categories(&labels::category(db, blog, id.0)?)?);
        Ok(())
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

    fn within(&mut self, set: Set) {
        let mut condition = format!("post.id IN ({})", set.sql);
        for value in set.values {
            let n = self.value(value);
            condition = condition.replacen("{}", &format!("?{n}"), 1);
        }
        self.conditions.push(condition);
        self.is_open = false;
    }

    fn and(&mut self, condition: impl Fn(usize) -> String, value: impl Into<Value>) {
        let n = self.value(value);
        self.conditions.push(condition(n));
        self.is_open = false;
    }
}

/// Posts that have something, as SQL that lists their ids; `{}` stands for each of its values.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub sql: &'static str,
    pub values: Vec<Value>,
    pub is_of_words: bool,
}

impl Set {
    /// With these words, as a query of `post_words`.
    pub fn words(query: String) -> Self {
        let sql = "SELECT rowid FROM post_words WHERE post_words MATCH {}";
        Self { sql, values: vec![query.into()], is_of_words: true }
    }

    fn categories(labels: &[String]) -> Result<Self> {
        let sql = "SELECT post FROM post_label
            WHERE kind = 'category' AND label IN (SELECT value FROM json_each({}))";
        Ok(Self { sql, values: vec![to_json(&labels)?.into()], is_of_words: false })
    }
}

/// What posts have to be in all of: words, phrases, tags and categories.
pub(super) fn sets(db: &Db<'_>, blog: BlogId, asked: &Asked) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    if let Some((words, _)) = search::of_posts(db, &asked.typed.words)? {
        sets.push(Set::words(words));
    }
    for phrase in &asked.typed.phrases {
        let words = phrase.replace(['"', '\0'], " ");
        if search::query(&words).is_some() {
            let sql = "SELECT rowid FROM post_search WHERE post_search MATCH {}";
            let values = vec![format!("\"{words}\"").into()];
            sets.push(Set { sql, values, is_of_words: true });
        }
    }
    for tag in &asked.typed.tags {
        let sql = "SELECT post FROM post_label WHERE kind = 'tag' AND label >= {} AND label < {}";
        let values = vec![tag.clone().into(), format!("{tag}\u{10ffff}").into()];
        sets.push(Set { sql, values, is_of_words: false });
    }
    for name in &asked.typed.categories {
        sets.push(Set::categories(&labels::categories_like(db, blog, name)?)?);
    }
    Ok(sets)
}
