//! The practice blog at the app's start, and what a new writer finds.

use afterword_model::{BlogId, PlatformKind, PostFields, Timestamp};
use afterword_platform::wordpress::{self, WordPress};
use afterword_platform::{Platform, RemotePost};
use afterword_practice::Practice;
use afterword_store::blogs::{self, NewBlog};
use afterword_store::posts::{self, Base};
use afterword_store::{Db, Error as StoreError};

use crate::shared::Shared;

const FOLDER: &str = "practice";
/// The draft that a new writer finds.
const DRAFT_TITLE: &str = "Notes from the night train";
const DRAFT: &str = include_str!("first_draft.md");
/// The practice blog's sample post as Markdown, so that it can be edited here like any other.
const SAMPLE: &str = include_str!("sample_post.md");
/// The last part of that post's address.
const SAMPLE_SLUG: &str = "link-post-the-lighthouse-keepers";

/// Starts the practice blog and ties it to its place in the store. Without it the app still works: the
/// blog is then shown as out of reach.
pub(crate) fn start_practice(shared: &Shared) -> Option<Practice> {
    let practice = match Practice::start(&shared.store.folder().join(FOLDER), None) {
        Ok(practice) => practice,
        Err(error) => {
            tracing::error!("the practice blog does not start: {error}");
            return None;
        }
    };
    shared.set_practice_password(practice.password());
    if let Err(error) = tie(shared, &practice) {
        tracing::error!("the practice blog does not answer: {error}");
    }
    Some(practice)
}

#[derive(Debug, thiserror::Error)]
enum TieError {
    #[error(transparent)]
    Blog(#[from] afterword_platform::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn tie(shared: &Shared, practice: &Practice) -> Result<(), TieError> {
    let endpoint = practice.rest_root();
    if let Some(blog) = shared.store.read(blogs::practice)? {
        // It may have moved to another port.
        shared.store.write(|db| {
            let known = blogs::get(db, blog)?;
            if known.endpoint != endpoint {
                blogs::set_endpoint(db, blog, &endpoint)?;
                blogs::set_details(db, blog, &known.title, &practice.url(), &known.timezone)?;
            }
            Ok(())
        })?;
        return Ok(());
    }
    let found = wordpress::find(&practice.url())?;
    let platform = WordPress::new(&endpoint, practice.username(), practice.password())?;
    let me = platform.me()?;
    let sample = platform.posts().find_by_key(SAMPLE_SLUG)?.into_iter().next();
    shared.store.write(|db| {
        let new = NewBlog {
            platform: PlatformKind::WordPress,
            endpoint: &endpoint,
            username: practice.username(),
            secret_ref: "practice",
            title: &found.title,
            url: &found.url,
            timezone: &found.timezone,
            practice: true,
            me: &me.identity,
            capabilities: &me.capabilities,
        };
        let blog = blogs::connect(db, &new, shared.now())?;
        if let Some(sample) = &sample {
            sample_post(db, blog, sample, shared.now())?;
        }
        first_draft(db, blog, shared.now())
    })?;
    Ok(())
}

fn first_draft(db: &Db<'_>, blog: BlogId, now: Timestamp) -> Result<(), StoreError> {
    let post = posts::create(db, blog, now)?;
    let fields = PostFields { title: DRAFT_TITLE.to_owned() };
    posts::save(db, post, &fields, DRAFT, 1, now)?;
    Ok(())
}

/// Ties the sample post here to the one on the practice blog, as if it had been sent from here.
fn sample_post(
    db: &Db<'_>,
    blog: BlogId,
    sample: &RemotePost,
    now: Timestamp,
) -> Result<(), StoreError> {
    let fields = PostFields { title: afterword_markup::plain(&sample.title) };
    let post = posts::create(db, blog, sample.date)?;
    posts::save(db, post, &fields, SAMPLE, 1, sample.date)?;
    posts::set_remote(db, post, &sample.id, sample.status, &sample.link)?;
    let base = Base {
        fields,
        body: SAMPLE.to_owned(),
        wire_title: sample.title.clone(),
        wire: sample.content.clone(),
    };
    posts::set_base(db, post, &base, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_post_here_is_the_one_on_the_practice_blog() {
        let blocks = afterword_markup::blocks(SAMPLE, &|_| None).unwrap();
        assert_eq!(blocks.trim(), afterword_practice::sample::POST.content.trim());
    }
}
