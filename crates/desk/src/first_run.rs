//! The practice blog at the app's start, and what a new writer finds.

use afterword_model::{BlogId, PlatformKind, PostFields, PostKind, Timestamp};
use afterword_platform::Platform;
use afterword_platform::wordpress::{self, WordPress};
use afterword_practice::Practice;
use afterword_store::blogs::{self, NewBlog};
use afterword_store::{Db, Error as StoreError, posts};

use crate::shared::Shared;

const FOLDER: &str = "practice";
/// The draft that a new writer finds.
const DRAFT_TITLE: &str = "Notes from the night train";
const DRAFT: &str = include_str!("first_draft.md");

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
        first_draft(db, blog, shared.now())
    })?;
    Ok(())
}

fn first_draft(db: &Db<'_>, blog: BlogId, now: Timestamp) -> Result<(), StoreError> {
    let post = posts::create(db, blog, PostKind::Post, now)?;
    let fields = PostFields::titled(DRAFT_TITLE);
    posts::save(db, post, &fields, DRAFT, 1, now)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_practice_blogs_post_can_be_edited_as_markdown() {
        let content = afterword_practice::sample::POST.content;
        let imported = afterword_markup::import(content, None);
        assert!(!imported.is_html && !imported.body.contains("<!-- wp:"), "{}", imported.body);
        let known = afterword_markup::Known { body: &imported.body, wire: content };
        let style = afterword_markup::Style::Blocks;
        let again = afterword_markup::publish(&imported.body, style, Some(known), &|_| None);
        assert_eq!(again.unwrap(), content);
    }
}
