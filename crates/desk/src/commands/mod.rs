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
mod find;
mod links;
mod manners;
mod many_posts;
mod moderating;
mod outbox;
mod pasting;
mod pictures;
mod posts;
mod previewing;
mod proofing;
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
pub(crate) mod sources;
mod styles;
mod thread;
pub(crate) mod trash;
mod trip;
mod turns;
mod undo;
mod writing;

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
pub(crate) use find::{find, note_opened};
pub(crate) use links::link_check;
pub(crate) use manners::{Memory, manners_open, manners_set};
pub(crate) use many_posts::{
    post_ids, post_months, posts_label, posts_restore, posts_trash, posts_unlabel,
};
pub(crate) use moderating::{comments_handle, comments_moderate, comments_undo};
pub(crate) use outbox::{
    outbox_hold, outbox_list, outbox_release, outbox_retry, outbox_send_mine, outbox_send_now,
    outbox_take_back, receipt_list,
};
pub(crate) use pasting::html_to_markdown;
pub(crate) use pictures::{picture_add, picture_describe, picture_list};
pub(crate) use posts::{post_create, post_list, post_open, post_restore, post_trash};
pub(crate) use previewing::{Pages, preview_render};
pub(crate) use proofing::{
    Proofing, grammar_check, post_language_set, remark_ignore, spelling_check, spelling_languages,
    spelling_suggest, word_forget, word_learn, words_learned,
};
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
pub(crate) use sources::{page_quote, page_read, quote_settings, quote_settings_set, source_list};
pub(crate) use styles::{blog_style, blog_style_forget, blog_style_take};
pub(crate) use trip::{trip_prepare, trip_state};
pub(crate) use writing::{
    post_goal_set, post_place, post_place_set, post_titled, snippet_list, snippet_put,
    snippet_remove,
};
