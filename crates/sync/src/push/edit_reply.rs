//! Another text for a reply that is on the blog: by id, so it may be repeated, and never over what somebody
//! wrote there meanwhile.

use afterword_model::{CommentStatus, EditReply, Op, OpKind, Problem, ProblemKind};
use afterword_store::outbox::{self, Taken};
use afterword_store::{comments, remote_posts};

use super::{About, Stop, finish, not_found_so_send, same_words};
use crate::{Exchange, pull};

const EXCERPT: usize = 160;

pub(super) fn send(x: &Exchange<'_>, taken: &mut Taken, op: &EditReply) -> Result<OpKind, Stop> {
    let (own, parent) = x.store.read(|db| {
        let own = comments::get(db, op.comment)?;
        let parent = own.parent.map(|parent| comments::get(db, parent)).transpose()?;
        Ok((own, parent))
    })?;
    let gone = |detail: String| Stop::Block(Problem { kind: ProblemKind::Gone, detail });
    let remote_id = own.remote_id.clone().ok_or_else(|| gone(String::new()))?;
    let service = x.comments()?;
    let there = service.get(&remote_id)?;
    if matches!(there.status, CommentStatus::Spam | CommentStatus::Trash) {
        return Err(gone(format!("{:?}", there.status).to_lowercase()));
    }
    let wanted = afterword_markup::comment_html(&op.text);
    let landed = if shown(&there.html) == shown(&op.before) {
        not_found_so_send(x, taken)?;
        service.edit(&remote_id, &wanted)?
    } else if same_words(&there.html, &wanted) {
        there
    } else {
        // A second press is about what is there now.
        let newer = Op::EditReply(EditReply { before: there.html.clone(), ..op.clone() });
        x.store.write(|db| outbox::set_op(db, taken.row.id, &newer))?;
        let detail = afterword_markup::excerpt(&afterword_markup::plain(&there.html), EXCERPT);
        return Err(Stop::Block(Problem { kind: ProblemKind::Conflict, detail }));
    };
    let title = x.store.read(|db| remote_posts::get(db, x.blog.id, &own.post))?;
    let about = About {
        kind: OpKind::EditReply,
        moderation: None,
        subject: parent.map(|parent| parent.author.name).unwrap_or_default(),
        about: title.map(|post| post.title).unwrap_or_default(),
        excerpt: afterword_markup::excerpt(&op.text, EXCERPT),
        link: Some(landed.link.clone()),
        removed: vec![],
    };
    let incoming = pull::incoming(x.blog, &landed);
    finish(x, taken, about, |db| {
        comments::adopt(db, own.id, &incoming)?;
        // A newer change that waits was made to these words.
        for row in outbox::lane(db, x.blog.id, &taken.row.lane)? {
            if let Op::EditReply(newer) = row.op
                && row.id != taken.row.id
            {
                let newer = EditReply { before: landed.html.clone(), ..newer };
                outbox::set_op(db, row.id, &Op::EditReply(newer))?;
            }
        }
        Ok(())
    })
}

fn shown(html: &str) -> String {
    afterword_markup::clean_comment(html).trim().to_owned()
}
