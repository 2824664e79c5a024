//! A post's fields as they cross to the window: all of them, always. The store leaves defaults out.

use afterword_model::{BodyKind, Featured, PostFields, RemoteId, TermId, Timestamp, Visibility};
use serde::{Serialize, Serializer};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole<'a> {
    title: &'a str,
    slug: &'a str,
    excerpt: &'a str,
    categories: &'a [TermId],
    tags: &'a [String],
    featured: &'a Option<Featured>,
    format: &'a str,
    sticky: bool,
    comments_open: Option<bool>,
    visibility: &'a Visibility,
    author: &'a Option<RemoteId>,
    date: Option<Timestamp>,
    body_kind: BodyKind,
}

/// For `serialize_with`.
pub(super) fn whole<S: Serializer>(fields: &PostFields, serializer: S) -> Result<S::Ok, S::Error> {
    // Taken apart, so that a new field can't be forgotten here.
    let PostFields {
        title,
        slug,
        excerpt,
        categories,
        tags,
        featured,
        format,
        sticky,
        comments_open,
        visibility,
        author,
        date,
        body_kind,
    } = fields;
    Whole {
        title,
        slug,
        excerpt,
        categories,
        tags,
        featured,
        format,
        sticky: *sticky,
        comments_open: *comments_open,
        visibility,
        author,
        date: *date,
        body_kind: *body_kind,
    }
    .serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_gets_every_field_and_gives_back_the_same() {
        let fields = PostFields::titled("Slow mail");
        let json = whole(&fields, serde_json::value::Serializer).unwrap();
        assert_eq!(json.as_object().unwrap().len(), 13, "{json}");
        assert_eq!(serde_json::from_value::<PostFields>(json).unwrap(), fields);
    }
}
