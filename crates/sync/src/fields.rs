//! Between a post's fields as the writer has them and as the blog holds them.
//!
//! What the blog holds unchanged since it was last seen reads as it was written: a featured picture keeps
//! its place here, a slug that was left to the blog stays empty. Only what changed there is read anew.

use afterword_markup::{Imported, Known};
use afterword_model::{
    Blog, BlogId, BodyKind, Featured, PostFields, PostKind, PostStatus, RemoteId, Taxonomy, Term,
    TermId, Visibility, WireFields,
};
use afterword_platform::{Posts, RemotePost, RemoteTerm};
use afterword_store::cursors::{self, Cursor};
use afterword_store::posts::Base;
use afterword_store::remote_pictures::{self, RemotePicture};
use afterword_store::terms::{self, IncomingTerm};
use afterword_store::{Db, Result as StoreResult, media};

use crate::{Error, Exchange};

/// The shelf that posts of this kind are on.
pub(crate) fn shelf<'a>(
    x: &'a Exchange<'_>,
    kind: PostKind,
) -> Result<&'a dyn Posts, afterword_platform::Error> {
    match kind {
        PostKind::Post => Ok(x.platform.posts()),
        PostKind::Page => x.platform.pages().ok_or_else(|| afterword_platform::Error::Refused {
            code: "no_pages".into(),
            message: "This blog has no pages.".into(),
        }),
    }
}

/// The text of a post on the blog, as it reads here beside what was last seen of it. Pure, and the one
/// part that takes time: nothing else waits for it.
pub(crate) fn read_body(there: &RemotePost, base: Option<&Base>) -> Imported {
    if let Some(base) = base
        && base.wire == there.content
    {
        let is_html = base.fields.body_kind == BodyKind::Html;
        return Imported { body: base.body.clone(), is_html, pictures: Vec::new() };
    }
    let known = base
        .filter(|base| base.fields.body_kind == BodyKind::Markdown)
        .map(|base| Known { body: &base.body, wire: &base.wire });
    afterword_markup::import(&there.content, known)
}

/// A post as the blog has it, read into what it means here, beside what was last seen of it.
pub(crate) fn read(
    db: &Db<'_>,
    blog: &Blog,
    there: &RemotePost,
    base: Option<&Base>,
    text: Imported,
) -> StoreResult<Base> {
    for picture in text.pictures {
        if let Some(id) = picture.id {
            let picture = RemotePicture {
                url: picture.url,
                remote_id: id.into(),
                size: picture.size.unwrap_or_default(),
            };
            remote_pictures::put(db, blog.id, &picture)?;
        }
    }
    let kind = if text.is_html { BodyKind::Html } else { BodyKind::Markdown };
    let fields = read_fields(db, blog, there, base, kind)?;
    Ok(Base {
        fields,
        body: text.body,
        wire_title: there.title.clone(),
        wire: there.content.clone(),
        wire_fields: Some(there.fields.clone()),
    })
}

fn read_fields(
    db: &Db<'_>,
    blog: &Blog,
    there: &RemotePost,
    base: Option<&Base>,
    body_kind: BodyKind,
) -> StoreResult<PostFields> {
    let is = &there.fields;
    let seen = base.and_then(|base| Some((&base.fields, base.wire_fields.as_ref()?)));
    // A field as it was written, if the blog's side of it is what was last seen.
    macro_rules! kept {
        ($field:ident, $same:expr) => {
            seen.filter(|(_, was)| $same(*was)).map(|(own, _)| own.$field.clone())
        };
    }
    let title = match base {
        Some(base) if base.wire_title == there.title => base.fields.title.clone(),
        _ => afterword_markup::plain(&there.title),
    };
    let categories = match kept!(categories, |was: &WireFields| was.categories == is.categories) {
        Some(own) => own,
        None => read_categories(db, blog, &is.categories)?,
    };
    let tags = match kept!(tags, |was: &WireFields| was.tags == is.tags) {
        Some(own) => own,
        None => read_tags(db, blog, &is.tags)?,
    };
    let featured = match kept!(featured, |was: &WireFields| was.featured == is.featured) {
        Some(own) => own,
        None => read_featured(db, blog, is.featured.as_ref())?,
    };
    let scheduled = |status| status == PostStatus::Scheduled;
    let same_date = |was: &WireFields| {
        let floats = is_unpublished(was.status) && is_unpublished(is.status);
        floats || (was.date == is.date && scheduled(was.status) == scheduled(is.status))
    };
    let same_readers = |was: &WireFields| {
        was.password == is.password
            && (was.status == PostStatus::Private) == (is.status == PostStatus::Private)
    };
    Ok(PostFields {
        title,
        slug: kept!(slug, |was: &WireFields| was.slug == is.slug).unwrap_or_else(|| slug(is)),
        excerpt: kept!(excerpt, |was: &WireFields| was.excerpt == is.excerpt)
            .unwrap_or_else(|| is.excerpt.clone()),
        categories,
        tags,
        featured,
        format: is.format.clone(),
        sticky: is.sticky,
        comments_open: kept!(comments_open, |was: &WireFields| was.comments_open
            == is.comments_open)
        .unwrap_or(Some(is.comments_open)),
        visibility: kept!(visibility, same_readers).unwrap_or_else(|| visibility(is)),
        author: kept!(author, |was: &WireFields| was.author == is.author)
            .unwrap_or_else(|| is.author.clone().filter(|author| *author != blog.me.remote_id)),
        date: kept!(date, same_date)
            .unwrap_or_else(|| (is.status == PostStatus::Scheduled).then_some(is.date)),
        body_kind,
    })
}

fn visibility(is: &WireFields) -> Visibility {
    if is.status == PostStatus::Private {
        Visibility::Private
    } else if is.password.is_empty() {
        Visibility::Public
    } else {
        Visibility::Password(is.password.clone())
    }
}

/// A slug as it reads; one that is a key of ours, or that the blog has not made yet, is none.
fn slug(is: &WireFields) -> String {
    let slug = is.slug.strip_suffix("__trashed").unwrap_or(&is.slug);
    if is_key(slug) { String::new() } else { decode(slug) }
}

/// A draft that was never public may still have an earlier row's key for an address.
pub(crate) fn is_key(slug: &str) -> bool {
    let hex = slug.strip_prefix('q').and_then(|rest| rest.get(..16));
    hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
        && slug.get(17..).is_none_or(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The percent signs of a slug read as the letters they stand for.
pub(crate) fn decode(slug: &str) -> String {
    let mut bytes = Vec::with_capacity(slug.len());
    let mut rest = slug.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        let byte = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| slug.to_owned())
}

pub(crate) fn read_categories(
    db: &Db<'_>,
    blog: &Blog,
    ids: &[RemoteId],
) -> StoreResult<Vec<TermId>> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(terms::by_remote(db, blog.id, Taxonomy::Category, id)?.map(|term| term.id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

const DEFAULT_CATEGORY: &str = "default-category";

/// The category that the blog gives to posts without one, as it did with one of ours; `None`: not seen yet.
///
/// # Errors
/// The file's.
pub fn default_category(db: &Db<'_>, blog: BlogId) -> StoreResult<Option<Term>> {
    let seen: Option<Cursor<RemoteId>> = cursors::get(db, blog, DEFAULT_CATEGORY)?;
    match seen {
        Some(seen) => terms::by_remote(db, blog, Taxonomy::Category, &seen.value),
        None => Ok(None),
    }
}

/// Notes what the blog gave to a post that was made without a category.
pub(crate) fn note_default_category(
    db: &Db<'_>,
    blog: BlogId,
    given: &[RemoteId],
) -> StoreResult<()> {
    match given {
        [one] => {
            let seen = Cursor { value: one.clone(), swept_at: None };
            cursors::set(db, blog, DEFAULT_CATEGORY, &seen)
        }
        _ => Ok(()),
    }
}

pub(crate) fn read_tags(db: &Db<'_>, blog: &Blog, ids: &[RemoteId]) -> StoreResult<Vec<String>> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(terms::by_remote(db, blog.id, Taxonomy::Tag, id)?.map(|term| term.name));
    }
    Ok(found)
}

fn read_featured(db: &Db<'_>, blog: &Blog, id: Option<&RemoteId>) -> StoreResult<Option<Featured>> {
    let Some(id) = id else { return Ok(None) };
    Ok(Some(match media::by_remote(db, blog.id, id)? {
        Some(own) => Featured::Here(own.uuid.to_string()),
        None => Featured::There(id.clone()),
    }))
}

/// Whether the terms of these posts are known here.
fn knows_terms(db: &Db<'_>, blog: &Blog, there: &[RemotePost]) -> StoreResult<bool> {
    for post in there {
        let categories = post.fields.categories.iter().map(|id| (Taxonomy::Category, id));
        for (taxonomy, id) in
            categories.chain(post.fields.tags.iter().map(|id| (Taxonomy::Tag, id)))
        {
            if terms::by_remote(db, blog.id, taxonomy, id)?.is_none() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Brings in the blog's terms when one of these posts has one that is not known here; true: it did.
pub(crate) fn learn_terms(x: &Exchange<'_>, there: &[RemotePost]) -> Result<bool, Error> {
    if x.store.read(|db| knows_terms(db, x.blog, there))? {
        return Ok(false);
    }
    fetch_terms(x)?;
    Ok(true)
}

/// Brings in all of the blog's terms.
pub(crate) fn fetch_terms(x: &Exchange<'_>) -> Result<(), Error> {
    let Some(service) = x.platform.terms() else { return Ok(()) };
    for taxonomy in [Taxonomy::Category, Taxonomy::Tag] {
        let all: Vec<IncomingTerm> =
            service.all(taxonomy)?.into_iter().map(incoming_term).collect();
        x.store.write(|db| terms::replace(db, x.blog.id, taxonomy, &all))?;
    }
    Ok(())
}

pub(crate) fn incoming_term(term: RemoteTerm) -> IncomingTerm {
    IncomingTerm { remote_id: term.id, name: term.name, parent: term.parent }
}

/// Whether readers can get at it, now or at a time that is fixed.
pub(crate) fn is_public(status: PostStatus) -> bool {
    matches!(status, PostStatus::Published | PostStatus::Private | PostStatus::Scheduled)
}

fn is_unpublished(status: PostStatus) -> bool {
    matches!(status, PostStatus::Draft | PostStatus::Pending)
}

/// The date that a post has on the blog, if it is or will be public there.
pub(crate) fn published_at(fields: &WireFields) -> Option<afterword_model::Timestamp> {
    is_public(fields.status).then_some(fields.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_told_from_a_slug() {
        for key in ["q0123456789abcdef", "q0123456789abcdef-2"] {
            assert!(is_key(key), "{key}");
        }
        for slug in ["", "q", "quiet-evenings-at-sea", "q0123456789abcdefg", "0123456789abcdef"] {
            assert!(!is_key(slug), "{slug}");
        }
    }

    #[test]
    fn a_slug_reads_in_its_own_letters() {
        assert_eq!(decode("%d0%bf%d0%b8%d1%81%d1%8c%d0%bc%d0%be"), "письмо");
        assert_eq!(decode("slow-mail"), "slow-mail");
        assert_eq!(decode("50%-off%"), "50%-off%");
        assert_eq!(decode("%ff"), "%ff");
    }
}
