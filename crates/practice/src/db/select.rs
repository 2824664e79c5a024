//! A list being asked for: conditions with their values, then order and page. Keeps column names in the
//! code and everything a request says in bound values.

use rusqlite::types::Value;
use rusqlite::{Connection, Result, Row, params_from_iter};

/// Conditions that all must hold.
#[derive(Debug, Default)]
pub(crate) struct Select {
    conditions: Vec<String>,
    values: Vec<Value>,
}

/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

impl Select {
    /// Adds a condition without values.
    pub(crate) fn and(&mut self, condition: &str) {
        self.conditions.push(condition.to_owned());
    }

    /// Adds a condition in which every `?` stands for `value`.
    pub(crate) fn and_value(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let numbered = condition.replace('?', &format!("?{}", self.values.len()));
        self.conditions.push(numbered);
    }

    /// Adds "the column is one of these"; never true for none.
    pub(crate) fn and_one_of<V: Into<Value>>(
        &mut self,
        column: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        self.and_listed(column, "IN", values);
    }

    /// Adds "the column is none of these".
    pub(crate) fn and_none_of<V: Into<Value>>(
        &mut self,
        column: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        self.and_listed(column, "NOT IN", values);
    }

    /// Adds "one of the columns holds this text".
    pub(crate) fn and_search(&mut self, columns: &[&str], text: &str) {
        let escaped = text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        let tests: Vec<String> =
            columns.iter().map(|column| format!(r"{column} LIKE ? ESCAPE '\'")).collect();
        self.and_value(&format!("({})", tests.join(" OR ")), format!("%{escaped}%"));
    }

    /// Adds "the column is in what this query finds", the query ending with the column that is one of these.
    pub(crate) fn and_inside<V: Into<Value>>(
        &mut self,
        column: &str,
        query: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        self.and_listed_inside(column, "IN", query, values);
    }

    /// Adds "the column is not in what this query finds".
    pub(crate) fn and_not_inside<V: Into<Value>>(
        &mut self,
        column: &str,
        query: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        self.and_listed_inside(column, "NOT IN", query, values);
    }

    fn and_listed_inside<V: Into<Value>>(
        &mut self,
        column: &str,
        operator: &str,
        query: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        let marks = self.keep(values);
        self.conditions.push(format!("{column} {operator} ({query} IN ({marks}))"));
    }

    fn and_listed<V: Into<Value>>(
        &mut self,
        column: &str,
        operator: &str,
        values: impl IntoIterator<Item = V>,
    ) {
        let marks = self.keep(values);
        self.conditions.push(format!("{column} {operator} ({marks})"));
    }

    /// Keeps these values and gives the marks that stand for them.
    fn keep<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> String {
        let first = self.values.len() + 1;
        self.values.extend(values.into_iter().map(Into::into));
        let marks: Vec<String> = (first..=self.values.len()).map(|n| format!("?{n}")).collect();
        marks.join(", ")
    }

    fn filter(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        }
    }

    /// How many rows of `from` meet the conditions.
    pub(crate) fn count(&self, conn: &Connection, from: &str) -> Result<i64> {
        let sql = format!("SELECT count(*) FROM {from}{}", self.filter());
        conn.query_row(&sql, params_from_iter(&self.values), |row| row.get(0))
    }

    /// The rows of `columns FROM from` that meet the conditions.
    pub(crate) fn rows<T>(
        &self,
        conn: &Connection,
        (columns, from): (&str, &str),
        order: &str,
        page: Page,
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let sql = format!(
            "SELECT {columns} FROM {from}{} ORDER BY {order} LIMIT {} OFFSET {}",
            self.filter(),
            page.limit,
            page.offset
        );
        conn.prepare(&sql)?.query_map(params_from_iter(&self.values), read)?.collect()
    }
}
