//! Categories and tags, told apart by name. Who may not make categories may not make tags either: unlike
//! REST, XML-RPC asks for the same right.

use afterword_model::{RemoteId, Taxonomy};

use super::connection::{Connection, odd};
use super::value::Value;
use crate::wordpress::text::decoded;
use crate::{Error, RemoteTerm, Result, Terms};

impl Terms for Connection {
    fn all(&self, taxonomy: Taxonomy) -> Result<Vec<RemoteTerm>> {
        let answer = self.read("wp.getTerms", vec![Value::text(word(taxonomy))])?;
        let rows = answer.list().ok_or_else(|| odd("the list of terms"))?;
        let mut terms: Vec<(u64, RemoteTerm)> =
            rows.iter().map(|row| term(taxonomy, row)).collect::<Result<_>>()?;
        terms.sort_by_key(|(number, _)| *number);
        Ok(terms.into_iter().map(|(_, term)| term).collect())
    }

    fn ensure(
        &self,
        taxonomy: Taxonomy,
        name: &str,
        parent: Option<&RemoteId>,
    ) -> Result<RemoteTerm> {
        let parent = parent.filter(|_| taxonomy == Taxonomy::Category);
        let wanted = folded(name);
        let there = |terms: Vec<RemoteTerm>| {
            terms
                .into_iter()
                .find(|term| folded(&term.name) == wanted && term.parent.as_ref() == parent)
        };
        if let Some(term) = there(Terms::all(self, taxonomy)?) {
            return Ok(term);
        }
        let mut new =
            vec![("taxonomy", Value::text(word(taxonomy))), ("name", Value::text(name.trim()))];
        if let Some(parent) = parent {
            new.push(("parent", Value::text(parent.as_str())));
        }
        let made = self.write("wp.newTerm", vec![Value::members(new)]);
        // It may have come into being meanwhile: the refusal has no id, so it is looked for once more.
        if let Ok(_) | Err(Error::Refused { .. }) = &made
            && let Some(term) = there(Terms::all(self, taxonomy)?)
        {
            return Ok(term);
        }
        made.and(Err(Error::NotFound(format!("the term {name}"))))
    }
}

fn word(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Category => "category",
        Taxonomy::Tag => "post_tag",
    }
}

/// A term, and its number to sort by.
pub(super) fn term(taxonomy: Taxonomy, row: &Value) -> Result<(u64, RemoteTerm)> {
    let id = row.get("term_id").and_then(Value::id).ok_or_else(|| odd("term_id"))?;
    let name = row.get("name").and_then(Value::as_text).ok_or_else(|| odd("a term's name"))?;
    let number = id.as_str().parse().unwrap_or_default();
    let parent = row.get("parent").and_then(Value::id);
    Ok((number, RemoteTerm { id, taxonomy, name: decoded(name).into_owned(), parent }))
}

/// A name however it is capitalised and spaced.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
