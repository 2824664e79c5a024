// The sample words of the fake desk.

import type { CommentRow, OutboxItem, PostDocument, Receipt, Turn } from "../src/lib/ipc/commands";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export function items(): OutboxItem[] {
  const row = (over: Partial<OutboxItem>): OutboxItem => ({
    id: 0, blog: 1, kind: "reply", moderation: null, subject: "", about: "", excerpt: "", state: "queued", problem: null, attempts: 0,
    notBefore: null, createdAt: ago(20), post: null, comment: null, choices: [], conflict: null, ...over,
  });
  return [
    row({ id: 1, subject: "Dennis", about: "On paying soldiers by the danger", excerpt: "Hello Dennis. The members in the lower ranks get the worst of it…", comment: 11, choices: ["edit", "takeBack"] }),
    row({ id: 2, kind: "publish", subject: "Notes from the night train", state: "sending", attempts: 1, post: 3 }),
    row({
      id: 3, kind: "update", subject: "Why I still answer every comment", state: "blocked", post: 2, choices: ["sendMine", "takeBack"], problem: { kind: "conflict", detail: "" },
      conflict: {
        myTitle: "Why I still answer every comment", theirTitle: "Why I still answer every comment",
        mine: "The honest answer is that the comments are the blog; the posts are only the invitation.",
        theirs: "The honest answer is that I answer in the mornings, and the posts are the invitation.", theirTime: ago(200),
      },
    }),
    row({ id: 4, kind: "moderate", moderation: "approve", subject: "keeper77", about: "Link post: the lighthouse keepers", state: "blocked", problem: { kind: "role", detail: "rest_cannot_edit: Sorry, you are not allowed to edit this comment." }, attempts: 1, choices: ["takeBack", "retry"] }),
  ];
}

export function receipts(): Receipt[] {
  return [
    { id: 1, blog: 1, kind: "reply", moderation: null, subject: "Ruth", about: "Housing, again", excerpt: "Fixed, thank you. You have the eyes of a lighthouse.", link: "https://toybox.example/?p=8#comment-12", attempts: 1, sentAt: ago(42) },
    { id: 2, blog: 1, kind: "publish", moderation: null, subject: "Housing, again", about: "", excerpt: "", link: "https://toybox.example/?p=8", attempts: 3, sentAt: ago(60 * 26) },
  ];
}

const body = `The part of the report that stayed with me is not the headline. It is the [footnote on page nine](https://reports.example/9), where the timeline finally lines up.

> Officials became **increasingly confident** in the reports, and said so in writing.
>
> — [The border file](https://reports.example)

Read that twice. Nobody was surprised; they had simply agreed not to be the first to say it

## What changed since

Three things, none of them large:`;

export function posts(outbox: OutboxItem[]): PostDocument[] {
  const post = (over: Partial<PostDocument>): PostDocument => ({
    id: 0, blog: 1, title: "", body: "", version: 1, savedAt: ago(2), whereabouts: "localOnly", sending: null, link: null, trashed: false, onBlog: false, ...over,
  });
  const sending = (id: number) => outbox.find((each) => each.id === id) ?? null;
  return [
    post({ id: 1, title: "A quiet handover at the border", body }),
    post({ id: 2, title: "Why I still answer every comment", body: "Somebody asked me last week how I find the time. The honest answer is that the comments are the blog.", whereabouts: "needsYou", savedAt: ago(60 * 25), onBlog: true, link: "https://toybox.example/?p=2", sending: sending(3) }),
    post({ id: 3, title: "Notes from the night train", body: "No signal since the river, so this one is written the old way: window, notebook, tea.", whereabouts: "sending", savedAt: ago(60 * 70), sending: sending(2) }),
    post({ id: 4, title: "", body: "A line I must not forget.", savedAt: ago(60 * 90) }),
    post({ id: 5, title: "On paying soldiers by the danger", body: "I was in both the Navy and the Army, and the pay tables never made sense from there.", whereabouts: "changedHere", onBlog: true, link: "https://toybox.example/?p=5", savedAt: ago(60 * 24 * 6) }),
    post({ id: 6, title: "Housing, again", body: "Three charts, one map and a council meeting that ran to midnight.", whereabouts: "onBlog", onBlog: true, link: "https://toybox.example/?p=6", savedAt: ago(60 * 24 * 10) }),
    post({ id: 7, title: "An old rant", body: "Never mind.", trashed: true, savedAt: ago(60 * 24 * 100) }),
  ];
}

export function threads(outbox: OutboxItem[]): Turn[] {
  const turn = (over: Partial<Turn>): Turn => ({
    id: 0, depth: 0, author: { name: "", url: null, remoteId: null }, mine: false, html: "", status: "approved", writtenAt: ago(10), link: "https://toybox.example/?p=9#comment-1",
    unanswered: true, handled: false, sending: null, moderating: null, text: null, draft: "", ...over,
  });
  const by = (name: string) => ({ name, url: null, remoteId: null });
  const mine = "Hello Dennis. The members in the lower ranks get the worst of it. I was in both the Navy and the Army…";
  return [
    turn({ id: 11, author: by("Dennis"), html: "<p>I’ma keep repeating this till I’m dead: Soldiers are people we <strong>PAY</strong> to do the dirty work for us, so why shouldn’t they be eligible for a <a href='https://pay.example/bonus'>bonus</a>?</p>", writtenAt: ago(12), unanswered: false }),
    turn({ id: 12, depth: 1, author: { name: "Scottie", url: null, remoteId: "1" }, mine: true, html: `<p>${mine}</p>`, text: mine, unanswered: false, sending: outbox[0] ?? null, writtenAt: ago(5) }),
    turn({ id: 13, author: by("Dennis"), html: "<p>It certainly highlighted the hypocrisy; every time the cease-fire was violated, the talks were supposed to suspend for 30 days. Or until the very next week, as it turned out.</p>", writtenAt: ago(18), draft: "Hello Dennis. The whole plan was a mistake from the get go" }),
    turn({ id: 21, author: by("Ana P."), html: "<p>First time here. Is the map in the second chart yours, and may I use it in class?</p>", writtenAt: ago(130), status: "held" }),
    turn({ id: 22, author: by("keeper77"), html: "<p>My grandfather kept the light at the point until 1961. He would have argued with paragraph two.</p><blockquote><p>the light was never dark</p></blockquote>", writtenAt: ago(60 * 26) }),
    turn({ id: 23, author: by("Ruth"), html: "<p>Typo in the third line, otherwise perfect.</p>", writtenAt: ago(60 * 28) }),
    turn({ id: 24, author: by("Cheap pills"), html: "<p>Buy now</p>", status: "spam", writtenAt: ago(60 * 30), unanswered: false }),
  ];
}

export function comments(turns: Turn[]): CommentRow[] {
  return turns
    .map((each) => ({
      id: each.id, author: each.author.name, excerpt: each.html.replace(/<[^>]*>/g, ""), postTitle: each.id < 20 ? "On paying soldiers by the danger" : "Housing, again",
      status: each.status, writtenAt: each.writtenAt, mine: each.mine, first: each.author.name === "Ana P.", hasDraft: each.draft !== "",
    }))
    .sort((a, b) => b.writtenAt.localeCompare(a.writtenAt));
}
