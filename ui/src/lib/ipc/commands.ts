// Written by `cargo xtask types` from crates/desk/src/api. Don't edit.

export type Ability = "read" | "publish" | "upload" | "reply" | "moderateOwn" | "moderateAll";

export type AbilityState = { 
/**
 * What.
 */
ability: Ability, 
/**
 * Whether.
 */
allowed: boolean, };

export type AddPicture = { 
/**
 * The post it is for.
 */
post: PostId, 
/**
 * The file's name.
 */
fileName: string, 
/**
 * The bytes, base64 (standard alphabet).
 */
base64: string, };

export type AddedPicture = { 
/**
 * Its name in bodies.
 */
uuid: string, 
/**
 * What to put into the body.
 */
markdown: string, };

export type AppState = { 
/**
 * The app's version.
 */
version: string, 
/**
 * Connected blogs, in the order they were connected; the practice blog among them.
 */
blogs: Array<Blog>, 
/**
 * The folder that holds the writer's words.
 */
dataFolder: string, 
/**
 * Where passwords can be kept on this computer, as far as is known: tried when a blog is looked for.
 */
keychain: KeychainState, 
/**
 * What the window remembers: a JSON object that only the window reads.
 */
remembered: Record<string, unknown>, };

export type Author = { 
/**
 * The name given.
 */
name: string, 
/**
 * The web address given, unchecked.
 */
url: string | null, 
/**
 * The user's id on the blog, when it was written while signed in.
 */
remoteId: RemoteId | null, };

export type Blog = { 
/**
 * Our id.
 */
id: BlogId, 
/**
 * The service.
 */
platform: PlatformKind, 
/**
 * The root of the service's interface, as discovered (`https://blog.example/wp-json/`).
 */
endpoint: string, 
/**
 * The login name used there.
 */
username: string, 
/**
 * The blog's title, plain text.
 */
title: string, 
/**
 * The address a reader opens.
 */
url: string, 
/**
 * IANA zone (`Europe/Berlin`) or an offset (`+02:00`); empty when the blog does not say.
 */
timezone: string, 
/**
 * True for the blog that is built into the app.
 */
practice: boolean, 
/**
 * Who the writer is on this blog.
 */
me: Identity, 
/**
 * What the writer's role may do.
 */
capabilities: Capabilities, };

export type BlogId = number;

export type BlogStatus = { 
/**
 * Which blog.
 */
blog: BlogId, 
/**
 * Whether it can be reached.
 */
reach: Reach, 
/**
 * What is wrong, when something is.
 */
problem: Problem | null, 
/**
 * A check is running.
 */
checking: boolean, 
/**
 * When the last check came through.
 */
checkedAt: string | null, 
/**
 * What the last check found and sent since.
 */
last: CheckSummary, 
/**
 * Rows of the outbox that wait for their turn or are on their way.
 */
waiting: number, 
/**
 * Rows of the outbox that wait for the writer.
 */
needsYou: number, };

export type Capabilities = { 
/**
 * May write posts at all.
 */
writePosts: boolean, 
/**
 * May make a post public.
 */
publishPosts: boolean, 
/**
 * May upload pictures.
 */
uploadMedia: boolean, 
/**
 * May moderate every comment; such a user is also free of the flood limit.
 */
moderateComments: boolean, 
/**
 * The blog keeps this user's HTML as it is sent.
 */
unfilteredHtml: boolean, };

export type Change = { "what": "blogs" } | { "what": "posts", 
/**
 * Which blog.
 */
blog: BlogId, } | { "what": "comments", 
/**
 * Which blog.
 */
blog: BlogId, } | { "what": "outbox", 
/**
 * Which blog.
 */
blog: BlogId, } | { "what": "status", 
/**
 * Which blog.
 */
blog: BlogId, };

export type CheckSummary = { 
/**
 * Comments by others that were not here before.
 */
newComments: number, 
/**
 * Replies that went out.
 */
sentReplies: number, 
/**
 * Posts that went out.
 */
sentPosts: number, 
/**
 * Moderations that went out.
 */
sentModerations: number, };

export type Choice = "edit" | "takeBack" | "retry" | "sendMine" | "signIn";

export type CommandError = { 
/**
 * What the window may act on.
 */
code: ErrorCode, 
/**
 * For the writer.
 */
message: string, 
/**
 * Technical words, behind a "Details" fold.
 */
detail: string | null, };

export type CommentFolder = "unanswered" | "held" | "all" | "spam" | "trash";

export type CommentId = number;

export type CommentList = { 
/**
 * The rows, newest first.
 */
rows: Array<CommentRow>, 
/**
 * How many there are in all.
 */
total: number, };

export type CommentRow = { 
/**
 * Its id.
 */
id: CommentId, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * First words, plain text.
 */
excerpt: string, 
/**
 * The post's title.
 */
postTitle: string, 
/**
 * Where it stands; a queued moderation counts already.
 */
status: CommentStatus, 
/**
 * When it was written.
 */
writtenAt: string, 
/**
 * Written by the writer.
 */
mine: boolean, 
/**
 * The reader's first comment on this blog, as far as is known here.
 */
first: boolean, 
/**
 * A half-written reply is kept for it.
 */
hasDraft: boolean, };

export type CommentStatus = "approved" | "held" | "spam" | "trash" | "deleted";

export type ConflictView = { 
/**
 * Our title.
 */
myTitle: string, 
/**
 * Our text, plain.
 */
mine: string, 
/**
 * The blog's title.
 */
theirTitle: string, 
/**
 * The blog's text, plain.
 */
theirs: string, 
/**
 * When the blog says it changed.
 */
theirTime: string | null, };

export type ConnectBlog = { 
/**
 * From `FoundBlog`.
 */
endpoint: string, 
/**
 * The user name (or e-mail) on the blog.
 */
username: string, 
/**
 * The application password, with or without its spaces.
 */
password: string, 
/**
 * Where to keep it.
 */
keep: SecretPlace, 
/**
 * The writer accepts that the password crosses the network unencrypted.
 */
allowUnencrypted: boolean, };

export type ConnectedBlog = { 
/**
 * It.
 */
blog: Blog, 
/**
 * What the account may do there, line by line.
 */
abilities: Array<AbilityState>, 
/**
 * Where the password is.
 */
kept: SecretPlace, };

export type Conversation = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * The post.
 */
post: ConversationPost, 
/**
 * Its comments, each followed by the answers to it; oldest first among siblings.
 */
turns: Array<Turn>, 
/**
 * Comments of that post in spam or trash that are not shown.
 */
hidden: number, };

export type ConversationPost = { 
/**
 * Its title; empty until it is known.
 */
title: string, 
/**
 * Its address.
 */
link: string | null, 
/**
 * Its date.
 */
publishedAt: string | null, 
/**
 * The post here, when it was written here.
 */
local: PostId | null, };

export type Counts = { 
/**
 * Posts not on the blog.
 */
drafts: number, 
/**
 * Posts on the blog.
 */
published: number, 
/**
 * Posts in the trash here.
 */
trash: number, 
/**
 * Readers' turns without an answer.
 */
unanswered: number, 
/**
 * Comments held for review.
 */
held: number, 
/**
 * All that are approved or held.
 */
all: number, 
/**
 * Spam.
 */
spam: number, 
/**
 * Comments in the blog's trash.
 */
commentTrash: number, 
/**
 * Rows of the outbox.
 */
outbox: number, 
/**
 * Of those, the ones that wait for the writer.
 */
needsYou: number, };

export type EditReply = { 
/**
 * The row.
 */
item: OutboxId, 
/**
 * The new text.
 */
text: string, };

export type ErrorCode = "failed" | "notSaved" | "changedElsewhere" | "titleMissing" | "gone" | "tooLate" | "noKeychain" | "unencrypted";

export type FindBlog = { 
/**
 * As typed: no scheme, a path, wp-admin, all fine.
 */
address: string, };

export type ForBlog = { 
/**
 * Which.
 */
blog: BlogId, };

export type ForComment = { 
/**
 * Which.
 */
comment: CommentId, };

export type ForItem = { 
/**
 * Which.
 */
item: OutboxId, };

export type ForPost = { 
/**
 * Which.
 */
post: PostId, };

export type FoundBlog = { 
/**
 * The blog's title.
 */
title: string, 
/**
 * Its address.
 */
url: string, 
/**
 * The root of its interface; goes back in `ConnectBlog`.
 */
endpoint: string, 
/**
 * Programs may sign in with an application password.
 */
applicationPasswords: boolean, 
/**
 * The page on the blog where the writer makes one.
 */
authorizeUrl: string | null, 
/**
 * The password would cross a network unencrypted.
 */
unencrypted: boolean, 
/**
 * Already connected, as this blog.
 */
connected: BlogId | null, 
/**
 * Whether the system's keychain takes the password: tried with a write.
 */
keychain: KeychainState, };

export type HandleComment = { 
/**
 * Which.
 */
comment: CommentId, 
/**
 * True: it needs none.
 */
handled: boolean, };

export type Identity = { 
/**
 * The user's id on the blog.
 */
remoteId: RemoteId, 
/**
 * The display name.
 */
name: string, 
/**
 * Role names as the service writes them (`author`, `editor`).
 */
roles: Array<string>, };

export type KeychainState = "ready" | "missing";

export type ListComments = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * The folder.
 */
folder: CommentFolder, 
/**
 * Words that text or author contain; empty for all.
 */
search: string, 
/**
 * At most so many rows, newest first.
 */
limit: number, };

export type ListPosts = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * The folder.
 */
folder: PostFolder, 
/**
 * Words that title or body contain; empty for all.
 */
search: string, };

export type ModerateComment = { 
/**
 * Which.
 */
comment: CommentId, 
/**
 * What to do.
 */
to: Moderation, };

export type Moderation = "approve" | "unapprove" | "spam" | "trash";

export type OpKind = "upload" | "publish" | "update" | "reply" | "moderate";

export type OpenLink = { 
/**
 * The address; http, https or mailto.
 */
url: string, };

export type OpenedLink = { 
/**
 * The address, checked and normalised.
 */
url: string, 
/**
 * False when the page itself has to open it (served window).
 */
opened: boolean, };

export type OutboxId = number;

export type OutboxItem = { 
/**
 * Its id.
 */
id: OutboxId, 
/**
 * The blog it goes to.
 */
blog: BlogId, 
/**
 * What it is.
 */
kind: OpKind, 
/**
 * What a moderation does.
 */
moderation: Moderation | null, 
/**
 * Who or what it concerns: a post's title, a reader's name, a picture's file name.
 */
subject: string, 
/**
 * Where: the post's title for a reply.
 */
about: string, 
/**
 * First words of what will be sent.
 */
excerpt: string, 
/**
 * Where it stands.
 */
state: OutboxState, 
/**
 * What stands in the way, if anything.
 */
problem: Problem | null, 
/**
 * Tries so far.
 */
attempts: number, 
/**
 * Not before this time.
 */
notBefore: string | null, 
/**
 * When the button was pressed.
 */
createdAt: string, 
/**
 * The post, to open.
 */
post: PostId | null, 
/**
 * The comment, to open.
 */
comment: CommentId | null, 
/**
 * What the writer may do about it now.
 */
choices: Array<Choice>, 
/**
 * Both texts, when the blog's version changed meanwhile.
 */
conflict: ConflictView | null, };

export type OutboxState = "queued" | "sending" | "unsure" | "blocked" | "failed";

export type PlatformKind = "wordPress";

export type PostDocument = { 
/**
 * Its id.
 */
id: PostId, 
/**
 * The blog it is for.
 */
blog: BlogId, 
/**
 * Its title.
 */
title: string, 
/**
 * Its Markdown.
 */
body: string, 
/**
 * The text's number, counted up by each save; goes back in `SavePost`.
 */
version: number, 
/**
 * When it was last saved on this computer.
 */
savedAt: string, 
/**
 * Where its newest words are.
 */
whereabouts: Whereabouts, 
/**
 * The outbox row that carries it, if any.
 */
sending: OutboxItem | null, 
/**
 * Its address on the blog, once public.
 */
link: string | null, 
/**
 * In the trash here.
 */
trashed: boolean, 
/**
 * Has been sent to the blog: the button says Update.
 */
onBlog: boolean, };

export type PostFolder = "drafts" | "published" | "trash";

export type PostId = number;

export type PostRow = { 
/**
 * Its id.
 */
id: PostId, 
/**
 * Its title; may be empty.
 */
title: string, 
/**
 * First words of its text, plain.
 */
excerpt: string, 
/**
 * Where its newest words are.
 */
whereabouts: Whereabouts, 
/**
 * When it was last changed here.
 */
changedAt: string, };

export type Preview = { 
/**
 * Clean HTML. Pictures from the store carry `data-media="<uuid>"` and no `src`.
 */
html: string, 
/**
 * Words in the text.
 */
words: number, 
/**
 * Minutes to read, at least 1.
 */
minutes: number, };

export type Problem = { 
/**
 * What kind.
 */
kind: ProblemKind, 
/**
 * Technical words, plain text; may be empty.
 */
detail: string, };

export type ProblemKind = "offline" | "answerLost" | "signIn" | "noPassword" | "role" | "conflict" | "takenOff" | "overtaken" | "gone" | "commentsClosed" | "busy" | "maintenance" | "notTheBlog" | "certificate" | "moved" | "tooLarge" | "refused" | "missingPicture" | "massDisappearance" | "notSaved";

export type QueueReply = { 
/**
 * The comment it answers.
 */
comment: CommentId, 
/**
 * The text: Markdown of which inline marks and paragraphs survive.
 */
text: string, };

export type Queued = { 
/**
 * The row.
 */
item: OutboxId, };

export type Reach = "unknown" | "online" | "offline" | "signIn" | "trouble";

export type Receipt = { 
/**
 * Its id.
 */
id: ReceiptId, 
/**
 * The blog it went to.
 */
blog: BlogId, 
/**
 * What it was.
 */
kind: OpKind, 
/**
 * What a moderation did.
 */
moderation: Moderation | null, 
/**
 * Who or what it concerned: a post's title, a reader's name.
 */
subject: string, 
/**
 * Where: the post's title for a reply.
 */
about: string, 
/**
 * First words of what was sent.
 */
excerpt: string, 
/**
 * Its address on the blog.
 */
link: string | null, 
/**
 * How many tries it took.
 */
attempts: number, 
/**
 * When the blog had it.
 */
sentAt: string, };

export type ReceiptId = number;

export type Remember = { 
/**
 * A name of the window's choosing.
 */
name: string, 
/**
 * Any JSON.
 */
value: unknown, };

export type RemoteId = string;

export type RenderPreview = { 
/**
 * The Markdown.
 */
body: string, };

export type SavePost = { 
/**
 * The post.
 */
post: PostId, 
/**
 * The title.
 */
title: string, 
/**
 * The Markdown.
 */
body: string, 
/**
 * The version this text grew from. If the stored one is newer, the error `changedElsewhere` comes
 * back, and this text is kept as a revision.
 */
version: number, };

export type SaveReplyDraft = { 
/**
 * The comment it answers.
 */
comment: CommentId, 
/**
 * The text; empty to forget it.
 */
text: string, };

export type SavedPost = { 
/**
 * The text's new number.
 */
version: number, 
/**
 * When.
 */
savedAt: string, 
/**
 * Where its newest words are now.
 */
whereabouts: Whereabouts, };

export type SecretPlace = "keychain" | "session" | "file";

export type SignInAgain = { 
/**
 * Which.
 */
blog: BlogId, 
/**
 * The new application password.
 */
password: string, 
/**
 * Where to keep it.
 */
keep: SecretPlace, };

export type Turn = { 
/**
 * The comment.
 */
id: CommentId, 
/**
 * 0 for a comment on the post itself.
 */
depth: number, 
/**
 * Who wrote it. Strangers' words: text, never HTML.
 */
author: Author, 
/**
 * Written by the writer.
 */
mine: boolean, 
/**
 * Clean HTML, without pictures.
 */
html: string, 
/**
 * Where it stands; a queued moderation counts already.
 */
status: CommentStatus, 
/**
 * When it was written.
 */
writtenAt: string, 
/**
 * Its address on the blog.
 */
link: string | null, 
/**
 * No later turn of the writer's under it.
 */
unanswered: boolean, 
/**
 * The writer said that it needs no reply.
 */
handled: boolean, 
/**
 * A reply of ours that is still in the outbox.
 */
sending: OutboxItem | null, 
/**
 * A moderation of it that is still in the outbox.
 */
moderating: OutboxItem | null, 
/**
 * The text of our reply as typed, while it can still be edited.
 */
text: string | null, 
/**
 * A half-written reply to it, kept through anything.
 */
draft: string, };

export type Whereabouts = "localOnly" | "waiting" | "sending" | "onBlog" | "changedHere" | "needsYou";

/** Every command with what it takes and gives. */
export interface Commands {
  app_state: { argument: null; reply: AppState };
  remember: { argument: Remember; reply: null };
  link_open: { argument: OpenLink; reply: OpenedLink };
  blog_find: { argument: FindBlog; reply: FoundBlog };
  blog_connect: { argument: ConnectBlog; reply: ConnectedBlog };
  blog_sign_in: { argument: SignInAgain; reply: ConnectedBlog };
  blog_disconnect: { argument: ForBlog; reply: null };
  blog_check: { argument: ForBlog; reply: null };
  blog_accept_missing: { argument: ForBlog; reply: null };
  blog_status: { argument: null; reply: Array<BlogStatus> };
  blog_counts: { argument: ForBlog; reply: Counts };
  post_list: { argument: ListPosts; reply: Array<PostRow> };
  post_create: { argument: ForBlog; reply: PostDocument };
  post_open: { argument: ForPost; reply: PostDocument };
  post_save: { argument: SavePost; reply: SavedPost };
  post_trash: { argument: ForPost; reply: null };
  post_restore: { argument: ForPost; reply: null };
  post_publish: { argument: ForPost; reply: Queued };
  preview_render: { argument: RenderPreview; reply: Preview };
  picture_add: { argument: AddPicture; reply: AddedPicture };
  comment_list: { argument: ListComments; reply: CommentList };
  conversation_open: { argument: ForComment; reply: Conversation };
  reply_draft_save: { argument: SaveReplyDraft; reply: null };
  reply_queue: { argument: QueueReply; reply: Queued };
  reply_edit: { argument: EditReply; reply: null };
  comment_moderate: { argument: ModerateComment; reply: null };
  comment_handle: { argument: HandleComment; reply: null };
  outbox_list: { argument: ForBlog; reply: Array<OutboxItem> };
  outbox_take_back: { argument: ForItem; reply: null };
  outbox_retry: { argument: ForItem; reply: null };
  outbox_send_mine: { argument: ForItem; reply: null };
  receipt_list: { argument: ForBlog; reply: Array<Receipt> };
}
