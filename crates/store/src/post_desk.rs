//! Where the writer was in a post, and how long they mean it to be. None of it goes to a blog.

use afterword_model::PostId;
use rusqlite::OptionalExtension;

use crate::{Db, Result};

/// A place in a text, in UTF-16 units as the window counts. It may lie past the end of a text that
/// became shorter since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Where the selection began.
    pub anchor: u32,
    /// Where the cursor is.
    pub head: u32,
    /// What stood at the upper edge.
    pub top: u32,
}

/// The place and the goal in words; the beginning and none for a post that was never open.
pub fn get(db: &Db<'_>, post: PostId) -> Result<(Place, Option<u32>)> {
    let mut statement =
        db.0.prepare_cached("SELECT anchor, head, top, goal FROM post_desk WHERE post = ?1")?;
    let found = statement
        .query_row([post.0], |row| {
            let place = Place { anchor: row.get(0)?, head: row.get(1)?, top: row.get(2)? };
            Ok((place, row.get(3)?))
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Remembers the place. A post that is gone meanwhile needs none.
pub fn set_place(db: &Db<'_>, post: PostId, place: Place) -> Result<()> {
    db.0.execute(
        "INSERT INTO post_desk (post, anchor, head, top) SELECT id, ?2, ?3, ?4 FROM post WHERE id = ?1
         ON CONFLICT (post) DO UPDATE
         SET anchor = excluded.anchor, head = excluded.head, top = excluded.top",
        (post.0, place.anchor, place.head, place.top),
    )?;
    Ok(())
}

/// Sets the goal in words, or takes it away.
pub fn set_goal(db: &Db<'_>, post: PostId, goal: Option<u32>) -> Result<()> {
    db.0.execute(
        "INSERT INTO post_desk (post, goal) SELECT id, ?2 FROM post WHERE id = ?1
         ON CONFLICT (post) DO UPDATE SET goal = excluded.goal",
        (post.0, goal.filter(|words| *words > 0)),
    )?;
    Ok(())
}
