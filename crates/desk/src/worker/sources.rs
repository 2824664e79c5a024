//! Filling in where quotes are from, for those that were made while their page could not be read. Only a line
//! that is as it was put into the text is changed, and only here: nothing is sent.

use afterword_markup::{Credit, credit_line};
use afterword_model::{Blog, BlogId, PostId, Timestamp};
use afterword_store::posts::{self, RevisionReason};
use afterword_store::sources::{self, Source};
use afterword_store::{Db, Error as StoreError};
use chrono::TimeDelta;

use crate::api::Change;
use crate::commands::sources::{first_wait, read, template};
use crate::shared::Shared;

/// Pages in one go; the next ones after what else is due.
const AT_ONCE: usize = 5;
/// Then the line stays as it is.
const MOST_TRIES: u32 = 100;
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);
/// A text that is in a window gets here in this time.
const TO_ARRIVE: TimeDelta = TimeDelta::seconds(30);

type Stored<T> = Result<T, StoreError>;

/// When there is something to do for this blog's posts.
pub(super) fn next(shared: &Shared, blog: BlogId) -> Option<Timestamp> {
    shared.store.read(|db| sources::next_due(db, blog)).ok().flatten()
}

/// Reads the pages that are due and fills their lines in.
pub(super) fn fill_in(shared: &Shared, blog: &Blog) {
    for _ in 0..AT_ONCE {
        let now = shared.now();
        let Ok(Some(source)) = shared.store.read(|db| sources::due(db, blog.id, now)) else {
            return;
        };
        if let Err(error) = one(shared, blog, &source) {
            tracing::warn!("a source: {error}");
            return;
        }
    }
}

fn one(shared: &Shared, blog: &Blog, source: &Source) -> Stored<()> {
    match read(shared, blog, &source.page) {
        Ok(article) => {
            // The line leads where the writer said.
            let credit = Credit { address: source.address.clone(), ..article.credit };
            let line = match template(shared) {
                Ok(template) => credit_line(&template, &credit),
                Err(_) => return Ok(()),
            };
            let changed = shared.store.write(|db| put(db, source, &credit, &line, shared.now()))?;
            if changed {
                shared.changed(Change::Posts { blog: blog.id });
            }
            Ok(())
        }
        Err(unread) => shared.store.write(|db| {
            let tries = sources::tries(db, &source.address)?;
            let wait = first_wait(shared) * 2_i32.saturating_pow(tries.min(16));
            let next = shared.now() + wait.min(LONGEST_WAIT);
            let again = (unread.later && tries < MOST_TRIES).then_some(next);
            sources::put_off(db, &source.address, again)
        }),
    }
}

/// Whether a text changed.
fn put(db: &Db<'_>, source: &Source, credit: &Credit, line: &str, now: Timestamp) -> Stored<bool> {
    let known = Source {
        title: credit.title.clone(),
        author: credit.author.clone(),
        site: credit.site.clone(),
        published: credit.date.clone(),
        ..source.clone()
    };
    sources::put(db, &known, now)?;
    let (mut changed, mut waits) = (false, false);
    for waiting in sources::lines(db, &source.address)? {
        let found = renew(db, waiting.post, &waiting.line, line, now)?;
        changed |= found;
        if found || now - waiting.put_at > TO_ARRIVE {
            sources::line_done(db, waiting.id)?;
        } else {
            // The window has not saved it yet.
            waits = true;
        }
    }
    if waits {
        sources::put_off(db, &source.address, Some(now + TimeDelta::seconds(1)))?;
    }
    Ok(changed)
}

/// Puts the new line where the old one stands untouched under a quote.
fn renew(db: &Db<'_>, post: PostId, old: &str, new: &str, now: Timestamp) -> Stored<bool> {
    let here = posts::get(db, post)?;
    if !here.fields.body_kind.is_markdown() {
        return Ok(false);
    }
    let mut body = String::with_capacity(here.body.len());
    let mut found = false;
    for whole in here.body.split_inclusive('\n') {
        let text = whole.trim_end_matches(['\n', '\r']);
        match text.strip_suffix(old) {
            Some(signs)
                if signs.starts_with('>') && signs.chars().all(|c| c == '>' || c == ' ') =>
            {
                found = true;
                body.push_str(signs);
                body.push_str(new);
                body.push_str(whole.get(text.len()..).unwrap_or_default());
            }
            _ => body.push_str(whole),
        }
    }
    if found && body != here.body {
        posts::replace(db, post, &here.fields, &body, RevisionReason::Merged, now)?;
    }
    Ok(found)
}
