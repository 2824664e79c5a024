//! The use cases, one function per command, grouped by what they are about.

mod activity;
mod addresses;
mod app;
mod blogs;
mod checks;
mod comments;
mod conflicts;
mod connecting;
mod files;
mod links;
mod outbox;
mod pictures;
mod posts;
mod publishing;
mod replies;
mod revisions;
mod saving;
mod shelf;
mod thread;
mod turns;

pub(crate) use activity::{activity_export, activity_list, activity_save};
pub(crate) use addresses::slug_check;
pub(crate) use app::{app_state, link_open, remember};
pub(crate) use blogs::{blog_accept_missing, blog_check, blog_counts, blog_status};
pub(crate) use checks::post_check;
pub(crate) use comments::{comment_handle, comment_list, comment_moderate, conversation_open};
pub(crate) use conflicts::{conflict_open, conflict_settle, outbox_take_theirs};
pub(crate) use connecting::{
    approval_begin, approval_cancel, approval_finish, approval_stage, blog_connect,
    blog_disconnect, blog_find, blog_sign_in, give_up,
};
pub(crate) use links::link_check;
pub(crate) use outbox::{
    outbox_list, outbox_retry, outbox_send_mine, outbox_take_back, receipt_list,
};
pub(crate) use pictures::{picture_add, picture_describe, picture_list, preview_render};
pub(crate) use posts::{post_create, post_list, post_open, post_restore, post_trash};
pub(crate) use publishing::{post_move, post_publish};
pub(crate) use replies::{reply_draft_save, reply_edit, reply_queue};
pub(crate) use revisions::{merge_seen, revision_list, revision_open, revision_restore};
pub(crate) use saving::post_save;
pub(crate) use shelf::{author_list, blog_settings, blog_settings_set, category_add, term_list};
