//! The use cases, one function per command, grouped by what they are about.

mod app;
mod blogs;
mod comments;
mod connecting;
mod outbox;
mod pictures;
mod posts;
mod replies;
mod thread;

pub(crate) use app::{app_state, link_open, remember};
pub(crate) use blogs::{blog_accept_missing, blog_check, blog_counts, blog_status};
pub(crate) use connecting::{
    approval_begin, approval_cancel, approval_finish, approval_stage, blog_connect,
    blog_disconnect, blog_find, blog_sign_in, give_up,
};
pub(crate) use comments::{comment_handle, comment_list, comment_moderate, conversation_open};
pub(crate) use outbox::{
    outbox_list, outbox_retry, outbox_send_mine, outbox_take_back, receipt_list,
};
pub(crate) use pictures::{picture_add, preview_render};
pub(crate) use posts::{
    post_create, post_list, post_open, post_publish, post_restore, post_save, post_trash,
};
pub(crate) use replies::{reply_draft_save, reply_edit, reply_queue};
