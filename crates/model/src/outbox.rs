//! What waits to be sent: intents, their states, the lanes that keep them in order, and receipts.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    BlogId, CommentId, CommentStatus, Intent, MediaId, Moderation, OutboxId, PostFields, PostId,
    PostMove, ReceiptId, RemoteId, Timestamp, Visibility,
};

/// One intent of the writer, frozen when the button was pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Op {
    /// Upload a picture that a post needs.
    Upload(Upload),
    /// Bring a post's text and fields to the blog.
    Publish(Publish),
    /// Move a post on the blog as it is.
    Move(Move),
    /// Answer a reader.
    Reply(Reply),
    /// Give a reply that is on the blog another text.
    EditReply(EditReply),
    /// Approve, hold, spam or trash a comment.
    Moderate(Moderate),
}

/// See [`Op::Upload`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// The picture.
    pub media: MediaId,
    /// The post whose lane it goes before.
    pub post: PostId,
}

/// See [`Op::Publish`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Publish {
    /// The post.
    pub post: PostId,
    /// Title and so on when the button was pressed.
    pub fields: PostFields,
    /// The text when the button was pressed; later edits wait for the next press.
    pub body: String,
    /// What the press asked for.
    #[serde(default)]
    pub intent: Intent,
    /// The HTML as it was sent, written before the first send, so that a lost answer can be recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wire: Option<String>,
    /// The writer has seen the blog's version (this digest of it) and wants theirs to replace it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
}

/// See [`Op::Move`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// The post.
    pub post: PostId,
    /// Where to.
    pub to: PostMove,
}

/// See [`Op::Reply`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// The local comment that holds the reply.
    pub comment: CommentId,
    /// The text as the writer typed it.
    pub text: String,
    /// The dates it was tried under, oldest first; a lost try is found again by them.
    #[serde(default)]
    pub dates: Vec<Timestamp>,
    /// What the writer saw when they pressed the button, or said to send it all the same. What came after it
    /// is asked about before the first try; `None`: nothing is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// What was there when the writer was last asked. It counts as seen once they answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Seen>,
}

impl Reply {
    /// A reply that was not tried yet.
    pub fn new(comment: CommentId, text: impl Into<String>, seen: Option<Seen>) -> Self {
        Self { comment, text: text.into(), dates: Vec::new(), seen, asked: None }
    }

    /// The writer has looked at what they were asked about and wants it to go. What came after that is asked
    /// about again.
    pub fn all_the_same(self) -> Self {
        let seen = self.asked.or(self.seen);
        Self { seen, asked: None, ..self }
    }
}

/// The conversation around a comment as the writer saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// A digest of the comment's words.
    pub digest: String,
    /// The answers to it that were known, by the blog's ids.
    pub turns: Vec<RemoteId>,
}

/// See [`Op::EditReply`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EditReply {
    /// The reply.
    pub comment: CommentId,
    /// The new text as the writer typed it.
    pub text: String,
    /// The HTML that was on the blog when the writer began.
    pub before: String,
}

/// See [`Op::Moderate`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Moderate {
    /// The comment.
    pub comment: CommentId,
    /// What to do.
    pub to: Moderation,
    /// Where it stood before, to go back to when this is taken back.
    pub from: CommentStatus,
}

/// The kind of an intent, for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OpKind {
    /// A picture.
    Upload,
    /// A post's first publication.
    Publish,
    /// A published post's new version.
    Update,
    /// A post that becomes public later.
    Schedule,
    /// A post submitted to an editor.
    Review,
    /// A draft kept on the blog.
    Draft,
    /// A post taken off the blog.
    Unpublish,
    /// A post moved to the blog's trash.
    TrashPost,
    /// A post taken out of the blog's trash.
    RestorePost,
    /// A reply.
    Reply,
    /// Another text for a reply that is on the blog.
    EditReply,
    /// A comment's approval, and so on.
    Moderate,
}

/// Rows of one lane go out in order; lanes don't wait for each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lane(pub String);

impl Lane {
    /// A post's lane: its pictures, its publication, its updates.
    pub fn post(post: PostId) -> Self {
        Self(format!("post:{post}"))
    }

    /// A comment's lane: its moderation and the replies to it.
    pub fn comment(comment: CommentId) -> Self {
        Self(format!("comment:{comment}"))
    }
}

/// Where a row of the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OutboxState {
    /// Waits for its turn.
    Queued,
    /// The writer holds it back, and with it what waits behind it in its lane.
    OnHold,
    /// Is on its way; what is on the blog is not known until it comes back.
    Sending,
    /// May have arrived: it will be looked up before anything is sent again.
    Unsure,
    /// Waits for the writer.
    Blocked,
    /// The blog refused it for good; the writer may try again or take it back.
    Failed,
}

/// What stands in the way of a row or a check, in one word; the window has the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ProblemKind {
    /// Nothing left this computer.
    Offline,
    /// It may have arrived; the answer did not come back.
    AnswerLost,
    /// The blog no longer accepts the password.
    SignIn,
    /// There is no password to send here: it was for the last session only, or the keychain is closed.
    NoPassword,
    /// The account's role may not do this.
    Role,
    /// The blog's version changed since it was last seen.
    Conflict,
    /// Somebody took the post off the blog; sending it would make it public again.
    TakenOff,
    /// Somebody decided otherwise about the comment on the blog meanwhile.
    Overtaken,
    /// The post or comment is no longer on the blog.
    Gone,
    /// The post takes no more comments.
    CommentsClosed,
    /// The comment that the reply answers has other words now.
    ParentEdited,
    /// The comment was answered meanwhile, by the writer elsewhere or by another author of the blog.
    AnsweredElsewhere,
    /// The reader added something under their own comment meanwhile.
    NewTurn,
    /// The blog asks for a slower pace.
    Busy,
    /// The blog is being maintained.
    Maintenance,
    /// The answer was not the blog's (a portal, a firewall page, a broken plugin).
    NotTheBlog,
    /// The connection's certificate can't be trusted.
    Certificate,
    /// The address now leads to another host.
    Moved,
    /// Too large for the blog.
    TooLarge,
    /// The blog refuses it; its own words are in the detail.
    Refused,
    /// A picture that is no longer on this computer.
    MissingPicture,
    /// Far more would vanish at once than a writer deletes; nothing was changed.
    MassDisappearance,
    /// This computer's disk does not take what has to be noted before anything is sent.
    NotSaved,
}

/// What stands in the way, with the other side's own words where it gave any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// Technical words, plain text; may be empty.
    pub detail: String,
}

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id; order within a lane.
    pub id: OutboxId,
    /// The intent's own key: 16 hex digits behind a `q`, stored before the first send, never changed.
    pub key: String,
    /// The blog it goes to.
    pub blog: BlogId,
    /// Its lane.
    pub lane: Lane,
    /// The intent.
    pub op: Op,
    /// Where it stands.
    pub state: OutboxState,
    /// Tries so far, counted before each.
    pub attempts: u32,
    /// Not before this time.
    pub not_before: Option<Timestamp>,
    /// Since when it is not known whether it arrived. As long as this is set it can't be taken back.
    pub unsure_since: Option<Timestamp>,
    /// What stood in the way last.
    pub problem: Option<Problem>,
    /// When the writer pressed the button.
    pub created_at: Timestamp,
}

impl OutboxRow {
    /// Whether nothing of it can be on the blog: then it may be changed and taken back.
    pub fn is_here_only(&self) -> bool {
        let waits = !matches!(self.state, OutboxState::Sending | OutboxState::Unsure);
        waits && self.unsure_since.is_none()
    }
}

/// What was sent, for the writer to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// The blog it went to.
    pub blog: BlogId,
    /// What it was.
    pub kind: OpKind,
    /// What a moderation did.
    pub moderation: Option<Moderation>,
    /// Who or what it concerned: a post's title, a reader's name.
    pub subject: String,
    /// Where: the post's title for a reply.
    pub about: String,
    /// First words of what was sent.
    pub excerpt: String,
    /// Its address on the blog.
    pub link: Option<String>,
    /// How many tries it took.
    pub attempts: u32,
    /// When the blog had it.
    pub sent_at: Timestamp,
    /// What the blog took out of the text: names of elements, attributes and the like.
    pub removed: Vec<String>,
}

/// How long to wait before the next try after so many tries, without the jitter.
pub fn backoff(attempts: u32) -> TimeDelta {
    match attempts {
        0 | 1 => TimeDelta::seconds(5),
        2 => TimeDelta::seconds(30),
        3 => TimeDelta::minutes(2),
        4 => TimeDelta::minutes(10),
        _ => TimeDelta::hours(1),
    }
}

impl Op {
    /// The kind of a row. `public`: the post is public on the blog already, so that a publication is an
    /// update; `now`: what is dated after it is scheduled.
    pub fn kind(&self, public: bool, now: Timestamp) -> OpKind {
        match self {
            Self::Upload(_) => OpKind::Upload,
            Self::Publish(publish) => match publish.intent {
                Intent::Draft => OpKind::Draft,
                Intent::Review => OpKind::Review,
                Intent::Public
                    if publish.fields.visibility != Visibility::Private
                        && publish.fields.date.is_some_and(|date| date > now) =>
                {
                    OpKind::Schedule
                }
                Intent::Public if public => OpKind::Update,
                Intent::Public => OpKind::Publish,
            },
            Self::Move(step) => match step.to {
                PostMove::Unpublish => OpKind::Unpublish,
                PostMove::Trash => OpKind::TrashPost,
                PostMove::Restore => OpKind::RestorePost,
            },
            Self::Reply(_) => OpKind::Reply,
            Self::EditReply(_) => OpKind::EditReply,
            Self::Moderate(_) => OpKind::Moderate,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_an_hour_and_stay_there() {
        let waits: Vec<i64> = (1..8).map(|n| backoff(n).num_seconds()).collect();
        assert_eq!(waits, [5, 30, 120, 600, 3600, 3600, 3600]);
    }

    #[test]
    fn a_private_post_is_never_scheduled() {
        let now = Timestamp::default();
        let dated = |visibility| {
            let date = Some(now + TimeDelta::days(2));
            let fields = PostFields { visibility, date, ..PostFields::titled("T") };
            let (body, intent) = (String::new(), Intent::Public);
            Op::Publish(Publish { post: PostId(1), fields, body, intent, wire: None, over: None })
        };
        assert_eq!(dated(Visibility::Public).kind(false, now), OpKind::Schedule);
        assert_eq!(dated(Visibility::Private).kind(false, now), OpKind::Publish);
        assert_eq!(dated(Visibility::Private).kind(true, now), OpKind::Update);
    }

    #[test]
    fn an_old_intent_without_newer_fields_is_read() {
        let op: Op = serde_json::from_str(
            r#"{"kind":"publish","post":3,"fields":{"title":"T"},"body":"B"}"#,
        )
        .unwrap();
        let Op::Publish(publish) = op else { panic!("{op:?}") };
        assert_eq!((publish.post, publish.wire, publish.over), (PostId(3), None, None));
        assert_eq!((publish.intent, publish.fields), (Intent::Public, PostFields::titled("T")));
        let op: Op =
            serde_json::from_str(r#"{"kind":"reply","comment":4,"text":"Yes","dates":[]}"#)
                .unwrap();
        assert_eq!(op, Op::Reply(Reply::new(CommentId(4), "Yes", None)));
    }

    #[test]
    fn what_a_writer_was_asked_about_counts_as_seen_once_they_answer() {
        let seen = |digest: &str| Some(Seen { digest: digest.into(), turns: vec![] });
        let reply = Reply::new(CommentId(4), "Yes", seen("old"));
        assert_eq!(reply.clone().all_the_same(), reply, "nothing was asked");
        let asked = Reply { asked: seen("new"), ..reply };
        assert_eq!(asked.all_the_same(), Reply::new(CommentId(4), "Yes", seen("new")));
    }
}
