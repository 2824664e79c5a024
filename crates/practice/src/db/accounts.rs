//! People and their application passwords.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::select::{Page, Select};
use super::time;
use crate::auth::User;
use crate::roles::Role;

/// An application password that was not revoked.
#[derive(Debug, Clone)]
pub(crate) struct AppPassword {
    pub(crate) uuid: String,
    pub(crate) name: String,
    /// The id of the app it was made for; may be empty.
    pub(crate) app_id: String,
    pub(crate) secret: String,
    pub(crate) created: DateTime<Utc>,
    pub(crate) last_used: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, login, name, email, role";

fn read(row: &Row<'_>) -> Result<User> {
    let role: String = row.get(4)?;
    Ok(User {
        id: row.get(0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        role: Role::of_name(&role).unwrap_or(Role::Subscriber),
    })
}

/// The account of this login name or e-mail address.
pub(crate) fn by_name(conn: &Connection, name: &str) -> Result<Option<User>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account WHERE login = ?1 OR email = ?1 COLLATE NOCASE
         ORDER BY login <> ?1 LIMIT 1"
    );
    conn.query_row(&sql, [name], read).optional()
}

pub(crate) fn get(conn: &Connection, id: i64) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM account WHERE id = ?1");
    conn.query_row(&sql, [id], read).optional()
}

/// The accounts that meet the conditions, and how many there are in all.
pub(crate) fn list(
    conn: &Connection,
    select: &Select,
    order: &str,
    page: Page,
) -> Result<(Vec<User>, i64)> {
    let total = select.count(conn, "account")?;
    Ok((select.rows(conn, (COLUMNS, "account"), order, page, read)?, total))
}

/// The name that somebody's posts carry.
pub(crate) fn name(conn: &Connection, id: i64) -> Result<String> {
    Ok(get(conn, id)?.map(|user| user.name).unwrap_or_default())
}

/// Makes an account named after its login, and gives its id.
pub(crate) fn add(conn: &Connection, login: &str, role: Role) -> Result<i64> {
    let mut letters = login.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    let name = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    let email = format!("{login}@practice.invalid");
    let sql = "INSERT INTO account (login, name, email, role) VALUES (?1, ?2, ?3, ?4)";
    conn.execute(sql, params![login, name, email, role.name()])?;
    Ok(conn.last_insert_rowid())
}

pub(crate) fn set_role(conn: &Connection, id: i64, role: Role) -> Result<()> {
    let sql = "UPDATE account SET role = ?2 WHERE id = ?1";
    conn.execute(sql, params![id, role.name()]).map(drop)
}

/// An account's passwords, oldest first.
pub(crate) fn passwords(conn: &Connection, account: i64) -> Result<Vec<AppPassword>> {
    let sql = "SELECT uuid, name, app_id, secret, created, last_used FROM app_password
               WHERE account = ?1 AND revoked = 0 ORDER BY rowid";
    let read = |row: &Row<'_>| {
        Ok(AppPassword {
            uuid: row.get(0)?,
            name: row.get(1)?,
            app_id: row.get(2)?,
            secret: row.get(3)?,
            created: time(row.get(4)?),
            last_used: row.get::<_, Option<i64>>(5)?.map(time),
        })
    };
    conn.prepare(sql)?.query_map([account], read)?.collect()
}

/// The password an account was made with, be it revoked or not.
pub(crate) fn first_secret(conn: &Connection, account: i64) -> Result<Option<String>> {
    let sql = "SELECT secret FROM app_password WHERE account = ?1 ORDER BY rowid LIMIT 1";
    conn.query_row(sql, [account], |row| row.get(0)).optional()
}

pub(crate) fn add_password(conn: &Connection, account: i64, new: &AppPassword) -> Result<()> {
    let sql = "INSERT INTO app_password (uuid, account, name, app_id, secret, created)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let created = new.created.timestamp();
    let values = params![new.uuid, account, new.name, new.app_id, new.secret, created];
    conn.execute(sql, values).map(drop)
}

/// Notes that a password was used; at most once a day, as WordPress does.
pub(crate) fn used(conn: &Connection, uuid: &str, now: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE app_password SET last_used = ?2
               WHERE uuid = ?1 AND (last_used IS NULL OR last_used < ?2 - 86400)";
    conn.execute(sql, params![uuid, now.timestamp()]).map(drop)
}

/// Takes a password back: it signs nobody in any more.
pub(crate) fn revoke(conn: &Connection, uuid: &str) -> Result<()> {
    conn.execute("UPDATE app_password SET revoked = 1 WHERE uuid = ?1", [uuid]).map(drop)
}
