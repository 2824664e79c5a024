//! Texts kept for replies, with the reader's and the post's name filled in.

use afterword_store::{comments, saved_replies as kept};

use super::manners::{fill, name_of};
use super::thread::title_of;
use crate::Desk;
use crate::api::{FillSavedReply, FilledReply, ForSavedReply, Nothing, PutSavedReply, SavedReply};
use crate::error::Result;
use crate::words::failed;

const LONGEST_NAME: usize = 200;
/// WordPress refuses longer comments.
const LONGEST: usize = 65_000;

pub(crate) fn saved_reply_list(desk: &Desk, _: Nothing) -> Result<Vec<SavedReply>> {
    let found = desk.shared().store.read(kept::list)?;
    Ok(found.into_iter().map(shown).collect())
}

pub(crate) fn saved_reply_put(desk: &Desk, ask: PutSavedReply) -> Result<SavedReply> {
    let name = ask.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(failed("A saved reply needs a name to find it by."));
    }
    if ask.text.trim().is_empty() {
        return Err(failed("There is nothing in this saved reply yet."));
    }
    if name.len() > LONGEST_NAME || ask.text.len() > LONGEST {
        return Err(failed("This is longer than a blog takes for a reply."));
    }
    let text = ask.text.trim_end();
    let saved = desk.shared().store.write(|db| {
        let id = kept::put(db, ask.id, &name, text)?;
        kept::get(db, id)
    })?;
    Ok(shown(saved))
}

pub(crate) fn saved_reply_remove(desk: &Desk, ask: ForSavedReply) -> Result<Nothing> {
    desk.shared().store.write(|db| kept::remove(db, ask.id))?;
    Ok(Nothing)
}

pub(crate) fn saved_reply_fill(desk: &Desk, ask: FillSavedReply) -> Result<FilledReply> {
    Ok(desk.shared().store.read(|db| {
        let saved = kept::get(db, ask.id)?;
        let comment = comments::get(db, ask.comment)?;
        let title = title_of(db, comment.blog, &comment.post)?;
        Ok(FilledReply { text: fill(&saved.text, name_of(&comment), &title) })
    })?)
}

fn shown(saved: kept::SavedReply) -> SavedReply {
    SavedReply { id: saved.id, name: saved.name, text: saved.text }
}
