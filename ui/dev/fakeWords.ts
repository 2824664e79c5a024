// The sample words of the fake desk.

import { many, readerOf } from "./fakeReaders";
import type { CommentRow, ConflictView, OutboxItem, PictureRow, PostDocument, PostFields, Receipt, Term, Turn } from "../src/lib/ipc/commands";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export function items(): OutboxItem[] {
  const row = (over: Partial<OutboxItem>): OutboxItem => ({
    id: 0, blog: 1, kind: "reply", moderation: null, subject: "", about: "", excerpt: "", state: "queued", problem: null, attempts: 0, progress: null,
    notBefore: null, createdAt: ago(20), post: null, comment: null, choices: [], place: 0, waitsFor: null, ...over,
  });
  return [
    row({ id: 1, subject: "Dennis", about: "On paying soldiers by the danger", excerpt: "Hello Dennis. The members in the lower ranks get the worst of it…", comment: 11, place: 2, choices: ["edit", "takeBack"] }),
    row({ id: 2, place: 1, kind: "publish", subject: "Notes from the night train", state: "sending", attempts: 1, post: 3 }),
    row({
      id: 3, kind: "update", subject: "Why I still answer every comment", state: "blocked", post: 2, choices: ["settle", "sendMine", "takeTheirs", "takeBack"], problem: { kind: "conflict", detail: "" } }),
    row({ id: 5, kind: "update", subject: "On paying soldiers by the danger", place: 3, post: 5, waitsFor: "Waits for its 2 pictures.", choices: ["takeBack"] }),
    row({
      id: 6, subject: "Ruth", about: "Housing, again", excerpt: "Hello Ruth. Which one? Hugs", comment: 23, state: "blocked", problem: { kind: "parentEdited", detail: "Typo in the fourth line, sorry, otherwise perfect." }, choices: ["edit", "takeBack", "sendMine"] }),
    row({ id: 4, kind: "moderate", moderation: "approve", subject: "keeper77", about: "Link post: the lighthouse keepers", state: "blocked", problem: { kind: "role", detail: "rest_cannot_edit: Sorry, you are not allowed to edit this comment." }, attempts: 1, choices: ["takeBack", "retry"] }),
  ];
}

export function receipts(): Receipt[] {
  return [
    { id: 1, blog: 1, kind: "reply", moderation: null, subject: "Ruth", about: "Housing, again", excerpt: "Fixed, thank you. You have the eyes of a lighthouse.", link: "https://toybox.example/?p=8#comment-12", attempts: 1, removed: [], sentAt: ago(42) },
    { id: 2, blog: 1, kind: "publish", moderation: null, subject: "Housing, again", about: "", excerpt: "", link: "https://toybox.example/?p=8", attempts: 3, removed: [], sentAt: ago(60 * 26) },
  ];
}

const body = `The part of the report that stayed with me is not the headline. It is the [footnote on page nine](https://reports.example/9), where the timeline finally lines up.

> Officials became **increasingly confident** in the reports, and said so in writing.
>
> — [The border file](https://reports.example)

![](media:road)

Read that twice. Nobody was surprised; they had simply agreed not to be the first to say it

## What changed since

Three things, none of them large:`;

const gallery = `<!-- wp:gallery {"linkTo":"none"} -->
<figure class="wp-block-gallery has-nested-images"><!-- wp:image {"id":7} -->
<figure class="wp-block-image"><img src="https://toybox.example/a.jpg" alt=""/></figure>
<!-- /wp:image -->

<!-- wp:image {"id":8} -->
<figure class="wp-block-image"><img src="https://toybox.example/b.jpg" alt=""/></figure>
<!-- /wp:image -->

<!-- wp:image {"id":9} -->
<figure class="wp-block-image"><img src="https://toybox.example/c.jpg" alt=""/></figure>
<!-- /wp:image --></figure>
<!-- /wp:gallery -->`;

const columns = `<!-- wp:columns -->
<div class="wp-block-columns"><!-- wp:column -->
<div class="wp-block-column"><!-- wp:paragraph -->
<p>What a dollar a day buys, and what it never bought, side by side for once.</p>
<!-- /wp:paragraph --></div>
<!-- /wp:column --></div>
<!-- /wp:columns -->`;

export const noFields: PostFields = {
  title: "", slug: "", excerpt: "", categories: [], tags: [], featured: null, format: "", sticky: false, commentsOpen: null, visibility: { to: "public" }, author: null, date: null, bodyKind: "markdown",
};

export function posts(outbox: OutboxItem[]): PostDocument[] {
  const post = ({ title = "", fields = {}, ...over }: Partial<Omit<PostDocument, "fields">> & { title?: string; fields?: Partial<PostFields> }): PostDocument => ({
    id: 0, blog: 1, kind: "post", fields: { ...noFields, title, ...fields }, body: "", version: 1, savedAt: ago(2), whereabouts: "localOnly", sending: null, remoteStatus: null, publishedAt: null,
    link: null, trashed: false, goesAt: null, onBlog: false, isChangedThere: false, mergedFrom: null, ...over,
  });
  const out = { onBlog: true, remoteStatus: "published", whereabouts: "onBlog" } as const;
  const sending = (id: number) => outbox.find((each) => each.id === id) ?? null;
  const soon = new Date(Date.now() + 4 * 864e5).toISOString();
  const made = [
    post({ id: 1, title: "A quiet handover at the border", body, fields: { categories: [1, 4], tags: ["border", "reports"] } }),
    post({ ...out, id: 2, title: "Why I still answer every comment", body: "Somebody asked me last week how I find the time. The honest answer is that the comments are the blog.", whereabouts: "needsYou", savedAt: ago(60 * 25), link: "https://toybox.example/?p=2", publishedAt: ago(60 * 500), sending: sending(3), isChangedThere: true }),
    post({ id: 3, title: "Notes from the night train", body: "No signal since the river, so this one is written the old way: window, notebook, tea.", whereabouts: "sending", savedAt: ago(60 * 70), sending: sending(2) }),
    post({ id: 4, title: "", body: "A line I must not forget.", savedAt: ago(60 * 90) }),
    post({ ...out, id: 5, title: "On paying soldiers by the danger", body: `I was in both the Navy and the Army, and the pay tables never made sense from there.\n\n${gallery}\n\nThe numbers, once more:\n\n${columns}\n\nThat is all there is to it.\n\n<!-- wp:jetpack/map {"zoom":4} /-->\n\nWrite to me if you know better.`, whereabouts: "changedHere", link: "https://toybox.example/?p=5", publishedAt: ago(60 * 24 * 7), savedAt: ago(60 * 24 * 6) }),
    post({ ...out, id: 6, title: "Housing, again", body: "Three charts, one map and a council meeting that ran to midnight.", whereabouts: "changedInBoth", isChangedThere: true, link: "https://toybox.example/?p=6", publishedAt: ago(60 * 24 * 11), savedAt: ago(60 * 24 * 10) }),
    post({ ...out, id: 8, title: "A page that somebody set by hand", body: '<div style="columns: 2">\n<p>What was set by hand stays as it was set.</p>\n</div>', fields: { bodyKind: "html" }, link: "https://toybox.example/?p=8", publishedAt: ago(60 * 24 * 30), savedAt: ago(60 * 24 * 29) }),
    post({ id: 9, title: "The long winter list", body: "Things to read by the stove.", remoteStatus: "scheduled", onBlog: true, whereabouts: "onBlog", publishedAt: soon, fields: { date: soon } }),
    post({ id: 10, title: "A word on the pier", body: "For the editors.", remoteStatus: "pending", whereabouts: "onBlog", savedAt: ago(60 * 30) }),
    post({ ...out, id: 11, kind: "page", title: "About", body: "I write, you answer, I answer back.", link: "https://toybox.example/about", publishedAt: ago(60 * 24 * 400), savedAt: ago(60 * 24 * 300) }),
    post({ id: 7, title: "An old rant", body: "Never mind.", trashed: true, goesAt: ago(-60 * 24 * 17), savedAt: ago(60 * 24 * 100) }),
  ];
  const many = Number(process.env.FAKE_MANY ?? 0);
  for (let n = 0; n < many; n++) made.push(post({ ...out, id: 1000 + n, title: `Letter ${n + 1} from the ferry`, body: "The crossing takes an hour, which is just enough for a letter.", savedAt: ago(60 * 24 * (12 + n)), publishedAt: ago(60 * 24 * (12 + n)) }));
  return made;
}

export function terms(): Term[] {
  const term = (id: number, taxonomy: "category" | "tag", name: string, parent: number | null = null): Term => ({ id, blog: 1, taxonomy, remoteId: String(id), name, parent });
  return [
    term(1, "category", "Politics"), term(2, "category", "Travel"), term(3, "category", "Trains", 2), term(4, "category", "Reading notes"), term(5, "category", "Ferries", 2),
    ...["border", "reports", "borderlands", "trains", "tea", "pay", "housing"].map((name, at) => term(20 + at, "tag", name)),
  ];
}

export function pictures(): PictureRow[] {
  return [{ uuid: "road", fileName: "border-road.jpg", alt: "", size: { width: 2048, height: 1365, bytes: 410_000 }, uploaded: false, featured: false }];
}

export function conflict(of: PostDocument): ConflictView {
  const long = Array.from({ length: 14 }, (_, at) => `Paragraph ${at + 1} of the part that nobody touched. It goes on for a while, as such parts do.`);
  const text = (...parts: string[]) => parts.join("\n\n");
  const [first, find, mornings, thanks] = ["The honest answer is that the comments are the blog.", "Somebody asked me last week how I find the time.", "I answer in the mornings.", "Thank you for reading this far."];
  const [mineFirst, theirsFirst] = ["The honest answer is that the comments are the blog; the posts are only the invitation.", "The honest answer is that I answer because I am curious."];
  const theirGallery = gallery.replace(/\n\n<!-- wp:image \{"id":9\} -->[^]*?<!-- \/wp:image -->/, "");
  const theirThanks = "Thank you for reading this far, and for writing back.";
  const base = text(gallery, ...long, first, columns, find, mornings, thanks);
  const mine = text(gallery, ...long, mineFirst, columns, find, mornings);
  const theirs = text(theirGallery, ...long, theirsFirst, columns, `${find.slice(0, -1)} for it.`, mornings, theirThanks);
  const merged = text(theirGallery, ...long, mineFirst, columns, `${find.slice(0, -1)} for it.`, mornings);
  return {
    base: { fields: of.fields, body: base }, mine: { fields: { ...of.fields, tags: ["comments"] }, body: mine }, theirs: { fields: { ...of.fields, title: "Why I answer", tags: ["readers"] }, body: theirs },
    merged: { fields: of.fields, body: merged }, changedAt: ago(200), clashingFields: ["title", "body"], version: of.version,
    clashes: [{ base: first, mine: mineFirst, theirs: theirsFirst }, { base: thanks, mine: "", theirs: theirThanks }],
  };
}

export function threads(outbox: OutboxItem[]): Turn[] {
  const turn = (over: Partial<Turn>): Turn => ({
    id: 0, depth: 0, author: { name: "", url: null, remoteId: null }, mine: false, html: "", status: "approved", writtenAt: ago(10), link: "https://toybox.example/?p=9#comment-1",
    unanswered: true, handled: false, sending: null, moderating: null, text: null, draft: "", regular: false, pingback: false, tooDeep: false, ...over,
    reader: over.reader ?? (over.mine ? null : readerOf(over.author?.name ?? "")),
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
    ...many(turn),
  ];
}

export function comments(turns: Turn[]): CommentRow[] {
  return turns
    .map((each) => ({
      reader: each.reader, regular: each.regular, pingback: each.pingback, waiting: turns.some(({ sending, mine, depth }, at) => mine && sending !== null && turns[at - 1] === each && depth > each.depth),
      id: each.id, author: each.author.name, excerpt: each.html.replace(/<[^>]*>/g, ""), postTitle: each.id < 20 ? "On paying soldiers by the danger" : "Housing, again",
      status: each.status, writtenAt: each.writtenAt, mine: each.mine, first: each.author.name === "Ana P.", hasDraft: each.draft !== "",
    }))
    .sort((a, b) => b.writtenAt.localeCompare(a.writtenAt));
}
