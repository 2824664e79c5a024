//! Names and values, and the addresses the blog has had.

use rusqlite::{Connection, OptionalExtension, Result, params};

pub(crate) fn get(conn: &Connection, name: &str) -> Result<Option<String>> {
    conn.query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0)).optional()
}

pub(crate) fn set(conn: &Connection, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO setting (name, value) VALUES (?1, ?2)
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    conn.execute(sql, params![name, value]).map(drop)
}

pub(crate) fn remember_address(conn: &Connection, base: &str) -> Result<()> {
    conn.execute("INSERT OR IGNORE INTO address (base) VALUES (?1)", [base]).map(drop)
}

/// The addresses the blog had beside this one.
pub(crate) fn other_addresses(conn: &Connection, base: &str) -> Result<Vec<String>> {
    let mut found = conn.prepare("SELECT base FROM address WHERE base <> ?1")?;
    found.query_map([base], |row| row.get(0))?.collect()
}
