// The whole window's state: which place is shown, what is open over it, and which part re-reads
// itself when the store says that something moved. The writer's actions are in writing, answering
// and sending.

import { getContext, setContext } from "svelte";
import { asFailure, call as ask, listen, type AnswerScope, type AppState, type BlogId, type Call, type Change, type ChangedField, type CommentFolder, type Connection, type PostFolder, type PostId, type PostMove } from "../ipc/call";
import { words } from "../messages";
import { Answers } from "./answers.svelte";
import { BlogStyles } from "./blogStyle.svelte";
import { Blogs } from "./blogs.svelte";
import { Comments } from "./comments.svelte";
import { Details } from "./details.svelte";
import { KeyNet } from "../shared/keyNet";
import { LostAccess } from "./connectingAgain";
import { Editor } from "./editor.svelte";
import { Finding } from "./finding.svelte";
import type { Followed } from "./following";
import { MannersOf, SavedReplies } from "./manners.svelte";
import { Outbox } from "./outbox.svelte";
import { PostDesk } from "./postDesk.svelte";
import { Posts } from "./posts.svelte";
import { Prefs } from "./prefs.svelte";
import { Proofing } from "./proofing.svelte";
import { PreviewText } from "./preview.svelte";
import { Quoting } from "./quoting.svelte";
import { Reader } from "./reader.svelte";
import { Reply } from "./reply.svelte";
import { Rereading } from "./rereading";
import { showOutbox } from "./sent";
import { Snippets } from "./snippets.svelte";
import { Toasts } from "./toasts.svelte";
import { Trip } from "./trip.svelte";

export type Place =
  | { section: "write"; folder: PostFolder }
  | { section: "readers"; folder: CommentFolder }
  | { section: "answers"; scope: AnswerScope; title: string }
  | { section: "outbox" };

export type SheetName =
  | { is: "publish" }
  | { is: "move"; to: PostMove }
  | { is: "conflict"; post: PostId }
  | { is: "versions"; post: PostId; at: number | null }
  | { is: "describe"; uuid: string; next: string[] }
  | { is: "activity"; blog: BlogId }
  | { is: "connect" }
  | { is: "signIn"; blog: BlogId }
  | { is: "reader" }
  | { is: "settings" }
  | { is: "manners" }
  | { is: "savedReplies" }
  | { is: "snippets" }
  | { is: "quote" }
  | { is: "blogStyle" }
  | { is: "trip" }
  | { is: "palette" }
  | { is: "labels" }
  | { is: "shortcuts" };

export type FocusOn = "title" | "text" | "reply" | "answer" | "card" | "search" | "row" | `field-${ChangedField}`;

export type Stage = "opening" | "ready" | "refused" | "unreachable";

export class Desk {
  readonly call: Call;
  readonly prefs: Prefs;
  readonly toasts = new Toasts();
  readonly blogs: Blogs;
  readonly posts: Posts;
  readonly finding: Finding;
  readonly editor: Editor;
  readonly preview: PreviewText;
  readonly postDesk: PostDesk;
  readonly snippets: Snippets;
  readonly quoting: Quoting;
  readonly proofing: Proofing;
  readonly comments: Comments;
  readonly reader: Reader;
  readonly reply: Reply;
  readonly answers: Answers;
  readonly manners: MannersOf;
  readonly savedReplies: SavedReplies;
  readonly blogStyle: BlogStyles;
  readonly trip: Trip;
  readonly outbox: Outbox;
  readonly details: Details;

  stage = $state<Stage>("opening");
  connection = $state<Connection>("open");
  app = $state.raw<AppState | null>(null);
  place = $state.raw<Place>({ section: "write", folder: "drafts" });
  sheet = $state.raw<SheetName | null>(null);
  /** The time that lists show their ages by; moves twice a minute. */
  now = $state(Date.now());
  /** A place in the open text that the writer wants to see. */
  spot = $state.raw<{ from: number; to: number } | null>(null);
  /** What the text field is asked to do, by the name of the action. */
  textAsk = $state.raw<string | null>(null);
  /** Only the text is shown, and of it only what is written now stands out. Not remembered. */
  undisturbed = $state(false);
  /** A part of the window that is asked to take the focus. */
  #focus = $state.raw<FocusOn | null>(null);
  /** Counts how often the question on a blog's own page moved. */
  approvalMoved = $state(0);
  /** Takes the keys while a new post is on its way. */
  readonly keyNet = new KeyNet();
  readonly #lost = new LostAccess();
  readonly #rereading: Rereading;
  /** The last way through the window that was begun. */
  #turn: Promise<unknown> = Promise.resolve();
  /** The post that was just sent, while its list goes with it. */
  followed: Followed | null = null;
  /** The last moderation, while it can be undone. */
  undo = $state.raw<(() => Promise<void>) | null>(null);

  constructor(call: Call = ask) {
    this.call = call;
    this.prefs = new Prefs(call);
    this.blogs = new Blogs(call);
    this.posts = new Posts(call);
    this.finding = new Finding(call);
    this.editor = new Editor(call);
    this.preview = new PreviewText(call);
    this.postDesk = new PostDesk(call);
    this.snippets = new Snippets(call);
    this.quoting = new Quoting(call);
    this.proofing = new Proofing(call, this.prefs, this.editor);
    this.comments = new Comments(call);
    this.reader = new Reader(call);
    this.reply = new Reply(call);
    this.answers = new Answers(call);
    this.manners = new MannersOf(call);
    this.savedReplies = new SavedReplies(call);
    this.blogStyle = new BlogStyles(call, this.prefs);
    this.trip = new Trip(call);
    this.outbox = new Outbox(call);
    this.details = new Details(call);
    this.#rereading = new Rereading(this);
  }

  /** Opens the desk where the writer left it. Returns how to stop listening. */
  async start(): Promise<() => void> {
    try {
      this.app = await this.call("app_state", null);
    } catch (error) {
      this.stage = asFailure(error).code === "refused" ? "refused" : "unreachable";
      return () => undefined;
    }
    this.prefs.load(this.app.remembered);
    this.blogs.take(this.app);
    const last = this.prefs.get("blog");
    const openPost = this.prefs.get("openPost");
    this.stage = "ready";
    const first = this.blogs.find(last) ?? this.blogs.list[0];
    if (first) await this.tell(() => this.chooseBlog(first.id, openPost));
    const clock = setInterval(() => (this.now = Date.now()), 30_000);
    const stop = listen((change) => void this.changed(change), (connection) => this.connected(connection));
    return () => {
      clearInterval(clock);
      stop();
    };
  }

  /** Runs something for the writer; a failure is said in a note. False when it failed. */
  async tell(run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code === "refused") this.connection = "refused";
      else if (failure.code === "unreachable") this.connection = "lost";
      else this.toasts.problem(failure.message || words.failed);
      return false;
    }
  }

  askFocus(on: FocusOn) {
    this.#focus = on;
    // Whoever is not there by then is not meant.
    setTimeout(() => (this.#focus = null), 500);
  }

  /** For an effect of the part that takes the focus: true once per asking. */
  takesFocus(on: FocusOn): boolean {
    if (this.#focus !== on) return false;
    queueMicrotask(() => (this.#focus = null));
    return true;
  }

  /** One way through the window after another: a new post made while a blog is still being opened is that blog's, and stays open. */
  inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  chooseBlog(blog: BlogId, openPost = 0) {
    return this.inTurn(() => this.#chooseBlog(blog, openPost));
  }

  /** Goes to a place; `openPost` is opened there if it can be. */
  go(place: Place, openPost = 0) {
    return this.inTurn(() => this.#go(place, openPost));
  }

  async #chooseBlog(blog: BlogId, openPost: number) {
    if (!(await this.leave())) return;
    if (!(await this.editor.close())) return this.toasts.problem(words.write.notLeaving);
    this.blogs.chosen = blog;
    this.prefs.set("blog", blog);
    this.comments.choose(null);
    this.toasts.forgetItems();
    await Promise.all([this.blogs.readStatus(), this.blogs.readCounts(), this.outbox.show(blog)]);
    // Another blog has other posts.
    this.answers.post = null;
    await this.#go(this.place.section === "answers" ? { section: "answers", scope: { of: "all" }, title: "" } : this.place, openPost);
  }

  async #go(place: Place, openPost: number) {
    const blog = this.blogs.chosen;
    if (blog === null || !(await this.leave())) return;
    this.place = place;
    this.followed = null;
    if (place.section === "write") {
      await this.posts.show(blog, place.folder);
      await this.openFirstPost(openPost);
    } else if (place.section === "readers") {
      this.comments.order = this.prefs.get("commentOrder");
      await this.comments.show(blog, place.folder);
      await this.openFirstComment();
    } else if (place.section === "answers") {
      // The same draft may be in a box there.
      await this.reply.take(null);
      this.comments.choose(null);
      await this.answers.open(blog, place.scope);
    } else {
      await showOutbox(this, blog);
    }
  }

  /** Opens the wanted post, or else the first of the list, or nothing. */
  async openFirstPost(wanted = 0) {
    const { rows } = this.posts;
    const open = this.editor.post?.id;
    if (wanted === 0 && rows.some((row) => row.id === open)) return;
    const post = rows.find((row) => row.id === wanted) ?? rows[0];
    if (post) await this.openPost(post.id);
    else if ((await this.leave()) && !(await this.editor.close())) this.toasts.problem(words.write.notLeaving);
  }

  async openPost(post: number) {
    if (!(await this.editor.open(post))) this.toasts.problem(words.write.notLeaving);
    else {
      this.prefs.set("openPost", post);
      const blog = this.blogs.chosen;
      if (blog !== null) void this.call("note_opened", { blog, post }).catch(() => undefined);
    }
  }

  /** Opens a post with the list that it is in, however far down it stands there. */
  showPost(folder: PostFolder, post: PostId) {
    return this.inTurn(async () => {
      const blog = this.blogs.chosen;
      const there = this.place.section === "write" && this.place.folder === folder;
      if (blog === null || !(await this.leave())) return;
      if (!there) {
        this.place = { section: "write", folder };
        this.followed = null;
        await this.posts.show(blog, folder);
      }
      await this.openPost(post);
    });
  }

  /** Opens the first reader's comment of the list, when none is open. */
  async openFirstComment() {
    const { rows, chosen } = this.comments;
    const first = rows.find(({ mine }) => !mine) ?? rows[0];
    if (chosen === null && first) await this.openComment(first.id);
    else if (rows.length === 0) await this.reader.show(null);
  }

  /** Chooses a comment and takes up its half-written reply. */
  async openComment(comment: number) {
    if (!(await this.reply.flush())) return this.toasts.problem(words.readers.notLeaving);
    if (!(await this.reader.flush())) return this.toasts.problem(words.reader.noteFailed);
    this.comments.choose(comment);
    await this.comments.readConversation();
    if (this.comments.chosen !== comment) return;
    const { turn } = this.comments;
    const { editing, changed, comment: answered } = this.reply;
    const [taken] = await Promise.all([this.reply.take(turn), this.reader.show(turn?.reader ?? null)]);
    // Words that could not be saved stay in sight.
    if (!taken && this.comments.chosen === comment) {
      this.toasts.problem(words.readers.notLeaving);
      this.comments.choose(answered);
      return this.comments.readConversation();
    }
    if (editing && changed && !this.reply.editing) this.toasts.show(words.readers.changeKept(editing.at === "outbox"));
  }

  /** True when nothing typed would be lost by going elsewhere. */
  async leave(): Promise<boolean> {
    if (!(await this.editor.flush())) {
      this.toasts.problem(words.write.notLeaving);
      return false;
    }
    if (!(await this.reply.flush())) {
      this.toasts.problem(words.readers.notLeaving);
      return false;
    }
    await this.tell(() => this.reply.rest());
    if (!(await this.answers.flush())) {
      this.toasts.problem(words.answers.notLeaving);
      return false;
    }
    if (!(await this.reader.flush())) {
      this.toasts.problem(words.reader.noteFailed);
      return false;
    }
    return true;
  }

  /** Something moved in the store. */
  async changed(change: Change) {
    if (change.what === "approval") return void this.approvalMoved++;
    // How each blog is doing is seen everywhere; all else is the open one's.
    if (change.what !== "status" && "blog" in change && change.blog !== this.blogs.chosen) return;
    await this.#rereading.after(change.what);
  }

  async readBlogs() {
    this.app = await this.call("app_state", null);
    this.blogs.take(this.app);
    await this.blogs.readStatus();
    const first = this.blogs.list[0];
    if (!this.blogs.current && first) await this.chooseBlog(first.id);
  }

  /** How each blog is doing; access that was just lost is said once. */
  async readStatus() {
    await this.blogs.readStatus();
    for (const blog of this.#lost.notice(this.blogs.statuses)) {
      const name = this.blogs.list.find(({ id }) => id === blog)?.title;
      if (name === undefined || this.sheet?.is === "signIn") continue;
      this.toasts.show(words.connect.lost(name), { label: words.connect.signInAgain, run: () => (this.sheet = { is: "signIn", blog }) });
    }
  }

  private connected(connection: Connection) {
    const back = this.connection !== "open" && connection === "open";
    this.connection = connection;
    const blog = this.blogs.chosen;
    if (!back || blog === null) return;
    void this.changed({ what: "blogs" });
    void this.changed({ what: "approval" });
    void this.changed({ what: "outbox", blog });
    void this.editor.flush();
    void this.reply.flush();
    void this.answers.flush();
  }
}

const key = Symbol("desk");

export function provideDesk(desk: Desk): Desk {
  return setContext(key, desk);
}

/** For a component that is rendered by itself. */
export function contextOf(desk: Desk): Map<symbol, Desk> {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made once, for one rendering
  return new Map([[key, desk]]);
}

export function useDesk(): Desk {
  return getContext<Desk>(key);
}
