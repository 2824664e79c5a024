//! Finding everything at once, and what was opened last. Texts go out plain, with the places of what was
//! found: the window marks them without reading any HTML.

use afterword_model::{BodyKind, Timestamp};
use afterword_store::find::{self, Asked, CommentHit, Odd, PostHit, Recent, Sought};
use afterword_store::posts::Folder;
use afterword_store::{Db, Error as StoreError};
use chrono::{Local, NaiveDate, NaiveTime, TimeZone, Utc};

use crate::Desk;
use crate::api::{
    Find, Found, FoundComment, FoundPost, MarkedText, NoteOpened, Nothing, OddFilter, PostFolder,
};
use crate::error::Result;

/// More than a window asks for at once.
const MOST: u32 = 200;
/// A search is not a text.
const LONGEST: usize = 2_000;
/// A piece of a text that is shown.
const SNIPPET: usize = 220;

pub(crate) fn find(desk: &Desk, ask: Find) -> Result<Found> {
    let limit = ask.limit.min(MOST);
    let asked = asked(&ask.typed);
    let sought = asked.typed.sought();
    let found = desk.shared().store.read(|db| {
        if asked.is_empty() {
            return recent(db, &ask, limit);
        }
        Ok((
            find::posts(db, ask.blog, &asked, limit)?,
            find::comments(db, ask.blog, &asked, limit)?,
        ))
    })?;
    let ((posts, posts_total), (comments, comments_total)) = found;
    Ok(Found {
        posts: posts.into_iter().map(|hit| post(hit, &sought)).collect(),
        posts_total,
        comments: comments.into_iter().map(|hit| comment(hit, &sought)).collect(),
        comments_total,
        most: find::MOST,
        odd: asked.typed.odd.into_iter().map(odd).collect(),
    })
}

pub(crate) fn note_opened(desk: &Desk, ask: NoteOpened) -> Result<Nothing> {
    let shared = desk.shared();
    let what = ask.post.map(Recent::Post).or(ask.comment.map(Recent::Comment));
    if let Some(what) = what {
        shared.store.write(|db| find::note_opened(db, ask.blog, what, shared.now()))?;
    }
    Ok(Nothing)
}

/// What was typed, with its days as they begin where this computer is.
pub(super) fn asked(typed: &str) -> Asked {
    let typed: String = typed.chars().take(LONGEST).collect();
    Asked::read(&typed, midnight)
}

fn midnight(day: NaiveDate) -> Timestamp {
    let midnight = day.and_time(NaiveTime::MIN);
    match Local.from_local_datetime(&midnight).earliest() {
        Some(time) => time.with_timezone(&Utc),
        // The clock jumps over it there.
        None => midnight.and_utc(),
    }
}

type Both = ((Vec<PostHit>, u32), (Vec<CommentHit>, u32));

fn recent(db: &Db<'_>, ask: &Find, limit: u32) -> std::result::Result<Both, StoreError> {
    let (mut posts, mut comments) = (Vec::new(), Vec::new());
    for recent in find::recent(db, ask.blog, limit)? {
        match recent {
            Recent::Post(id) => posts.push(find::post_hit(db, id, &Sought::default())?),
            Recent::Comment(id) => comments.push(find::comment_hit(db, id, &Sought::default())?),
        }
    }
    let count = |hits: usize| u32::try_from(hits).unwrap_or(u32::MAX);
    let totals = (count(posts.len()), count(comments.len()));
    Ok(((posts, totals.0), (comments, totals.1)))
}

fn post(hit: PostHit, sought: &Sought) -> FoundPost {
    let PostHit { listed, folder, around, place } = hit;
    let text = match listed.fields.body_kind {
        BodyKind::Markdown => afterword_markup::plain_markdown(&around),
        BodyKind::Html => afterword_markup::plain(&around),
    };
    let text = marked(afterword_markup::excerpt(&text, SNIPPET), sought);
    // What was found in an address or an attribute is shown as it is written.
    let shown_as_written = text.marks.is_empty() && place.is_some();
    let snippet = match shown_as_written {
        true => marked(afterword_markup::excerpt(&around, SNIPPET), sought),
        false => text,
    };
    FoundPost {
        id: listed.id,
        kind: listed.kind,
        folder: folder_of(folder),
        title: marked(listed.fields.title, sought),
        snippet,
        place,
        whereabouts: listed.whereabouts,
        remote_status: listed.remote_status,
        published_at: listed.published_at,
        changed_at: listed.changed_at,
    }
}

fn comment(hit: CommentHit, sought: &Sought) -> FoundComment {
    let CommentHit { listed, around } = hit;
    FoundComment {
        id: listed.comment.id,
        author: marked(listed.comment.author.name, sought),
        mine: listed.comment.mine,
        post_title: listed.post_title,
        snippet: marked(afterword_markup::excerpt(&around, SNIPPET), sought),
        status: listed.comment.status,
        written_at: listed.comment.written_at,
    }
}

fn folder_of(folder: Folder) -> PostFolder {
    match folder {
        Folder::Drafts => PostFolder::Drafts,
        Folder::Scheduled => PostFolder::Scheduled,
        Folder::Published => PostFolder::Published,
        Folder::Pages => PostFolder::Pages,
        Folder::Trash => PostFolder::Trash,
    }
}

fn odd(odd: Odd) -> OddFilter {
    match odd {
        Odd::Name(text) => OddFilter::Name(text),
        Odd::Place(text) => OddFilter::Place(text),
        Odd::Date(text) => OddFilter::Date(text),
    }
}

fn marked(text: String, sought: &Sought) -> MarkedText {
    let marks = sought.marks(&text);
    let marks = marks.iter().filter_map(|range| find::utf16(&text, range)).collect();
    MarkedText { text, marks }
}

#[cfg(test)]
mod tests {
    use afterword_model::{PostFields, PostKind};
    use afterword_store::{blogs, posts};

    use super::*;
    use crate::DeskConfig;
    use crate::api::{FoundPost, PostFolder};

    fn slice(text: &str, (from, to): (u32, u32)) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&units[from as usize..to as usize]).unwrap()
    }

    #[test]
    fn a_post_is_found_at_its_place_with_marks_and_without_markup() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        let shared = desk.shared();
        let body = format!(
            "😀 {}\n\nThe *Café* by the [quay](https://quay.example/).",
            "Sand. ".repeat(90)
        );
        let (blog, id) = shared
            .store
            .write(|db| {
                let blog = blogs::practice(db)?.unwrap();
                let id = posts::create(db, blog, PostKind::Post, shared.now())?;
                let fields = PostFields {
                    tags: vec!["Slow Mail".into()],
                    ..PostFields::titled("On cafés")
                };
                posts::save(db, id, &fields, &body, 1, shared.now())?;
                Ok((blog, id))
            })
            .unwrap();
        let ask = |typed: &str| find(&desk, Find { blog, typed: typed.into(), limit: 20 }).unwrap();
        let only = |typed: &str| -> FoundPost {
            let found = ask(typed);
            found.posts.into_iter().find(|post| post.id == id).unwrap()
        };
        let hit = only("cafe quay tag:slow in:drafts");
        assert_eq!(hit.folder, PostFolder::Drafts);
        assert_eq!(slice(&body, hit.place.unwrap()), "Café");
        let marks: Vec<String> =
            hit.snippet.marks.iter().map(|mark| slice(&hit.snippet.text, *mark)).collect();
        assert_eq!(marks, ["Café", "quay"]);
        assert!(!hit.snippet.text.contains('['), "{}", hit.snippet.text);
        assert_eq!(slice(&hit.title.text, hit.title.marks[0]), "cafés");
        assert!(only("example").snippet.text.contains("https://quay.example"));

        assert!(ask("cafe in:published").posts.is_empty());
        let odd = ask("mood:blue in:attic before:soon").odd;
        assert_eq!(
            odd,
            [
                OddFilter::Name("mood".into()),
                OddFilter::Place("attic".into()),
                OddFilter::Date("soon".into())
            ]
        );

        note_opened(&desk, NoteOpened { blog, post: Some(id), comment: None }).unwrap();
        assert_eq!(ask(" ").posts[0].id, id);
        desk.close();
    }
}
