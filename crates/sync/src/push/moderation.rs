//! Approving, holding, spamming, trashing: by id, so it may be repeated. A lost one has to settle first,
//! or it could land on top of a newer decision.

use afterword_model::{Moderate, Op, OpKind, Problem, ProblemKind};
use afterword_store::outbox::{self, Taken};
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
    let seen = service.get(&remote_id)?;
    let landed = if seen.status == wanted {
        seen
    } else if seen.status == op.from {
        not_found_so_send(x, taken)?;
        service.set_status(&remote_id, wanted)?
    } else {
        // Somebody decided otherwise meanwhile. A second press is about what is there now.
        let newer = Op::Moderate(Moderate { from: seen.status, ..op.clone() });
        x.store.write(|db| outbox::set_op(db, taken.row.id, &newer))?;
        let detail = format!("{:?}", seen.status).to_lowercase();
        return Err(Stop::Block(Problem { kind: ProblemKind::Overtaken, detail }));
    };
    let title = x.store.read(|db| remote_posts::get(db, x.blog.id, &comment.post))?;
    let about = About {
        kind: OpKind::Moderate,
        moderation: Some(op.to),
        subject: comment.author.name.clone(),
        about: title.map(|post| post.title).unwrap_or_default(),
        excerpt: afterword_markup::excerpt(&afterword_markup::plain(&comment.html), 160),
        link: comment.link.clone(),
        removed: Vec::new(),
    };
    finish(x, taken, about, |db| match outbox::of_moderation(db, comment.id)? {
        // The writer decided anew meanwhile: here that stands already.
        Some(newer) if newer.id != taken.row.id => Ok(()),
        _ => comments::set_status(db, comment.id, landed.status),
    })
}
