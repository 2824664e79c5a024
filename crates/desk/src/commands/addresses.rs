//! The address a post will have, guessed from the blog's other posts, and links to posts that readers
//! can't see. From what is known here; whether an address is still to be had the blog is asked when the
//! window says so.

use std::time::Duration;

use afterword_model::{Blog, PostKind, PostStatus, Reach, RemoteId, Timestamp};
use afterword_platform::RemotePost;
use afterword_platform::wordpress::Timeouts;
use afterword_store::posts::{self, Folder, Post};
use afterword_store::{Db, Error as StoreError, blogs};
use url::Url;

use crate::Desk;
use crate::api::{CheckSlug, SlugCheck, SlugState};
use crate::error::Result;
use crate::permalinks::{self, Sample};
use crate::shared::Shared;

/// Published posts that tell how the blog makes its addresses.
const SAMPLES: u32 = 12;

/// A writer waits for no hint longer than this.
const AT_ONCE: Timeouts = Timeouts {
    connect: Duration::from_secs(4),
    answer: Duration::from_secs(4),
    transfer: Duration::from_secs(4),
};

type Stored<T> = std::result::Result<T, StoreError>;

pub(crate) fn slug_check(desk: &Desk, ask: CheckSlug) -> Result<SlugCheck> {
    let shared = desk.shared();
    let now = shared.now();
    let (post, blog, mut check) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        let slug = slug_of(&post, &ask.slug);
        let state = state_here(db, &blog, &post, &slug)?;
        let known = blog.capabilities.publish_posts || is_public(&post);
        // What waits for an editor is published by them, at an address of theirs.
        let address = match known {
            true => address(db, &blog, &post, &ask.slug, now)?,
            false => None,
        };
        Ok((post, blog, SlugCheck { slug, address, state }))
    })?;
    let unreachable = [Reach::Offline, Reach::SignIn, Reach::Trouble];
    let ask_blog = ask.ask_blog && !unreachable.contains(&shared.live(blog.id).reach);
    if ask_blog && !check.slug.is_empty() && check.state != SlugState::Free {
        let address = check.address.as_deref();
        if let Some(state) = state_there(shared, &blog, &post, &check.slug, address) {
            check.state = state;
        }
    }
    Ok(check)
}

/// What is known here: that it is the post's own, or that another has it.
fn state_here(db: &Db<'_>, blog: &Blog, post: &Post, slug: &str) -> Stored<SlugState> {
    let base = posts::base(db, post.id)?;
    let public = is_public(post);
    let own = base.and_then(|base| base.wire_fields).map(|fields| fields.slug);
    if public && own.as_deref() == Some(slug) {
        return Ok(SlugState::Free);
    }
    for (other, status) in posts::with_slug(db, blog.id, slug)? {
        if other == post.id || status.is_none_or(|status| status == PostStatus::Trash) {
            continue;
        }
        let other = posts::get(db, other)?;
        if other.kind == post.kind {
            return Ok(SlugState::Taken { title: other.fields.title });
        }
    }
    Ok(SlugState::NotChecked)
}

/// What the blog says; `None`: it did not, or can't be asked.
fn state_there(
    shared: &Shared,
    blog: &Blog,
    post: &Post,
    slug: &str,
    address: Option<&str>,
) -> Option<SlugState> {
    let platform = shared.connection_within(blog, &AT_ONCE).ok()?;
    let shelf = |kind| match kind {
        PostKind::Post => Some(platform.posts()),
        PostKind::Page => platform.pages(),
    };
    let other_kind = match post.kind {
        PostKind::Post => PostKind::Page,
        PostKind::Page => PostKind::Post,
    };
    let found = shelf(post.kind)?.with_slug(slug).ok()?;
    let title = |found: RemotePost| found.title;
    if let Some(other) = found.into_iter().find(|found| Some(&found.id) != post.remote_id.as_ref())
    {
        return Some(SlugState::Taken { title: title(other) });
    }
    // Posts and pages keep apart lists of slugs, and may come to the same address all the same.
    let Some(others) = shelf(other_kind) else { return Some(SlugState::Free) };
    let bare = |address: &str| address.trim_end_matches('/').to_lowercase();
    let crossed = others.with_slug(slug).ok()?.into_iter().find(|found| {
        found.fields.status == PostStatus::Published
            && address.is_some_and(|address| bare(address) == bare(&found.link))
    });
    Some(crossed.map_or(SlugState::Free, |found| SlugState::Crossed { title: title(found) }))
}

fn is_public(post: &Post) -> bool {
    matches!(post.remote_status, Some(PostStatus::Published | PostStatus::Private))
}

fn slug_of(post: &Post, typed: &str) -> String {
    let typed = if typed.trim().is_empty() { &post.fields.title } else { typed };
    afterword_practice::slug_of(typed)
}

/// The address a post will have with this slug; `None`: can't be told from here.
pub(super) fn address(
    db: &Db<'_>,
    blog: &Blog,
    post: &Post,
    slug: &str,
    now: Timestamp,
) -> Stored<Option<String>> {
    let base = posts::base(db, post.id)?;
    let public = is_public(post);
    // A public post keeps its address unless its slug or date changes.
    if public
        && let Some(link) = &post.link
        && base.is_some_and(|base| base.fields.slug == slug && base.fields.date == post.fields.date)
    {
        return Ok(Some(link.clone()));
    }
    let slug = slug_of(post, slug);
    if slug.is_empty() {
        return Ok(None);
    }
    let folder = match post.kind {
        PostKind::Post => Folder::Published,
        PostKind::Page => Folder::Pages,
    };
    let (listed, _) = posts::list(db, blog.id, &posts::Query::new(folder, SAMPLES))?;
    let mut samples = Vec::new();
    for other in listed {
        let public = other.remote_status == Some(PostStatus::Published);
        let slug = posts::base(db, other.id)?.and_then(|base| base.wire_fields).map(|f| f.slug);
        if let (true, Some(link), Some(date), Some(slug)) =
            (public, other.link, other.published_at, slug)
        {
            samples.push(Sample { link, slug, date });
        }
    }
    let date = post.fields.date.or(post.published_at.filter(|_| public)).unwrap_or(now);
    Ok(permalinks::guess(&blog.timezone, &samples, &slug, date))
}

/// Addresses on the blog that a text names, and where, in bytes.
pub(super) fn own_links(body: &str, url: &str) -> Vec<(String, usize)> {
    let home = url.trim_end_matches('/');
    if home.is_empty() {
        return Vec::new();
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '<' | '"' | '\'' | ']' | '`');
    body.match_indices(home)
        .filter_map(|(at, _)| {
            let link = body.get(at..)?.split(ends).next()?;
            // Another host that begins the same.
            let rest = link.get(home.len()..)?;
            (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then(|| (link.to_owned(), at))
        })
        .collect()
}

/// Whether an address on the blog belongs to a post that readers can't see.
pub(super) fn leads_nowhere_public(db: &Db<'_>, blog: &Blog, link: &str) -> Stored<bool> {
    let Ok(link) = Url::parse(link) else { return Ok(false) };
    let hidden = |status: Option<PostStatus>| {
        !matches!(status, Some(PostStatus::Published | PostStatus::Private))
    };
    let id = link.query_pairs().find(|(name, _)| name == "p" || name == "page_id");
    if let Some((_, id)) = id {
        let Some(post) = posts::by_remote(db, blog.id, &RemoteId(id.into_owned()))? else {
            return Ok(false);
        };
        return Ok(hidden(posts::get(db, post)?.remote_status));
    }
    let last = link
        .path_segments()
        .and_then(|mut parts| parts.rfind(|part| !part.is_empty()).map(str::to_lowercase));
    let Some(slug) = last else { return Ok(false) };
    let mut found = posts::with_slug(db, blog.id, &slug)?;
    found.extend(posts::with_slug(db, blog.id, &format!("{slug}__trashed"))?);
    Ok(!found.is_empty() && found.into_iter().all(|(_, status)| hidden(status)))
}
