//! A post's text as it goes out, and how it is recognised when it is there.

use afterword_markup::{Known, NoteForm, Style, UploadedPicture};
use afterword_model::{BlogId, BodyKind, Featured, Problem, ProblemKind, Publish, RemoteId};
use afterword_store::posts::Base;
use afterword_store::{Db, Result as StoreResult, blog_settings, media, posts, remote_pictures};

use crate::Exchange;
use crate::fields::shelf;
use crate::push::Stop;

/// WordPress prints titles as HTML; escaped like this they also pass an author's filter unchanged.
pub(super) fn wire_title(title: &str) -> String {
    title.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text as HTML. What `theirs` has unchanged goes back byte for byte.
pub(super) fn text(x: &Exchange<'_>, op: &Publish, theirs: Option<&Base>) -> Result<String, Stop> {
    let notes_of = own_notes(x, op)?;
    let notes = notes_of.as_deref().map_or(NoteForm::Html, NoteForm::Own);
    x.store.read(|db| write(db, x.blog.id, op, theirs, notes))?.map_err(missing)
}

/// The post's own word, if its footnotes can be the blog's own. The blog is asked only when there are some.
fn own_notes(x: &Exchange<'_>, op: &Publish) -> Result<Option<String>, Stop> {
    if op.fields.body_kind == BodyKind::Html || !op.body.contains("[^") {
        return Ok(None);
    }
    let post = |db: &Db<'_>| Ok((posts::get(db, op.post)?.kind, posts::uuid(db, op.post)?));
    let (kind, uuid) = x.store.read(post)?;
    Ok(shelf(x, kind)?.keeps_footnotes()?.then_some(uuid))
}

fn write(
    db: &Db<'_>,
    blog: BlogId,
    op: &Publish,
    theirs: Option<&Base>,
    notes: NoteForm<'_>,
) -> StoreResult<Result<String, String>> {
    if op.fields.body_kind == BodyKind::Html {
        // What the blog's filter left of it goes back as it is.
        if let Some(theirs) = theirs
            && (theirs.fields.body_kind, &theirs.body) == (BodyKind::Html, &op.body)
        {
            return Ok(Ok(theirs.wire.clone()));
        }
        return html(db, &op.body);
    }
    let known = theirs
        .filter(|theirs| theirs.fields.body_kind == BodyKind::Markdown)
        .map(|theirs| Known { body: &theirs.body, wire: &theirs.wire });
    let style = match theirs.and_then(|theirs| afterword_markup::style_of(&theirs.wire)) {
        Some(style) => style,
        None if blog_settings::get(db, blog)?.classic_html => Style::Classic,
        None => Style::Blocks,
    };
    let pictures = |name: &str| uploaded(db, blog, name);
    let written = afterword_markup::publish_with(&op.body, style, notes, known, &pictures);
    Ok(written.map_err(|missing| missing.to_string()))
}

/// A picture by its name here, or by its address on the blog.
fn uploaded(db: &Db<'_>, blog: BlogId, name: &str) -> Option<UploadedPicture> {
    let number = |id: &RemoteId| id.as_str().parse().ok();
    if name.contains(':') {
        if let Some(known) = remote_pictures::by_url(db, blog, name).ok()? {
            let id = number(&known.remote_id);
            return Some(UploadedPicture { url: known.url, id, size: Some(known.size) });
        }
        let own = media::by_url(db, blog, name).ok()??;
        let id = own.remote_id.as_ref().and_then(number);
        return Some(UploadedPicture { url: name.to_owned(), id, size: None });
    }
    let picture = media::by_uuid(db, name).ok()??;
    Some(UploadedPicture {
        url: picture.remote_url?,
        id: picture.remote_id.as_ref().and_then(number),
        size: None,
    })
}

/// A text that is HTML goes as it is, but for pictures that were added here.
fn html(db: &Db<'_>, body: &str) -> StoreResult<Result<String, String>> {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("media:") {
        out.push_str(before);
        let name = after.get(..36).filter(|name| name.parse::<uuid::Uuid>().is_ok());
        match name {
            Some(name) => {
                let picture = media::by_uuid(db, name)?.and_then(|picture| picture.remote_url);
                let Some(url) = picture else { return Ok(Err(name.to_owned())) };
                out.push_str(&url);
                rest = after.get(36..).unwrap_or_default();
            }
            None => {
                out.push_str("media:");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Ok(Ok(out))
}

/// The blog's id of the featured picture.
pub(super) fn featured(
    x: &Exchange<'_>,
    featured: Option<&Featured>,
) -> Result<Option<RemoteId>, Stop> {
    match featured {
        None => Ok(None),
        Some(Featured::There(id)) => Ok(Some(id.clone())),
        Some(Featured::Here(uuid)) => {
            let picture = x.store.read(|db| media::by_uuid(db, uuid))?;
            match picture.and_then(|picture| picture.remote_id) {
                Some(id) => Ok(Some(id)),
                None => Err(missing(uuid.clone())),
            }
        }
    }
}

fn missing(name: String) -> Stop {
    Stop::Fail(Problem { kind: ProblemKind::MissingPicture, detail: name })
}

/// Whether two pieces of HTML say the same, whatever the blog's filter for authors did to one of them.
pub(super) fn same_html(a: &str, b: &str) -> bool {
    a == b
        || (afterword_markup::same_text(a, b)
            && addresses(a) == addresses(b)
            && afterword_markup::same_notes(a, b))
}

/// Where links and pictures lead, in order.
fn addresses(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in [" href=\"", " src=\""] {
        for part in html.split(attribute).skip(1) {
            let address = part.split('"').next().unwrap_or_default();
            found.push(address.replace("&#038;", "&").replace("&amp;", "&"));
        }
    }
    found
}
