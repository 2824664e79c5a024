//! What is done to many posts of a list at once, and the way back. All of it happens here: what is on the
//! blog shows as changed, and goes there by a press on each post.

use std::collections::BTreeSet;

use afterword_model::{BlogId, Lane, PostId};
use afterword_store::posts::{self, LabelChange, Labels, Post};
use afterword_store::{Db, Error as StoreError, outbox, terms};
use chrono::Local;

use super::find::asked;
use super::posts::folder;
use crate::Desk;
use crate::api::{
    Change, DoneToPosts, ForFolder, ForPosts, LabelPosts, LabelledPosts, ListPosts, ListedIds,
    Nothing, PostLabels, PostMonth, PostOrder, PostStanding, UnlabelPosts,
};
use crate::error::Result;
use crate::words::failed;

/// A list of more posts than anybody has.
const ALL: u32 = 1_000_000;
/// Each text is kept as it was before, and it must not take long.
const MOST: usize = 1_000;

pub(crate) fn post_ids(desk: &Desk, ask: ListPosts) -> Result<ListedIds> {
    let query = query(&ask, 0, ALL);
    let posts = desk.shared().store.read(|db| posts::ids(db, ask.blog, &query))?;
    Ok(ListedIds { posts, asked: ask })
}

/// The months that posts of a folder are from, the newest first.
pub(crate) fn post_months(desk: &Desk, ask: ForFolder) -> Result<Vec<PostMonth>> {
    let dates = desk.shared().store.read(|db| posts::dates(db, ask.blog, folder(ask.folder)))?;
    let mut months: Vec<PostMonth> = Vec::new();
    for date in dates {
        let month = date.with_timezone(&Local).format("%Y-%m").to_string();
        match months.last_mut() {
            Some(last) if last.month == month => last.posts += 1,
            _ => months.push(PostMonth { month, posts: 1 }),
        }
    }
    Ok(months)
}

pub(crate) fn posts_trash(desk: &Desk, ask: ForPosts) -> Result<DoneToPosts> {
    move_all(desk, ask, true)
}

pub(crate) fn posts_restore(desk: &Desk, ask: ForPosts) -> Result<DoneToPosts> {
    move_all(desk, ask, false)
}

fn move_all(desk: &Desk, ask: ForPosts, to_trash: bool) -> Result<DoneToPosts> {
    let shared = desk.shared();
    let at = to_trash.then(|| shared.now());
    let mut done = DoneToPosts { posts: Vec::new(), on_blog: 0, in_outbox: 0 };
    let blogs = shared.store.write(|db| {
        let mut blogs = BTreeSet::new();
        for id in each_once(&ask.posts) {
            let Some(post) = still_here(db, id)? else { continue };
            if outbox::has_lane(db, post.blog, &Lane::post(id))? {
                done.in_outbox += 1;
            } else if to_trash && post.remote_id.is_some() || !to_trash && !post.trashed {
                done.on_blog += 1;
            } else {
                posts::set_trashed(db, id, at)?;
                done.posts.push(id);
                blogs.insert(post.blog.0);
            }
        }
        Ok(blogs)
    })?;
    tell(desk, blogs);
    Ok(done)
}

pub(crate) fn posts_label(desk: &Desk, ask: LabelPosts) -> Result<LabelledPosts> {
    let shared = desk.shared();
    let ids = each_once(&ask.posts);
    if ids.len() > MOST {
        return Err(failed(format!(
            "Labels are changed for at most {MOST} posts at once, and these are {}. Nothing was changed; select fewer.",
            ids.len()
        )));
    }
    let tidy = |tags: &[String]| {
        let tags = tags.iter().map(|tag| tag.split_whitespace().collect::<Vec<_>>().join(" "));
        tags.filter(|tag| !tag.is_empty()).collect::<Vec<_>>()
    };
    let change = LabelChange {
        add: Labels { tags: tidy(&ask.add_tags), categories: ask.add_categories },
        remove: Labels { tags: tidy(&ask.remove_tags), categories: ask.remove_categories },
    };
    let (before, blogs, left_alone) = shared.store.write(|db| {
        let (mut before, mut blogs, mut left_alone) = (Vec::new(), BTreeSet::new(), 0);
        for id in ids {
            let Some(post) = still_here(db, id)? else { continue };
            // A category of another blog is none here.
            for category in &change.add.categories {
                let there = terms::resolve(db, *category)?;
                if there.is_none_or(|term| term.blog != post.blog) {
                    return Err(StoreError::Missing("category"));
                }
            }
            match posts::relabel(db, id, &change, shared.now())? {
                Some(Labels { tags, categories }) => {
                    before.push(PostLabels { post: id, tags, categories });
                    blogs.insert(post.blog.0);
                }
                None => left_alone += 1,
            }
        }
        Ok((before, blogs, left_alone))
    })?;
    tell(desk, blogs);
    Ok(LabelledPosts { before, left_alone })
}

pub(crate) fn posts_unlabel(desk: &Desk, ask: UnlabelPosts) -> Result<Nothing> {
    let shared = desk.shared();
    let blogs = shared.store.write(|db| {
        let mut blogs = BTreeSet::new();
        for PostLabels { post, tags, categories } in ask.before {
            let Some(here) = still_here(db, post)? else { continue };
            posts::set_labels(db, post, &Labels { tags, categories }, shared.now())?;
            blogs.insert(here.blog.0);
        }
        Ok(blogs)
    })?;
    tell(desk, blogs);
    Ok(Nothing)
}

/// What a list asks of the store.
pub(super) fn query(ask: &ListPosts, offset: u32, limit: u32) -> posts::Query {
    posts::Query {
        asked: asked(&ask.search),
        standing: ask.standing.map(standing),
        category: ask.category,
        order: match ask.order {
            None => posts::Order::Usual,
            Some(PostOrder::Changed) => posts::Order::Changed,
            Some(PostOrder::Date) => posts::Order::Date,
            Some(PostOrder::Title) => posts::Order::Title,
        },
        reversed: ask.reversed == Some(true),
        offset,
        ..posts::Query::new(folder(ask.folder), limit)
    }
}

fn standing(standing: PostStanding) -> posts::Standing {
    match standing {
        PostStanding::OnlyHere => posts::Standing::OnlyHere,
        PostStanding::Draft => posts::Standing::Draft,
        PostStanding::Pending => posts::Standing::Pending,
        PostStanding::Private => posts::Standing::Private,
        PostStanding::Edited => posts::Standing::Edited,
        PostStanding::Waiting => posts::Standing::Waiting,
        PostStanding::NeedsYou => posts::Standing::NeedsWriter,
    }
}

fn each_once(posts: &[PostId]) -> Vec<PostId> {
    let mut seen = BTreeSet::new();
    posts.iter().copied().filter(|id| seen.insert(id.0)).collect()
}

/// It may have become one with another meanwhile.
fn still_here(db: &Db<'_>, id: PostId) -> std::result::Result<Option<Post>, StoreError> {
    match posts::get(db, id) {
        Ok(post) => Ok(Some(post)),
        Err(StoreError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn tell(desk: &Desk, blogs: BTreeSet<i64>) {
    for blog in blogs {
        desk.shared().changed(Change::Posts { blog: BlogId(blog) });
    }
}
