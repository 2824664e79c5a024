//! What a blog offers to choose from, and the writer's settings for it.

use afterword_model::{Taxonomy, Term};
use afterword_store::blog_settings::{self, BlogSettings as Stored};
use afterword_store::{authors, blogs, terms};

use crate::Desk;
use crate::api::{
    AddCategory, AuthorChoice, BlogSettings, Change, ForBlog, SetBlogSettings, TermLists,
};
use crate::error::Result;
use crate::words::failed;

/// Smaller ones are hardly pictures; the largest that any screen shows.
const LIMITS: std::ops::RangeInclusive<u32> = 320..=20_000;

pub(crate) fn term_list(desk: &Desk, ask: ForBlog) -> Result<TermLists> {
    Ok(desk.shared().store.read(|db| {
        Ok(TermLists {
            categories: terms::list(db, ask.blog, Taxonomy::Category)?,
            tags: terms::list(db, ask.blog, Taxonomy::Tag)?,
        })
    })?)
}

pub(crate) fn category_add(desk: &Desk, ask: AddCategory) -> Result<Term> {
    let shared = desk.shared();
    let blog = shared.store.read(|db| blogs::get(db, ask.blog))?;
    let name = ask.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(failed("A category needs a name."));
    }
    if !blog.capabilities.manage_categories {
        return Err(failed(format!(
            "Your role on {} may not make categories. Choose one that is there, or use a tag.",
            blog.title
        )));
    }
    let term = shared.store.write(|db| terms::add_category(db, ask.blog, &name, ask.parent))?;
    shared.changed(Change::Posts { blog: ask.blog });
    Ok(term)
}

/// Whose names the writer may put under a post; only their own, where the role allows no other.
pub(crate) fn author_list(desk: &Desk, ask: ForBlog) -> Result<Vec<AuthorChoice>> {
    Ok(desk.shared().store.read(|db| {
        let blog = blogs::get(db, ask.blog)?;
        let me = AuthorChoice { id: blog.me.remote_id, name: blog.me.name };
        if !blog.capabilities.edit_others_posts {
            return Ok(vec![me]);
        }
        let mut all: Vec<AuthorChoice> = authors::list(db, ask.blog)?
            .into_iter()
            .map(|author| AuthorChoice { id: author.id, name: author.name })
            .collect();
        if all.iter().all(|author| author.id != me.id) {
            all.insert(0, me);
        }
        Ok(all)
    })?)
}

pub(crate) fn blog_settings(desk: &Desk, ask: ForBlog) -> Result<BlogSettings> {
    let stored = desk.shared().store.read(|db| blog_settings::get(db, ask.blog))?;
    Ok(from_stored(stored))
}

/// Settings change what is made from here on; nothing that is queued or sent.
pub(crate) fn blog_settings_set(desk: &Desk, ask: SetBlogSettings) -> Result<BlogSettings> {
    let BlogSettings { classic_html, picture_limit, keep_camera_data } = ask.settings;
    if picture_limit != 0 && !LIMITS.contains(&picture_limit) {
        return Err(failed(format!(
            "Choose between {} and {} pixels for pictures, or no limit.",
            LIMITS.start(),
            LIMITS.end()
        )));
    }
    let settings = Stored { classic_html, picture_limit, keep_camera_data };
    desk.shared().store.write(|db| {
        blogs::get(db, ask.blog)?;
        blog_settings::set(db, ask.blog, &settings)
    })?;
    Ok(from_stored(settings))
}

fn from_stored(stored: Stored) -> BlogSettings {
    let Stored { classic_html, picture_limit, keep_camera_data } = stored;
    BlogSettings { classic_html, picture_limit, keep_camera_data }
}
