// The fake's memory and its answers. Thin on purpose: the real rules are in Rust.

import type { Blog, BlogStatus, Change, CommandError, Commands, Counts, OutboxItem, PostDocument, PostFolder, PreviewPart, Turn } from "../src/lib/ipc/commands";
import { finding } from "./fakeFinding";
import { readers } from "./fakeReaders";
import { answering } from "./fakeAnswering";
import { modes } from "./fakeModes";
import { proof } from "./fakeProof";
import { styles } from "./fakeStyle";
import { quoting } from "./fakeQuoting";
import { folderOf, writing } from "./fakeWriting";
import { comments, items, noFields, pictures, posts, receipts, terms, threads } from "./fakeWords";

export type Answers = { [Name in keyof Commands]: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] };
export type FakeDesk = Answers;

const now = () => new Date().toISOString();
const failure = (code: CommandError["code"], message: string): CommandError => ({ code, message, detail: null });
const blog = (id: number, title: string, url: string, practice: boolean): Blog => ({
  id, platform: "wordPress", endpoint: `${url}/wp-json/`, username: "scottie", title, url, timezone: "Europe/Berlin", practice,
  me: { remoteId: "1", name: "Scottie", roles: ["author"] },
  capabilities: {
    writePosts: true, publishPosts: process.env.FAKE_ROLE !== "contributor", editPublishedPosts: process.env.FAKE_ROLE !== "contributor", editOthersPosts: process.env.FAKE_ROLE === "editor",
    publishPages: process.env.FAKE_ROLE === "editor", manageCategories: process.env.FAKE_ROLE !== "contributor", uploadMedia: true, moderateComments: false, unfilteredHtml: false,
  },
});

export function desk(tell: (change: Change) => void): FakeDesk {
  const offline = process.env.FAKE_OFFLINE !== undefined;
  let vanished = process.env.FAKE_VANISHED !== undefined;
  const blogs = [blog(1, "Toy Box", "https://toybox.example", false), blog(2, "My practice blog", "http://127.0.0.1:4000", true)];
  const parted: Blog[] = [];
  const remembered: Record<string, unknown> = {};
  const outbox: OutboxItem[] = items();
  const sent = receipts();
  const documents: PostDocument[] = posts(outbox);
  const turns: Turn[] = threads(outbox);
  let nextId = 100;
  const post = (id: number) => {
    const found = documents.find((each) => each.id === id);
    if (!found) throw failure("gone", "This post is not here any more.");
    return found;
  };
  const turn = (id: number) => {
    const found = turns.find((each) => each.id === id);
    if (!found) throw failure("gone", "This comment is not here any more.");
    return found;
  };
  const rows = (folder: string) =>
    comments(turns).filter(({ id, status, mine }) => {
      const each = turn(id);
      if (folder === "unanswered") return !mine && each.unanswered && !each.handled && (status === "approved" || status === "held");
      return folder === "all" ? status === "approved" || status === "held" : status === folder;
    });
  const item = (over: Partial<OutboxItem>): OutboxItem => ({
    id: nextId++, blog: 1, kind: "reply", moderation: null, subject: "", about: "", excerpt: "", state: "queued", problem: null, attempts: 0, progress: null,
    notBefore: null, createdAt: now(), post: null, comment: null, choices: ["edit", "takeBack"], place: outbox.length + 1, waitsFor: null, ...over,
  });
  const titleOf = ({ id }: Turn) => (id < 20 ? "On paying soldiers by the danger" : "Housing, again");
  const moved = () => (["posts", "comments", "outbox"] as const).forEach((what) => tell({ what, blog: 1 }));

  const answers: FakeDesk = {
    app_state: () => ({ version: "0.1.0", blogs, parted, passwords: [{ blog: 1, kept: "session" }], dataFolder: "/home/scottie/.local/share/afterword", keychain: process.env.FAKE_KEYCHAIN ? "ready" : "missing", remembered }),
    remember: ({ name, value }) => ((remembered[name] = value), null),
    link_check: () => ({ remarks: [], asked: 0, silent: 0, left: 0 }),
    link_open: ({ url }) => ({ url, opened: true }),
    blog_find: ({ address }) => {
      if (!address.includes(".")) throw failure("failed", "There is no blog at this address. Check the spelling, or open it in a browser to see what is there.");
      return { title: "The Lighthouse", url: `https://${address}`, endpoint: `https://${address}/wp-json/`, platform: "wordPress", applicationPasswords: true, approval: process.env.FAKE_OLD ? "byPasting" : "byItself", unencrypted: address.startsWith("http:"), connected: null, keychain: process.env.FAKE_KEYCHAIN ? "ready" : "missing" };
    },
    blog_connect: ({ endpoint, username, keep, password }) => {
      if (password.length < 8) throw failure("failed", "The blog does not know this user name and password. Check both: the user name, not the password’s label, and the application password, not the one you sign in with.");
      const made = { ...blog(3, "The Lighthouse", endpoint.replace("/wp-json/", ""), false), username };
      blogs.push(made);
      return { blog: made, kept: keep, abilities: (["read", "publish", "upload", "reply", "moderateOwn", "moderateAll"] as const).map((ability) => ({ ability, allowed: ability !== "moderateAll" })) };
    },
    blog_sign_in: ({ keep }) => (blogs.push(...parted.splice(0)), { blog: blogs[0] as Blog, kept: keep, abilities: [] }),
    approval_begin: ({ comes }) => ({ approval: comes === "byItself" ? "1" : null, url: "https://light.example/wp-admin/authorize-application.php", opened: true }),
    approval_stage: () => "waiting",
    approval_finish: () => {
      throw failure("failed", "This approval is over. Nothing was connected. Please begin again.");
    },
    approval_cancel: () => null,
    blog_disconnect: ({ blog: id }) => (parted.push(...blogs.splice(blogs.findIndex((each) => each.id === id), 1)), { notRevoked: null }),
    blog_check: () => null,
    blog_accept_missing: () => ((vanished = false), tell({ what: "status", blog: 1 }), null),
    blog_status: () =>
      blogs.map(({ id }): BlogStatus => {
        const waits = outbox.filter((each) => each.blog === id);
        const needsYou = waits.filter(({ state }) => state === "blocked").length;
        return { blog: id, reach: offline ? "offline" : "online", problem: vanished ? { kind: "massDisappearance", detail: "14 of 25" } : null, checking: false, checkedAt: now(), pulling: process.env.FAKE_PULLING ? { done: 120, total: 340 } : null, last: { newComments: 5, newPosts: 0, sentReplies: 3, sentPosts: 0, sentModerations: 0 }, waiting: waits.length - needsYou, needsYou };
      }),
    blog_counts: ({ blog: id }): Counts => {
      if (id !== 1) return { drafts: 0, scheduled: 0, published: 0, pages: 0, trash: 0, unanswered: 0, held: 0, all: 0, spam: 0, commentTrash: 0, outbox: 0, needsYou: 0 };
      const inFolder = (folder: PostFolder) => documents.filter((each) => folderOf(each) === folder).length;
      return {
        drafts: inFolder("drafts"), scheduled: inFolder("scheduled"), published: inFolder("published"), pages: inFolder("pages"), trash: inFolder("trash"), unanswered: rows("unanswered").length, held: rows("held").length, all: rows("all").length,
        spam: rows("spam").length, commentTrash: rows("trash").length, outbox: outbox.length, needsYou: outbox.filter(({ state }) => state === "blocked").length,
      };
    },
    ...styles(),
    ...modes(documents),
    ...proof(),
    ...finding({ documents, turns, list: () => answers.post_list, post, moved }),
    ...quoting(),
    ...writing({ documents, outbox, terms: terms(), pictures: pictures(), post, item, moved, tell, failure, offline, newId: () => nextId++, noFields }),
    preview_render: ({ body = "", edit }) => ({ lost: edit !== undefined, version: ++previews, whole: true, changes: [{ at: 0, remove: 0, add: preview(body) }], notes: "", noteLines: [], words: body.split(/\s+/).filter(Boolean).length, minutes: Math.max(1, Math.round(body.split(/\s+/).length / 230)) }),
    html_to_markdown: ({ html }) => ({ markdown: html.replace(/<(\/?)(?:b|strong)\b[^>]*>/g, "**").replace(/<[^>]+>/g, "") }),
    picture_add: ({ fileName, picturesOnly }) => {
      if (/\.pdf$/i.test(fileName) && !picturesOnly) {
        const size = { width: 0, height: 0, bytes: 1_300_000 };
        return { uuid: "file", markdown: `[${fileName}](media:file)`, isPicture: false, was: size, is: size, hadLocation: false };
      }
      if (!/\.(png|jpe?g|gif|webp)$/i.test(fileName)) throw failure("failed", `“${fileName}” is not a picture that blogs can show. Use a JPEG, PNG, GIF or WebP file.`);
      return { uuid: "road", markdown: `![](media:road)`, isPicture: true, was: { width: 4032, height: 3024, bytes: 3_200_000 }, is: { width: 2048, height: 1536, bytes: 410_000 }, hadLocation: true };
    },
    ...readers(rows),
    ...answering({
      turns, outbox, turn, titleOf, item, moved, tell, failure,
      made: (title, body) => {
        const post: PostDocument = { ...(documents[0] as PostDocument), id: nextId++, fields: { ...noFields, title }, body, version: 1, savedAt: now(), whereabouts: "localOnly", sending: null, remoteStatus: null, publishedAt: null, link: null, trashed: false, onBlog: false };
        documents.unshift(post);
        return post;
      },
    }),
    conversation_open: ({ comment }) => {
      const thread = Math.floor(comment / 10);
      const shown = turns.filter((each) => Math.floor(each.id / 10) === thread && (each.id === comment || each.status === "approved" || each.status === "held"));
      return { blog: 1, post: { title: thread === 1 ? "On paying soldiers by the danger" : "Housing, again", link: "https://toybox.example/?p=9", publishedAt: new Date(Date.now() - 6 * 864e5).toISOString(), local: null, remote: thread === 1 ? "On paying soldiers by the danger" : "Housing, again", commentsOpen: true }, turns: structuredClone(shown), hidden: 0 };
    },
    reply_draft_save: ({ comment, text }) => ((turn(comment).draft = text), null),
    reply_edit: ({ item: id, text }) => {
      const it = turns.find((each) => each.sending?.id === id);
      if (it) Object.assign(it, { text, html: `<p>${text.replace(/</g, "&lt;")}</p>` });
      return moved(), null;
    },
    comments_moderate: ({ comments: ids, to }) => {
      const before = ids.map((comment) => ({ comment, status: turn(comment).status }));
      for (const id of ids) turn(id).status = ({ approve: "approved", unapprove: "held", spam: "spam", trash: "trash" } as const)[to];
      return moved(), { before, leftAlone: 0 };
    },
    comments_undo: ({ before }) => (before.forEach(({ comment, status }) => (turn(comment).status = status)), moved(), null),
    comments_handle: ({ comments: ids, handled }) => (ids.forEach((id) => (turn(id).handled = handled)), moved(), null),
    outbox_list: ({ blog: id }) => outbox.filter((each) => each.blog === id),
    outbox_take_back: ({ item: id }) => {
      outbox.splice(outbox.findIndex((each) => each.id === id), 1);
      const at = turns.findIndex((each) => each.sending?.id === id);
      if (at >= 0) {
        const [mine] = turns.splice(at, 1);
        const to = turns[at - 1];
        if (to && mine) Object.assign(to, { draft: mine.text ?? "", unanswered: true });
      }
      for (const each of documents) if (each.sending?.id === id) Object.assign(each, { sending: null, whereabouts: each.onBlog ? "changedHere" : "localOnly" });
      return moved(), null;
    },
    outbox_retry: () => null,
    outbox_send_mine: () => null,
    receipt_list: ({ blog: id }) => sent.filter((each) => each.blog === id),
  };
  return answers;
}

let previews = 0;

/** Enough Markdown to look at. */
function preview(body: string): PreviewPart[] {
  const parts: PreviewPart[] = [];
  let gap = 0;
  for (const block of body.split(/\n{2,}/)) {
    const lines = block.split("\n").length;
    const text = block.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/\[(.+?)\]\((\S+?)\)/g, '<a href="$2">$1</a>');
    const heading = /^(#{1,4}) (.*)/.exec(text);
    const code = /^```(\S*)\n([^]*?)\n?```$/.exec(text);
    let html = `<p>${text}</p>`;
    if (heading) html = `<h${heading[1]?.length}>${heading[2]}</h${heading[1]?.length}>`;
    else if (code) html = `<pre><code class="language-${code[1]}">${code[2]}</code></pre>`;
    else if (text.startsWith("> ")) html = `<blockquote>${text.replace(/^> ?/gm, "").split(/\n\n|^$/m).map((each) => `<p>${each}</p>`).join("")}</blockquote>`;
    if (block.trim() !== "") parts.push({ gap, lines, html });
    gap = block.trim() === "" ? gap + lines + 1 : 1;
  }
  return parts;
}
