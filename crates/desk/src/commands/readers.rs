//! The people who comment: their cards, the writer's notes, and two identities that are one reader. Nothing
//! of it leaves this computer.

use afterword_model::BlogId;
use afterword_store::readers;
use chrono::TimeDelta;

use crate::Desk;
use crate::api::{
    Change, ForReader, ListReaders, MarkReader, MergeReaders, MergedReader, Nothing, ReaderCard,
    ReaderExchange, ReaderPage, ReaderRow, SetReaderNote,
};
use crate::error::Result;
use crate::words::failed;

const EXCERPT: usize = 200;
/// More rows than a window asks for at once.
const MOST: u32 = 500;
/// A note is not a book.
const LONGEST_NOTE: usize = 100_000;

pub(crate) fn reader_open(desk: &Desk, ask: ForReader) -> Result<ReaderCard> {
    let card = desk.shared().store.read(|db| readers::card(db, ask.reader))?;
    let exchanges = card.exchanges.into_iter().map(|exchange| ReaderExchange {
        comment: exchange.comment,
        post_title: exchange.post_title,
        excerpt: short(&exchange.text),
        written_at: exchange.written_at,
        answer: exchange.answer.map(|answer| short(&answer)),
    });
    let merged = card.merged.into_iter().map(|(reader, name)| MergedReader { reader, name });
    Ok(ReaderCard {
        reader: card.reader,
        blog: card.blog,
        names: card.names,
        url: card.url,
        first_seen: card.first_seen,
        last_seen: card.last_seen,
        comments: card.comments,
        answered: card.answered,
        usual_wait_minutes: card.usual_wait.map(minutes),
        exchanges: exchanges.collect(),
        note: card.note,
        regular: card.regular,
        is_me: card.is_me,
        merged: merged.collect(),
    })
}

pub(crate) fn reader_list(desk: &Desk, ask: ListReaders) -> Result<ReaderPage> {
    let (found, total) = desk
        .shared()
        .store
        .read(|db| readers::list(db, ask.blog, &ask.search, ask.offset, ask.limit.min(MOST)))?;
    let rows = found.into_iter().map(|listed| ReaderRow {
        reader: listed.reader,
        name: listed.name,
        url: listed.url,
        regular: listed.regular,
        comments: listed.comments,
        last_seen: listed.last_seen,
    });
    Ok(ReaderPage { rows: rows.collect(), total })
}

pub(crate) fn reader_note(desk: &Desk, ask: SetReaderNote) -> Result<Nothing> {
    if ask.note.len() > LONGEST_NOTE {
        return Err(failed(
            "This note is too long to keep here. Your text is still in this window.",
        ));
    }
    let note = ask.note.trim();
    desk.shared().store.write(|db| readers::set_note(db, ask.reader, note))?;
    Ok(Nothing)
}

pub(crate) fn reader_mark(desk: &Desk, ask: MarkReader) -> Result<Nothing> {
    let blog = desk.shared().store.write(|db| {
        if let Some(regular) = ask.regular {
            readers::set_regular(db, ask.reader, regular)?;
        }
        if let Some(is_me) = ask.is_me {
            readers::set_me(db, ask.reader, is_me)?;
        }
        readers::blog(db, ask.reader)
    })?;
    moved(desk, blog)
}

pub(crate) fn reader_merge(desk: &Desk, ask: MergeReaders) -> Result<Nothing> {
    if ask.into == ask.from {
        return Err(failed("These are one reader already."));
    }
    let same_blog = desk.shared().store.write(|db| {
        let (into, from) = (readers::blog(db, ask.into)?, readers::blog(db, ask.from)?);
        if into != from {
            return Ok(None);
        }
        readers::merge(db, ask.into, ask.from)?;
        Ok(Some(into))
    })?;
    match same_blog {
        Some(blog) => moved(desk, blog),
        None => Err(failed("These two comment on different blogs, so they stay apart.")),
    }
}

pub(crate) fn reader_unmerge(desk: &Desk, ask: ForReader) -> Result<Nothing> {
    let blog = desk.shared().store.write(|db| {
        readers::unmerge(db, ask.reader)?;
        readers::blog(db, ask.reader)
    })?;
    moved(desk, blog)
}

/// Whole minutes, at least one where there is a wait at all.
pub(super) fn minutes(wait: TimeDelta) -> u32 {
    let minutes = u32::try_from(wait.num_minutes()).unwrap_or_default();
    if wait.is_zero() { minutes } else { minutes.max(1) }
}

fn moved(desk: &Desk, blog: BlogId) -> Result<Nothing> {
    desk.shared().changed(Change::Comments { blog });
    Ok(Nothing)
}

fn short(text: &str) -> String {
    afterword_markup::excerpt(text, EXCERPT)
}
