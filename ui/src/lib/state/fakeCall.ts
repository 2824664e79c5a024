// A core for tests: answers what the test says, and remembers what it was asked.

import { CommandFailed, type Call, type Commands, type OutboxItem, type PostDocument, type SavePost, type Turn } from "../ipc/call";
import { allFields } from "./fields";

type Answers = { [Name in keyof Commands]?: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] | Promise<Commands[Name]["reply"]> };

export function fakeCall(answers: Answers): { call: Call; asked: (name: keyof Commands) => unknown[]; answers: Answers } {
  const log: [keyof Commands, unknown][] = [];
  const call: Call = async (name, argument) => {
    log.push([name, structuredClone(argument)]);
    const answer = answers[name] as ((argument: unknown) => never) | undefined;
    if (!answer) throw new Error(`the test did not expect ${name}`);
    return await answer(argument);
  };
  return { call, answers, asked: (name) => log.filter(([each]) => each === name).map(([, argument]) => argument) };
}

export function failed(code: CommandFailed["code"]): CommandFailed {
  return new CommandFailed({ code, message: `failed: ${code}`, detail: null });
}

export function aPost(over: Partial<PostDocument> = {}): PostDocument {
  return {
    id: 1, blog: 1, kind: "post", fields: allFields({ title: "Title" }), body: "Body", version: 1, savedAt: "2026-11-22T14:02:00Z", whereabouts: "localOnly",
    sending: null, remoteStatus: null, publishedAt: null, link: null, trashed: false, goesAt: null, onBlog: false, isChangedThere: false, mergedFrom: null, ...over,
  };
}

export function aRow(over: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id: 1, blog: 1, kind: "publish", moderation: null, subject: "A post", about: "", excerpt: "", state: "queued", problem: null, attempts: 0, progress: null,
    notBefore: null, createdAt: "2026-11-22T14:02:00Z", post: 1, comment: null, choices: ["takeBack"], place: 1, waitsFor: null, ...over,
  };
}

export function aTurn(over: Partial<Turn> = {}): Turn {
  return {
    id: 1, depth: 0, author: { name: "Dennis", url: null, remoteId: null }, mine: false, html: "<p>Hi</p>", status: "approved", writtenAt: "2026-11-22T14:02:00Z",
    link: null, unanswered: true, handled: false, sending: null, moderating: null, text: null, draft: "", reader: null, regular: false, pingback: false, tooDeep: false, ...over,
  };
}

/** A store with two posts that counts versions as the core does. */
export function fakeStore() {
  const stored = new Map([
    [1, aPost()],
    [2, aPost({ id: 2, fields: allFields({ title: "Second" }), body: "Other" })],
  ]);
  const at = (id: number) => stored.get(id) ?? aPost();
  /** Texts that were kept beside a newer one. */
  const beside: string[] = [];
  const core = fakeCall({
    post_open: ({ post }) => ({ ...at(post) }),
    post_save: ({ post, fields, body, version, force }: SavePost) => {
      const now = at(post);
      if (version !== now.version) {
        beside.push(force ? now.body : body);
        if (!force) throw failed("changedElsewhere");
      }
      stored.set(post, { ...now, fields, body, version: now.version + 1, savedAt: "2026-11-22T15:00:00Z" });
      return { version: now.version + 1, savedAt: "2026-11-22T15:00:00Z", whereabouts: "localOnly", merged: null };
    },
  });
  return { ...core, stored, at, beside };
}
