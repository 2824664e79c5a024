// The readers of the fake: their comments page by page, their cards. FAKE_COMMENTS=10000 makes so many more.

import type { CommentRow, Commands, ReaderCard, Turn } from "../src/lib/ipc/commands";

type Answers = { [Name in "comment_list" | "reader_open" | "reader_list" | "reader_note" | "reader_mark" | "reader_merge" | "reader_unmerge"]: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] };

const ids = new Map<string, number>();

/** The reader's number, by name. */
export function readerOf(name: string): number {
  if (!ids.has(name)) ids.set(name, ids.size + 1);
  return ids.get(name) ?? 0;
}

/** Many turns of many readers, in one conversation each of ten. */
export function many(turn: (over: Partial<Turn>) => Turn): Turn[] {
  const number = Number(process.env.FAKE_COMMENTS ?? 0);
  const names = ["Ilse", "Bo", "Marguerite von und zu Hohenfels", "Tom", "読者", "Zoë", "keeper77", "Ruth"];
  return Array.from({ length: number }, (_, at) => {
    const name = names[at % names.length] ?? "";
    return turn({ id: 1000 + at, author: { name, url: null, remoteId: null }, reader: readerOf(name), html: `<p>Comment number ${at}. Was the lamp lit that night, and who trimmed the wick?</p>`, writtenAt: new Date(Date.now() - (at + 3) * 37 * 60_000).toISOString() });
  });
}

export function readers(rows: (folder: string) => CommentRow[]): Answers {
  const notes = new Map([[readerOf("Dennis"), "Veteran, dry humour. Prefers to be argued with."]]);
  const regulars = new Set([readerOf("Dennis")]);
  const me = new Set<number>();
  const merged = new Map<number, number>();
  const nameOf = (reader: number) => [...ids].find(([, id]) => id === reader)?.[0] ?? "";
  const of = (reader: number) => rows("all").filter((row) => !row.mine && (row.reader === reader || merged.get(row.reader ?? 0) === reader));
  const card = (reader: number): ReaderCard => {
    const all = of(reader);
    const others = [...merged].filter(([, into]) => into === reader).map(([from]) => from);
    return {
      reader, blog: 1, names: [nameOf(reader), ...others.map(nameOf)], url: nameOf(reader) === "Dennis" ? "https://www.dennis.example/" : null,
      firstSeen: "2019-06-03T10:00:00Z", lastSeen: all[0]?.writtenAt ?? null, comments: all.length + 146, answered: 141, usualWaitMinutes: 180,
      exchanges: all.slice(0, 3).map((row) => ({ comment: row.id, postTitle: row.postTitle, excerpt: row.excerpt, writtenAt: row.writtenAt, answer: row.id % 2 ? "You forgot the sandwiches." : null })),
      note: notes.get(reader) ?? "", regular: regulars.has(reader), isMe: me.has(reader), merged: others.map((from) => ({ reader: from, name: nameOf(from) })),
    };
  };
  const mark = (set: Set<number>, reader: number, on: boolean | undefined) => void (on === undefined || (on ? set.add(reader) : set.delete(reader)));

  return {
    comment_list: ({ blog, folder, search, order, post, reader, offset = 0, limit }) => {
      const all = blog === 1 ? rows(folder).filter((row) => `${row.author} ${row.excerpt}`.toLowerCase().includes(search.toLowerCase())) : [];
      const narrowed = all.filter((row) => (post === undefined || post === row.postTitle) && (reader === undefined || row.reader === reader));
      const ordered = order === "oldestFirst" ? narrowed.toReversed() : narrowed;
      return { rows: ordered.slice(offset, offset + limit).map((row) => ({ ...row, regular: regulars.has(row.reader ?? 0) })), total: ordered.length };
    },
    reader_open: ({ reader }) => card(reader),
    reader_list: ({ search, offset, limit }) => {
      const found = [...ids].filter(([name]) => name.toLowerCase().includes(search.toLowerCase()));
      const row = ([name, reader]: [string, number]) => ({ reader, name, url: null, regular: regulars.has(reader), comments: of(reader).length, lastSeen: of(reader)[0]?.writtenAt ?? null });
      return { rows: found.slice(offset, offset + limit).map(row), total: found.length };
    },
    reader_note: ({ reader, note }) => (notes.set(reader, note), null),
    reader_mark: ({ reader, regular, isMe }) => (mark(regulars, reader, regular), mark(me, reader, isMe), null),
    reader_merge: ({ into, from }) => (merged.set(from, into), null),
    reader_unmerge: ({ reader }) => (merged.delete(reader), null),
  };
}
