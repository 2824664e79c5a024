//! Pictures and other files: rows here, bytes in files named by their hash beside the database.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use afterword_model::{BlogId, Media, MediaId, MediaKind, Original, PostId, RemoteId, Timestamp};
use rusqlite::{OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{file_error, from_json, millis, to_json};
use crate::{Db, Error, Result, Store, posts};

/// A picture or another file to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewPicture<'a> {
    /// The blog whose post it is for.
    pub blog: BlogId,
    /// The name it came with.
    pub file_name: &'a str,
    /// What it is.
    pub kind: MediaKind,
    /// Pixels; 0 for what is no picture.
    pub width: u32,
    /// Pixels; 0 for what is no picture.
    pub height: u32,
    /// The bytes.
    pub bytes: &'a [u8],
    /// The file they were made from, when they are not the file itself.
    pub original: Option<Original>,
}

const SELECT: &str =
    "SELECT id, uuid, blog, sha256, file_name, mime, size, width, height, remote_id, remote_url,
    alt, remote_alt, original
  FROM media";

impl Store {
    /// Keeps a picture: its bytes are on disk before its row is. The same bytes for the same blog are
    /// the same picture.
    pub fn keep_picture(&self, new: &NewPicture<'_>, now: Timestamp) -> Result<Media> {
        let sha256: String =
            Sha256::digest(new.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.write_picture_file(&sha256, new.bytes)?;
        self.write(|db| {
            db.0.execute(
                "INSERT INTO media (uuid, blog, sha256, file_name, mime, size, width, height, original, created_at)
                 VALUES (:uuid, :blog, :sha256, :file_name, :mime, :size, :width, :height, :original, :now)
                 ON CONFLICT (blog, sha256) DO NOTHING",
                named_params! {
                    ":uuid": Uuid::new_v4().to_string(), ":blog": new.blog.0, ":sha256": sha256,
                    ":file_name": new.file_name, ":mime": new.kind.mime(), ":size": new.bytes.len() as i64,
                    ":width": new.width, ":height": new.height, ":now": millis(now),
                    ":original": new.original.as_ref().map(to_json).transpose()?.unwrap_or_default(),
                },
            )?;
            let sql = format!("{SELECT} WHERE blog = ?1 AND sha256 = ?2");
            db.0.query_row(&sql, (new.blog.0, &sha256), |row| Ok(media(row)))?
        })
    }

    /// A picture's bytes.
    ///
    /// # Errors
    /// [`Error::File`] when the file is gone; [`Error::Damaged`] when it no longer is what was kept.
    pub fn picture_bytes(&self, media: &Media) -> Result<Vec<u8>> {
        let path = self.picture_path(&media.sha256);
        let bytes = fs::read(&path).map_err(|source| file_error(&path, source))?;
        let sha256: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if sha256 == media.sha256 {
            Ok(bytes)
        } else {
            Err(Error::Damaged(path.display().to_string()))
        }
    }

    fn write_picture_file(&self, sha256: &str, bytes: &[u8]) -> Result<()> {
        let path = self.picture_path(sha256);
        // A file that was damaged since is written again.
        if fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        let folder = self.folder().join("pictures");
        let partial = folder.join(format!("{sha256}.partial"));
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&folder)?;
            let mut file = File::create(&partial)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&partial, &path)?;
            // The name has to be on disk too, where folders can be synced.
            File::open(&folder).and_then(|folder| folder.sync_all()).or(Ok(()))
        };
        write().map_err(|source| file_error(&path, source))
    }

    fn picture_path(&self, sha256: &str) -> PathBuf {
        self.folder().join("pictures").join(sha256)
    }
}

/// A picture by the name that bodies use.
pub fn by_uuid(db: &Db<'_>, uuid: &str) -> Result<Option<Media>> {
    let sql = format!("{SELECT} WHERE uuid = ?1");
    db.0.query_row(&sql, [uuid], |row| Ok(media(row))).optional()?.transpose()
}

/// A picture.
pub fn get(db: &Db<'_>, id: MediaId) -> Result<Media> {
    let sql = format!("{SELECT} WHERE id = ?1");
    db.0.query_row(&sql, [id.0], |row| Ok(media(row)))
        .optional()?
        .ok_or(Error::Missing("picture"))?
}

/// How many pictures and other files of the blog are kept here.
pub fn count(db: &Db<'_>, blog: BlogId) -> Result<u32> {
    let sql = "SELECT count(*) FROM media WHERE blog = ?1";
    Ok(db.0.query_row(sql, [blog.0], |row| row.get(0))?)
}

/// The picture that the blog knows under this id, if it is one of ours.
pub fn by_remote(db: &Db<'_>, blog: BlogId, remote: &RemoteId) -> Result<Option<Media>> {
    let sql = format!("{SELECT} WHERE blog = ?1 AND remote_id = ?2");
    db.0.query_row(&sql, (blog.0, remote.as_str()), |row| Ok(media(row))).optional()?.transpose()
}

/// The picture that the blog shows at this address, if it is one of ours.
pub fn by_url(db: &Db<'_>, blog: BlogId, url: &str) -> Result<Option<Media>> {
    let sql = format!("{SELECT} WHERE blog = ?1 AND remote_url = ?2");
    db.0.query_row(&sql, (blog.0, url), |row| Ok(media(row))).optional()?.transpose()
}

/// The pictures kept here that a post's own text names, in its order, and the featured one last.
pub fn of_post(db: &Db<'_>, post: PostId) -> Result<Vec<Media>> {
    let post = posts::get(db, post)?;
    let mut names: Vec<String> = Vec::new();
    for rest in post.body.split("media:").skip(1) {
        names.extend(rest.get(..36).map(str::to_ascii_lowercase));
    }
    if let Some(afterword_model::Featured::Here(uuid)) = &post.fields.featured {
        names.push(uuid.clone());
    }
    let mut found: Vec<Media> = Vec::new();
    for name in names {
        if let Some(picture) = by_uuid(db, &name)?
            && !found.iter().any(|there| there.id == picture.id)
        {
            found.push(picture);
        }
    }
    Ok(found)
}

/// Another description of the picture. One that is on the blog is described there when the next post
/// that shows it goes out.
pub fn describe(db: &Db<'_>, id: MediaId, alt: &str) -> Result<()> {
    let changed = db.0.execute("UPDATE media SET alt = ?2 WHERE id = ?1", (id.0, alt))?;
    if changed == 0 { Err(Error::Missing("picture")) } else { Ok(()) }
}

/// The picture is on the blog, described like this.
pub fn set_remote(db: &Db<'_>, id: MediaId, remote: &RemoteId, url: &str, alt: &str) -> Result<()> {
    db.0.execute(
        "UPDATE media SET remote_id = ?2, remote_url = ?3, remote_alt = ?4 WHERE id = ?1",
        (id.0, remote.as_str(), url, alt),
    )?;
    Ok(())
}

fn media(row: &Row<'_>) -> Result<Media> {
    let mime: String = row.get(5)?;
    Ok(Media {
        id: MediaId(row.get(0)?),
        uuid: row
            .get::<_, String>(1)?
            .parse()
            .map_err(|_| Error::Damaged("a picture's uuid".into()))?,
        blog: BlogId(row.get(2)?),
        sha256: row.get(3)?,
        file_name: row.get(4)?,
        kind: MediaKind::from_mime(&mime)
            .ok_or_else(|| Error::Damaged(format!("a picture's type, {mime}")))?,
        size: row.get::<_, i64>(6)?.unsigned_abs(),
        width: row.get(7)?,
        height: row.get(8)?,
        remote_id: row.get::<_, Option<String>>(9)?.map(RemoteId),
        remote_url: row.get(10)?,
        alt: row.get(11)?,
        remote_alt: row.get(12)?,
        original: match row.get::<_, String>(13)?.as_str() {
            "" => None,
            json => Some(from_json(json)?),
        },
    })
}
