//! How blogs' own pages look, kept so that the preview can show it without a network. What is in the parts
//! kept as JSON is the desk's business.

use afterword_model::{BlogId, PostId, Timestamp};
use rusqlite::OptionalExtension;
use serde_json::Value;

use crate::db::{from_json, millis, time, to_json};
use crate::{Db, Result};

/// A blog's look.
#[derive(Debug, Clone, PartialEq)]
pub struct BlogStyle {
    /// The address of the page it was taken from.
    pub page: String,
    /// When.
    pub taken_at: Timestamp,
    /// The elements around the text.
    pub look: Value,
    /// Its CSS, cleaned.
    pub css: String,
    /// Its fonts, in their order.
    pub fonts: Vec<Font>,
}

/// A font of a blog.
#[derive(Debug, Clone, PartialEq)]
pub struct Font {
    /// When it is used.
    pub face: Value,
    /// The font file.
    pub bytes: Vec<u8>,
}

/// A blog's look, if it was taken.
pub fn get(db: &Db<'_>, blog: BlogId) -> Result<Option<BlogStyle>> {
    let mut statement =
        db.0.prepare_cached("SELECT page, taken_at, look, css FROM blog_style WHERE blog = ?1")?;
    let row = statement.query_row([blog.0], |row| {
        Ok((row.get(0)?, time(row.get(1)?), row.get::<_, String>(2)?, row.get(3)?))
    });
    let Some((page, taken_at, look, css)) = row.optional()? else { return Ok(None) };
    let fonts = fonts(db, blog)?;
    Ok(Some(BlogStyle { page, taken_at, look: from_json(&look)?, css, fonts }))
}

/// Keeps a look in place of the one before.
pub fn put(db: &Db<'_>, blog: BlogId, style: &BlogStyle) -> Result<()> {
    remove(db, blog)?;
    db.0.execute(
        "INSERT INTO blog_style (blog, page, taken_at, look, css) VALUES (?1, ?2, ?3, ?4, ?5)",
        (blog.0, &style.page, millis(style.taken_at), to_json(&style.look)?, &style.css),
    )?;
    let mut statement = db.0.prepare_cached(
        "INSERT INTO blog_font (blog, place, face, bytes) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (place, font) in (0_i64..).zip(&style.fonts) {
        statement.execute((blog.0, place, to_json(&font.face)?, &font.bytes))?;
    }
    Ok(())
}

/// Forgets it, fonts and all.
pub fn remove(db: &Db<'_>, blog: BlogId) -> Result<()> {
    db.0.execute("DELETE FROM blog_style WHERE blog = ?1", [blog.0])?;
    Ok(())
}

/// Posts that readers can open, and then pages, the newest first: where a look can be taken from.
pub fn shown(db: &Db<'_>, blog: BlogId, limit: u32) -> Result<Vec<PostId>> {
    let mut statement = db.0.prepare_cached(
        "SELECT id FROM post
         WHERE blog = ?1 AND remote_status = 'published' AND link <> '' AND trashed_at IS NULL
         ORDER BY kind = 'page', published_at DESC, id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((blog.0, limit), |row| Ok(PostId(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn fonts(db: &Db<'_>, blog: BlogId) -> Result<Vec<Font>> {
    let mut statement =
        db.0.prepare_cached("SELECT face, bytes FROM blog_font WHERE blog = ?1 ORDER BY place")?;
    let rows = statement.query_map([blog.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (face, bytes) = row?;
        Ok(Font { face: from_json(&face)?, bytes })
    })
    .collect()
}
