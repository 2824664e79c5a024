//! Pictures that are on the blog and came from elsewhere, found in its posts: so that they go back with
//! the id and size they came with.

use afterword_model::{BlogId, RemoteId};
use rusqlite::OptionalExtension;

use crate::{Db, Result};

/// A picture on the blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemotePicture {
    /// Its address there.
    pub url: String,
    /// The blog's id.
    pub remote_id: RemoteId,
    /// The blog's word for its size; empty: not said.
    pub size: String,
}

/// Notes a picture, or what is said of it now.
pub fn put(db: &Db<'_>, blog: BlogId, picture: &RemotePicture) -> Result<()> {
    db.0.execute(
        "INSERT INTO remote_picture (blog, url, remote_id, size) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (blog, url) DO UPDATE SET remote_id = excluded.remote_id, size = excluded.size",
        (blog.0, &picture.url, picture.remote_id.as_str(), &picture.size),
    )?;
    Ok(())
}

/// The picture at this address, if a post showed it.
pub fn by_url(db: &Db<'_>, blog: BlogId, url: &str) -> Result<Option<RemotePicture>> {
    let mut statement = db.0.prepare_cached(
        "SELECT remote_id, size FROM remote_picture WHERE blog = ?1 AND url = ?2",
    )?;
    Ok(statement
        .query_row((blog.0, url), |row| {
            Ok(RemotePicture {
                url: url.to_owned(),
                remote_id: RemoteId(row.get(0)?),
                size: row.get(1)?,
            })
        })
        .optional()?)
}

/// Where the picture with this id is shown from, if a post showed it.
pub fn by_remote(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<RemotePicture>> {
    let mut statement = db.0.prepare_cached(
        "SELECT url, size FROM remote_picture WHERE blog = ?1 AND remote_id = ?2 ORDER BY url LIMIT 1",
    )?;
    Ok(statement
        .query_row((blog.0, remote.as_str()), |row| {
            Ok(RemotePicture { url: row.get(0)?, remote_id: remote.clone(), size: row.get(1)? })
        })
        .optional()?)
}
