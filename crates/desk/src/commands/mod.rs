//! The use cases, one function per command, grouped by what they are about.

mod activity;
mod addresses;
mod answers;
mod app;
mod blogs;
mod changing;
mod checks;
mod comments;
mod conflicts;
mod connecting;
mod files;
mod links;
mod manners;
mod moderating;
mod outbox;
mod pictures;
mod posts;
mod publishing;
mod quoting;
mod readers;
mod replies;
mod reply_check;
mod revisions;
mod saved_replies;
mod saving;
pub(crate) mod settings;
mod shelf;
mod thread;
mod trip;
mod turns;
mod undo;

pub(crate) use activity::{activity_export, activity_list, activity_save};
pub(crate) use addresses::slug_check;
pub(crate) use answers::answers_open;
pub(crate) use app::{app_state, link_open, remember};
pub(crate) use blogs::{blog_accept_missing, blog_check, blog_counts, blog_status};
pub(crate) use changing::{reply_change, reply_source};
pub(crate) use checks::post_check;
pub(crate) use comments::{comment_list, conversation_open};
pub(crate) use conflicts::{conflict_open, conflict_settle, outbox_take_theirs};
pub(crate) use connecting::{
    approval_begin, approval_cancel, approval_finish, approval_stage, blog_connect,
    blog_disconnect, blog_find, blog_sign_in, give_up,
};
pub(crate) use links::link_check;
pub(crate) use manners::{Memory, manners_open, manners_set};
pub(crate) use moderating::{comments_handle, comments_moderate, comments_undo};
pub(crate) use outbox::{
    outbox_hold, outbox_list, outbox_release, outbox_retry, outbox_send_mine, outbox_send_now,
    outbox_take_back, receipt_list,
};
pub(crate) use pictures::{picture_add, picture_describe, picture_list, preview_render};
pub(crate) use posts::{post_create, post_list, post_open, post_restore, post_trash};
pub(crate) use publishing::{post_move, post_publish};
pub(crate) use quoting::post_from_comment;
pub(crate) use readers::{
    reader_list, reader_mark, reader_merge, reader_note, reader_open, reader_unmerge,
};
pub(crate) use replies::{replies_queue, reply_draft_save, reply_edit, reply_queue};
pub(crate) use reply_check::reply_check;
pub(crate) use revisions::{merge_seen, revision_list, revision_open, revision_restore};
pub(crate) use saved_replies::{
    saved_reply_fill, saved_reply_list, saved_reply_put, saved_reply_remove,
};
pub(crate) use saving::post_save;
pub(crate) use settings::{desk_settings, desk_settings_set};
pub(crate) use shelf::{author_list, blog_settings, blog_settings_set, category_add, term_list};
pub(crate) use trip::{trip_prepare, trip_state};
