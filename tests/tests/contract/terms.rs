//! Categories and tags: known by name, made once.

use std::collections::HashSet;

use afterword_model::{RemoteId, Taxonomy};
use afterword_platform::RemoteTerm;
use serde_json::json;

use crate::cell::{Cell, Need, kind};

pub const CASES: &[crate::Case] = &[
    ("a_tag_is_made_once_however_it_is_written", &[Need::Tags], tag_once),
    ("names_that_share_an_address_stay_apart", &[Need::Tags], apart),
    ("all_terms_come_over_all_pages", &[Need::Tags], all_pages),
    ("a_category_is_made_once_under_its_parent", &[Need::Categories], category_once),
    ("a_category_is_told_by_its_name_not_its_address", &[Need::Categories], category_by_name),
    ("who_may_not_make_tags_finds_them", &[Need::NoTags], tag_forbidden),
    ("who_may_not_make_categories_finds_them", &[Need::NoCategories], category_forbidden),
];

#[track_caller]
fn tag(cell: &Cell, name: &str) -> RemoteTerm {
    cell.terms().ensure(Taxonomy::Tag, name, None).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[track_caller]
fn category(cell: &Cell, name: &str, parent: Option<&RemoteId>) -> RemoteTerm {
    let found = cell.terms().ensure(Taxonomy::Category, name, parent);
    found.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn tag_once(cell: &Cell) {
    let key = cell.key();
    let table = [
        [format!("Slow mail {key}"), format!("slow MAIL {key}"), format!("  Slow  mail {key} ")],
        [format!("R&D {key}"), format!("r&d {key}"), format!("R&D  {key}")],
        [format!("ÜBER {key}"), format!("über {key}"), format!("Über {key}")],
        [format!("C# {key}"), format!("c# {key}"), format!("C#  {key}")],
        [format!("1 < 2 {key}"), format!("1 < 2  {key}"), format!(" 1 < 2 {key}")],
        [format!("写真 {key}"), format!("写真 {key} "), format!(" 写真 {key}")],
        [format!("\"q\" 'a' {key}"), format!("\"Q\" 'A' {key}"), format!("\"q\" 'A' {key}")],
    ];
    for names in table {
        let made = tag(cell, &names[0]);
        assert_eq!((made.taxonomy, &made.name, &made.parent), (Taxonomy::Tag, &names[0], &None));
        for name in &names {
            assert_eq!(tag(cell, name), made, "{name}");
        }
    }
    // A tag has no parent, whatever is asked.
    let name = cell.unique("Flat");
    let made = tag(cell, &name);
    let parent = RemoteId::from(1);
    assert_eq!(cell.terms().ensure(Taxonomy::Tag, &name, Some(&parent)).unwrap(), made);
}

fn apart(cell: &Cell) {
    let key = cell.key();
    let names = ["C", "C#", "C++", "C!"].map(|name| format!("{key} {name}"));
    let made: Vec<RemoteTerm> = names.iter().map(|name| tag(cell, name)).collect();
    let ids: HashSet<&RemoteId> = made.iter().map(|term| &term.id).collect();
    assert_eq!(ids.len(), names.len(), "{made:?}");
    for (name, term) in names.iter().zip(&made) {
        assert_eq!(&term.name, name);
        assert_eq!(&tag(cell, &name.to_uppercase()), term);
    }
}

/// More than a page of them, made past our client.
fn all_pages(cell: &Cell) {
    let before = cell.terms().all(Taxonomy::Tag).unwrap();
    for _ in before.len()..103 {
        let new = json!({ "name": cell.unique("One of many") });
        cell.outside.post("wp/v2/tags", &new).unwrap();
    }
    let last = tag(cell, &format!("Fish & {}", cell.unique("chips")));
    let all = cell.terms().all(Taxonomy::Tag).unwrap();
    assert!(all.len() > 100 && all.contains(&last), "{}", all.len());
    let numbers: Vec<u64> = all.iter().map(|term| term.id.as_str().parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "each once, by id: {numbers:?}");
    assert!(all.iter().all(|term| term.taxonomy == Taxonomy::Tag && term.parent.is_none()));
    let categories = cell.terms().all(Taxonomy::Category).unwrap();
    assert!(categories.iter().all(|term| term.taxonomy == Taxonomy::Category));
    assert!(!categories.is_empty(), "a blog has one at least");
}

fn category_once(cell: &Cell) {
    let (top, name) = (category(cell, &cell.unique("Top"), None), cell.unique("Kitchen & garden"));
    let above = category(cell, &name, None);
    let below = category(cell, &name, Some(&top.id));
    assert_ne!(above.id, below.id, "the same name under another parent is another category");
    assert_eq!((above.parent.as_ref(), below.parent.as_ref()), (None, Some(&top.id)));
    assert_eq!((&above.name, &below.name), (&name, &name));
    for name in [name.clone(), name.to_uppercase(), format!(" {name}")] {
        assert_eq!(category(cell, &name, None), above, "{name}");
        assert_eq!(category(cell, &name, Some(&top.id)), below, "{name}");
    }
    let all = cell.terms().all(Taxonomy::Category).unwrap();
    assert!(all.contains(&above) && all.contains(&below) && all.contains(&top));
    let missing = RemoteId::from(999_999);
    assert!(cell.terms().ensure(Taxonomy::Category, &cell.unique("Lost"), Some(&missing)).is_err());
}

/// WordPress itself takes `c#` for the category `C` when there are `C` and `C#`.
fn category_by_name(cell: &Cell) {
    let key = cell.key();
    let plain = category(cell, &format!("{key} C"), None);
    let sharp = category(cell, &format!("{key} C#"), None);
    assert_ne!(plain.id, sharp.id);
    assert_eq!(category(cell, &format!("{key} c#"), None), sharp);
    assert_eq!(category(cell, &format!("{key} c"), None), plain);
}

fn category_forbidden(cell: &Cell) {
    let name = cell.unique("Made by an editor & co");
    let made = cell.outside.post("wp/v2/categories", &json!({ "name": name })).unwrap();
    let found = category(cell, &name.to_lowercase(), None);
    assert_eq!((found.id, found.name), (RemoteId::from(made["id"].as_u64().unwrap()), name));
    let new = cell.unique("New");
    assert_eq!(kind(cell.terms().ensure(Taxonomy::Category, &new, None)), "Forbidden");
    let all = cell.terms().all(Taxonomy::Category).unwrap();
    assert!(all.iter().all(|term| term.name != new));
}

fn tag_forbidden(cell: &Cell) {
    let name = cell.unique("R&D by an editor");
    let made = cell.tag(&name);
    let found = tag(cell, &name.to_lowercase());
    assert_eq!((found.id, found.name), (made, name));
    let new = cell.unique("New");
    assert_eq!(kind(cell.terms().ensure(Taxonomy::Tag, &new, None)), "Forbidden");
    let all = cell.terms().all(Taxonomy::Tag).unwrap();
    assert!(all.iter().all(|term| term.name != new));
}
