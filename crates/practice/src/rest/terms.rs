//! Reading categories and tags.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::error::Refused;
use super::paging::{by_list, page_of};
use super::reply::Reply;
use super::{Call, Context};
use crate::app::App;
use crate::db::select::Select;
use crate::db::terms::{self, Taxonomy, Term};
use crate::text::slug::slug_of;

const NOT_IN_EDIT: &str = "Sorry, you are not allowed to edit terms in this taxonomy.";

pub(super) fn list(call: &Call<'_>, taxonomy: Taxonomy) -> Result<Reply, Refused> {
    call.context(call.can("manage_categories"), NOT_IN_EDIT)?;
    let (paging, page) = page_of(call)?;
    let params = &call.params;
    let words =
        ["id", "include", "name", "slug", "include_slugs", "term_group", "description", "count"];
    let direction = params.one_of("order", &["asc", "desc"], "asc")?;
    let order = match params.one_of("orderby", &words, "name")?.as_str() {
        "include" => by_list(&params.ids("include")?, "id")?,
        "id" => format!("id {direction}"),
        "slug" => format!("slug {direction}, id"),
        "count" => format!("count {direction}, name COLLATE NOCASE, id"),
        "description" => format!("description {direction}, id"),
        _ => format!("name COLLATE NOCASE {direction}, id"),
    };
    let select = wanted(call, taxonomy)?;
    // A page past the end is an empty list here, unlike with posts.
    call.app.read(|conn| {
        let (found, total) = terms::list(conn, taxonomy, select, &order, page)?;
        let items = found.iter().map(|term| json(call.app, term)).collect();
        Ok(Reply::page(call, items, total, paging))
    })
}

pub(super) fn get(call: &Call<'_>, taxonomy: Taxonomy, id: i64) -> Result<Reply, Refused> {
    let term = call.app.read(|conn| find(conn, taxonomy, id))?;
    let message = "Sorry, you are not allowed to edit this term.";
    let _: Context = call.context(call.can("manage_categories"), message)?;
    Ok(Reply::ok(json(call.app, &term)))
}

/// The term, or WordPress's refusal when there is none.
pub(super) fn find(conn: &Connection, taxonomy: Taxonomy, id: i64) -> Result<Term, Refused> {
    let term = terms::get(conn, taxonomy, id)?;
    term.ok_or_else(|| Refused::new(404, "rest_term_invalid", "Term does not exist."))
}

fn wanted(call: &Call<'_>, taxonomy: Taxonomy) -> Result<Select, Refused> {
    let params = &call.params;
    let mut select = Select::default();
    if params.has("slug") {
        select.and_one_of("slug", params.list("slug").iter().map(|slug| slug_of(slug)));
    }
    if params.has("include") {
        select.and_one_of("id", params.ids("include")?);
    }
    if params.has("exclude") {
        select.and_none_of("id", params.ids("exclude")?);
    }
    if taxonomy == Taxonomy::Category
        && let Some(parent) = params.number("parent", (0, i64::MAX))?
    {
        select.and_value("parent = ?", parent);
    }
    if let Some(post) = params.number("post", (0, i64::MAX))? {
        select.and_value("id IN (SELECT term FROM post_term WHERE post = ?)", post);
    }
    if params.flag("hide_empty") {
        // A category counts what is in those under it.
        select.and(
            "id IN (WITH RECURSIVE used (id) AS (
               SELECT post_term.term FROM post_term JOIN post ON post.id = post_term.post
               WHERE post.status = 'publish'
               UNION
               SELECT inner_term.parent FROM used JOIN term AS inner_term ON inner_term.id = used.id)
             SELECT id FROM used)",
        );
    }
    if let Some(text) = params.text("search")?.filter(|text| !text.is_empty()) {
        select.and_search(&["name", "slug"], &text);
    }
    Ok(select)
}

/// The address of a term's page.
pub(crate) fn link(app: &App, term: &Term) -> String {
    format!("{}/{}/{}/", app.base, term.taxonomy.base(), term.path)
}

pub(super) fn json(app: &App, term: &Term) -> Value {
    let api = format!("{}/wp-json/wp/v2", app.base);
    let route = term.taxonomy.route();
    let mut links = Map::from_iter([
        ("self".to_owned(), json!([{ "href": format!("{api}/{route}/{}", term.id) }])),
        ("collection".to_owned(), json!([{ "href": format!("{api}/{route}") }])),
        (
            "wp:post_type".to_owned(),
            json!([{ "href": format!("{api}/posts?{route}={}", term.id) }]),
        ),
    ]);
    if term.parent > 0 {
        let href = format!("{api}/{route}/{}", term.parent);
        links.insert("up".into(), json!([{ "embeddable": true, "href": href }]));
    }
    let mut out = json!({
        "id": term.id,
        "count": term.count,
        "description": term.description,
        "link": link(app, term),
        "name": term.name,
        "slug": term.slug,
        "taxonomy": term.taxonomy.as_str(),
        "meta": [],
        "_links": links,
    });
    if let (Taxonomy::Category, Value::Object(out)) = (term.taxonomy, &mut out) {
        out.insert("parent".into(), json!(term.parent));
    }
    out
}
