//! What has to change on the blog so that a post there is as the writer wants it. Pure.

use afterword_model::{
    Intent, PostFields, PostKind, PostStatus, RemoteId, Timestamp, Visibility, WireFields, seconds,
};
use afterword_platform::PostPatch;
use afterword_store::posts::Base;

use super::words::{same_html, wire_title};
use crate::fields::{decode, is_key, is_public};

/// A post as it should be, its names resolved to the blog's ids.
pub(super) struct Wanted<'a> {
    pub kind: PostKind,
    pub intent: Intent,
    pub fields: &'a PostFields,
    pub wire: &'a str,
    pub categories: Vec<RemoteId>,
    pub tags: Vec<RemoteId>,
    pub featured: Option<RemoteId>,
    pub me: &'a RemoteId,
    pub now: Timestamp,
}

/// A post as it is there.
pub(super) struct There<'a> {
    /// The HTML.
    pub wire: &'a str,
    /// As it reads here.
    pub reads: &'a PostFields,
    /// As the blog holds it.
    pub fields: &'a WireFields,
}

/// The standing that a press asks for; `None`: it stands so already.
pub(super) fn status(
    intent: Intent,
    fields: &PostFields,
    there: PostStatus,
    now: Timestamp,
) -> Option<PostStatus> {
    let wanted = match intent {
        Intent::Draft => PostStatus::Draft,
        Intent::Review => PostStatus::Pending,
        Intent::Public if fields.visibility == Visibility::Private => PostStatus::Private,
        Intent::Public if fields.date.is_some_and(|date| date > now) => PostStatus::Scheduled,
        Intent::Public => PostStatus::Published,
    };
    (wanted != there).then_some(wanted)
}

/// The update that makes it so; the default when nothing has to change.
pub(super) fn patch(wanted: &Wanted<'_>, there: &There<'_>) -> PostPatch {
    let (own, is) = (wanted.fields, there.fields);
    let status = status(wanted.intent, own, is.status, wanted.now);
    let password = match &own.visibility {
        Visibility::Password(password) => password.as_str(),
        Visibility::Public | Visibility::Private => "",
    };
    let post = wanted.kind == PostKind::Post;
    PostPatch {
        title: (own.title != there.reads.title).then(|| wire_title(&own.title)),
        content: (wanted.wire != there.wire).then(|| wanted.wire.to_owned()),
        status,
        slug: slug(own, there),
        excerpt: (own.excerpt != there.reads.excerpt).then(|| own.excerpt.clone()),
        categories: (post && own.categories != there.reads.categories)
            .then(|| wanted.categories.clone()),
        tags: (post && !same_names(&own.tags, &there.reads.tags)).then(|| wanted.tags.clone()),
        featured: (wanted.featured != is.featured).then(|| wanted.featured.clone()),
        format: (post && own.format != is.format).then(|| own.format.clone()),
        sticky: (post && own.sticky != is.sticky).then_some(own.sticky),
        comments_open: own.comments_open.filter(|open| *open != is.comments_open),
        password: (password != is.password).then(|| password.to_owned()),
        author: author(own, there, wanted.me),
        date: date(own, there, status, wanted.now),
    }
}

/// The key gives way with the first update; otherwise only what the writer changed is sent.
fn slug(own: &PostFields, there: &There<'_>) -> Option<String> {
    let left_to_the_blog = own.slug.is_empty() && is_key(&there.fields.slug);
    (left_to_the_blog || own.slug != there.reads.slug).then(|| own.slug.clone())
}

fn author(own: &PostFields, there: &There<'_>, me: &RemoteId) -> Option<RemoteId> {
    let wanted = match (&own.author, &there.reads.author) {
        (Some(author), _) => author,
        // Somebody else's so far, and the writer's own from now on.
        (None, Some(_)) => me,
        (None, None) => return None,
    };
    (there.fields.author.as_ref() != Some(wanted)).then(|| wanted.clone())
}

fn date(
    own: &PostFields,
    there: &There<'_>,
    status: Option<PostStatus>,
    now: Timestamp,
) -> Option<Timestamp> {
    match own.date {
        Some(date) => (seconds(date) != there.fields.date).then(|| seconds(date)),
        // It had a date that no longer counts: without another one the blog would keep to it.
        None if status.is_some_and(is_public)
            && (there.fields.status == PostStatus::Scheduled
                || there.reads.date.is_some()
                || there.fields.date > now) =>
        {
            Some(seconds(now))
        }
        None => None,
    }
}

/// Whether a post is as it was asked to be, whatever the blog's filters did to it: an earlier try whose
/// answer was lost is known by this.
pub(super) fn has_arrived(wanted: &Wanted<'_>, there: &There<'_>, title_there: &str) -> bool {
    let (own, is) = (wanted.fields, there.fields);
    let same_slug = own.slug.is_empty() && !is_key(&is.slug) || {
        let (is, asked) = (letters(&decode(&is.slug)), letters(&own.slug));
        // Taken by another post: the blog has put a number behind it.
        !asked.is_empty()
            && is.strip_prefix(&asked).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
    };
    let password = match &own.visibility {
        Visibility::Password(password) => password.as_str(),
        Visibility::Public | Visibility::Private => "",
    };
    let post = wanted.kind == PostKind::Post;
    let same_terms = |asked: &[RemoteId], are: &[RemoteId]| asked.iter().all(|id| are.contains(id));
    status(wanted.intent, own, is.status, wanted.now).is_none()
        && same_html(wanted.wire, there.wire)
        && same_html(&wire_title(&own.title), title_there)
        && same_html(&own.excerpt, &is.excerpt)
        && same_slug
        && password == is.password
        && (!post || (own.format == is.format && own.sticky == is.sticky))
        && (!post || same_terms(&wanted.categories, &is.categories))
        && (!post || (same_terms(&wanted.tags, &is.tags) && wanted.tags.len() == is.tags.len()))
        && wanted.featured == is.featured
        && own.comments_open.is_none_or(|open| open == is.comments_open)
        && own.author.as_ref().is_none_or(|author| is.author.as_ref() == Some(author))
        && own.date.is_none_or(|date| seconds(date) == is.date)
}

/// Whether something that is still to be sent is on the blog as it was last seen: no filter did that.
pub(super) fn stayed(left: &PostPatch, there: &There<'_>, base: &Base) -> bool {
    let is = there.fields;
    left.content.is_some() && there.wire == base.wire
        || base.wire_fields.as_ref().is_some_and(|was| {
            left.slug.as_ref().is_some_and(|slug| !slug.is_empty()) && is.slug == was.slug
                || left.categories.is_some() && is.categories == was.categories
                || left.tags.is_some() && is.tags == was.tags
        })
}

/// What a blog leaves of a slug, without what it puts between.
fn letters(slug: &str) -> String {
    slug.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Blogs don't tell tags apart by their case or their order.
fn same_names(a: &[String], b: &[String]) -> bool {
    let fold = |names: &[String]| {
        let mut names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
        names.sort();
        names
    };
    fold(a) == fold(b)
}
