// What a writer does on the answer sheet.

import type { AnswerScope } from "../ipc/call";
import { words } from "../messages";
import type { Answer } from "./answers.svelte";
import type { Desk } from "./desk.svelte";
import { reread } from "./moderating";
import { offerUndo } from "./undoing";

/** Opens the page: everybody, or those under a post. The post of the open conversation is offered on it. */
export async function openAnswers(desk: Desk, scope: AnswerScope = { of: "all" }, title = "") {
  const open = desk.comments.conversation?.post;
  if (scope.of === "post") desk.answers.post = { post: scope.post, title };
  else if (open) desk.answers.post = { post: open.remote, title: open.title };
  await desk.tell(() => desk.go({ section: "answers", scope, title }));
  if (desk.place.section === "answers") desk.askFocus("answer");
}

/** Back to the list of those who wait. */
export function leaveAnswers(desk: Desk) {
  return desk.tell(() => desk.go({ section: "readers", folder: "unanswered" }));
}

/** To the next box, or the one before. */
export function stepAnswer(desk: Desk, by: 1 | -1, to: "box" | "card" = "box"): boolean {
  const beside = desk.answers.beside(desk.answers.active, by);
  if (!beside) return false;
  desk.answers.active = beside.id;
  desk.askFocus(to === "box" ? "answer" : "card");
  return true;
}

/** Puts one box into the outbox and goes on to the next one. */
export async function queueAnswer(desk: Desk, answer: Answer) {
  if (!answer.says || answer.over) return;
  if ((await queueAnswers(desk, [answer])) && desk.answers.active === answer.id && !stepAnswer(desk, 1)) desk.askFocus("card");
}

/** Puts all that say something into the outbox. True when something went there. */
export async function queueAnswers(desk: Desk, boxes = desk.answers.written): Promise<boolean> {
  const { answers, toasts } = desk;
  let sent = 0;
  const done = await desk.tell(async () => {
    const many = await answers.queue(boxes);
    if (!many) return;
    sent = many.queued.length;
    if (sent > 0) offerBack(desk, boxes.filter(({ id }) => many.queued.some(({ comment }) => comment === id)), many.until);
    const stayed = boxes.filter(({ why }) => why !== "");
    if (stayed.length > 0 && boxes.length > 1) toasts.problem(words.answers.skipped(stayed.length));
    if (sent === 0 && stayed[0]) {
      answers.active = stayed[0].id;
      desk.askFocus("answer");
    }
    // Its box is gone; the keys go on working from its card.
    if (sent > 0 && answers.of(answers.active)?.over) desk.askFocus("card");
    await Promise.all([answers.reload(), reread(desk)]);
  });
  return done && sent > 0;
}

function offerBack(desk: Desk, boxes: Answer[], until: string | null) {
  const { online } = desk.blogs;
  const one = boxes.length === 1 ? (boxes[0] ?? null) : null;
  const name = one && (one.row.author || words.readers.anonymous);
  offerUndo(desk, {
    text: name === null ? words.answers.allQueued(boxes.length, online) : words.readers.queued(name, online),
    undo: () => takeAnswersBack(desk, boxes),
    queued: {
      until,
      counting: (seconds) => (name === null ? words.answers.allSendIn(boxes.length, seconds) : words.readers.sendsIn(name, seconds)),
      row: one && one.item !== null ? { id: one.item, pressed: Date.now() } : undefined,
    },
  });
}

/** The words come back into their boxes, of all that have not left yet. */
export async function takeAnswersBack(desk: Desk, boxes: Answer[]) {
  await desk.tell(async () => {
    let back = 0;
    let failure: unknown = null;
    for (const box of boxes) {
      if (box.item === null) continue;
      try {
        await desk.call("outbox_take_back", { item: box.item });
        box.item = null;
        back++;
      } catch (error) {
        failure = error;
      }
    }
    if (back > 0) desk.toasts.show(words.answers.takenBack(back));
    const first = boxes.find(({ item }) => item === null);
    if (first && desk.place.section === "answers") {
      desk.answers.active = first.id;
      desk.askFocus("answer");
    }
    await Promise.all([desk.answers.reload(), reread(desk)]);
    if (failure !== null) throw failure;
  });
}

/** Says that it needs no reply, or that it needs one after all. */
export async function settleAnswer(desk: Desk, answer: Answer, settled: boolean) {
  if (answer.item !== null || answer.settled === settled) return;
  const done = await desk.tell(() => desk.call("comments_handle", { comments: [answer.id], handled: settled }));
  if (!done) return;
  answer.settled = settled;
  if (settled) {
    offerUndo(desk, { text: words.readers.setHandled([answer.row.author || words.readers.anonymous]), undo: () => settleAnswer(desk, answer, false) });
    if (desk.answers.active === answer.id) stepAnswer(desk, 1, "card");
  }
  await desk.tell(() => Promise.all([desk.answers.reload(), desk.blogs.readCounts()]));
}
