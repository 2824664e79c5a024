//! Receipts: what was sent, for the writer to see.

use afterword_model::{BlogId, Receipt, ReceiptId};
use rusqlite::{Row, named_params};

use crate::db::{from_word, millis, time, to_word};
use crate::{Db, Result};

/// Keeps a receipt; its `id` is given here.
pub fn add(db: &Db<'_>, key: &str, receipt: &Receipt) -> Result<()> {
    db.0.execute(
        "INSERT INTO receipt (key, blog, kind, moderation, subject, about, excerpt, link, attempts, sent_at)
         VALUES (:key, :blog, :kind, :moderation, :subject, :about, :excerpt, :link, :attempts, :sent_at)",
        named_params! {
            ":key": key, ":blog": receipt.blog.0, ":kind": to_word(&receipt.kind)?,
            ":moderation": receipt.moderation.as_ref().map(to_word).transpose()?,
            ":subject": receipt.subject, ":about": receipt.about, ":excerpt": receipt.excerpt,
            ":link": receipt.link, ":attempts": receipt.attempts, ":sent_at": millis(receipt.sent_at),
        },
    )?;
    Ok(())
}

/// A blog's newest receipts, newest first.
pub fn list(db: &Db<'_>, blog: BlogId, limit: u32) -> Result<Vec<Receipt>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id, blog, kind, moderation, subject, about, excerpt, link, attempts, sent_at
         FROM receipt WHERE blog = ?1 ORDER BY id DESC LIMIT ?2",
    )?;
    let rows = statement.query_and_then((blog.0, limit), receipt)?;
    rows.collect()
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
    })
}
