//! A comment, or a long answer, becomes a draft post: the reader's words as a quote with name and link, then
//! the answer. It stays on this computer until the writer publishes it.

use afterword_model::{Comment, PostFields, PostKind};
use afterword_store::{comments, posts};

use super::thread::title_of;
use crate::Desk;
use crate::api::{Change, ForPost, PostDocument, PostFromComment};
use crate::commands::post_open;
use crate::error::Result;

pub(crate) fn post_from_comment(desk: &Desk, ask: PostFromComment) -> Result<PostDocument> {
    let shared = desk.shared();
    let (blog, post) = shared.store.write(|db| {
        let comment = comments::get(db, ask.comment)?;
        let title = title_of(db, comment.blog, &comment.post)?;
        let body = body(&comment, &title, ask.answer.as_deref().unwrap_or_default());
        let now = shared.now();
        let post = posts::create(db, comment.blog, PostKind::Post, now)?;
        posts::save(db, post, &PostFields::default(), &body, 1, now)?;
        Ok((comment.blog, post))
    })?;
    shared.changed(Change::Posts { blog });
    post_open(desk, ForPost { post })
}

fn body(comment: &Comment, title: &str, answer: &str) -> String {
    let title = if title.is_empty() { "a comment" } else { title };
    let place = comment.link.as_deref().map(|link| (title, link));
    let quote = afterword_markup::comment_quote(&comment.html, &comment.author.name, place);
    format!("{quote}\n\n{}", answer.trim())
}
