//! What a press would do, and what deserves a look before it. None of it stops anything by itself.

use std::collections::HashSet;

use afterword_markup::RemarkKind;
use afterword_model::{
    Blog, BodyKind, Featured, Intent, Lane, Media, Op, OpKind, PostFields, PostKind, Publish,
    Reach, Taxonomy, Timestamp,
};
use afterword_store::posts::{self, Base, Post};
use afterword_store::{Db, Error as StoreError, blog_settings, blogs, outbox, terms};
use afterword_sync::merge::{self, Text};

use super::addresses;
use super::conflicts::field;
use super::publishing::{already_there, is_gone, is_out, is_there, pictures_of, refusal};
use crate::Desk;
use crate::api::{ChangedField, CheckKind, CheckPost, CheckRemark, PublishCheck, PublishPlan};
use crate::error::Result;

/// More than a reader on the road wants to load.
const HUGE: u64 = 5 * 1024 * 1024;

type Stored<T> = std::result::Result<T, StoreError>;

pub(crate) fn post_check(desk: &Desk, ask: CheckPost) -> Result<PublishCheck> {
    let shared = desk.shared();
    let now = shared.now();
    let (post, blog, mut plan, remarks) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        let pictures = pictures_of(db, &post)?;
        let plan = plan(db, &post, &blog, &pictures, ask.intent, now)?;
        let remarks = remarks(db, &post, &blog, &pictures)?;
        Ok((post, blog, plan, remarks))
    })?;
    plan.blocked = match refusal(desk, &post, &blog, ask.intent)? {
        Some(refused) => Some(refused.message),
        None if is_there(&post, ask.intent) => Some(already_there(&blog).message),
        None => None,
    };
    let reach = shared.live(blog.id).reach;
    plan.offline = matches!(reach, Reach::Offline | Reach::SignIn | Reach::Trouble);
    Ok(PublishCheck { plan, remarks })
}

/// A picture, or the name of one that is gone.
type Pictures = [std::result::Result<Media, String>];

fn plan(
    db: &Db<'_>,
    post: &Post,
    blog: &Blog,
    pictures: &Pictures,
    intent: Intent,
    now: Timestamp,
) -> Stored<PublishPlan> {
    let base = posts::base(db, post.id)?;
    let op = Op::Publish(Publish {
        post: post.id,
        fields: post.fields.clone(),
        body: String::new(),
        intent,
        wire: None,
        over: None,
    });
    let rows = outbox::lane(db, post.blog, &Lane::post(post.id))?;
    let as_new = rows.iter().any(|row| matches!(row.op, Op::Publish(_)) && is_gone(row));
    let kind = op.kind(!as_new && is_out(db, post)?, now);
    let base = base.filter(|_| !as_new);
    let to_send: Vec<&Media> =
        pictures.iter().flatten().filter(|picture| picture.remote_id.is_none()).collect();
    let count = |pictures| {
        let some = to_send.iter().filter(|media| media.kind.is_picture() == pictures);
        u32::try_from(some.count()).unwrap_or(u32::MAX)
    };
    Ok(PublishPlan {
        kind,
        at: post.fields.date.filter(|_| kind == OpKind::Schedule),
        as_new,
        address: match intent {
            Intent::Public if !as_new => {
                addresses::address(db, blog, post, &post.fields.slug, now)?
            }
            // A new one, or none before an editor publishes it.
            _ => None,
        },
        changed: changed(base.as_ref(), post),
        pictures: count(true),
        files: count(false),
        picture_bytes: to_send.iter().map(|picture| picture.size).sum(),
        new_terms: new_terms(db, post)?,
        offline: false,
        blocked: None,
    })
}

fn changed(base: Option<&Base>, post: &Post) -> Vec<ChangedField> {
    let nothing = PostFields::default();
    let (fields, body) = base.map_or((&nothing, ""), |base| (&base.fields, base.body.as_str()));
    let now = Text { fields: &post.fields, body: &post.body };
    merge::changed(Text { fields, body }, now).into_iter().map(field).collect()
}

fn new_terms(db: &Db<'_>, post: &Post) -> Stored<Vec<String>> {
    let mut new = Vec::new();
    for id in &post.fields.categories {
        // With the categories above it that the blog does not have either.
        let mut next = terms::resolve(db, *id)?;
        let mut above = Vec::new();
        while let Some(term) = next.take().filter(|term| term.remote_id.is_none()) {
            if above.len() > 50 {
                break;
            }
            next = term.parent.map(|parent| terms::resolve(db, parent)).transpose()?.flatten();
            above.push(term.name);
        }
        for name in above.into_iter().rev() {
            if !new.contains(&name) {
                new.push(name);
            }
        }
    }
    for name in &post.fields.tags {
        let known = terms::by_name(db, post.blog, Taxonomy::Tag, name, None)?;
        if known.is_none_or(|tag| tag.remote_id.is_none()) {
            new.push(name.clone());
        }
    }
    Ok(new)
}

fn remarks(db: &Db<'_>, post: &Post, blog: &Blog, pictures: &Pictures) -> Stored<Vec<CheckRemark>> {
    let mut all = of_fields(db, post, pictures)?;
    let mut in_text = Vec::new();
    if post.fields.body_kind.is_markdown() {
        in_text = of_text(post, pictures);
        for picture in pictures {
            in_text.extend(of_picture(db, post, picture)?);
        }
    }
    for (link, at) in addresses::own_links(&post.body, &blog.url) {
        if addresses::leads_nowhere_public(db, blog, &link)? {
            in_text.push((CheckKind::UnpublishedLink, at..at + link.len(), link));
        }
    }
    in_text.extend(taken_out(post, blog));
    in_text.sort_by_key(|(_, span, _)| (span.start, span.end));
    all.extend(in_text.into_iter().map(|(kind, span, detail)| CheckRemark {
        kind,
        from: Some(units(&post.body, span.start)),
        to: Some(units(&post.body, span.end)),
        detail,
        field: None,
    }));
    Ok(all)
}

fn of_fields(db: &Db<'_>, post: &Post, pictures: &Pictures) -> Stored<Vec<CheckRemark>> {
    let mut found = Vec::new();
    let mut add = |kind, field, detail: &str| {
        let detail = detail.to_owned();
        found.push(CheckRemark { kind, from: None, to: None, detail, field: Some(field) });
    };
    if post.fields.title.trim().is_empty() {
        add(CheckKind::TitleMissing, ChangedField::Title, "");
    }
    let choice = post.kind == PostKind::Post && post.fields.categories.is_empty();
    if choice && terms::list(db, post.blog, Taxonomy::Category)?.len() > 1 {
        let own = afterword_sync::default_category(db, post.blog)?;
        let name = own.map(|category| category.name).unwrap_or_default();
        add(CheckKind::CategoryMissing, ChangedField::Categories, &name);
    }
    if let Some(Featured::Here(uuid)) = &post.fields.featured {
        let own = |picture: &&Media| picture.uuid.to_string() == *uuid;
        match pictures.iter().flatten().find(own) {
            None => add(CheckKind::PictureGone, ChangedField::Featured, uuid),
            Some(picture) if picture.alt.trim().is_empty() => {
                add(CheckKind::PictureWithoutAlt, ChangedField::Featured, &picture.file_name);
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

type InText = (CheckKind, std::ops::Range<usize>, String);

fn of_text(post: &Post, pictures: &Pictures) -> Vec<InText> {
    let described: HashSet<String> = pictures
        .iter()
        .flatten()
        .filter(|picture| !picture.alt.trim().is_empty())
        .map(|picture| format!("media:{}", picture.uuid))
        .collect();
    afterword_markup::remarks(&post.body)
        .into_iter()
        .filter(|remark| {
            remark.kind != RemarkKind::PictureWithoutAlt || !described.contains(&remark.detail)
        })
        .map(|remark| (kind(remark.kind), remark.span, remark.detail))
        .collect()
}

/// What WordPress's filter takes out of the HTML of people who may not write everything, each once.
fn taken_out(post: &Post, blog: &Blog) -> Vec<InText> {
    if blog.capabilities.unfiltered_html {
        return Vec::new();
    }
    let pieces = match post.fields.body_kind {
        BodyKind::Markdown => afterword_markup::raw_html(&post.body),
        BodyKind::Html => std::iter::once(0..post.body.len()).collect(),
    };
    let mut found: Vec<InText> = Vec::new();
    for piece in pieces {
        let Some(html) = post.body.get(piece.clone()) else { continue };
        for name in afterword_markup::removed(html, &afterword_practice::kept_of_html(html)) {
            if found.iter().all(|(_, _, known)| *known != name) {
                let at = place_of(html, &name);
                let span = piece.start + at.start..piece.start + at.end;
                found.push((CheckKind::TakenOut, span, name));
            }
        }
    }
    found
}

/// Where an element, an attribute or a word of one stands in HTML; the whole where it can't be told.
fn place_of(html: &str, name: &str) -> std::ops::Range<usize> {
    let lower = html.to_ascii_lowercase();
    let found = [format!("<{name}"), format!(" {name}="), name.to_owned()]
        .into_iter()
        .find_map(|words| lower.find(&words).map(|at| at..at + words.len()));
    found.unwrap_or(0..html.len())
}

fn of_picture(
    db: &Db<'_>,
    post: &Post,
    picture: &std::result::Result<Media, String>,
) -> Stored<Vec<InText>> {
    let (kind, uuid, detail) = match picture {
        Err(name) => (CheckKind::PictureGone, name.clone(), format!("media:{name}")),
        Ok(picture) => {
            let limit = blog_settings::get(db, post.blog)?.picture_limit;
            let long = picture.width.max(picture.height);
            let wide = limit > 0 && long / 2 >= limit;
            if !picture.kind.is_picture() || (picture.size <= HUGE && !wide) {
                return Ok(Vec::new());
            }
            (CheckKind::HugePicture, picture.uuid.to_string(), picture.file_name.clone())
        }
    };
    let name = format!("media:{uuid}");
    let at = post.body.find(&name);
    Ok(at.map(|at| (kind, at..at + name.len(), detail)).into_iter().collect())
}

fn kind(kind: RemarkKind) -> CheckKind {
    match kind {
        RemarkKind::PictureWithoutAlt => CheckKind::PictureWithoutAlt,
        RemarkKind::HeadingOrder => CheckKind::HeadingOrder,
        RemarkKind::QuoteWithoutSource => CheckKind::QuoteWithoutSource,
        RemarkKind::QuotesOutgrow => CheckKind::QuotesOutgrow,
        RemarkKind::LocalLink => CheckKind::LocalLink,
        RemarkKind::EmptyLink => CheckKind::EmptyLink,
    }
}

/// A place in the text in the units that the window counts in.
pub(super) fn units(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_window_counts() {
        assert_eq!(units("a🚲é x", "a🚲é ".len()), 5);
        assert_eq!(units("ab", 99), 2);
    }
}
