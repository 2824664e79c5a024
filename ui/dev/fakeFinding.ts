// The fake's answers about finding: plain text search, and many posts at once.

import type { FoundPost, MarkedText, PostDocument, Turn } from "../src/lib/ipc/commands";
import type { FakeDesk } from "./fakeDesk";
import { folderOf } from "./fakeWriting";

type Names = "find" | "note_opened" | "post_ids" | "post_months" | "posts_trash" | "posts_restore" | "posts_label" | "posts_unlabel";

interface Memory {
  documents: PostDocument[];
  turns: Turn[];
  list: () => FakeDesk["post_list"];
  post: (id: number) => PostDocument;
  moved: () => void;
}

function marked(text: string, words: string[]): MarkedText {
  const marks = words.flatMap((word): [number, number][] => {
    const at = text.toLowerCase().indexOf(word);
    return at < 0 ? [] : [[at, at + word.length]];
  });
  return { text, marks: marks.sort((a, b) => a[0] - b[0]) };
}

function around(text: string, words: string[]): string {
  const at = Math.max(0, text.toLowerCase().indexOf(words[0] ?? "") - 40);
  return text.slice(at, at + 200).replace(/\s+/g, " ");
}

export function finding({ documents, turns, list, post, moved }: Memory): Pick<FakeDesk, Names> {
  const label = (id: number, change: { tags: string[]; categories: number[] }) => Object.assign(post(id).fields, change);
  return {
    find: ({ blog, typed, limit }) => {
      const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== "" && !word.includes(":"));
      const odd = [...typed.matchAll(/\b([a-z]+):\S/gi)].map(([, name = ""]) => name).filter((name) => !["in", "tag", "category", "from", "before", "after"].includes(name));
      const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
      const posts = documents.filter((each) => each.blog === blog && !each.trashed && has(`${each.fields.title} ${each.body}`)).map((each): FoundPost => {
        const at = words[0] ? each.body.toLowerCase().indexOf(words[0]) : -1;
        return {
          id: each.id, kind: each.kind, folder: folderOf(each), title: marked(each.fields.title, words), snippet: marked(around(each.body, words), words),
          place: at < 0 ? null : [at, at + (words[0] ?? "").length], whereabouts: each.whereabouts, remoteStatus: each.remoteStatus, publishedAt: each.publishedAt, changedAt: each.savedAt,
        };
      });
      const comments = words.length === 0 ? [] : turns.filter(({ html }) => has(html)).map((turn) => ({
        id: turn.id, author: marked(turn.author.name, words), mine: turn.mine, postTitle: "On paying soldiers by the danger", snippet: marked(around(turn.html.replace(/<[^>]*>/g, ""), words), words), status: turn.status, writtenAt: turn.writtenAt,
      }));
      return { posts: posts.slice(0, limit), postsTotal: posts.length, comments, commentsTotal: comments.length, most: 1000, odd: odd.map((text) => ({ what: "name", text })) };
    },
    note_opened: () => null,
    post_ids: (asked) => ({ posts: list()({ ...asked, offset: 0, limit: 1e6 }).rows.map(({ id }) => id), asked }),
    post_months: () => [
      { month: "2026-11", posts: 3 },
      { month: "2026-03", posts: 2 },
    ],
    posts_trash: ({ posts }) => {
      for (const id of posts) post(id).trashed = true;
      moved();
      return { posts, onBlog: 0, inOutbox: 0 };
    },
    posts_restore: ({ posts }) => {
      for (const id of posts) post(id).trashed = false;
      moved();
      return { posts, onBlog: 0, inOutbox: 0 };
    },
    posts_label: ({ posts, addTags, removeTags, addCategories, removeCategories }) => {
      const before = posts.map((id) => ({ post: id, tags: post(id).fields.tags, categories: post(id).fields.categories }));
      for (const { post: id, tags, categories } of before) {
        label(id, {
          tags: [...new Set([...tags.filter((tag) => !removeTags.includes(tag)), ...addTags])],
          categories: [...new Set([...categories.filter((each) => !removeCategories.includes(each)), ...addCategories])],
        });
      }
      moved();
      return { before, leftAlone: 0 };
    },
    posts_unlabel: ({ before }) => {
      for (const { post: id, tags, categories } of before) label(id, { tags, categories });
      moved();
      return null;
    },
  };
}
