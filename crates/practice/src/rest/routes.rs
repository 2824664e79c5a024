//! Which code answers which route and method.

use serde_json::json;

use super::error::Refused;
use super::reply::Reply;
use super::{
    Call, Verb, app_passwords, comment_write, comments, index, media, media_upload, post_read,
    post_write, revisions, term_write, terms, users,
};
use crate::db::posts::Kind;
use crate::db::terms::Taxonomy;

/// The sorts of things that have a list and can be made, changed and deleted.
#[derive(Debug, Clone, Copy)]
enum Thing {
    Post(Kind),
    Term(Taxonomy),
    Media,
    Comment,
}

impl Thing {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "posts" => Self::Post(Kind::Post),
            "pages" => Self::Post(Kind::Page),
            "categories" => Self::Term(Taxonomy::Category),
            "tags" => Self::Term(Taxonomy::Tag),
            "media" => Self::Media,
            "comments" => Self::Comment,
            _ => return None,
        })
    }
}

/// Answers a route, which begins with a slash and ends without one.
pub(super) fn dispatch(call: &Call<'_>, route: &str) -> Result<Reply, Refused> {
    let parts: Vec<&str> = route.split('/').skip(1).collect();
    let verb = Verb::of(call).ok_or_else(Refused::no_route)?;
    match (parts.as_slice(), verb) {
        ([""], Verb::Read) => Ok(index::index(call)),
        (["wp", "v2", "users"], Verb::Read) => users::list(call),
        (["wp", "v2", "block-types", namespace, name], Verb::Read) => {
            block_type(call, namespace, name)
        }
        (["wp", "v2", "users", id], Verb::Read) => users::get(call, id),
        (["wp", "v2", "users", id, "application-passwords", rest @ ..], _) => {
            app_passwords::answer(call, id, rest, verb)
        }
        (["wp", "v2", name], _) => list(call, Thing::of(name).ok_or_else(Refused::no_route)?, verb),
        (["wp", "v2", name, id], _) => {
            let id = id.parse().map_err(|_| Refused::no_route())?;
            one(call, Thing::of(name).ok_or_else(Refused::no_route)?, id, verb)
        }
        (["wp", "v2", name, id, "revisions", rest @ ..], Verb::Read) => {
            let id = id.parse().map_err(|_| Refused::no_route())?;
            match (Thing::of(name), rest) {
                (Some(Thing::Post(kind)), []) => revisions::list(call, kind, id),
                (Some(Thing::Post(kind)), [revision]) => revisions::get(call, kind, id, revision),
                _ => Err(Refused::no_route()),
            }
        }
        _ => Err(Refused::no_route()),
    }
}

/// Of all blocks it is only told whether footnotes are among them.
fn block_type(call: &Call<'_>, namespace: &str, name: &str) -> Result<Reply, Refused> {
    let message = "Sorry, you are not allowed to manage block types.";
    call.require(call.can("edit_posts"), "rest_block_type_cannot_view", message)?;
    match (namespace, name) {
        ("core", "footnotes") => {
            let about =
                json!({ "name": "core/footnotes", "title": "Footnotes", "is_dynamic": true });
            Ok(Reply::ok(about))
        }
        _ => Err(Refused::new(404, "rest_block_type_invalid", "Invalid block type.")),
    }
}

fn list(call: &Call<'_>, thing: Thing, verb: Verb) -> Result<Reply, Refused> {
    match (thing, verb) {
        (Thing::Post(kind), Verb::Read) => post_read::list(call, kind),
        (Thing::Post(kind), Verb::Create) => post_write::create(call, kind),
        (Thing::Term(taxonomy), Verb::Read) => terms::list(call, taxonomy),
        (Thing::Term(taxonomy), Verb::Create) => term_write::create(call, taxonomy),
        (Thing::Media, Verb::Read) => media::list(call),
        (Thing::Media, Verb::Create) => media_upload::create(call),
        (Thing::Comment, Verb::Read) => comments::list(call),
        (Thing::Comment, Verb::Create) => comment_write::create(call),
        (_, Verb::Change | Verb::Delete) => Err(Refused::no_route()),
    }
}

fn one(call: &Call<'_>, thing: Thing, id: i64, verb: Verb) -> Result<Reply, Refused> {
    match (thing, verb) {
        (Thing::Post(kind), Verb::Read) => post_read::get(call, kind, id),
        (Thing::Post(kind), Verb::Create | Verb::Change) => post_write::update(call, kind, id),
        (Thing::Post(kind), Verb::Delete) => post_write::delete(call, kind, id),
        (Thing::Term(taxonomy), Verb::Read) => terms::get(call, taxonomy, id),
        (Thing::Term(taxonomy), Verb::Create | Verb::Change) => {
            term_write::update(call, taxonomy, id)
        }
        (Thing::Term(taxonomy), Verb::Delete) => term_write::delete(call, taxonomy, id),
        (Thing::Media, Verb::Read) => media::get(call, id),
        (Thing::Media, Verb::Create | Verb::Change) => media::update(call, id),
        (Thing::Media, Verb::Delete) => media::delete(call, id),
        (Thing::Comment, Verb::Read) => comments::get(call, id),
        (Thing::Comment, Verb::Create | Verb::Change) => comment_write::update(call, id),
        (Thing::Comment, Verb::Delete) => comment_write::delete(call, id),
    }
}
