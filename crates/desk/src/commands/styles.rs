//! The blog's own look in the preview: what it would be taken from, taking it when the writer says so,
//! forgetting it. Nothing here writes to the blog, and nothing is fetched without a press.

use afterword_model::{BlogId, Reach};
use afterword_platform::outside::FetchError;
use afterword_store::posts;
use afterword_store::styles::{self as kept, BlogStyle as Kept};
use afterword_store::{Db, blog_settings, blogs};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::Desk;
use crate::api::{BlogLook, BlogStyle, ForBlog, Nothing, StyleFont, StylePage};
use crate::error::{CommandError, Result};
use crate::styles::{KeptFace, Look, NoLook, Published, take};
use crate::words::failed;

/// Among so many of the newest posts, one that is long enough to be found on its page.
const LOOKED_AT: u32 = 20;
const LONG_ENOUGH: usize = 300;

/// What is kept, and what it would be taken from.
pub(crate) fn blog_style(desk: &Desk, ask: ForBlog) -> Result<BlogLook> {
    let (kept, published, blocks) = desk.shared().store.read(|db| {
        let blocks = !blog_settings::get(db, ask.blog)?.classic_html;
        Ok((kept::get(db, ask.blog)?, published(db, ask.blog)?, blocks))
    })?;
    let page = published.map(|post| StylePage { title: post.title, address: post.address });
    Ok(BlogLook { style: kept.map(|kept| shown(kept, blocks)).transpose()?, page })
}

/// Fetches the page and its style sheets, keeps them, and says what is kept now.
pub(crate) fn blog_style_take(desk: &Desk, ask: ForBlog) -> Result<BlogLook> {
    let shared = desk.shared();
    let (blog, post) =
        shared.store.read(|db| Ok((blogs::get(db, ask.blog)?, published(db, ask.blog)?)))?;
    let Some(post) = post else {
        return Err(failed(
            "No post of this blog is public yet. As soon as one is, the preview can look like it.",
        ));
    };
    if shared.live(blog.id).reach == Reach::Offline {
        return Err(failed("You are offline, so the blog's look can't be fetched now."));
    }
    let taken = take(&shared.gate(&blog), &post).map_err(|error| why(&error))?;
    let style = taken.kept(shared.now()).map_err(|error| {
        failed("The blog's look could not be kept.").with_detail(error.to_string())
    })?;
    shared.store.write(|db| kept::put(db, blog.id, &style))?;
    blog_style(desk, ask)
}

/// Forgets what is kept.
pub(crate) fn blog_style_forget(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    desk.shared().store.write(|db| kept::remove(db, ask.blog))?;
    Ok(Nothing)
}

/// A post that anybody can open, with its words as the blog has them.
fn published(
    db: &Db<'_>,
    blog: BlogId,
) -> std::result::Result<Option<Published>, afterword_store::Error> {
    let mut best: Option<Published> = None;
    for id in kept::shown(db, blog, LOOKED_AT)? {
        let post = posts::get(db, id)?;
        let Some(base) = posts::base(db, id)? else { continue };
        let Some(address) = post.link.filter(|_| base.fields.visibility.is_public()) else {
            continue;
        };
        let words = afterword_markup::plain(&base.wire);
        let title = afterword_markup::plain(&base.wire_title).trim().to_owned();
        let is_better = best.as_ref().is_none_or(|best| best.words.len() < words.len());
        let is_enough = words.len() >= LONG_ENOUGH;
        if is_better {
            best = Some(Published { address, title, words });
        }
        if is_enough {
            break;
        }
    }
    Ok(best)
}

fn shown(kept: Kept, blocks: bool) -> Result<BlogStyle> {
    let read = |error: serde_json::Error| {
        failed("The blog's look can't be read any more. Fetch it once more.")
            .with_detail(error.to_string())
    };
    let look: Look = serde_json::from_value(kept.look).map_err(read)?;
    let fonts = kept.fonts.into_iter().map(|font| {
        let face: KeptFace = serde_json::from_value(font.face)?;
        let KeptFace { family, weight, style, stretch, range } = face;
        let data = BASE64_STANDARD.encode(font.bytes);
        Ok(StyleFont { family, weight, style, stretch, range, data })
    });
    Ok(BlogStyle {
        page: kept.page,
        taken_at: kept.taken_at,
        steps: look.steps,
        title_at: look.title_at,
        title_steps: look.title_steps,
        css: kept.css,
        fonts: fonts.collect::<serde_json::Result<_>>().map_err(read)?,
        missing: look.missing,
        blocks,
    })
}

fn why(error: &NoLook) -> CommandError {
    let message = match error {
        NoLook::Page(FetchError::NotFound | FetchError::NoAnswer(_)) => {
            "The blog did not answer. Try again when you are online."
        }
        NoLook::Page(FetchError::TooSlow) => "The blog took too long to answer. Try again later.",
        NoLook::Page(FetchError::Refused(_)) => {
            "The blog does not show this post to everybody now, so there is nothing to look at."
        }
        NoLook::Page(_) => "The page could not be fetched.",
        NoLook::NotAPage => "What the blog shows there can't be read as a page.",
        NoLook::NoStyle => "The page came, but nothing that says how it looks.",
    };
    failed(message).with_detail(error.to_string())
}
