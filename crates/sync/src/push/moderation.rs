//! Approving, holding, spamming, trashing: by id, so it may be repeated.

use afterword_model::{Moderate, OpKind, OutboxState, Problem, ProblemKind};
use afterword_store::outbox::Taken;
use afterword_store::{comments, remote_posts};

use super::{About, Stop, finish, not_found_so_send};
use crate::Exchange;

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &Moderate) -> Result<OpKind, Stop> {
    let comment = x.store.read(|db| comments::get(db, op.comment))?;
    let Some(remote_id) = comment.remote_id.clone() else {
        return Err(Stop::Block(Problem { kind: ProblemKind::Gone, detail: String::new() }));
    };
    let wanted = op.to.status();
    let service = x.comments()?;
    let seen =
        if taken.row.state == OutboxState::Unsure { Some(service.get(&remote_id)?) } else { None };
    let landed = match seen {
        Some(seen) if seen.status == wanted => seen,
        _ => {
            taken.unsure_since = None;
            not_found_so_send(x, taken)?;
            service.set_status(&remote_id, wanted)?
        }
    };
    let title = x.store.read(|db| remote_posts::get(db, x.blog.id, &comment.post))?;
    let about = About {
        kind: OpKind::Moderate,
        moderation: Some(op.to),
        subject: comment.author.name.clone(),
        about: title.map(|post| post.title).unwrap_or_default(),
        excerpt: afterword_markup::excerpt(&afterword_markup::plain(&comment.html), 160),
        link: comment.link.clone(),
    };
    finish(x, taken, about, |db| comments::set_status(db, comment.id, landed.status))
}
