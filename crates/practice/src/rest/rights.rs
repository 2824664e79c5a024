//! Who may do what with which post, page or comment: WordPress's own rules, which turn on the role, on whose
//! it is and on where it stands.

use rusqlite::Connection;

use super::Call;
use super::error::Refused;
use crate::auth::Viewer;
use crate::db::comments::{self, Comment};
use crate::db::posts::{self, Post, Status};

impl Call<'_> {
    /// Whether the asking person's role allows this.
    pub(super) fn can(&self, capability: &str) -> bool {
        self.viewer.can(capability)
    }

    /// A refusal for want of rights: 401 for somebody who is not signed in, else 403.
    pub(super) fn forbidden(&self, code: &'static str, message: &str) -> Refused {
        let status = if self.viewer == Viewer::Anonymous { 401 } else { 403 };
        Refused::new(status, code, message)
    }

    /// Refuses unless this is so.
    pub(super) fn require(
        &self,
        allowed: bool,
        code: &'static str,
        message: &str,
    ) -> Result<(), Refused> {
        if allowed { Ok(()) } else { Err(self.forbidden(code, message)) }
    }

    /// Whether the asking person may change this post.
    pub(super) fn may_edit(&self, post: &Post) -> bool {
        self.may("edit", post)
    }

    /// Whether the asking person may delete this post.
    pub(super) fn may_delete(&self, post: &Post) -> bool {
        self.may("delete", post)
    }

    /// Whether the asking person may read this post, its password aside.
    pub(super) fn may_read(&self, post: &Post) -> bool {
        match post.status {
            Status::Publish => true,
            _ if self.viewer == Viewer::Anonymous => false,
            _ if self.viewer.id() == post.author => self.can("read"),
            Status::Private => self.can(&format!("read_private_{}", post.kind.route())),
            _ => self.may_edit(post),
        }
    }

    /// Whether the asking person may change this comment: whoever may change its post.
    pub(super) fn may_moderate(
        &self,
        conn: &Connection,
        comment: &Comment,
    ) -> rusqlite::Result<bool> {
        Ok(match posts::get(conn, comment.post)? {
            Some(post) => self.may_edit(&post),
            None => self.can("edit_posts"),
        })
    }

    /// Whether the request may see what a post's password hides: it names the password, or it asks for what only
    /// those get who may change the post.
    pub(super) fn knows_password(&self, post: &Post) -> Result<bool, Refused> {
        let named = self.params.text("password")?;
        let edits = self.params.text("context")?.as_deref() == Some("edit");
        Ok(post.password.is_empty() || edits || named.as_ref() == Some(&post.password))
    }

    /// Whether the asking person may read this comment.
    pub(super) fn may_read_comment(
        &self,
        conn: &Connection,
        comment: &Comment,
    ) -> Result<bool, Refused> {
        if comment.status == comments::Status::Approved
            && let Some(post) = posts::get(conn, comment.post)?
            && self.may_read(&post)
            && self.knows_password(&post)?
        {
            return Ok(true);
        }
        match self.viewer.id() {
            0 => Ok(false),
            id if id == comment.user => Ok(true),
            _ => Ok(self.may_moderate(conn, comment)?),
        }
    }

    fn may(&self, verb: &str, post: &Post) -> bool {
        let kind = post.kind.route();
        let can = |which: &str| self.can(&format!("{verb}_{which}{kind}"));
        let is_out = matches!(post.status, Status::Publish | Status::Future);
        if self.viewer.id() == post.author {
            return can(if is_out { "published_" } else { "" });
        }
        can("others_")
            && (!is_out || can("published_"))
            && (post.status != Status::Private || can("private_"))
    }
}
