//! Making, changing and deleting categories and tags. A name that is there already is refused with the id of
//! the term that has it, so that a client may simply try again.

use rusqlite::Connection;
use serde_json::json as object;

use super::Call;
use super::error::Refused;
use super::reply::Reply;
use super::terms::{find, json};
use crate::db::terms::{self, DEFAULT_CATEGORY, Taxonomy, Term};
use crate::text::{kses, slug};

/// What WordPress's column holds.
const LONGEST_NAME: usize = 200;

pub(super) fn create(call: &Call<'_>, taxonomy: Taxonomy) -> Result<Reply, Refused> {
    let Some(name) = call.params.text("name")? else { return Err(Refused::missing("name")) };
    refuse_parent_of_tag(call, taxonomy)?;
    // Who writes posts may make tags; categories take an editor.
    let allowed = match taxonomy {
        Taxonomy::Category => call.can("manage_categories"),
        Taxonomy::Tag => call.can("edit_posts"),
    };
    let message = "Sorry, you are not allowed to create terms in this taxonomy.";
    call.require(allowed, "rest_cannot_create", message)?;
    call.app.write(|tx| {
        let mut term = Term {
            id: 0,
            taxonomy,
            name: stored_name(&name),
            slug: String::new(),
            parent: parent(call, tx, taxonomy)?.unwrap_or(0),
            description: description(call)?.unwrap_or_default(),
            count: 0,
            path: String::new(),
        };
        check_name(&term.name)?;
        if let Some(id) = terms::named(tx, taxonomy, &term.name, term.parent)? {
            let message = match taxonomy {
                Taxonomy::Category => {
                    "A term with the name provided already exists with this parent."
                }
                Taxonomy::Tag => "A term with the name provided already exists in this taxonomy.",
            };
            let refused = Refused::new(400, "term_exists", message);
            return Err(refused.with("term_id", object!(id)));
        }
        let wished = match call.params.text("slug")?.map(|slug| slug::slug_of(&slug)) {
            Some(wished) if !wished.is_empty() => wished,
            _ => slug::slug_of(&term.name),
        };
        term.slug = free_slug(tx, &wished, &term)?;
        term.id = terms::insert(tx, &term)?;
        let made = find(tx, taxonomy, term.id)?;
        let base = &call.app.base;
        let location = format!("{base}/wp-json/wp/v2/{}/{}", taxonomy.route(), term.id);
        Ok(Reply::created(json(call.app, &made), location))
    })
}

pub(super) fn update(call: &Call<'_>, taxonomy: Taxonomy, id: i64) -> Result<Reply, Refused> {
    refuse_parent_of_tag(call, taxonomy)?;
    call.app.write(|tx| {
        let mut term = find(tx, taxonomy, id)?;
        let message = "Sorry, you are not allowed to edit this term.";
        call.require(call.can("manage_categories"), "rest_cannot_update", message)?;
        if let Some(name) = call.params.text("name")? {
            term.name = stored_name(&name);
            check_name(&term.name)?;
        }
        if let Some(description) = description(call)? {
            term.description = description;
        }
        if let Some(parent) = parent(call, tx, taxonomy)? {
            let mut at = parent;
            while at > 0 && at != id {
                at = terms::get(tx, taxonomy, at)?.map_or(0, |above| above.parent);
            }
            // Under itself it would be lost: WordPress makes it a topmost one.
            term.parent = if at == id { 0 } else { parent };
        }
        if let Some(wished) = call.params.text("slug")?.map(|slug| slug::slug_of(&slug)) {
            term.slug = if wished.is_empty() {
                free_slug(tx, &slug::slug_of(&term.name), &term)?
            } else if terms::slug_taken(tx, taxonomy, &wished, id)? {
                let message =
                    format!("The slug &#8220;{wished}&#8221; is already in use by another term.");
                return Err(Refused::bare("duplicate_term_slug", &message));
            } else {
                wished
            };
        }
        terms::update(tx, &term)?;
        Ok(Reply::ok(json(call.app, &find(tx, taxonomy, id)?)))
    })
}

pub(super) fn delete(call: &Call<'_>, taxonomy: Taxonomy, id: i64) -> Result<Reply, Refused> {
    call.app.write(|tx| {
        let term = find(tx, taxonomy, id)?;
        let is_default = taxonomy == Taxonomy::Category && id == DEFAULT_CATEGORY;
        let message = "Sorry, you are not allowed to delete this term.";
        let allowed = call.can("manage_categories") && !is_default;
        call.require(allowed, "rest_cannot_delete", message)?;
        if !call.params.flag("force") {
            let message = "Terms do not support trashing. Set 'force=true' to delete.";
            return Err(Refused::new(501, "rest_trash_not_supported", message));
        }
        terms::delete(tx, &term)?;
        Ok(Reply::deleted(json(call.app, &term)))
    })
}

fn refuse_parent_of_tag(call: &Call<'_>, taxonomy: Taxonomy) -> Result<(), Refused> {
    if taxonomy == Taxonomy::Tag && call.params.has("parent") {
        let message = "Cannot set parent term, taxonomy is not hierarchical.";
        return Err(Refused::new(400, "rest_taxonomy_not_hierarchical", message));
    }
    Ok(())
}

fn parent(call: &Call<'_>, conn: &Connection, taxonomy: Taxonomy) -> Result<Option<i64>, Refused> {
    let parent = call.params.number("parent", (i64::MIN, i64::MAX))?;
    if let Some(id) = parent.filter(|id| *id != 0)
        && terms::get(conn, taxonomy, id)?.is_none()
    {
        return Err(Refused::new(400, "rest_term_invalid", "Parent term does not exist."));
    }
    Ok(parent)
}

fn description(call: &Call<'_>) -> Result<Option<String>, Refused> {
    Ok(call.params.text("description")?.map(|text| kses::inline(&text)))
}

/// A name as WordPress keeps it: no elements, single spaces, `&` and a `<` that is never closed as entities.
fn stored_name(name: &str) -> String {
    let (elements, text) = name.split_at(name.rfind('>').map_or(0, |at| at + 1));
    let plain = slug::without_tags(elements) + &text.replace('<', "&lt;");
    let words: Vec<&str> = plain.split_whitespace().collect();
    kses::inline(&words.join(" "))
}

fn check_name(name: &str) -> Result<(), Refused> {
    if name.is_empty() {
        let message = "A name is required for this term.";
        return Err(Refused::bare("empty_term_name", message));
    }
    if name.chars().count() > LONGEST_NAME {
        let message = "Could not insert term into the database.";
        return Err(Refused::bare("db_insert_error", message));
    }
    Ok(())
}

/// A slug of its own: first with those of the categories above behind it, then with a number.
fn free_slug(conn: &Connection, wished: &str, term: &Term) -> rusqlite::Result<String> {
    let taken = |slug: &str| terms::slug_taken(conn, term.taxonomy, slug, term.id);
    let wished = if wished.is_empty() { term.taxonomy.base() } else { wished };
    let mut slug = wished.to_owned();
    let mut above = term.parent;
    while above > 0 && taken(&slug)? {
        let Some(parent) = terms::get(conn, term.taxonomy, above)? else { break };
        slug = format!("{slug}-{}", parent.slug);
        above = parent.parent;
    }
    let base = slug.clone();
    let mut number = 2;
    while taken(&slug)? {
        slug = slug::numbered(&base, number);
        number += 1;
    }
    Ok(slug)
}
