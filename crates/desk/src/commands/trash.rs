//! The end of the trash: posts whose thirty days are over are removed from this computer. No blog is asked.

use std::collections::BTreeSet;

use afterword_model::{BlogId, Timestamp};
use afterword_store::activity::{self, Kind};
use afterword_store::{Error as StoreError, posts, settings};
use chrono::TimeDelta;

use super::revisions::seen;
use crate::api::Change;
use crate::shared::{Shared, lock};

/// Between two looks.
const EVERY: TimeDelta = TimeDelta::days(1);

/// Removes what is due, at the start and once a day. What could not be done is done the next time.
pub(crate) fn look(shared: &Shared, now: Timestamp) {
    {
        let mut last = lock(&shared.emptied_at);
        if last.is_some_and(|last| now >= last && now - last < EVERY) {
            return;
        }
        *last = Some(now);
    }
    if let Err(error) = empty(shared, now) {
        tracing::warn!("the trash: {error}");
    }
}

/// The writer's log says which posts those were.
fn empty(shared: &Shared, now: Timestamp) -> Result<(), StoreError> {
    let purged = shared.store.write(|db| {
        let purged = posts::purge(db, now)?;
        for post in &purged {
            settings::remove(db, &seen(post.id))?;
            activity::add(db, Some(post.blog), Kind::Purged, &post.title, "", now)?;
        }
        Ok(purged)
    })?;
    let blogs: BTreeSet<i64> = purged.iter().map(|post| post.blog.0).collect();
    for blog in blogs {
        shared.changed(Change::Posts { blog: BlogId(blog) });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use afterword_model::{PostFields, PostId, PostKind};
    use afterword_store::posts::{Folder, IN_TRASH};
    use afterword_store::{Db, blogs};

    use super::*;
    use crate::api::{ForPost, ListActivity, ListPosts, PostFolder};
    use crate::commands::{activity_list, post_list, post_open, post_restore, post_trash};
    use crate::error::ErrorCode;
    use crate::{Desk, DeskConfig};

    fn desk() -> (tempfile::TempDir, Desk, BlogId) {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        let blog = desk.shared().store.read(blogs::practice).unwrap().unwrap();
        (folder, desk, blog)
    }

    fn post(desk: &Desk, blog: BlogId) -> PostId {
        let now = desk.shared().now();
        let made = |db: &Db<'_>| {
            let post = posts::create(db, blog, PostKind::Post, now)?;
            posts::save(db, post, &PostFields::titled("Old plans"), "Words.", 1, now)?;
            Ok(post)
        };
        desk.shared().store.write(made).unwrap()
    }

    #[test]
    fn a_post_in_the_trash_says_when_it_goes_and_goes_then() {
        let (_folder, desk, blog) = desk();
        let shared = desk.shared();
        let post = post(&desk, blog);
        let open = || post_open(&desk, ForPost { post });
        assert_eq!(open().unwrap().goes_at, None);
        let before = shared.now();
        post_trash(&desk, ForPost { post }).unwrap();
        let goes_at = open().unwrap().goes_at.unwrap();
        assert!(goes_at - before >= IN_TRASH - TimeDelta::seconds(1));
        let (search, offset, limit) = (String::new(), 0, 9);
        let (order, reversed, standing, category) = (None, None, None, None);
        let folder = PostFolder::Trash;
        let ask =
            ListPosts { blog, folder, search, order, reversed, standing, category, offset, limit };
        assert_eq!(post_list(&desk, ask).unwrap().rows.first().unwrap().goes_at, Some(goes_at));

        empty(shared, goes_at - TimeDelta::milliseconds(1)).unwrap();
        assert!(open().is_ok(), "not a moment before");
        empty(shared, goes_at).unwrap();
        assert_eq!(open().unwrap_err().code, ErrorCode::Gone);
        assert_eq!(post_restore(&desk, ForPost { post }).unwrap_err().code, ErrorCode::Gone);
        let log = activity_list(&desk, ListActivity { blog, before: None, limit: 1 }).unwrap();
        let said = &log.first().unwrap().sentence;
        assert!(said.contains("Old plans") && said.contains("thirty days"), "{said}");
        desk.close();
    }

    #[test]
    fn a_restored_post_stays() {
        let (_folder, desk, blog) = desk();
        let post = post(&desk, blog);
        post_trash(&desk, ForPost { post }).unwrap();
        post_restore(&desk, ForPost { post }).unwrap();
        let much_later = desk.shared().now() + TimeDelta::days(400);
        empty(desk.shared(), much_later).unwrap();
        let open = post_open(&desk, ForPost { post }).unwrap();
        assert_eq!((open.body.as_str(), open.trashed, open.goes_at), ("Words.", false, None));
        desk.close();
    }

    #[test]
    fn the_trash_is_looked_through_at_the_start_and_then_daily() {
        let (folder, desk, blog) = desk();
        let (old, new) = (post(&desk, blog), post(&desk, blog));
        let now = desk.shared().now();
        let trash = |post, days| {
            let at = Some(now - TimeDelta::days(days));
            desk.shared().store.write(|db| posts::set_trashed(db, post, at)).unwrap();
        };
        let left = |desk: &Desk| {
            let count = |db: &Db<'_>| posts::count(db, blog, Folder::Trash);
            desk.shared().store.read(count).unwrap()
        };
        trash(old, 31);
        trash(new, 29);
        look(desk.shared(), now + TimeDelta::hours(1));
        assert_eq!(left(&desk), 2, "it was looked through at the start");
        desk.close();
        drop(desk);

        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        assert_eq!(left(&desk), 1);
        look(desk.shared(), now + TimeDelta::hours(2));
        assert_eq!(left(&desk), 1);
        look(desk.shared(), now + TimeDelta::days(2));
        assert_eq!(left(&desk), 0);
        desk.close();
    }
}
