//! The address a post will have, guessed from the blog's other posts, and links to posts that readers
//! can't see. All from what is known here: nothing is asked of the blog.

use afterword_model::{Blog, PostKind, PostStatus, RemoteId, Timestamp};
use afterword_store::posts::{self, Folder, Post};
use afterword_store::{Db, Error as StoreError, blogs};
use url::Url;

use crate::Desk;
use crate::api::{CheckSlug, SlugCheck};
use crate::error::Result;
use crate::permalinks::{self, Sample};

/// Published posts that tell how the blog makes its addresses.
const SAMPLES: u32 = 12;

type Stored<T> = std::result::Result<T, StoreError>;

pub(crate) fn slug_check(desk: &Desk, ask: CheckSlug) -> Result<SlugCheck> {
    let shared = desk.shared();
    let now = shared.now();
    Ok(shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        let slug = slug_of(&post, &ask.slug);
        let mut taken = false;
        for (other, status) in posts::with_slug(db, blog.id, &slug)? {
            // Posts and pages don't get into each other's way.
            taken |= other != post.id
                && status.is_some_and(|status| status != PostStatus::Trash)
                && posts::get(db, other)?.kind == post.kind;
        }
        let whole = afterword_sync::pull::is_whole(db, blog.id, post.kind)?;
        Ok(SlugCheck {
            address: address(db, &blog, &post, &ask.slug, now)?,
            taken: if slug.is_empty() || !(taken || whole) { None } else { Some(taken) },
            slug,
        })
    })?)
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
    let public = matches!(post.remote_status, Some(PostStatus::Published | PostStatus::Private));
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
    let (listed, _) = posts::list(db, blog.id, folder, "", 0, SAMPLES)?;
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
    Ok(permalinks::guess(&blog.url, &blog.timezone, &samples, &slug, date))
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
