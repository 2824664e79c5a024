//! The practice blog at the app's start, and what a new writer finds.

use afterword_model::{BlogId, PlatformKind, PostFields};
use afterword_platform::Platform;
use afterword_platform::wordpress::{self, WordPress};
use afterword_practice::Practice;
use afterword_store::blogs::{self, NewBlog};
use afterword_store::posts;

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
    Store(#[from] afterword_store::Error),
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
    let me = WordPress::new(&endpoint, practice.username(), practice.password())?.me()?;
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
        first_draft(db, blog, shared)
    })?;
    Ok(())
}

fn first_draft(
    db: &afterword_store::Db<'_>,
    blog: BlogId,
    shared: &Shared,
) -> Result<(), afterword_store::Error> {
    let post = posts::create(db, blog, shared.now())?;
    let fields = PostFields { title: DRAFT_TITLE.to_owned() };
    posts::save(db, post, &fields, DRAFT, 1, shared.now())?;
    Ok(())
}
