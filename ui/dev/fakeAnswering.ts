// Answers to readers, who they are, and getting ready for a trip, as the fake has them.

import type { AnswerRow, Change, CommandError, Commands, DeskSettings, Manners, OutboxItem, PostDocument, SavedReply, Turn } from "../src/lib/ipc/commands";

type Names =
  | "reply_queue" | "replies_queue" | "reply_check" | "reply_source" | "reply_change" | "manners_open" | "manners_set" | "answers_open" | "saved_reply_list" | "saved_reply_put" | "saved_reply_remove"
  | "saved_reply_fill" | "post_from_comment" | "trip_prepare" | "trip_state" | "desk_settings"
  | "desk_settings_set" | "outbox_hold" | "outbox_release" | "outbox_send_now";
type Answers = { [Name in Names]: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] };

interface Given {
  turns: Turn[];
  outbox: OutboxItem[];
  turn: (id: number) => Turn;
  titleOf: (turn: Turn) => string;
  item: (over: Partial<OutboxItem>) => OutboxItem;
  made: (title: string, body: string) => PostDocument;
  moved: () => void;
  tell: (change: Change) => void;
  failure: (code: CommandError["code"], message: string) => CommandError;
}

const plain = (html: string) => html.replace(/<[^>]*>/g, "");
const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

export function answering({ turns, outbox, turn, titleOf, item, made, moved, tell, failure }: Given): Answers {
  let manners: Manners = { greeting: "Hello {first}.", signOff: " Hugs", from: "learned", learnedGreeting: "Hello {first}.", learnedSignOff: " Hugs", on: true };
  let saved: SavedReply[] = [
    { id: 1, name: "Thanks for the correction", text: "You are right, {first}, and it is mended now. Thank you." },
    { id: 2, name: "Yes, with a link", text: "Yes, gladly, with a link back to “{post}”." },
  ];
  let settings: DeskSettings = { undoSeconds: 10, checkMinutes: 5, notify: "regulars", quietOnMetered: true };
  let trip = 0;
  let next = 900;
  const fill = (text: string, { author }: Turn) => text.replaceAll("{name}", author.name).replaceAll("{first}", author.name.split(" ")[0] ?? "");
  const html = (text: string) =>
    text.split(/\n{2,}/).map((part) => (part.startsWith("> ") ? `<blockquote><p>${escaped(part.replace(/^> ?/gm, ""))}</p></blockquote>` : `<p>${escaped(part).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/\*(.+?)\*/g, "<em>$1</em>")}</p>`)).join("");
  const rowOf = (of: Turn): AnswerRow => ({
    comment: of.id, reader: of.reader, author: of.author.name, regular: of.regular, postTitle: titleOf(of), post: titleOf(of), html: of.html, status: of.status, writtenAt: of.writtenAt,
    before: of.id === 13 ? { author: "Scottie", mine: true, excerpt: "The members in the lower ranks get the worst of it." } : null, draft: of.draft,
    opening: manners.on ? `${fill(manners.greeting, of)} ` : "", closing: manners.on ? fill(manners.signOff, of) : "",
  });
  const queue = (comment: number, text: string, approve: boolean) => {
    const to = turn(comment);
    if (approve) to.status = "approved";
    const until = settings.undoSeconds === 0 ? null : new Date(Date.now() + settings.undoSeconds * 1000).toISOString();
    const row = item({ subject: to.author.name, about: titleOf(to), excerpt: text.slice(0, 80), comment, notBefore: until, choices: ["edit", "takeBack", "hold", "sendNow"] });
    outbox.push(row);
    Object.assign(to, { unanswered: false, draft: "" });
    turns.splice(turns.indexOf(to) + 1, 0, { ...to, id: comment + 5, depth: to.depth + 1, author: { name: "Scottie", url: null, remoteId: "1" }, reader: null, mine: true, html: html(text), text, sending: row, writtenAt: new Date().toISOString() });
    return { item: row.id, until };
  };
  const rowFor = (id: number) => {
    const found = outbox.find((each) => each.id === id);
    if (!found) throw failure("tooLate", "It is on its way already.");
    return found;
  };
  return {
    reply_queue: ({ comment, text, approve }) => {
      const queued = queue(comment, text, approve ?? false);
      return moved(), queued;
    },
    replies_queue: ({ replies }) => {
      const queued = replies.map(({ comment, text, approve }) => ({ comment, ...queue(comment, text, approve ?? false) }));
      moved();
      return { queued: queued.map(({ comment, item: row }) => ({ comment, item: row })), until: queued[0]?.until ?? null, skipped: [] };
    },
    reply_check: ({ comment, text }) => {
      const name = turn(comment).author.name;
      const greeted = /^hello ([^.,!]+)/i.exec(text)?.[1];
      const wrong = greeted !== undefined && !name.toLowerCase().includes(greeted.toLowerCase());
      return {
        html: html(text),
        remarks: [
          ...(wrong ? [{ kind: "wrongName" as const, message: `It greets ${greeted}, and it answers ${name}.` }] : []),
          ...(/^(#|- )/m.test(text) ? [{ kind: "marksDropped" as const, message: "The blog keeps no headings and lists in replies; they become plain text." }] : []),
        ],
      };
    },
    reply_source: ({ comment }) => ({ text: turn(comment).text ?? plain(turn(comment).html), before: turn(comment).html }),
    reply_change: ({ comment, text }) => {
      Object.assign(turn(comment), { text, html: html(text) });
      return moved(), { item: next++, until: null };
    },
    manners_open: () => manners,
    manners_set: ({ greeting, signOff, on }) =>
      (manners = greeting === null ? { ...manners, greeting: manners.learnedGreeting ?? "", signOff: manners.learnedSignOff ?? "", from: "learned", on } : { ...manners, greeting, signOff: signOff ?? "", from: "written", on }),
    answers_open: ({ blog, scope, order, limit }) => {
      const all = turns.filter((each) => blog === 1 && !each.mine && each.unanswered && !each.handled && (each.status === "approved" || each.status === "held") && (scope.of !== "post" || scope.post === titleOf(each)) && (scope.of !== "today" || Date.now() - Date.parse(each.writtenAt) < 864e5));
      const rows = all.map(rowOf).sort((a, b) => a.writtenAt.localeCompare(b.writtenAt) * (order === "oldestFirst" ? 1 : -1));
      return { rows: rows.slice(0, limit), total: rows.length, usualWaitMinutes: 540 };
    },
    saved_reply_list: () => saved,
    saved_reply_put: ({ id, name, text }) => {
      const kept = { id: id ?? next++, name, text };
      saved = id === null ? [...saved, kept] : saved.map((each) => (each.id === id ? kept : each));
      return kept;
    },
    saved_reply_remove: ({ id }) => ((saved = saved.filter((each) => each.id !== id)), null),
    saved_reply_fill: ({ id, comment }) => ({ text: fill(saved.find((each) => each.id === id)?.text ?? "", turn(comment)).replaceAll("{post}", titleOf(turn(comment))) }),
    post_from_comment: ({ comment, answer }) => {
      const of = turn(comment);
      const post = made("", `> ${plain(of.html)}\n>\n> — [${of.author.name}](${of.link})\n\n${answer ?? ""}`);
      return moved(), post;
    },
    trip_prepare: () => ((trip = Date.now()), null),
    trip_state: () => {
      const done = Math.min(214, Math.floor((Date.now() - trip) / 20));
      if (process.env.FAKE_OFFLINE !== undefined) return { stage: "stopped", done: 0, total: 0, comments: 150, posts: 12, pictures: 4, message: "The blog can’t be reached." };
      if (done < 214) setTimeout(() => tell({ what: "trip", blog: 1 }), 300);
      return { stage: trip === 0 ? "idle" : done < 214 ? "running" : "ready", done, total: 214, comments: 214, posts: 30, pictures: 12, message: null };
    },
    desk_settings: () => settings,
    desk_settings_set: (wanted) => (settings = wanted),
    outbox_hold: ({ item: id }) => (Object.assign(rowFor(id), { state: "onHold", notBefore: null, choices: ["edit", "takeBack", "release"] }), moved(), null),
    outbox_release: ({ item: id }) => (Object.assign(rowFor(id), { state: "queued", choices: ["edit", "takeBack", "hold"] }), moved(), null),
    outbox_send_now: ({ item: id }) => (Object.assign(rowFor(id), { notBefore: null, choices: ["edit", "takeBack", "hold"] }), moved(), null),
  };
}
