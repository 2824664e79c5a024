//! The table of commands: what the window may ask, in one list that makes the dispatcher and the
//! TypeScript map.

use afterword_model::{Receipt, Term};

mod dispatch;
mod types;
mod typescript;

pub(crate) use dispatch::dispatch;
pub use types::*;
pub use typescript::typescript;

/// Calls `$then!` with the whole table: `name(Argument) -> Reply`, in the order of the window.
macro_rules! command_table {
    ($then:ident) => {
        $then! {
            app_state(Nothing) -> AppState;
            remember(Remember) -> Nothing;
            link_open(OpenLink) -> OpenedLink;

            blog_find(FindBlog) -> FoundBlog;
            blog_connect(ConnectBlog) -> ConnectedBlog;
            blog_sign_in(SignInAgain) -> ConnectedBlog;
            approval_begin(BeginApproval) -> BegunApproval;
            approval_stage(ForApproval) -> ApprovalStage;
            approval_finish(FinishApproval) -> ConnectedBlog;
            approval_cancel(ForApproval) -> Nothing;
            blog_disconnect(DisconnectBlog) -> Disconnected;
            blog_check(ForBlog) -> Nothing;
            blog_accept_missing(ForBlog) -> Nothing;
            blog_status(Nothing) -> Vec<BlogStatus>;
            blog_counts(ForBlog) -> Counts;

            blog_settings(ForBlog) -> BlogSettings;
            blog_settings_set(SetBlogSettings) -> BlogSettings;
            activity_list(ListActivity) -> Vec<ActivityRow>;
            activity_export(ForBlog) -> ExportedText;
            activity_save(ForBlog) -> SavedLog;
            term_list(ForBlog) -> TermLists;
            category_add(AddCategory) -> Term;
            author_list(ForBlog) -> Vec<AuthorChoice>;

            find(Find) -> Found;
            note_opened(NoteOpened) -> Nothing;
            post_list(ListPosts) -> PostPage;
            post_ids(ListPosts) -> ListedIds;
            post_months(ForFolder) -> Vec<PostMonth>;
            posts_trash(ForPosts) -> DoneToPosts;
            posts_restore(ForPosts) -> DoneToPosts;
            posts_label(LabelPosts) -> LabelledPosts;
            posts_unlabel(UnlabelPosts) -> Nothing;
            post_create(CreatePost) -> PostDocument;
            post_open(ForPost) -> PostDocument;
            post_save(SavePost) -> SavedPost;
            post_trash(ForPost) -> Nothing;
            post_restore(ForPost) -> Nothing;
            post_check(CheckPost) -> PublishCheck;
            link_check(ForPost) -> LinkReport;
            post_publish(PublishPost) -> Queued;
            post_move(MovePost) -> Queued;
            slug_check(CheckSlug) -> SlugCheck;
            conflict_open(ForPost) -> ConflictView;
            conflict_settle(SettleConflict) -> PostDocument;
            revision_list(ForPost) -> Vec<RevisionRow>;
            revision_open(ForRevision) -> RevisionView;
            revision_restore(ForRevision) -> PostDocument;
            merge_seen(ForPost) -> Nothing;
            post_place(ForPost) -> PostPlace;
            post_place_set(SetPostPlace) -> Nothing;
            post_goal_set(SetPostGoal) -> Nothing;
            post_titled(FindTitled) -> Vec<TitledPost>;
            snippet_list(Nothing) -> Vec<Snippet>;
            snippet_put(PutSnippet) -> Snippet;
            snippet_remove(ForSnippet) -> Nothing;
            preview_render(RenderPreview) -> Preview;
            blog_style(ForBlog) -> BlogLook;
            blog_style_take(ForBlog) -> BlogLook;
            blog_style_forget(ForBlog) -> Nothing;
            html_to_markdown(PastedHtml) -> PastedMarkdown;
            picture_add(AddPicture) -> AddedPicture;
            picture_list(ForPost) -> Vec<PictureRow>;
            picture_describe(DescribePicture) -> Nothing;
            page_read(ReadPage) -> PageRead;
            page_quote(QuotePage) -> QuotedPage;
            source_list(ForPost) -> Vec<KnownSource>;
            quote_settings(Nothing) -> QuoteSettings;
            quote_settings_set(SetQuoteTemplate) -> QuoteSettings;
            spelling_check(ProofText) -> Spelling;
            spelling_suggest(SuggestWords) -> Vec<String>;
            grammar_check(GrammarText) -> Grammar;
            spelling_languages(Nothing) -> Vec<SpellingLanguage>;
            post_language_set(SetPostLanguage) -> Nothing;
            word_learn(ForWord) -> Nothing;
            word_forget(ForWord) -> Nothing;
            words_learned(Nothing) -> Vec<String>;
            remark_ignore(IgnoreRemark) -> Nothing;

            comment_list(ListComments) -> CommentPage;
            conversation_open(ForComment) -> Conversation;
            reply_draft_save(SaveReplyDraft) -> Nothing;
            reply_check(CheckReply) -> ReplyCheck;
            reply_queue(QueueReply) -> Queued;
            replies_queue(QueueReplies) -> QueuedMany;
            reply_edit(EditReply) -> Nothing;
            reply_source(ForComment) -> ReplySource;
            reply_change(ChangeReply) -> Queued;
            comments_moderate(ModerateComments) -> ModeratedMany;
            comments_undo(UndoModeration) -> Nothing;
            comments_handle(HandleComments) -> Nothing;
            answers_open(OpenAnswers) -> AnswerSheet;
            manners_open(ForBlog) -> Manners;
            manners_set(SetManners) -> Manners;
            saved_reply_list(Nothing) -> Vec<SavedReply>;
            saved_reply_put(PutSavedReply) -> SavedReply;
            saved_reply_remove(ForSavedReply) -> Nothing;
            saved_reply_fill(FillSavedReply) -> FilledReply;
            post_from_comment(PostFromComment) -> PostDocument;
            reader_open(ForReader) -> ReaderCard;
            reader_list(ListReaders) -> ReaderPage;
            reader_note(SetReaderNote) -> Nothing;
            reader_mark(MarkReader) -> Nothing;
            reader_merge(MergeReaders) -> Nothing;
            reader_unmerge(ForReader) -> Nothing;

            outbox_list(ForBlog) -> Vec<OutboxItem>;
            outbox_take_back(ForItem) -> Nothing;
            outbox_retry(ForItem) -> Nothing;
            outbox_hold(ForItem) -> Nothing;
            outbox_release(ForItem) -> Nothing;
            outbox_send_now(ForItem) -> Nothing;
            outbox_send_mine(ForItem) -> Nothing;
            outbox_take_theirs(ForItem) -> PostDocument;
            receipt_list(ForBlog) -> Vec<Receipt>;

            trip_prepare(ForBlog) -> Nothing;
            trip_state(ForBlog) -> TripState;
            desk_settings(Nothing) -> DeskSettings;
            desk_settings_set(DeskSettings) -> DeskSettings;
        }
    };
}
pub(crate) use command_table;
