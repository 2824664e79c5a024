// A post's fields as the window holds them: all of them, always. The core leaves out what is at its
// default.

import type { PostFields } from "../ipc/call";

export const noFields: PostFields = {
  title: "",
  slug: "",
  excerpt: "",
  categories: [],
  tags: [],
  featured: null,
  format: "",
  sticky: false,
  commentsOpen: null,
  visibility: { to: "public" },
  author: null,
  date: null,
  bodyKind: "markdown",
};

export function allFields(some: Partial<PostFields>): PostFields {
  return { ...noFields, ...some };
}

/** Whether two plain values say the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether two posts have the same fields. */
export function sameFields(a: PostFields, b: PostFields): boolean {
  return (Object.keys(noFields) as (keyof PostFields)[]).every((name) => same(a[name], b[name]));
}
