// Written by `cargo xtask types` from crates/desk/src/api. Don't edit.

export type Ability = "read" | "submitForReview" | "publish" | "editOthers" | "makeCategories" | "upload" | "reply" | "moderateOwn" | "moderateAll";

export type AbilityState = { 
/**
 * What.
 */
ability: Ability, 
/**
 * Whether.
 */
allowed: boolean, };

export type ActivityKind = "connected" | "received" | "queued" | "sent" | "merged" | "problem" | "solved" | "gone";

export type ActivityRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * When.
 */
at: string, 
/**
 * What, in a sentence.
 */
sentence: string, 
/**
 * What sort of thing.
 */
kind: ActivityKind, };

export type AddCategory = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * Its name.
 */
name: string, 
/**
 * The category above it.
 */
parent: TermId | null, };

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
base64: string, 
/**
 * Another file is refused.
 */
picturesOnly?: boolean, };

export type AddedPicture = { 
/**
 * Its name in bodies.
 */
uuid: string, 
/**
 * What to put into the body.
 */
markdown: string, 
/**
 * It is shown in the text; else the text has a link.
 */
isPicture: boolean, 
/**
 * As it came, the way round it is meant to be seen.
 */
was: PictureSize, 
/**
 * As it is kept and will be uploaded.
 */
is: PictureSize, 
/**
 * Where it was taken was written into it, and was taken out.
 */
hadLocation: boolean, };

export type AnswerBefore = { 
/**
 * Who wrote that.
 */
author: string, 
/**
 * The writer did.
 */
mine: boolean, 
/**
 * First words, plain text.
 */
excerpt: string, };

export type AnswerRow = { 
/**
 * The comment.
 */
comment: CommentId, 
/**
 * Who wrote it, across names.
 */
reader: ReaderId | null, 
/**
 * The name given.
 */
author: string, 
/**
 * The writer marked this reader as a regular.
 */
regular: boolean, 
/**
 * The post's title.
 */
postTitle: string, 
/**
 * The post, by the blog's id.
 */
post: RemoteId, 
/**
 * Clean HTML, without pictures.
 */
html: string, 
/**
 * Where it stands.
 */
status: CommentStatus, 
/**
 * When it was written.
 */
writtenAt: string, 
/**
 * First words of what it answers, with the name; `null` for a comment on the post itself.
 */
before: AnswerBefore | null, 
/**
 * A half-written reply.
 */
draft: string, 
/**
 * The greeting, filled in; an empty box opens with it.
 */
opening: string, 
/**
 * The sign-off, filled in; an empty box closes with it.
 */
closing: string, };

export type AnswerScope = { "of": "all" } | { "of": "today" } | { "of": "post", 
/**
 * By the blog's id.
 */
post: RemoteId, };

export type AnswerSheet = { 
/**
 * They.
 */
rows: Array<AnswerRow>, 
/**
 * How many wait in all.
 */
total: number, 
/**
 * How long readers usually wait for an answer, in minutes.
 */
usualWaitMinutes: number | null, };

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
 * Blogs that are not connected any more, and of which something is still here.
 */
parted: Array<Blog>, 
/**
 * Where the password of each connected blog is; the practice blog needs none.
 */
passwords: Array<BlogPassword>, 
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

export type ApprovalStage = "waiting" | "approved" | "declined" | "wrong" | "over";

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

export type AuthorChoice = { 
/**
 * The blog's id.
 */
id: RemoteId, 
/**
 * The name.
 */
name: string, };

export type BeginApproval = { 
/**
 * From `FoundBlog`, or of a blog that is connected.
 */
endpoint: string, 
/**
 * How its password gets here.
 */
comes: PasswordComes, 
/**
 * The writer accepts that the password crosses the network unencrypted.
 */
allowUnencrypted: boolean, };

export type BegunApproval = { 
/**
 * What it is known by; `None` when nothing comes back by itself.
 */
approval: string | null, 
/**
 * The blog's page.
 */
url: string, 
/**
 * False when the page of the window has to open it itself (served window).
 */
opened: boolean, };

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

export type BlogLook = { 
/**
 * The look that is kept.
 */
style: BlogStyle | null, 
/**
 * The page that it would be taken from now; nothing: no reader can open a post yet.
 */
page: StylePage | null, };

export type BlogPassword = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * The place it was put; `null`: it is not there any more.
 */
kept: SecretPlace | null, };

export type BlogSettings = { 
/**
 * Posts go out as plain HTML instead of blocks.
 */
classicHtml: boolean, 
/**
 * Pictures are made no larger than this on their long side, in pixels; 0: never made smaller.
 */
pictureLimit: number, 
/**
 * What the camera wrote into pictures (place, time, model) stays in them.
 */
keepCameraData: boolean, };

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
needsYou: number, 
/**
 * How far the blog's posts have been read, while they are.
 */
pulling: PullProgress | null, };

export type BlogStyle = { 
/**
 * The address it was taken from.
 */
page: string, 
/**
 * When.
 */
takenAt: string, 
/**
 * The elements from `html` to the one whose children are the text's blocks.
 */
steps: Array<StyleStep>, 
/**
 * How many of them are around the title as well.
 */
titleAt: number, 
/**
 * The elements from there to the title's heading; empty: the page shows none.
 */
titleSteps: Array<StyleStep>, 
/**
 * Clean CSS that names no address; to be set as text.
 */
css: string, 
/**
 * Fonts that it uses.
 */
fonts: Array<StyleFont>, 
/**
 * Style sheets and fonts that did not come.
 */
missing: number, 
/**
 * The blog's posts are made of blocks, which themes style by their classes.
 */
blocks: boolean, };

export type BodyKind = "markdown" | "html";

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
 * May change posts once they are public.
 */
editPublishedPosts: boolean, 
/**
 * May change other people's posts, and give a post to another author.
 */
editOthersPosts: boolean, 
/**
 * May write and publish pages.
 */
publishPages: boolean, 
/**
 * May make categories; tags may be made by whoever may publish.
 */
manageCategories: boolean, 
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

export type Change = { "what": "blogs" } | { "what": "approval" } | { "what": "posts", 
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
blog: BlogId, } | { "what": "trip", 
/**
 * Which blog.
 */
blog: BlogId, } | { "what": "arrived", 
/**
 * Which blog.
 */
blog: BlogId, 
/**
 * Whose is the newest: a stranger's word, to be shown as text.
 */
name: string, 
/**
 * Its first words, plain text.
 */
excerpt: string, 
/**
 * So many besides.
 */
more: number, };

export type ChangeReply = { 
/**
 * The reply.
 */
comment: CommentId, 
/**
 * The new text.
 */
text: string, 
/**
 * From `ReplySource`: what the writer saw when they began.
 */
before: string, };

export type ChangedField = "title" | "body" | "slug" | "excerpt" | "categories" | "tags" | "featured" | "format" | "sticky" | "commentsOpen" | "visibility" | "author" | "date";

export type CheckKind = "titleMissing" | "categoryMissing" | "pictureWithoutAlt" | "hugePicture" | "pictureGone" | "headingOrder" | "quoteWithoutSource" | "quotesOutgrow" | "localLink" | "emptyLink" | "unpublishedLink" | "deadLink" | "noSuchHost" | "takenOut";

export type CheckPost = { 
/**
 * The post, as it is saved.
 */
post: PostId, 
/**
 * The press.
 */
intent: Intent, };

export type CheckRemark = { 
/**
 * What.
 */
kind: CheckKind, 
/**
 * Where in the text it begins, in UTF-16 units.
 */
from: number | null, 
/**
 * Where it ends.
 */
to: number | null, 
/**
 * The address, file name, heading, category or piece of HTML it is about; may be empty.
 */
detail: string, 
/**
 * The field it is about, when it is not the text.
 */
field: ChangedField | null, };

export type CheckReply = { 
/**
 * The comment it answers.
 */
comment: CommentId, 
/**
 * The text.
 */
text: string, };

export type CheckSlug = { 
/**
 * The post.
 */
post: PostId, 
/**
 * The last part as typed; empty: made from the title.
 */
slug: string, 
/**
 * Asks the blog, too, if it can be reached: takes as long as that takes, a few seconds at most.
 */
askBlog: boolean, };

export type CheckSummary = { 
/**
 * Comments by others that were not here before.
 */
newComments: number, 
/**
 * Posts and pages that were not here before, or changed on the blog.
 */
newPosts: number, 
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

export type Choice = "edit" | "takeBack" | "retry" | "hold" | "release" | "sendNow" | "sendMine" | "takeTheirs" | "settle" | "signIn";

export type Clash = { 
/**
 * As it is here.
 */
mine: string, 
/**
 * As it was.
 */
base: string, 
/**
 * As the blog has it.
 */
theirs: string, };

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

export type CommentFolder = "unanswered" | "held" | "all" | "mine" | "pingbacks" | "spam" | "trash";

export type CommentId = number;

export type CommentOrder = "newestFirst" | "oldestFirst";

export type CommentPage = { 
/**
 * The rows.
 */
rows: Array<CommentRow>, 
/**
 * How many the whole list has.
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
 * Who it is by, across names; `null` for the writer's own.
 */
reader: ReaderId | null, 
/**
 * The writer marked this reader as a regular.
 */
regular: boolean, 
/**
 * Another site's link to the post, not a reader's words.
 */
pingback: boolean, 
/**
 * A reply of the writer's to it waits in the outbox.
 */
waiting: boolean, 
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
 * What both grew from, when it is known.
 */
base: Version | null, 
/**
 * What is here.
 */
mine: Version, 
/**
 * What the blog has.
 */
theirs: Version, 
/**
 * Both together; where they clash, what is here.
 */
merged: Version, 
/**
 * When the blog says its version changed.
 */
changedAt: string, 
/**
 * Places in the text that were changed differently, in order.
 */
clashes: Array<Clash>, 
/**
 * Fields that were changed differently.
 */
clashingFields: Array<ChangedField>, 
/**
 * The local text's number; goes back in `SettleConflict`.
 */
version: number, };

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
 * The blog's id for it: `ListComments.post`.
 */
remote: RemoteId, 
/**
 * Whether it takes comments, as last seen; `null`: not known.
 */
commentsOpen: boolean | null, 
/**
 * The post here, when it was written here.
 */
local: PostId | null, };

export type Counts = { 
/**
 * Posts that readers can't see.
 */
drafts: number, 
/**
 * Posts that become public later.
 */
scheduled: number, 
/**
 * Posts on the blog.
 */
published: number, 
/**
 * Pages.
 */
pages: number, 
/**
 * Posts in the trash.
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

export type CreatePost = { 
/**
 * The blog it is for.
 */
blog: BlogId, 
/**
 * Post or page; left out: a post.
 */
kind?: PostKind, };

export type DescribePicture = { 
/**
 * The picture.
 */
uuid: string, 
/**
 * Plain text.
 */
alt: string, };

export type DeskSettings = { 
/**
 * Replies and moderations can be undone for so long before they go; 0: they go at once.
 */
undoSeconds: number, 
/**
 * Blogs are checked this often.
 */
checkMinutes: number, 
/**
 * Which new comments the system tells of.
 */
notify: Notify, 
/**
 * On a connection that is paid by volume, blogs are checked only when asked.
 */
quietOnMetered: boolean, };

export type DisconnectBlog = { 
/**
 * Which.
 */
blog: BlogId, 
/**
 * What becomes of the password.
 */
password: OldPassword, };

export type Disconnected = { 
/**
 * Why the password still works on the blog although it was to be revoked; `None` when all went well.
 */
notRevoked: string | null, };

export type DoneToPosts = { 
/**
 * To these.
 */
posts: Array<PostId>, 
/**
 * Not to so many that are on the blog: they go there by themselves, one at a time.
 */
onBlog: number, 
/**
 * Not to so many that wait in the outbox.
 */
inOutbox: number, };

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

export type ExportedText = { 
/**
 * Plain text.
 */
text: string, };

export type Featured = { "where": "here", "id": string } | { "where": "there", "id": RemoteId };

export type FillSavedReply = { 
/**
 * Which.
 */
id: SavedReplyId, 
/**
 * The comment it is to answer.
 */
comment: CommentId, };

export type FilledReply = { 
/**
 * The text.
 */
text: string, };

export type Find = { 
/**
 * On this blog.
 */
blog: BlogId, 
/**
 * Words, "phrases" and filters, as typed; empty: what was opened last.
 */
typed: string, 
/**
 * At most so many posts and so many comments.
 */
limit: number, };

export type FindBlog = { 
/**
 * As typed: no scheme, a path, wp-admin, all fine.
 */
address: string, };

export type FindTitled = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * Words of the title or their beginnings; empty: the last changed posts.
 */
typed: string, };

export type FinishApproval = { 
/**
 * From `BegunApproval`.
 */
approval: string, 
/**
 * Where to keep the password.
 */
keep: SecretPlace, 
/**
 * The blog that is signed in to again; `None`: connect it.
 */
blog: BlogId | null, };

export type ForApproval = { 
/**
 * From `BegunApproval`.
 */
approval: string, };

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

export type ForFolder = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * The folder.
 */
folder: PostFolder, };

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

export type ForPosts = { 
/**
 * Which.
 */
posts: Array<PostId>, };

export type ForReader = { 
/**
 * Which.
 */
reader: ReaderId, };

export type ForRevision = { 
/**
 * The post.
 */
post: PostId, 
/**
 * From `RevisionRow`.
 */
revision: number, };

export type ForSavedReply = { 
/**
 * Which.
 */
id: SavedReplyId, };

export type ForSnippet = { 
/**
 * Which.
 */
id: SnippetId, };

export type ForWord = { 
/**
 * The word.
 */
word: string, };

export type Found = { 
/**
 * Posts and pages.
 */
posts: Array<FoundPost>, 
/**
 * How many there are, up to `most`.
 */
postsTotal: number, 
/**
 * Comments and answers.
 */
comments: Array<FoundComment>, 
/**
 * How many there are, up to `most`.
 */
commentsTotal: number, 
/**
 * Nothing counts further than this.
 */
most: number, 
/**
 * Filters that could not be used as they were meant.
 */
odd: Array<OddFilter>, };

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
 * How it is reached.
 */
platform: PlatformKind, 
/**
 * Programs may sign in with an application password.
 */
applicationPasswords: boolean, 
/**
 * The blog has a page where the writer can approve Afterword; and how its password gets here.
 */
approval: PasswordComes | null, 
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

export type FoundComment = { 
/**
 * Its id.
 */
id: CommentId, 
/**
 * Who wrote it.
 */
author: MarkedText, 
/**
 * The writer did.
 */
mine: boolean, 
/**
 * What it is about.
 */
postTitle: string, 
/**
 * Its text around the place.
 */
snippet: MarkedText, 
/**
 * Where it stands.
 */
status: CommentStatus, 
/**
 * When it was written.
 */
writtenAt: string, };

export type FoundPost = { 
/**
 * Its id.
 */
id: PostId, 
/**
 * Post or page.
 */
kind: PostKind, 
/**
 * The list it is in.
 */
folder: PostFolder, 
/**
 * Its title; may be empty.
 */
title: MarkedText, 
/**
 * Its text around the place.
 */
snippet: MarkedText, 
/**
 * The place in its text, in UTF-16 units.
 */
place: [number, number] | null, 
/**
 * Where its newest words are.
 */
whereabouts: Whereabouts, 
/**
 * Its standing on the blog, as last seen.
 */
remoteStatus: PostStatus | null, 
/**
 * Its date on the blog.
 */
publishedAt: string | null, 
/**
 * When it was last changed here.
 */
changedAt: string, };

export type Grammar = { 
/**
 * In the order of the text.
 */
findings: Array<GrammarFinding>, 
/**
 * All of it was read; else ask again for the rest.
 */
isDone: boolean, };

export type GrammarFinding = { 
/**
 * Where they begin.
 */
from: number, 
/**
 * Where they end.
 */
to: number, 
/**
 * What is the matter, in English.
 */
message: string, 
/**
 * What the remark is known by when it is to be ignored.
 */
mark: string, 
/**
 * What could take their place; empty words take them out.
 */
fixes: Array<string>, };

export type GrammarText = { 
/**
 * The post it belongs to.
 */
post: PostId, 
/**
 * Markdown.
 */
text: string, 
/**
 * What is in sight begins here; it is read first.
 */
first: number, 
/**
 * `en-GB`; other languages have no grammar here.
 */
language: string, };

export type HandleComments = { 
/**
 * Which.
 */
comments: Array<CommentId>, 
/**
 * True: they need none.
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

export type IgnoreRemark = { 
/**
 * The post.
 */
post: PostId, 
/**
 * What it is about.
 */
kind: ProofKind, 
/**
 * The word, or a finding's `mark`.
 */
words: string, 
/**
 * Ignore it, or say it again.
 */
ignored: boolean, };

export type Intent = "draft" | "review" | "public";

export type KeptBecause = "sent" | "overtaken" | "replaced" | "merged" | "pulled" | "settled" | "restored" | "labelled" | "pressed" | "paused" | "writing";

export type KeychainState = "ready" | "missing";

export type KnownSource = { 
/**
 * The page.
 */
source: QuoteSource, 
/**
 * Whether its address stands in the post.
 */
inPost: boolean, };

export type LabelPosts = { 
/**
 * Which.
 */
posts: Array<PostId>, 
/**
 * Tags to add, by name.
 */
addTags: Array<string>, 
/**
 * Tags to take away, by name.
 */
removeTags: Array<string>, 
/**
 * Categories to add.
 */
addCategories: Array<TermId>, 
/**
 * Categories to take away.
 */
removeCategories: Array<TermId>, };

export type LabelledPosts = { 
/**
 * Of the posts that were changed.
 */
before: Array<PostLabels>, 
/**
 * So many were left alone: pages, posts in the outbox, and such as it was so already.
 */
leftAlone: number, };

export type LinkReport = { 
/**
 * Links that lead nowhere, in the order of the text.
 */
remarks: Array<CheckRemark>, 
/**
 * Addresses that were asked.
 */
asked: number, 
/**
 * Of those, how many told nothing, in time or at all.
 */
silent: number, 
/**
 * Addresses too many to be asked.
 */
left: number, };

export type ListActivity = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * Only what is older than this row.
 */
before: number | null, 
/**
 * At most so many rows, newest first.
 */
limit: number, };

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
 * The order; left out: the newest first.
 */
order?: CommentOrder, 
/**
 * Only those of one post.
 */
post?: RemoteId, 
/**
 * Only those of one reader.
 */
reader?: ReaderId, 
/**
 * Leaves out so many rows at the top.
 */
offset?: number, 
/**
 * At most so many rows.
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
 * Words that title or body contain, and filters such as `tag:travel`; empty for all.
 */
search: string, 
/**
 * The order; left out: as the folder says.
 */
order?: PostOrder, 
/**
 * The other way round; left out: no.
 */
reversed?: boolean, 
/**
 * Only what stands like this.
 */
standing?: PostStanding, 
/**
 * Only posts of this category or one below it.
 */
category?: TermId, 
/**
 * Leaves out so many rows at the top.
 */
offset: number, 
/**
 * At most so many rows.
 */
limit: number, };

export type ListReaders = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * Words that the name contains; empty for all.
 */
search: string, 
/**
 * Leaves out so many rows at the top.
 */
offset: number, 
/**
 * At most so many rows.
 */
limit: number, };

export type ListedIds = { 
/**
 * Its posts, in its order.
 */
posts: Array<PostId>, 
/**
 * What was asked, for the window to compare.
 */
asked: ListPosts, };

export type Manners = { 
/**
 * What an answer opens with (`Hello {name}.`); may be empty.
 */
greeting: string, 
/**
 * What it closes with; may be empty.
 */
signOff: string, 
/**
 * Where the two come from.
 */
from: MannersFrom, 
/**
 * What the writer's own replies have shown; `null`: they don't agree, or are too few.
 */
learnedGreeting: string | null, 
/**
 * The same for the closing.
 */
learnedSignOff: string | null, 
/**
 * Boxes of the answer sheet open with them.
 */
on: boolean, };

export type MannersFrom = "written" | "learned" | "none";

export type MarkReader = { 
/**
 * The reader.
 */
reader: ReaderId, 
/**
 * A regular.
 */
regular?: boolean, 
/**
 * The writer under another name.
 */
isMe?: boolean, };

export type MarkedText = { 
/**
 * Plain text.
 */
text: string, 
/**
 * From and to, each.
 */
marks: Array<[number, number]>, };

export type MergeReaders = { 
/**
 * The one that stays.
 */
into: ReaderId, 
/**
 * The one that becomes part of it.
 */
from: ReaderId, };

export type MergedReader = { 
/**
 * Goes back in `reader_unmerge`.
 */
reader: ReaderId, 
/**
 * Its name.
 */
name: string, };

export type Misspelling = { 
/**
 * Where it begins.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * The word, without marks in it.
 */
word: string, };

export type ModerateComments = { 
/**
 * Which.
 */
comments: Array<CommentId>, 
/**
 * What to do with each.
 */
to: Moderation, };

export type ModeratedMany = { 
/**
 * Where those stood that moved; goes back in `UndoModeration`.
 */
before: Array<Standing>, 
/**
 * So many could not be moderated: they are not on the blog (any more).
 */
leftAlone: number, };

export type Moderation = "approve" | "unapprove" | "spam" | "trash";

export type MovePost = { 
/**
 * The post.
 */
post: PostId, 
/**
 * Where to.
 */
to: PostMove, };

export type NoteOpened = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * This post.
 */
post?: PostId, 
/**
 * This comment.
 */
comment?: CommentId, };

export type Notify = "off" | "regulars" | "all";

export type OddFilter = { "what": "name", "text": string } | { "what": "place", "text": string } | { "what": "date", "text": string };

export type OldPassword = "forget" | "revoke";

export type OpKind = "upload" | "publish" | "update" | "schedule" | "review" | "draft" | "unpublish" | "trashPost" | "restorePost" | "reply" | "editReply" | "moderate";

export type OpenAnswers = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * Whose turns.
 */
scope: AnswerScope, 
/**
 * The order.
 */
order: CommentOrder, 
/**
 * At most so many rows.
 */
limit: number, };

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
 * How far an upload is that goes out right now.
 */
progress: UploadProgress | null, 
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
 * Its place in the order of going out, from 1; 0: not before the writer did something.
 */
place: number, 
/**
 * What has to happen first, in a sentence.
 */
waitsFor: string | null, };

export type OutboxState = "queued" | "onHold" | "sending" | "unsure" | "blocked" | "failed";

export type PagePassage = { 
/**
 * What it is.
 */
kind: PassageKind, 
/**
 * For the text.
 */
markdown: string, 
/**
 * For reading.
 */
plain: string, };

export type PageRead = { 
/**
 * What is known of it: from now, or from when it was read last.
 */
source: QuoteSource, 
/**
 * Its words, in order; none when it could not be read.
 */
passages: Array<PagePassage>, 
/**
 * Why it could not be read.
 */
problem: string | null, 
/**
 * Whether what is not known can be filled in when the page can be reached.
 */
later: boolean, };

export type PassageKind = "words" | "heading" | "point" | "quote" | "code";

export type PasswordComes = "byItself" | "byLink" | "byPasting";

export type PastedHtml = { 
/**
 * As it came, from anywhere.
 */
html: string, };

export type PastedMarkdown = { 
/**
 * Without scripts, styles and pictures that only count readers.
 */
markdown: string, };

export type PickedPassage = { 
/**
 * Its place on the page.
 */
at: number, 
/**
 * What it is.
 */
kind: PassageKind, 
/**
 * Its Markdown, whole.
 */
markdown: string, 
/**
 * Where the part begins, in UTF-16 units of its plain words; left out: at its start.
 */
from?: number, 
/**
 * Where the part ends; left out: at its end.
 */
to?: number, 
/**
 * How long its plain words are.
 */
length: number, };

export type PictureRow = { 
/**
 * Its name in bodies.
 */
uuid: string, 
/**
 * The name it came with.
 */
fileName: string, 
/**
 * What readers who can't see it are told, when the body does not say; may be empty.
 */
alt: string, 
/**
 * Its measures.
 */
size: PictureSize, 
/**
 * The blog has it already.
 */
uploaded: boolean, 
/**
 * It stands for the post.
 */
featured: boolean, };

export type PictureSize = { 
/**
 * Pixels.
 */
width: number, 
/**
 * Pixels.
 */
height: number, 
/**
 * Bytes.
 */
bytes: number, };

export type PlatformKind = "wordPress" | "wordPressXmlRpc";

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
 * Post or page.
 */
kind: PostKind, 
/**
 * Title and everything else beside the text.
 */
fields: PostFields, 
/**
 * Its Markdown, or the blog's HTML where `fields.bodyKind` says so.
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
 * Its standing on the blog, as last seen; `null`: never reached it.
 */
remoteStatus: PostStatus | null, 
/**
 * Its date on the blog: when it became or becomes public.
 */
publishedAt: string | null, 
/**
 * Its address on the blog, once public.
 */
link: string | null, 
/**
 * In the trash, here or on the blog.
 */
trashed: boolean, 
/**
 * In the trash: when it is removed from this computer for good, if it is.
 */
goesAt: string | null, 
/**
 * Readers have it, or will by themselves: the button says Update.
 */
onBlog: boolean, 
/**
 * Somebody changed it on the blog and that version waits for the writer: offer the comparison.
 */
isChangedThere: boolean, 
/**
 * The blog's changes came into this text by themselves, and the writer has not said that they know:
 * the revision that has the text as it was before.
 */
mergedFrom: number | null, };

export type PostFields = { 
/**
 * The title, plain text.
 */
title: string, 
/**
 * The last part of its address; empty: the blog makes it from the title.
 */
slug: string, 
/**
 * The summary in the writer's own words; empty: the blog cuts one.
 */
excerpt: string, 
/**
 * Its categories, each once, ascending.
 */
categories: Array<TermId>, 
/**
 * Its tags by name, in the writer's order, each once however it is capitalised.
 */
tags: Array<string>, 
/**
 * The picture that stands for it.
 */
featured: Featured | null, 
/**
 * The blog's word for its kind (`aside`, `quote`, …); empty: standard.
 */
format: string, 
/**
 * Stays at the top of the blog.
 */
sticky: boolean, 
/**
 * Whether readers may comment; `None`: as the blog has it.
 */
commentsOpen: boolean | null, 
/**
 * Who may read it.
 */
visibility: Visibility, 
/**
 * Whose name stands under it, by the blog's id; `None`: the writer's own.
 */
author: RemoteId | null, 
/**
 * The date it is to carry; in the future: when it becomes public. `None`: the moment of publishing,
 * or the one it has.
 */
date: string | null, 
/**
 * How the body is written.
 */
bodyKind: BodyKind, };

export type PostFolder = "drafts" | "scheduled" | "published" | "pages" | "trash";

export type PostFromComment = { 
/**
 * The comment to quote.
 */
comment: CommentId, 
/**
 * The answer so far, Markdown.
 */
answer: string | null, };

export type PostId = number;

export type PostKind = "post" | "page";

export type PostLabels = { 
/**
 * The post.
 */
post: PostId, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * Its categories.
 */
categories: Array<TermId>, };

export type PostMonth = { 
/**
 * As filters take it: `2025-03`.
 */
month: string, 
/**
 * How many posts it has.
 */
posts: number, };

export type PostMove = "unpublish" | "trash" | "restore";

export type PostOrder = "changed" | "date" | "title";

export type PostPage = { 
/**
 * The rows.
 */
rows: Array<PostRow>, 
/**
 * How many the whole list has.
 */
total: number, };

export type PostPlace = { 
/**
 * Where the selection began.
 */
anchor: number, 
/**
 * Where the cursor is.
 */
head: number, 
/**
 * What stood at the upper edge.
 */
top: number, 
/**
 * How many words it is meant to have.
 */
goal: number | null, };

export type PostRow = { 
/**
 * Its id.
 */
id: PostId, 
/**
 * Post or page.
 */
kind: PostKind, 
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
 * Its standing on the blog, as last seen.
 */
remoteStatus: PostStatus | null, 
/**
 * Its date on the blog: when it became or becomes public.
 */
publishedAt: string | null, 
/**
 * When it was last changed here.
 */
changedAt: string, 
/**
 * In the trash: when it is removed from this computer for good, if it is.
 */
goesAt: string | null, };

export type PostStanding = "onlyHere" | "draft" | "pending" | "private" | "edited" | "waiting" | "needsYou";

export type PostStatus = "draft" | "pending" | "scheduled" | "published" | "private" | "trash";

export type Preview = { 
/**
 * The text that `edit` was for is not known here any more: nothing else in this answer means anything,
 * the text has to be sent.
 */
lost: boolean, 
/**
 * To be named as `have` when the next one is asked for.
 */
version: number, 
/**
 * The changes are to a page without blocks: what the window shows is not known here any more.
 */
whole: boolean, 
/**
 * From the last place to the first, so that one moves nothing that another counts on.
 */
changes: Array<PreviewChange>, 
/**
 * Clean HTML of the list of footnotes, empty for none; nothing when it is as it was.
 */
notes: string | null, 
/**
 * The line, from 1, on which each footnote's words begin; 0 for one without words.
 */
noteLines: Array<number>, 
/**
 * Words in the text.
 */
words: number, 
/**
 * Minutes to read, at least 1.
 */
minutes: number, };

export type PreviewChange = { 
/**
 * Where, among the blocks that the window has.
 */
at: number, 
/**
 * How many go.
 */
remove: number, 
/**
 * What comes.
 */
add: Array<PreviewPart>, };

export type PreviewEdit = { 
/**
 * From here, in UTF-16 units of the text as it was.
 */
from: number, 
/**
 * Up to here.
 */
to: number, 
/**
 * What stands there now.
 */
text: string, };

export type PreviewPart = { 
/**
 * Lines without anything to show, between the part before and this one.
 */
gap: number, 
/**
 * Lines of the source that it is made of.
 */
lines: number, 
/**
 * Clean HTML. Pictures from the store carry `data-media="<uuid>"` and no `src`; what stands on another
 * line than the first has it in `data-at`, counted from the first.
 */
html: string, };

export type Problem = { 
/**
 * What kind.
 */
kind: ProblemKind, 
/**
 * Technical words, plain text; may be empty.
 */
detail: string, };

export type ProblemKind = "offline" | "answerLost" | "signIn" | "noPassword" | "role" | "conflict" | "takenOff" | "overtaken" | "gone" | "commentsClosed" | "parentEdited" | "answeredElsewhere" | "newTurn" | "busy" | "maintenance" | "notTheBlog" | "certificate" | "moved" | "tooLarge" | "refused" | "missingPicture" | "massDisappearance" | "notSaved";

export type ProofKind = "spelling" | "grammar";

export type ProofText = { 
/**
 * The post it belongs to.
 */
post: PostId, 
/**
 * Markdown.
 */
text: string, 
/**
 * What was found for the whole text; `null`: as the writer chose, or guessed from this text.
 */
language: string | null, 
/**
 * The languages the window speaks, the preferred one first: `de-CH`, `en`.
 */
spoken: Array<string>, };

export type PublishCheck = { 
/**
 * What will happen.
 */
plan: PublishPlan, 
/**
 * What to look at; none of it stops anything. In the order of the text, fields first.
 */
remarks: Array<CheckRemark>, };

export type PublishPlan = { 
/**
 * What it would be.
 */
kind: OpKind, 
/**
 * When it becomes public, if later than now.
 */
at: string | null, 
/**
 * The post was deleted on the blog meanwhile: it becomes a new one there.
 */
asNew: boolean, 
/**
 * The address it will have, as far as is known here; `null`: the blog decides.
 */
address: string | null, 
/**
 * What differs from what the blog has; everything for a post that it has never seen.
 */
changed: Array<ChangedField>, 
/**
 * Pictures to upload first.
 */
pictures: number, 
/**
 * Other files to upload first.
 */
files: number, 
/**
 * The bytes of both together.
 */
pictureBytes: number, 
/**
 * Categories and tags that the blog does not have yet.
 */
newTerms: Array<string>, 
/**
 * The blog can't be reached now: it goes out by itself later.
 */
offline: boolean, 
/**
 * Why the press would be refused, for the writer.
 */
blocked: string | null, };

export type PublishPost = { 
/**
 * The post, as it is saved.
 */
post: PostId, 
/**
 * What the writer pressed.
 */
intent: Intent, };

export type PullProgress = { 
/**
 * Posts and pages read.
 */
done: number, 
/**
 * Of so many, as far as the blog tells.
 */
total: number, };

export type PutSavedReply = { 
/**
 * Which to change; `null`: a new one.
 */
id: SavedReplyId | null, 
/**
 * What the writer calls it.
 */
name: string, 
/**
 * The text.
 */
text: string, };

export type PutSnippet = { 
/**
 * `null`: a new one.
 */
id: SnippetId | null, 
/**
 * One word.
 */
name: string, 
/**
 * The text.
 */
text: string, };

export type QueueReplies = { 
/**
 * They.
 */
replies: Array<QueueReply>, };

export type QueueReply = { 
/**
 * The comment it answers.
 */
comment: CommentId, 
/**
 * The text: Markdown of which inline marks and paragraphs survive.
 */
text: string, 
/**
 * Approves a held comment first: both go out in this order, or neither. Left out: no.
 */
approve?: boolean, };

export type Queued = { 
/**
 * The row.
 */
item: OutboxId, 
/**
 * Until when it can be taken back before anything is sent; `null`: it goes at once.
 */
until: string | null, };

export type QueuedMany = { 
/**
 * Those in the outbox.
 */
queued: Array<QueuedReply>, 
/**
 * Until when they can be taken back before anything is sent; `null`: they go at once.
 */
until: string | null, 
/**
 * The others.
 */
skipped: Array<Skipped>, };

export type QueuedReply = { 
/**
 * The comment it answers.
 */
comment: CommentId, 
/**
 * Its row.
 */
item: OutboxId, };

export type QuotePage = { 
/**
 * The post it is for.
 */
post: PostId, 
/**
 * Where it is from; without an address the quote names no source.
 */
source: QuoteSource, 
/**
 * What is quoted; none: a mark where the words will stand.
 */
picks: Array<PickedPassage>, 
/**
 * Fill in title, author and site when the page can be reached.
 */
later: boolean, };

export type QuoteSettings = { 
/**
 * The line under a quote, with `{title}`, `{author}`, `{site}`, `{date}` and `{address}`.
 */
template: string, 
/**
 * What it looks like, in Markdown.
 */
example: string, };

export type QuoteSource = { 
/**
 * The page's title.
 */
title: string, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * What the site is called.
 */
site: string, 
/**
 * The day it was published: `2025-03-09`.
 */
date: string, 
/**
 * Where it is, as the page says itself.
 */
address: string, };

export type QuotedPage = { 
/**
 * Markdown, a block of its own.
 */
markdown: string, };

export type Reach = "unknown" | "online" | "offline" | "signIn" | "trouble";

export type ReadPage = { 
/**
 * The post.
 */
post: PostId, 
/**
 * As the writer gave it; without `https://` it is added.
 */
address: string, };

export type ReaderCard = { 
/**
 * The reader.
 */
reader: ReaderId, 
/**
 * The blog they comment on.
 */
blog: BlogId, 
/**
 * Names they used, the latest first.
 */
names: Array<string>, 
/**
 * The site they gave last, unchecked.
 */
url: string | null, 
/**
 * Their first comment.
 */
firstSeen: string | null, 
/**
 * Their latest.
 */
lastSeen: string | null, 
/**
 * How many comments of theirs are here.
 */
comments: number, 
/**
 * How many of those have an answer.
 */
answered: number, 
/**
 * How long an answer usually took, in minutes: the middle of all answered ones.
 */
usualWaitMinutes: number | null, 
/**
 * Their last comments with the answers, the newest first.
 */
exchanges: Array<ReaderExchange>, 
/**
 * The writer's private note.
 */
note: string, 
/**
 * Marked as a regular.
 */
regular: boolean, 
/**
 * The writer under another name: such comments count as answers and need none.
 */
isMe: boolean, 
/**
 * Identities that were merged into this one.
 */
merged: Array<MergedReader>, };

export type ReaderExchange = { 
/**
 * The comment, to open.
 */
comment: CommentId, 
/**
 * The post's title.
 */
postTitle: string, 
/**
 * First words, plain text.
 */
excerpt: string, 
/**
 * When it was written.
 */
writtenAt: string, 
/**
 * First words of the writer's answer.
 */
answer: string | null, };

export type ReaderId = number;

export type ReaderPage = { 
/**
 * The rows, who wrote last at the top.
 */
rows: Array<ReaderRow>, 
/**
 * How many the whole list has.
 */
total: number, };

export type ReaderRow = { 
/**
 * The reader.
 */
reader: ReaderId, 
/**
 * The name used last.
 */
name: string, 
/**
 * The site given last, unchecked.
 */
url: string | null, 
/**
 * Marked as a regular.
 */
regular: boolean, 
/**
 * How many comments of theirs are here.
 */
comments: number, 
/**
 * Their latest.
 */
lastSeen: string | null, };

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
sentAt: string, 
/**
 * What the blog took out of the text: names of elements, attributes and the like.
 */
removed: Array<string>, };

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
 * The text; left out: `edit` says what it is.
 */
body?: string, 
/**
 * What changed since the text of `have`.
 */
edit?: PreviewEdit, 
/**
 * How it is written; left out: Markdown.
 */
bodyKind?: BodyKind, 
/**
 * The preview that the window shows; left out: none.
 */
have?: number, };

export type ReplyCheck = { 
/**
 * Clean HTML, as the blog will show it.
 */
html: string, 
/**
 * What deserves a look.
 */
remarks: Array<ReplyRemark>, };

export type ReplyRemark = { 
/**
 * What kind.
 */
kind: ReplyRemarkKind, 
/**
 * For the writer.
 */
message: string, };

export type ReplyRemarkKind = "empty" | "onlyManners" | "wrongName" | "commentsClosed" | "tooDeep" | "marksDropped";

export type ReplySource = { 
/**
 * Markdown.
 */
text: string, 
/**
 * The HTML it was made from; goes back in `ChangeReply`.
 */
before: string, };

export type RevisionRow = { 
/**
 * Its number.
 */
id: number, 
/**
 * Why it was kept.
 */
because: KeptBecause, 
/**
 * When.
 */
keptAt: string, 
/**
 * Its title; may be empty.
 */
title: string, 
/**
 * How many words its text has.
 */
words: number, 
/**
 * Title, text and all else are as they are now.
 */
sameAsNow: boolean, };

export type RevisionView = { 
/**
 * As it was; what going back to it would give.
 */
then: Version, 
/**
 * As it is here now.
 */
now: Version, 
/**
 * What differs between the two.
 */
changed: Array<ChangedField>, 
/**
 * Why it can't take the text's place right now, for the writer.
 */
blocked: string | null, };

export type SavePost = { 
/**
 * The post.
 */
post: PostId, 
/**
 * Title and everything else beside the text.
 */
fields: PostFields, 
/**
 * The text.
 */
body: string, 
/**
 * The version this text grew from. Where the stored one is newer, both are merged and come back in
 * `SavedPost.merged`; when they can't be, the error `changedElsewhere` comes back, and this text is
 * kept as a revision.
 */
version: number, 
/**
 * The writer has seen that both changed the same place and keeps theirs: it takes the stored text's
 * place, which is kept as a revision. Left out: no.
 */
force?: boolean, };

export type SaveReplyDraft = { 
/**
 * The comment it answers.
 */
comment: CommentId, 
/**
 * The text; empty to forget it.
 */
text: string, };

export type SavedLog = { 
/**
 * The file that was written; `null` when the page itself has to save it (served window).
 */
path: string | null, 
/**
 * A name for the file.
 */
name: string, 
/**
 * Plain text.
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
whereabouts: Whereabouts, 
/**
 * What was saved, when it is not what was handed over: the stored text had become newer meanwhile.
 */
merged: PostDocument | null, };

export type SavedReply = { 
/**
 * Its id.
 */
id: SavedReplyId, 
/**
 * What the writer calls it.
 */
name: string, 
/**
 * Markdown; `{name}` and `{post}` are filled in.
 */
text: string, };

export type SavedReplyId = number;

export type SecretPlace = "keychain" | "session" | "file";

export type SetBlogSettings = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * All of them.
 */
settings: BlogSettings, };

export type SetManners = { 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * The greeting; `null` for both: what was learned counts again.
 */
greeting: string | null, 
/**
 * The sign-off.
 */
signOff: string | null, 
/**
 * Boxes of the answer sheet open with them.
 */
on: boolean, };

export type SetPostGoal = { 
/**
 * The post.
 */
post: PostId, 
/**
 * In words; `null`: no goal.
 */
goal: number | null, };

export type SetPostLanguage = { 
/**
 * The post.
 */
post: PostId, 
/**
 * `null`: to be guessed; empty: no spelling and grammar in this post.
 */
language: string | null, };

export type SetPostPlace = { 
/**
 * The post.
 */
post: PostId, 
/**
 * Where the selection began.
 */
anchor: number, 
/**
 * Where the cursor is.
 */
head: number, 
/**
 * What stands at the upper edge.
 */
top: number, };

export type SetQuoteTemplate = { 
/**
 * The template; empty: the usual one.
 */
template: string, };

export type SetReaderNote = { 
/**
 * The reader.
 */
reader: ReaderId, 
/**
 * The note; empty to forget it.
 */
note: string, };

export type SettleConflict = { 
/**
 * The post.
 */
post: PostId, 
/**
 * Its fields.
 */
fields: PostFields, 
/**
 * Its text.
 */
body: string, 
/**
 * From `ConflictView`.
 */
version: number, };

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

export type Skipped = { 
/**
 * The comment it was to answer.
 */
comment: CommentId, 
/**
 * Why.
 */
why: SkippedWhy, 
/**
 * The same for the writer.
 */
message: string, };

export type SkippedWhy = "empty" | "onlyManners" | "cannotBeAnswered";

export type SlugCheck = { 
/**
 * The last part as the blog will write it; empty when nothing of it is left.
 */
slug: string, 
/**
 * The whole address, as far as the blog's ways are known here.
 */
address: string | null, 
/**
 * Whether it can be had.
 */
state: SlugState, };

export type SlugState = { "is": "free" } | { "is": "taken", 
/**
 * That post's title.
 */
title: string, } | { "is": "crossed", 
/**
 * That post's or page's title.
 */
title: string, } | { "is": "notChecked" };

export type Snippet = { 
/**
 * Its id.
 */
id: SnippetId, 
/**
 * What is typed for it.
 */
name: string, 
/**
 * The text, with placeholders such as `$1`, `${2:name}` or `$DATE`.
 */
text: string, };

export type SnippetId = number;

export type Spelling = { 
/**
 * The dictionary that was asked; `null`: none.
 */
language: string | null, 
/**
 * The writer chose it, or chose none; else it is a guess.
 */
isChosen: boolean, 
/**
 * The language the text seems to be in, for which there is no dictionary.
 */
missing: string | null, 
/**
 * The words it does not know, in their order.
 */
mistakes: Array<Misspelling>, };

export type SpellingLanguage = { 
/**
 * `en-US`, `de`.
 */
language: string, };

export type Standing = { 
/**
 * Which.
 */
comment: CommentId, 
/**
 * Where.
 */
status: CommentStatus, };

export type StyleFont = { 
/**
 * What the CSS calls it.
 */
family: string, 
/**
 * `font-weight`; empty: not said. The others alike.
 */
weight: string, 
/**
 * `font-style`.
 */
style: string, 
/**
 * `font-stretch`.
 */
stretch: string, 
/**
 * `unicode-range`.
 */
range: string, 
/**
 * The font file in Base64.
 */
data: string, };

export type StylePage = { 
/**
 * Its title.
 */
title: string, 
/**
 * Its address.
 */
address: string, };

export type StyleStep = { 
/**
 * Its name, one that does nothing by itself.
 */
tag: string, 
/**
 * Its `id`; empty: none.
 */
id: string, 
/**
 * Its classes.
 */
classes: Array<string>, 
/**
 * Clean declarations.
 */
style: string, 
/**
 * Its language; empty: not said.
 */
lang: string, 
/**
 * Its direction; empty: not said.
 */
dir: string, };

export type SuggestWords = { 
/**
 * The word.
 */
word: string, 
/**
 * The dictionary that does not know it.
 */
language: string, };

export type Taxonomy = "category" | "tag";

export type Term = { 
/**
 * Our id.
 */
id: TermId, 
/**
 * The blog.
 */
blog: BlogId, 
/**
 * Category or tag.
 */
taxonomy: Taxonomy, 
/**
 * The blog's id; `None`: made here, and made there when the first post that uses it goes out.
 */
remoteId: RemoteId | null, 
/**
 * Its name, plain text.
 */
name: string, 
/**
 * The category above it.
 */
parent: TermId | null, };

export type TermId = number;

export type TermLists = { 
/**
 * By name; the tree is in their parents.
 */
categories: Array<Term>, 
/**
 * By name.
 */
tags: Array<Term>, };

export type TitledPost = { 
/**
 * Its id.
 */
id: PostId, 
/**
 * Its title.
 */
title: string, 
/**
 * Its address, once readers find it there or will by themselves.
 */
link: string | null, };

export type TripStage = "idle" | "running" | "ready" | "stopped";

export type TripState = { 
/**
 * Where it is.
 */
stage: TripStage, 
/**
 * Things fetched.
 */
done: number, 
/**
 * Of so many, as far as is known.
 */
total: number, 
/**
 * Comments that are here.
 */
comments: number, 
/**
 * Posts that are here.
 */
posts: number, 
/**
 * Pictures that are here.
 */
pictures: number, 
/**
 * What stopped it, for the writer.
 */
message: string | null, };

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
 * Who that is across names: `reader_open`; `null` for the writer's own.
 */
reader: ReaderId | null, 
/**
 * The writer marked this reader as a regular.
 */
regular: boolean, 
/**
 * Another site's link to the post, not a reader's words.
 */
pingback: boolean, 
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
draft: string, 
/**
 * An answer to it is nested deeper than a theme usually shows: it will stand beside it.
 */
tooDeep: boolean, };

export type UndoModeration = { 
/**
 * From `ModeratedMany`.
 */
before: Array<Standing>, };

export type UnlabelPosts = { 
/**
 * From `LabelledPosts`.
 */
before: Array<PostLabels>, };

export type UploadProgress = { 
/**
 * Bytes that have gone out.
 */
sent: number, 
/**
 * Bytes in all.
 */
total: number, };

export type Version = { 
/**
 * Title and everything else beside the text.
 */
fields: PostFields, 
/**
 * The text.
 */
body: string, };

export type Visibility = { "to": "public" } | { "to": "private" } | { "to": "password", "password": string };

export type Whereabouts = "localOnly" | "waiting" | "sending" | "onBlog" | "changedHere" | "changedInBoth" | "needsYou";

/** Every command with what it takes and gives. */
export interface Commands {
  app_state: { argument: null; reply: AppState };
  remember: { argument: Remember; reply: null };
  link_open: { argument: OpenLink; reply: OpenedLink };
  blog_find: { argument: FindBlog; reply: FoundBlog };
  blog_connect: { argument: ConnectBlog; reply: ConnectedBlog };
  blog_sign_in: { argument: SignInAgain; reply: ConnectedBlog };
  approval_begin: { argument: BeginApproval; reply: BegunApproval };
  approval_stage: { argument: ForApproval; reply: ApprovalStage };
  approval_finish: { argument: FinishApproval; reply: ConnectedBlog };
  approval_cancel: { argument: ForApproval; reply: null };
  blog_disconnect: { argument: DisconnectBlog; reply: Disconnected };
  blog_check: { argument: ForBlog; reply: null };
  blog_accept_missing: { argument: ForBlog; reply: null };
  blog_status: { argument: null; reply: Array<BlogStatus> };
  blog_counts: { argument: ForBlog; reply: Counts };
  blog_settings: { argument: ForBlog; reply: BlogSettings };
  blog_settings_set: { argument: SetBlogSettings; reply: BlogSettings };
  activity_list: { argument: ListActivity; reply: Array<ActivityRow> };
  activity_export: { argument: ForBlog; reply: ExportedText };
  activity_save: { argument: ForBlog; reply: SavedLog };
  term_list: { argument: ForBlog; reply: TermLists };
  category_add: { argument: AddCategory; reply: Term };
  author_list: { argument: ForBlog; reply: Array<AuthorChoice> };
  find: { argument: Find; reply: Found };
  note_opened: { argument: NoteOpened; reply: null };
  post_list: { argument: ListPosts; reply: PostPage };
  post_ids: { argument: ListPosts; reply: ListedIds };
  post_months: { argument: ForFolder; reply: Array<PostMonth> };
  posts_trash: { argument: ForPosts; reply: DoneToPosts };
  posts_restore: { argument: ForPosts; reply: DoneToPosts };
  posts_label: { argument: LabelPosts; reply: LabelledPosts };
  posts_unlabel: { argument: UnlabelPosts; reply: null };
  post_create: { argument: CreatePost; reply: PostDocument };
  post_open: { argument: ForPost; reply: PostDocument };
  post_save: { argument: SavePost; reply: SavedPost };
  post_trash: { argument: ForPost; reply: null };
  post_restore: { argument: ForPost; reply: null };
  post_check: { argument: CheckPost; reply: PublishCheck };
  link_check: { argument: ForPost; reply: LinkReport };
  post_publish: { argument: PublishPost; reply: Queued };
  post_move: { argument: MovePost; reply: Queued };
  slug_check: { argument: CheckSlug; reply: SlugCheck };
  conflict_open: { argument: ForPost; reply: ConflictView };
  conflict_settle: { argument: SettleConflict; reply: PostDocument };
  revision_list: { argument: ForPost; reply: Array<RevisionRow> };
  revision_open: { argument: ForRevision; reply: RevisionView };
  revision_restore: { argument: ForRevision; reply: PostDocument };
  merge_seen: { argument: ForPost; reply: null };
  post_place: { argument: ForPost; reply: PostPlace };
  post_place_set: { argument: SetPostPlace; reply: null };
  post_goal_set: { argument: SetPostGoal; reply: null };
  post_titled: { argument: FindTitled; reply: Array<TitledPost> };
  snippet_list: { argument: null; reply: Array<Snippet> };
  snippet_put: { argument: PutSnippet; reply: Snippet };
  snippet_remove: { argument: ForSnippet; reply: null };
  preview_render: { argument: RenderPreview; reply: Preview };
  blog_style: { argument: ForBlog; reply: BlogLook };
  blog_style_take: { argument: ForBlog; reply: BlogLook };
  blog_style_forget: { argument: ForBlog; reply: null };
  html_to_markdown: { argument: PastedHtml; reply: PastedMarkdown };
  picture_add: { argument: AddPicture; reply: AddedPicture };
  picture_list: { argument: ForPost; reply: Array<PictureRow> };
  picture_describe: { argument: DescribePicture; reply: null };
  page_read: { argument: ReadPage; reply: PageRead };
  page_quote: { argument: QuotePage; reply: QuotedPage };
  source_list: { argument: ForPost; reply: Array<KnownSource> };
  quote_settings: { argument: null; reply: QuoteSettings };
  quote_settings_set: { argument: SetQuoteTemplate; reply: QuoteSettings };
  spelling_check: { argument: ProofText; reply: Spelling };
  spelling_suggest: { argument: SuggestWords; reply: Array<string> };
  grammar_check: { argument: GrammarText; reply: Grammar };
  spelling_languages: { argument: null; reply: Array<SpellingLanguage> };
  post_language_set: { argument: SetPostLanguage; reply: null };
  word_learn: { argument: ForWord; reply: null };
  word_forget: { argument: ForWord; reply: null };
  words_learned: { argument: null; reply: Array<string> };
  remark_ignore: { argument: IgnoreRemark; reply: null };
  comment_list: { argument: ListComments; reply: CommentPage };
  conversation_open: { argument: ForComment; reply: Conversation };
  reply_draft_save: { argument: SaveReplyDraft; reply: null };
  reply_check: { argument: CheckReply; reply: ReplyCheck };
  reply_queue: { argument: QueueReply; reply: Queued };
  replies_queue: { argument: QueueReplies; reply: QueuedMany };
  reply_edit: { argument: EditReply; reply: null };
  reply_source: { argument: ForComment; reply: ReplySource };
  reply_change: { argument: ChangeReply; reply: Queued };
  comments_moderate: { argument: ModerateComments; reply: ModeratedMany };
  comments_undo: { argument: UndoModeration; reply: null };
  comments_handle: { argument: HandleComments; reply: null };
  answers_open: { argument: OpenAnswers; reply: AnswerSheet };
  manners_open: { argument: ForBlog; reply: Manners };
  manners_set: { argument: SetManners; reply: Manners };
  saved_reply_list: { argument: null; reply: Array<SavedReply> };
  saved_reply_put: { argument: PutSavedReply; reply: SavedReply };
  saved_reply_remove: { argument: ForSavedReply; reply: null };
  saved_reply_fill: { argument: FillSavedReply; reply: FilledReply };
  post_from_comment: { argument: PostFromComment; reply: PostDocument };
  reader_open: { argument: ForReader; reply: ReaderCard };
  reader_list: { argument: ListReaders; reply: ReaderPage };
  reader_note: { argument: SetReaderNote; reply: null };
  reader_mark: { argument: MarkReader; reply: null };
  reader_merge: { argument: MergeReaders; reply: null };
  reader_unmerge: { argument: ForReader; reply: null };
  outbox_list: { argument: ForBlog; reply: Array<OutboxItem> };
  outbox_take_back: { argument: ForItem; reply: null };
  outbox_retry: { argument: ForItem; reply: null };
  outbox_hold: { argument: ForItem; reply: null };
  outbox_release: { argument: ForItem; reply: null };
  outbox_send_now: { argument: ForItem; reply: null };
  outbox_send_mine: { argument: ForItem; reply: null };
  outbox_take_theirs: { argument: ForItem; reply: PostDocument };
  receipt_list: { argument: ForBlog; reply: Array<Receipt> };
  trip_prepare: { argument: ForBlog; reply: null };
  trip_state: { argument: ForBlog; reply: TripState };
  desk_settings: { argument: null; reply: DeskSettings };
  desk_settings_set: { argument: DeskSettings; reply: DeskSettings };
}
