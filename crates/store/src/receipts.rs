//! Receipts: what was sent, for the writer to see.

use afterword_model::{BlogId, OutboxId, Receipt, ReceiptId};
use rusqlite::{Row, named_params};

use crate::db::{from_word, millis, time, to_word};
use crate::{Db, Result};

const SELECT: &str =
    "SELECT id, blog, kind, moderation, subject, about, excerpt, link, attempts, sent_at, removed
  FROM receipt";

/// Keeps the receipt of an outbox row; its own `id` is given here.
pub fn add(db: &Db<'_>, item: OutboxId, key: &str, receipt: &Receipt) -> Result<()> {
    db.0.execute(
        "INSERT INTO receipt (key, item, blog, kind, moderation, subject, about, excerpt, link, attempts, sent_at, removed)
         VALUES (:key, :item, :blog, :kind, :moderation, :subject, :about, :excerpt, :link, :attempts, :sent_at, :removed)",
        named_params! {
            ":key": key, ":item": item.0, ":blog": receipt.blog.0, ":kind": to_word(&receipt.kind)?,
            ":moderation": receipt.moderation.as_ref().map(to_word).transpose()?,
            ":subject": receipt.subject, ":about": receipt.about, ":excerpt": receipt.excerpt,
            ":link": receipt.link, ":attempts": receipt.attempts, ":sent_at": millis(receipt.sent_at),
            ":removed": receipt.removed.join(","),
        },
    )?;
    Ok(())
}

/// A blog's newest receipts, newest first.
pub fn list(db: &Db<'_>, blog: BlogId, limit: u32) -> Result<Vec<Receipt>> {
    let sql = format!("{SELECT} WHERE blog = ?1 ORDER BY id DESC LIMIT ?2");
    let mut statement = db.0.prepare_cached(&sql)?;
    let rows = statement.query_and_then((blog.0, limit), receipt)?;
    rows.collect()
}

/// The receipt of an outbox row that is no more, if it arrived.
pub fn of_item(db: &Db<'_>, item: OutboxId) -> Result<Option<Receipt>> {
    let sql = format!("{SELECT} WHERE item = ?1 ORDER BY id DESC LIMIT 1");
    let mut statement = db.0.prepare_cached(&sql)?;
    let mut rows = statement.query_and_then([item.0], receipt)?;
    rows.next().transpose()
}

fn receipt(row: &Row<'_>) -> Result<Receipt> {
    Ok(Receipt {
        id: ReceiptId(row.get(0)?),
        blog: BlogId(row.get(1)?),
        kind: from_word(&row.get::<_, String>(2)?)?,
        moderation: row.get::<_, Option<String>>(3)?.map(|word| from_word(&word)).transpose()?,
        subject: row.get(4)?,
        about: row.get(5)?,
        excerpt: row.get(6)?,
        link: row.get(7)?,
        attempts: row.get(8)?,
        sent_at: time(row.get(9)?),
        removed: row
            .get::<_, String>(10)?
            .split(',')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}
