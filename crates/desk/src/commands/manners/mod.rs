//! Manners: how the writer opens and closes replies, from their own template or as their own replies show.
//!
//! They are put into boxes for the writer to see and change. Nothing is ever sent because of them, and an
//! answer that holds nothing else is not sent. What is learned stays on this computer.

mod greeting;
mod learn;
mod memory;
mod template;
mod words;

use afterword_model::{BlogId, Comment};
use afterword_store::{Db, Error as StoreError, blogs, settings as stored};
use serde::{Deserialize, Serialize};

pub(super) use greeting::{Greeted, greeted};
use learn::Learned;
pub(crate) use memory::Memory;
pub(super) use template::fill;

use crate::Desk;
use crate::api::{ForBlog, Manners, MannersFrom, SetManners};
use crate::error::Result;
use crate::words::failed;

/// A greeting is not a letter.
const LONGEST: usize = 500;

/// As it is kept. What is missing was never set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Kept {
    greeting: Option<String>,
    sign_off: Option<String>,
    off: bool,
}

/// What opens and closes a reply on a blog.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Own {
    kept: Kept,
    learned: Learned,
}

/// Greeting and sign-off for one reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// Ends with the space or line that parts it from the answer; may be empty.
    pub opening: String,
    /// Begins with one; may be empty.
    pub closing: String,
}

pub(crate) fn manners_open(desk: &Desk, ask: ForBlog) -> Result<Manners> {
    Ok(desk.shared().store.read(|db| own(desk, db, ask.blog))?.shown())
}

pub(crate) fn manners_set(desk: &Desk, ask: SetManners) -> Result<Manners> {
    let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.len() > LONGEST);
    if long(&ask.greeting) || long(&ask.sign_off) {
        return Err(failed("That is long for a greeting. A saved reply holds a longer text."));
    }
    let kept = Kept { greeting: ask.greeting, sign_off: ask.sign_off, off: !ask.on };
    let value = serde_json::to_value(&kept).map_err(|error| {
        failed("The greeting could not be kept.").with_detail(error.to_string())
    })?;
    let own = desk.shared().store.write(|db| {
        blogs::get(db, ask.blog)?;
        stored::set(db, &name(ask.blog), &value)?;
        own(desk, db, ask.blog)
    })?;
    Ok(own.shown())
}

/// What the writer set, and what their replies show.
pub(super) fn own(desk: &Desk, db: &Db<'_>, blog: BlogId) -> std::result::Result<Own, StoreError> {
    let kept = stored::get(db, &name(blog))?
        .and_then(|value| serde_json::from_value(value).ok())
        .unwrap_or_default();
    Ok(Own { kept, learned: desk.0.manners.learned(db, blog)? })
}

impl Own {
    /// For a box that opens with them; empty when the writer does not want that.
    pub fn opens_with(&self, reader: &str) -> Filled {
        if self.kept.off { Filled::default() } else { self.filled(reader) }
    }

    /// Whether a reply to this reader says nothing beyond what opened its box. Without manners in the box
    /// every word was typed for this reader.
    pub fn is_all(&self, text: &str, reader: &str) -> bool {
        !self.kept.off && template::is_all(text, self.greeting(), self.sign_off(), reader)
    }

    fn filled(&self, reader: &str) -> Filled {
        Filled {
            opening: template::opening(self.greeting(), reader),
            closing: template::closing(self.sign_off(), reader),
        }
    }

    fn greeting(&self) -> &str {
        chosen(&self.kept.greeting, &self.learned.greeting)
    }

    fn sign_off(&self) -> &str {
        chosen(&self.kept.sign_off, &self.learned.sign_off)
    }

    fn shown(&self) -> Manners {
        let Self { kept, learned } = self;
        let from = if kept.greeting.is_some() || kept.sign_off.is_some() {
            MannersFrom::Written
        } else if learned.greeting.is_some() || learned.sign_off.is_some() {
            MannersFrom::Learned
        } else {
            MannersFrom::None
        };
        Manners {
            greeting: self.greeting().to_owned(),
            sign_off: self.sign_off().to_owned(),
            from,
            learned_greeting: learned.greeting.clone(),
            learned_sign_off: learned.sign_off.clone(),
            on: !kept.off,
        }
    }
}

fn chosen<'a>(kept: &'a Option<String>, learned: &'a Option<String>) -> &'a str {
    kept.as_ref().or(learned.as_ref()).map_or("", String::as_str)
}

/// The name that a reply greets: of the comment it answers.
pub(super) fn name_of(comment: &Comment) -> &str {
    comment.author.name.trim()
}

fn name(blog: BlogId) -> String {
    format!("blog.{blog}.manners")
}
