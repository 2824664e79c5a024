// The fake's answers about posts, their fields and their way to the blog.

import type { Change, CommandError, OpKind, OutboxItem, PictureRow, PostDocument, PostFields, PostFolder, Term } from "../src/lib/ipc/commands";
import type { FakeDesk } from "./fakeDesk";
import { conflict } from "./fakeWords";

interface Memory {
  documents: PostDocument[];
  outbox: OutboxItem[];
  terms: Term[];
  pictures: PictureRow[];
  post: (id: number) => PostDocument;
  item: (over: Partial<OutboxItem>) => OutboxItem;
  moved: () => void;
  tell: (change: Change) => void;
  failure: (code: CommandError["code"], message: string) => CommandError;
  offline: boolean;
  newId: () => number;
  noFields: PostFields;
}

type Names =
  | "post_list" | "post_create" | "post_open" | "post_save" | "post_trash" | "post_restore" | "post_check" | "post_publish" | "post_move" | "slug_check" | "term_list" | "category_add"
  | "author_list" | "conflict_open" | "conflict_settle" | "picture_list" | "picture_describe" | "blog_settings" | "blog_settings_set" | "activity_list" | "activity_export" | "activity_save" | "revision_list" | "revision_open" | "revision_restore" | "merge_seen" | "outbox_take_theirs";

const now = () => new Date().toISOString();

/** A post's versions before: each with a paragraph less. */
function earlier({ fields, body }: PostDocument): { fields: PostFields; body: string }[] {
  const paragraphs = body.split("\n\n");
  return paragraphs.slice(1).map((_, n) => ({ fields, body: paragraphs.slice(0, -n - 1).join("\n\n") }));
}

export function folderOf(post: PostDocument): PostFolder {
  if (post.trashed) return "trash";
  if (post.kind === "page") return "pages";
  return post.remoteStatus === "scheduled" ? "scheduled" : post.onBlog ? "published" : "drafts";
}

export function writing({ documents, outbox, terms, pictures, post, item, moved, tell, failure, offline, newId, noFields }: Memory): Pick<FakeDesk, Names> {
  let settings = { classicHtml: false, pictureLimit: 2048, keepCameraData: false };
  const slugOf = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const send = (it: PostDocument, kind: OpKind, done: Partial<PostDocument>) => {
    const row = item({ kind, subject: it.fields.title, post: it.id, choices: ["takeBack"] });
    outbox.push(row);
    Object.assign(it, { sending: row, whereabouts: "waiting" });
    if (!offline) setTimeout(() => (Object.assign(it, { sending: null, whereabouts: "onBlog", ...done }), outbox.splice(outbox.indexOf(row), 1), moved()), 1500);
    moved();
    return { item: row.id, until: null };
  };
  const kindOf = (it: PostDocument, intent: string): OpKind => {
    if (intent !== "public") return intent === "review" ? "review" : "draft";
    if (it.remoteStatus === "published") return "update";
    return it.fields.date && Date.parse(it.fields.date) > Date.now() ? "schedule" : "publish";
  };
  return {
    post_list: ({ blog: id, folder, search, offset, limit }) => {
      const all = documents.filter((each) => each.blog === id && folderOf(each) === folder && `${each.fields.title} ${each.body}`.toLowerCase().includes(search.toLowerCase()));
      const rows = all.slice(offset, offset + limit).map(({ id: of, kind, fields, body, whereabouts, savedAt, goesAt, remoteStatus, publishedAt }) => ({
        id: of, kind, title: fields.title, excerpt: body.replace(/<!--[^]*?-->|<[^>]*>|[#>*[\]!]|\((https?|media):[^)]*\)/g, "").slice(0, 140), whereabouts, remoteStatus, publishedAt, changedAt: savedAt, goesAt,
      }));
      return { rows, total: all.length };
    },
    post_create: ({ blog: id, kind }) => {
      const made: PostDocument = {
        id: newId(), blog: id, kind: kind ?? "post", fields: { ...noFields }, body: "", version: 1, savedAt: now(), whereabouts: "localOnly", sending: null, remoteStatus: null, publishedAt: null,
        link: null, trashed: false, goesAt: null, onBlog: false, isChangedThere: false, mergedFrom: null,
      };
      documents.unshift(made);
      return { ...made };
    },
    post_open: ({ post: id }) => ({ ...post(id) }),
    post_save: ({ post: id, fields, body, version }) => {
      const stored = post(id);
      if (version !== stored.version) throw failure("changedElsewhere", "This post was changed elsewhere.");
      if (body.includes("DISK FULL")) throw failure("notSaved", "The disk is full, so this text could not be saved. It is still in this window. Make room, and Afterword saves it by itself.");
      Object.assign(stored, { fields, body, version: version + 1, savedAt: now(), whereabouts: stored.onBlog ? "changedHere" : stored.whereabouts });
      // To look at a merged save.
      const merged = body.includes("MERGE ME");
      if (merged) Object.assign(stored, { body: body.replace("MERGE ME", "Merged from the blog."), version: version + 2 });
      tell({ what: "posts", blog: 1 });
      return { version: stored.version, savedAt: stored.savedAt, whereabouts: stored.whereabouts, merged: merged ? { ...stored } : null };
    },
    post_trash: ({ post: id }) => (Object.assign(post(id), { trashed: true, goesAt: new Date(Date.now() + 30 * 86_400_000).toISOString() }), moved(), null),
    post_restore: ({ post: id }) => (Object.assign(post(id), { trashed: false, goesAt: null }), moved(), null),
    post_check: ({ post: id, intent }) => {
      const it = post(id);
      const slug = it.fields.slug || slugOf(it.fields.title);
      const bare = it.body.indexOf("![](");
      return {
        plan: {
          kind: kindOf(it, intent), at: it.fields.date, asNew: false, address: it.link ?? `https://toybox.example/2026/11/${slug}/`, changed: it.remoteStatus ? ["title", "body", "tags"] : [],
          pictures: it.body.includes("media:") ? 1 : 0, files: 0, pictureBytes: 410_000, newTerms: it.fields.tags.filter((tag) => !terms.some(({ name }) => name === tag)), offline, blocked: null,
        },
        remarks: [
          ...(bare >= 0 ? [{ kind: "pictureWithoutAlt" as const, from: bare, to: bare + 16, detail: "", field: null }] : []),
          ...(it.fields.categories.length === 0 && it.kind === "post" ? [{ kind: "categoryMissing" as const, from: null, to: null, detail: "", field: "categories" as const }] : []),
        ],
      };
    },
    post_publish: ({ post: id, intent }) => {
      const it = post(id);
      const kind = kindOf(it, intent);
      const status = ({ publish: "published", update: it.remoteStatus, schedule: "scheduled", review: "pending", draft: "draft" } as const)[kind as "publish"];
      const out = kind === "publish" || kind === "update" || kind === "schedule";
      return send(it, kind, { remoteStatus: status, onBlog: out, publishedAt: it.fields.date ?? now(), link: out ? `https://toybox.example/?p=${id}` : null });
    },
    post_move: ({ post: id, to }) => {
      const done = { unpublish: { remoteStatus: "draft", onBlog: false, link: null }, trash: { remoteStatus: "trash", onBlog: false, trashed: true, link: null }, restore: { remoteStatus: "draft", trashed: false } } as const;
      return send(post(id), ({ unpublish: "unpublish", trash: "trashPost", restore: "restorePost" } as const)[to], done[to]);
    },
    slug_check: ({ post: id, slug }) => {
      const made = slugOf(slug || post(id).fields.title);
      return { slug: made, address: `https://toybox.example/2026/11/${made}/`, state: made === "housing-again" ? { is: "taken", title: "Housing, again" } : { is: "free" } };
    },
    term_list: () => ({ categories: terms.filter(({ taxonomy }) => taxonomy === "category"), tags: terms.filter(({ taxonomy }) => taxonomy === "tag") }),
    category_add: ({ blog: id, name, parent }) => {
      const made: Term = { id: newId(), blog: id, taxonomy: "category", remoteId: null, name, parent };
      terms.push(made);
      return made;
    },
    author_list: () => [{ id: "1", name: "Scottie" }, { id: "2", name: "Ruth" }],
    conflict_open: ({ post: id }) => conflict(post(id)),
    conflict_settle: ({ post: id, fields, body }) => {
      const it = post(id);
      Object.assign(it, { fields, body, version: it.version + 1, savedAt: now(), whereabouts: "changedHere", isChangedThere: false, sending: null });
      moved();
      return { ...it };
    },
    picture_list: () => pictures,
    picture_describe: ({ uuid, alt }) => {
      for (const row of pictures) if (row.uuid === uuid) row.alt = alt;
      return null;
    },
    blog_settings: () => settings,
    blog_settings_set: ({ settings: wanted }) => (settings = wanted),
    activity_list: ({ before }) =>
      before !== null
        ? []
        : [
            { id: 3, at: now(), sentence: "Published “Housing, again”, after 3 tries.", kind: "sent" },
            { id: 2, at: now(), sentence: "The blog could not be reached; the post waited.", kind: "problem" },
            { id: 1, at: now(), sentence: "Connected Toy Box as Scottie.", kind: "connected" },
          ],
    activity_export: () => ({ text: "Published “Housing, again”.\n" }),
    activity_save: () => ({ path: null, name: "Afterword log toybox.example 2026-11-22.txt", text: "Published “Housing, again”.\n" }),
    revision_list: ({ post: id }) => earlier(post(id)).map(({ fields, body }, n) => ({ id: n + 1, because: n === 0 ? "merged" : "sent", keptAt: post(id).savedAt, title: fields.title, words: body.split(/\s+/).length, sameAsNow: false })),
    revision_open: ({ post: id, revision }) => ({ then: earlier(post(id))[revision - 1] ?? post(id), now: post(id), changed: ["body"], blocked: null }),
    revision_restore: ({ post: id, revision }) => {
      const it = post(id);
      Object.assign(it, earlier(it)[revision - 1], { version: it.version + 1, savedAt: now() });
      moved();
      return { ...it };
    },
    merge_seen: ({ post: id }) => ((post(id).mergedFrom = null), null),
    outbox_take_theirs: () => ({ ...post(2) }),
  };
}
