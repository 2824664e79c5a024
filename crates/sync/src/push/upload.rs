//! A picture or another file: uploaded once per blog, found again by its key.

use afterword_model::{OpKind, OutboxState, Problem, ProblemKind, Upload};
use afterword_platform::{NewMedia, RemoteMedia, Uploads};
use afterword_store::outbox::{self, Taken};
use afterword_store::{Error as StoreError, media};

use super::{About, Stop, finish, not_found_so_send, tried_before};
use crate::{Exchange, Sending};

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &Upload) -> Result<OpKind, Stop> {
    let picture = x.store.read(|db| media::get(db, op.media))?;
    if picture.remote_id.is_some() {
        // Another post's lane brought it there.
        x.store.write(|db| outbox::remove(db, taken.row.id))?;
        return Ok(OpKind::Upload);
    }
    let uploads = x.platform.media().ok_or_else(|| no_pictures(&picture.file_name))?;
    let found = match earlier(uploads, taken)? {
        Some(landed) => Some(landed),
        None => brought_by_another(x, uploads, taken, op)?,
    };
    let landed = match found {
        Some(landed) => landed,
        None => {
            let bytes = x.store.picture_bytes(&picture).map_err(|error| match error {
                StoreError::File { .. } | StoreError::Damaged(_) => missing(&picture.file_name),
                other => Stop::Store(other),
            })?;
            not_found_so_send(x, taken)?;
            let new = NewMedia {
                file_name: &picture.file_name,
                kind: picture.kind,
                bytes: &bytes,
                alt: &picture.alt,
            };
            let (item, total) = (taken.row.id, picture.size);
            let sent = |sent| (x.sending)(Sending { item, sent, total });
            uploads.upload(&taken.row.key, &new, &sent)?
        }
    };
    let about = About {
        kind: OpKind::Upload,
        moderation: None,
        subject: picture.file_name.clone(),
        about: String::new(),
        excerpt: String::new(),
        link: Some(landed.url.clone()),
        removed: Vec::new(),
    };
    finish(x, taken, about, |db| {
        media::set_remote(db, picture.id, &landed.id, &landed.url, &picture.alt)
    })
}

fn earlier(uploads: &dyn Uploads, taken: &Taken) -> Result<Option<RemoteMedia>, Stop> {
    if !tried_before(taken) {
        return Ok(None);
    }
    Ok(uploads.find_by_key(&taken.row.key)?.into_iter().next())
}

/// What another post's row brought there whose answer was lost. As long as it may still be on its way,
/// this one waits.
fn brought_by_another(
    x: &Exchange<'_>,
    uploads: &dyn Uploads,
    taken: &Taken,
    op: &Upload,
) -> Result<Option<RemoteMedia>, Stop> {
    for other in x.store.read(|db| outbox::unsure_uploads(db, x.blog.id, op.media))? {
        if other.id == taken.row.id {
            continue;
        }
        if let Some(landed) = uploads.find_by_key(&other.key)?.into_iter().next() {
            return Ok(Some(landed));
        }
        let asked = taken.taken_at;
        if other.unsure_since.is_some_and(|since| asked - since < x.pace.settle) {
            return Err(match taken.row.state {
                OutboxState::Sending => Stop::Until(asked + x.pace.look_again),
                _ => Stop::NotSettled,
            });
        }
    }
    Ok(None)
}

fn missing(file_name: &str) -> Stop {
    Stop::Fail(Problem { kind: ProblemKind::MissingPicture, detail: file_name.to_owned() })
}

fn no_pictures(file_name: &str) -> Stop {
    Stop::Fail(Problem { kind: ProblemKind::Refused, detail: file_name.to_owned() })
}
