//! Categories and tags. They are told apart by name, never by slug: `C` and `C#` share one slug until
//! WordPress puts a number behind it. Names are stored escaped, and compared as the text they stand for.
//!
//! Terms are public, so reading them proves no login.

use afterword_model::{RemoteId, Taxonomy};
use serde::Serialize;

use super::connection::Connection;
use super::http::Intent;
use super::{answer, changes, wire};
use crate::{Error, RemoteTerm, Result, Terms};

const FIELDS: &str = "id,name,parent";

/// What ids and the order of creation agree on.
const BY_ID: [(&str, &str); 3] = [("orderby", "id"), ("order", "asc"), ("_fields", FIELDS)];

#[derive(Debug, Serialize)]
struct NewTerm<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<u64>,
}

impl Terms for Connection {
    fn all(&self, taxonomy: Taxonomy) -> Result<Vec<RemoteTerm>> {
        let mut terms: Vec<wire::Term> = Connection::all(self, route(taxonomy), &BY_ID)?;
        // A term that is made while the pages are read moves none; one that is deleted may.
        terms.dedup_by_key(|term| term.id);
        Ok(terms.into_iter().map(|term| term.of(taxonomy)).collect())
    }

    fn ensure(
        &self,
        taxonomy: Taxonomy,
        name: &str,
        parent: Option<&RemoteId>,
    ) -> Result<RemoteTerm> {
        let parent = parent.filter(|_| taxonomy == Taxonomy::Category);
        let wanted = folded(name);
        let is_it =
            |term: &RemoteTerm| folded(&term.name) == wanted && term.parent.as_ref() == parent;
        let search = stored(&spaced(name));
        let parameters = [&BY_ID[..], &[("search", search.as_str())]].concat();
        let alike: Vec<wire::Term> = Connection::all(self, route(taxonomy), &parameters)?;
        let mut alike = alike.into_iter().map(|term| term.of(taxonomy));
        if let Some(term) = alike.find(&is_it) {
            return Ok(term);
        }
        let new = NewTerm { name, parent: parent.map(changes::number).transpose()? };
        let answer = self.tell(route(taxonomy), &[("_fields", FIELDS)], &new)?;
        if let Some(said) = answer::existing_term(&answer) {
            // It came into being meanwhile, or the search did not see it. WordPress may name another
            // term whose slug is in the way, so the name decides where it can.
            let all = Terms::all(self, taxonomy)?;
            let found = all.iter().find(|term| is_it(term));
            let found = found.or_else(|| all.iter().find(|term| term.id == said));
            return found.cloned().ok_or_else(|| Error::NotFound(format!("term {said}")));
        }
        let made: wire::Term = answer::read(&answer, Intent::Write)?;
        Ok(made.of(taxonomy))
    }
}

fn route(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Category => "wp/v2/categories",
        Taxonomy::Tag => "wp/v2/tags",
    }
}

/// A name however it is capitalised and spaced.
fn folded(name: &str) -> String {
    spaced(name).to_lowercase()
}

/// With single spaces, as WordPress keeps it.
fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as it is stored, which is what a search looks through.
fn stored(name: &str) -> String {
    name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
