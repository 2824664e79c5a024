//! Where the writer was in a post, its goal, own posts to link to, and snippets. Nothing in here tells
//! the window that something changed: it asked for it.

use afterword_model::PostStatus;
use afterword_store::post_desk::{self, Place};
use afterword_store::{posts, snippets};

use crate::Desk;
use crate::api::{
    FindTitled, ForPost, ForSnippet, Nothing, PostPlace, PutSnippet, SetPostGoal, SetPostPlace,
    Snippet, TitledPost,
};
use crate::error::Result;
use crate::words::failed;

/// More than fits under a cursor.
const TITLES: u32 = 20;
const LONGEST_NAME: usize = 40;
/// Longer ones are files, not snippets.
const LONGEST: usize = 100_000;

pub(crate) fn post_place(desk: &Desk, ask: ForPost) -> Result<PostPlace> {
    let (place, goal) = desk.shared().store.read(|db| post_desk::get(db, ask.post))?;
    Ok(PostPlace { anchor: place.anchor, head: place.head, top: place.top, goal })
}

pub(crate) fn post_place_set(desk: &Desk, ask: SetPostPlace) -> Result<Nothing> {
    let place = Place { anchor: ask.anchor, head: ask.head, top: ask.top };
    desk.shared().store.write(|db| post_desk::set_place(db, ask.post, place))?;
    Ok(Nothing)
}

pub(crate) fn post_goal_set(desk: &Desk, ask: SetPostGoal) -> Result<Nothing> {
    desk.shared().store.write(|db| post_desk::set_goal(db, ask.post, ask.goal))?;
    Ok(Nothing)
}

pub(crate) fn post_titled(desk: &Desk, ask: FindTitled) -> Result<Vec<TitledPost>> {
    let found = desk.shared().store.read(|db| posts::titled(db, ask.blog, &ask.typed, TITLES))?;
    let shown = |post: posts::Titled| TitledPost {
        id: post.id,
        title: post.title,
        link: post.link.filter(|_| has_address(post.remote_status)),
    };
    Ok(found.into_iter().map(shown).collect())
}

/// Drafts on the blog have an address too, but one that changes when they go out.
fn has_address(status: Option<PostStatus>) -> bool {
    matches!(status, Some(PostStatus::Published | PostStatus::Private | PostStatus::Scheduled))
}

pub(crate) fn snippet_list(desk: &Desk, _: Nothing) -> Result<Vec<Snippet>> {
    let found = desk.shared().store.read(snippets::list)?;
    Ok(found.into_iter().map(shown).collect())
}

pub(crate) fn snippet_put(desk: &Desk, ask: PutSnippet) -> Result<Snippet> {
    let name = ask.name.trim();
    if name.is_empty() || name.chars().any(char::is_whitespace) {
        return Err(failed("A snippet needs a name of one word: it is what you type for it."));
    }
    if ask.text.trim().is_empty() {
        return Err(failed("There is nothing in this snippet yet."));
    }
    if name.chars().count() > LONGEST_NAME || ask.text.len() > LONGEST {
        return Err(failed("This is too long for a snippet."));
    }
    let kept = desk.shared().store.write(|db| {
        if snippets::named(db, name)?.is_some_and(|other| Some(other.id) != ask.id) {
            return Ok(None);
        }
        snippets::put(db, ask.id, name, &ask.text)?;
        snippets::named(db, name)
    })?;
    kept.map(shown).ok_or_else(|| failed("Another snippet has this name already."))
}

pub(crate) fn snippet_remove(desk: &Desk, ask: ForSnippet) -> Result<Nothing> {
    desk.shared().store.write(|db| snippets::remove(db, ask.id))?;
    Ok(Nothing)
}

fn shown(snippet: snippets::Snippet) -> Snippet {
    Snippet { id: snippet.id, name: snippet.name, text: snippet.text }
}
