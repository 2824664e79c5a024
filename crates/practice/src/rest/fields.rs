//! `_fields`: only what was asked for, down to `title.raw`.

use serde_json::{Map, Value};

/// The thing with these fields only.
pub(super) fn only(thing: &Value, wanted: &[String]) -> Value {
    let mut out = Map::new();
    for path in wanted {
        // Links come all or not at all.
        let path = if path.starts_with("_links.") { "_links" } else { path.as_str() };
        let steps: Vec<&str> = path.split('.').collect();
        copy(thing, &mut out, &steps);
    }
    Value::Object(out)
}

fn copy(from: &Value, into: &mut Map<String, Value>, steps: &[&str]) {
    let Some((first, rest)) = steps.split_first() else { return };
    let Some(value) = from.get(first) else { return };
    if rest.is_empty() {
        into.insert((*first).to_owned(), value.clone());
        return;
    }
    if !value.is_object() {
        return;
    }
    let inside = into.entry(*first).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inside) = inside {
        copy(value, inside, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_asked_for_is_answered() {
        let thing = json!({"id": 1, "title": {"raw": "a", "rendered": "b"}, "link": "c"});
        let wanted = |fields: &[&str]| {
            only(&thing, &fields.iter().map(|f| f.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(wanted(&["id", "title.raw"]), json!({"id": 1, "title": {"raw": "a"}}));
        assert_eq!(
            wanted(&["title.raw", "title.rendered", "none"]),
            json!({"title": thing["title"]})
        );
        assert_eq!(wanted(&["id.raw"]), json!({}));
    }
}
