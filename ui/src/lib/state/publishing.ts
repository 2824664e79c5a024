// What may be done with a post by this role, and what the one big button is called. Pure: says, and
// does nothing.

import type { Blog, Intent, OpKind, PostDocument, PostFields, PostMove } from "../ipc/call";

/** What the writer can choose in the publish sheet. */
export type Way = "now" | "update" | "schedule" | "private" | "review" | "draft";

/** What the button in the header says. */
export type Verb = "publish" | "update" | "schedule" | "review";

type Post = Pick<PostDocument, "kind" | "onBlog" | "remoteStatus" | "trashed">;

/** Readers have it, or the blog's editors do: it is no longer only a draft. */
function isOut(post: Post): boolean {
  return post.remoteStatus === "published" || post.remoteStatus === "private";
}

function mayPublish(blog: Blog, post: Post): boolean {
  const can = blog.capabilities;
  return post.kind === "page" ? can.publishPages : can.publishPosts;
}

/** The blog waits for the date; a private post is out at once, whatever its date. */
function isLater({ date, visibility }: PostFields, now: number): boolean {
  return visibility.to !== "private" && date !== null && Date.parse(date) > now;
}

/** What a way does as far as it is known before the core has looked at the post. */
export function kindOf(way: Way): OpKind {
  return way === "now" || way === "private" ? "publish" : way;
}

/** The ways that role and post allow; the first is the one that is meant when nothing is said. */
export function waysOf(blog: Blog, post: Post, fields: PostFields, now: number): Way[] {
  if (!blog.capabilities.writePosts && !mayPublish(blog, post)) return [];
  if (!mayPublish(blog, post)) return post.remoteStatus === "published" && blog.capabilities.editPublishedPosts ? ["update"] : ["review", "draft"];
  if (isOut(post)) return ["update"];
  const ways: Way[] = ["now", "schedule", "private", "draft"];
  const first: Way = fields.visibility.to === "private" ? "private" : isLater(fields, now) || post.remoteStatus === "scheduled" ? "schedule" : "now";
  return [first, ...ways.filter((way) => way !== first)];
}

export function intentOf(way: Way): Intent {
  return way === "review" ? "review" : way === "draft" ? "draft" : "public";
}

/** The fields that a way stands for; the others stay. */
export function fieldsOf(way: Way, fields: PostFields, now: number): Partial<PostFields> {
  const future = fields.date !== null && Date.parse(fields.date) > now;
  const shown: Partial<PostFields> = fields.visibility.to === "private" ? { visibility: { to: "public" } } : {};
  if (way === "now") return { ...shown, ...(future ? { date: null } : {}) };
  if (way === "private") return { visibility: { to: "private" }, ...(future ? { date: null } : {}) };
  return way === "schedule" ? shown : {};
}

export function verbOf(blog: Blog, post: Post, fields: PostFields, now: number): Verb {
  const [way] = waysOf(blog, post, fields, now);
  if (way === "update" && isLater(fields, now)) return "schedule";
  if (way === "update" || (post.onBlog && way !== "review")) return "update";
  return way === "schedule" ? "schedule" : way === "review" ? "review" : "publish";
}

/** Where a post can be moved on the blog as it is. */
export function movesOf(blog: Blog, post: Post): PostMove[] {
  const { remoteStatus } = post;
  if (remoteStatus === null) return [];
  if (remoteStatus === "trash") return ["restore"];
  const out = isOut(post) || remoteStatus === "scheduled" || remoteStatus === "pending";
  const mayTouch = !isOut(post) || blog.capabilities.editPublishedPosts || blog.capabilities.publishPosts;
  return mayTouch ? (out ? ["unpublish", "trash"] : ["trash"]) : [];
}
