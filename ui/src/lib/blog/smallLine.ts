// The small line under a blog's name: where it is, and who the writer is there when that is needed
// to tell two accounts apart.

import type { Blog } from "../ipc/call";
import { words } from "../messages";

type Named = Pick<Blog, "id" | "url" | "username" | "practice">;

/** `example.com`, or `example.com · ruth` beside another account there; what needs the writer goes first. */
export function smallLine(blog: Named, all: Named[], needs = 0): string {
  const twin = all.some((other) => other.id !== blog.id && place(other.url) === place(blog.url));
  const where = blog.practice ? words.rail.practice : host(blog.url);
  return words.rail.parts(needs > 0 ? words.rail.needsYou(needs) : where, twin ? blog.username : "");
}

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function place(url: string): string {
  return url.replace(/\/+$/, "").toLowerCase();
}
