// Every action of the window, once: what it is called, its keys, where it works. Shortcuts and the
// list of shortcuts come from here.

import { isPlain, isTyping, matches, type Press } from "../shared/keys";
import { words } from "../messages";
import { chosenComment, moderate, move, rescue, selectedComments, setHandled, toggleSelected, type Moderated } from "./moderating";
import { leaveAnswers, openAnswers, queueAnswer, queueAnswers, settleAnswer, stepAnswer } from "./answerSheet";
import type { Answer } from "./answers.svelte";
import type { Desk } from "./desk.svelte";
import { openPalette } from "./opening";
import { selectAllPosts, selectOpenPost, trashSelected } from "./manyPosts";
import { openQuote } from "./openQuote";
import { makePost, quoteSelected, sendReply } from "./replying";
import { check } from "./sending";
import { textSize, toggleFullScreen, toggleUndisturbed } from "./screen";
import { undoLast } from "./undoing";
import { askToPublish, newPost, toggleInspector } from "./writing";

export interface Action {
  id: string;
  title: string;
  keys: string[];
  group: "everywhere" | "write" | "readers" | "answers";
  run?: (desk: Desk) => unknown;
  /** The text field itself listens for the keys; `run` is for the palette. */
  inField?: true;
}

const names = words.actions;

function withComment(act: (desk: Desk, comment: Moderated) => unknown) {
  return (desk: Desk) => {
    const comment = chosenComment(desk);
    if (comment && !comment.mine) return act(desk, comment);
  };
}

/** For all selected ones, where the writer's role lets them decide about comments. */
function withSelected(act: (desk: Desk, comments: Moderated[]) => unknown) {
  return (desk: Desk) => (desk.blogs.mayModerate ? act(desk, selectedComments(desk)) : undefined);
}

/** The same, where the writer's role lets them decide about comments. */
function withModerated(act: Parameters<typeof withComment>[0]) {
  const run = withComment(act);
  return (desk: Desk) => (desk.blogs.mayModerate ? run(desk) : undefined);
}

function withAnswer(act: (desk: Desk, answer: Answer) => unknown) {
  return (desk: Desk) => {
    const answer = desk.answers.of(desk.answers.active);
    if (answer) return act(desk, answer);
  };
}

/** Something that the open text field does. */
function inText(ask: string): Pick<Action, "run" | "inField"> {
  const run = (desk: Desk) => {
    if (!desk.editor.post) return;
    if (desk.prefs.get("mode") === "read") desk.prefs.set("mode", "split");
    desk.textAsk = ask;
  };
  return { run, inField: true };
}

const aside = (status: string) => status === "spam" || status === "trash";

export const actions: Action[] = [
  // Browsers keep Ctrl+N for themselves, so Alt+N does the same.
  { id: "newPost", title: names.newPost, keys: ["Mod+n", "Alt+n"], group: "everywhere", run: newPost },
  // In the text, Ctrl+K makes a link.
  { id: "palette", title: names.palette, keys: ["Mod+k", "Mod+p"], group: "everywhere", run: openPalette },
  { id: "search", title: names.search, keys: ["Mod+Shift+F"], group: "everywhere", run: (desk) => desk.askFocus("search") },
  { id: "drafts", title: names.drafts, keys: ["Mod+1"], group: "everywhere", run: (desk) => desk.tell(() => desk.go({ section: "write", folder: "drafts" })) },
  { id: "unanswered", title: names.unanswered, keys: ["Mod+2"], group: "everywhere", run: (desk) => desk.tell(() => desk.go({ section: "readers", folder: "unanswered" })) },
  { id: "outbox", title: names.outbox, keys: ["Mod+3"], group: "everywhere", run: (desk) => desk.tell(() => desk.go({ section: "outbox" })) },
  { id: "check", title: names.check, keys: ["F5"], group: "everywhere", run: (desk) => check(desk) },
  { id: "rail", title: names.rail, keys: ["Mod+\\"], group: "everywhere", run: (desk) => desk.prefs.set("railNarrow", !desk.prefs.get("railNarrow")) },
  { id: "list", title: names.list, keys: ["Mod+Shift+L"], group: "everywhere", run: (desk) => desk.prefs.set("listHidden", !desk.prefs.get("listHidden")) },
  { id: "onlyContent", title: names.onlyContent, keys: ["Alt+0"], group: "everywhere", run: toggleColumns },
  { id: "fullScreen", title: names.fullScreen, keys: ["F11"], group: "everywhere", run: toggleFullScreen },
  { id: "larger", title: names.larger, keys: ["Mod++", "Mod+="], group: "everywhere", run: (desk) => textSize(desk, 1) },
  { id: "smaller", title: names.smaller, keys: ["Mod+-"], group: "everywhere", run: (desk) => textSize(desk, -1) },
  { id: "usualSize", title: names.usualSize, keys: ["Mod+0"], group: "everywhere", run: (desk) => textSize(desk, 0) },
  { id: "blogStyle", title: names.blogStyle, keys: [], group: "write", run: (desk) => desk.editor.post && (desk.sheet = { is: "blogStyle" }) },
  { id: "trip", title: names.trip, keys: ["Mod+Shift+O"], group: "everywhere", run: (desk) => desk.blogs.chosen !== null && (desk.sheet = { is: "trip" }) },
  { id: "settings", title: names.settings, keys: ["Mod+,"], group: "everywhere", run: (desk) => (desk.sheet = { is: "settings" }) },
  { id: "shortcuts", title: names.shortcuts, keys: ["Mod+/"], group: "everywhere", run: (desk) => (desk.sheet = { is: "shortcuts" }) },

  { id: "selectPost", title: names.selectPost, keys: ["x"], group: "write", inField: true, run: selectOpenPost },
  { id: "selectPosts", title: names.selectPosts, keys: ["Shift+ArrowDown", "Shift+ArrowUp"], group: "write" },
  { id: "selectAllPosts", title: names.selectAllPosts, keys: ["Mod+a"], group: "write", inField: true, run: selectAllPosts },
  { id: "trashPosts", title: names.trashPosts, keys: ["Delete"], group: "write", inField: true, run: trashSelected },

  { id: "saveNow", title: names.saveNow, keys: ["Mod+s"], group: "write", run: (desk) => desk.editor.flush() },
  { id: "publish", title: names.publish, keys: ["Mod+Shift+P"], group: "write", run: askToPublish },
  { id: "inspector", title: names.inspector, keys: ["Mod+Shift+E"], group: "write", run: toggleInspector },
  { id: "undisturbed", title: names.undisturbed, keys: ["Shift+F11"], group: "write", run: toggleUndisturbed },
  { id: "focusMode", title: names.focusMode, keys: ["F9"], group: "write", run: (desk) => desk.prefs.set("focusMode", !desk.prefs.get("focusMode")) },
  { id: "typewriter", title: names.typewriter, keys: ["Shift+F9"], group: "write", run: (desk) => desk.prefs.set("typewriter", !desk.prefs.get("typewriter")) },
  { id: "snippets", title: names.snippets, keys: [], group: "write", run: (desk) => (desk.sheet = { is: "snippets" }) },
  { id: "snippet", title: names.snippet, keys: ["Tab"], group: "write" },
  { id: "complete", title: names.complete, keys: ["Ctrl+Space"], group: "write" },
  { id: "bold", title: names.bold, keys: ["Mod+b"], group: "write", ...inText("bold") },
  { id: "italic", title: names.italic, keys: ["Mod+i"], group: "write", ...inText("italic") },
  { id: "quotePage", title: names.quotePage, keys: ["Mod+Shift+K"], group: "write", run: (desk) => openQuote(desk) },
  { id: "link", title: names.link, keys: ["Mod+k"], group: "write", ...inText("link") },
  { id: "find", title: names.find, keys: ["Mod+f"], group: "write", ...inText("find") },
  { id: "replace", title: names.replace, keys: ["Mod+h"], group: "write", ...inText("replace") },
  { id: "jump", title: names.jump, keys: ["Alt+o", "Alt+g"], group: "write", ...inText("jump") },
  { id: "footnote", title: names.footnote, keys: ["Alt+f"], group: "write", ...inText("footnote") },
  { id: "task", title: names.task, keys: ["Mod+Enter"], group: "write", ...inText("task") },
  { id: "table", title: names.table, keys: [], group: "write", ...inText("table") },
  { id: "tableAlign", title: names.tableAlign, keys: ["Alt+t"], group: "write", ...inText("tableAlign") },
  { id: "tableCell", title: names.tableCell, keys: ["Tab", "Shift+Tab"], group: "write" },
  { id: "nextSame", title: names.nextSame, keys: ["Mod+d"], group: "write", ...inText("nextSame") },
  { id: "moreCursors", title: names.moreCursors, keys: ["Mod+Alt+ArrowUp", "Mod+Alt+ArrowDown"], group: "write" },
  { id: "pastePlain", title: names.pastePlain, keys: ["Mod+Shift+V"], group: "write" },
  { id: "sealedMove", title: names.sealedMove, keys: ["Alt+ArrowUp", "Alt+ArrowDown"], group: "write" },
  { id: "suggest", title: names.suggest, keys: ["Mod+."], group: "write" },
  { id: "nextProblem", title: names.nextProblem, keys: ["F8"], group: "write" },
  { id: "lastProblem", title: names.lastProblem, keys: ["Shift+F8"], group: "write" },
  { id: "proofList", title: names.proofList, keys: ["Alt+F8"], group: "write", run: (desk) => (desk.proofing.open = desk.proofing.fits && !desk.proofing.open) },
  { id: "leave", title: names.leave, keys: ["Escape"], group: "write" },
  { id: "write", title: names.write, keys: ["Alt+1"], group: "write", run: (desk) => desk.prefs.set("mode", "write") },
  { id: "split", title: names.split, keys: ["Alt+2"], group: "write", run: (desk) => desk.prefs.set("mode", "split") },
  { id: "read", title: names.read, keys: ["Alt+3"], group: "write", run: (desk) => desk.prefs.set("mode", "read") },

  { id: "down", title: names.down, keys: ["j"], group: "readers", run: (desk) => move(desk, 1) },
  { id: "up", title: names.up, keys: ["k"], group: "readers", run: (desk) => move(desk, -1) },
  { id: "reply", title: names.reply, keys: ["r"], group: "readers", run: (desk) => desk.askFocus("reply") },
  { id: "send", title: names.send, keys: ["Mod+Enter"], group: "readers", run: sendReply },
  { id: "approve", title: names.approve, keys: ["a"], group: "readers", run: withModerated((desk, comment) => comment.status !== "approved" && moderate(desk, [comment], "approve")) },
  { id: "unapprove", title: names.unapprove, keys: ["u"], group: "readers", run: withModerated((desk, comment) => comment.status !== "held" && moderate(desk, [comment], "unapprove")) },
  { id: "spam", title: names.spam, keys: ["s"], group: "readers", run: withModerated((desk, comment) => (comment.status === "spam" ? rescue(desk, [comment]) : moderate(desk, [comment], "spam"))) },
  { id: "trash", title: names.trash, keys: ["d"], group: "readers", run: withModerated((desk, comment) => (comment.status === "trash" ? rescue(desk, [comment]) : moderate(desk, [comment], "trash"))) },
  { id: "handled", title: names.handled, keys: ["e"], group: "readers", run: withComment((desk, comment) => !aside(comment.status) && setHandled(desk, [comment], !desk.comments.turn?.handled)) },
  { id: "select", title: names.select, keys: ["x"], group: "readers", run: toggleSelected },
  { id: "selectDown", title: names.selectDown, keys: ["Shift+J"], group: "readers", run: (desk) => move(desk, 1, true) },
  { id: "selectUp", title: names.selectUp, keys: ["Shift+K"], group: "readers", run: (desk) => move(desk, -1, true) },
  { id: "approveAll", title: names.approveAll, keys: ["Shift+A"], group: "readers", run: withSelected((desk, comments) => moderate(desk, comments, "approve")) },
  { id: "unapproveAll", title: names.unapproveAll, keys: ["Shift+U"], group: "readers", run: withSelected((desk, comments) => moderate(desk, comments, "unapprove")) },
  { id: "spamAll", title: names.spamAll, keys: ["Shift+S"], group: "readers", run: withSelected((desk, comments) => moderate(desk, comments, "spam")) },
  { id: "trashAll", title: names.trashAll, keys: ["Shift+D"], group: "readers", run: withSelected((desk, comments) => moderate(desk, comments, "trash")) },
  { id: "handledAll", title: names.handledAll, keys: ["Shift+E"], group: "readers", run: (desk) => setHandled(desk, selectedComments(desk), true) },
  { id: "undo", title: names.undoSend, keys: ["z", "Mod+z"], group: "readers", run: (desk) => undoLast(desk) },
  { id: "answerSheet", title: names.answerSheet, keys: ["w"], group: "readers", run: (desk) => openAnswers(desk) },
  { id: "quote", title: names.quote, keys: ["q"], group: "readers", run: (desk) => quoteSelected(desk) },
  { id: "makePost", title: names.makePost, keys: ["p"], group: "readers", run: withComment((desk, comment) => makePost(desk, comment.id, desk.reply.empty ? null : desk.reply.text)) },

  { id: "answerNext", title: names.answerNext, keys: ["Tab"], group: "answers" },
  { id: "answerBack", title: names.answerBack, keys: ["Shift+Tab"], group: "answers" },
  { id: "answerQueue", title: names.answerQueue, keys: ["Mod+Enter"], group: "answers", run: withAnswer(queueAnswer) },
  { id: "answerQueueAll", title: names.answerQueueAll, keys: ["Mod+Shift+Enter"], group: "answers", run: (desk) => queueAnswers(desk) },
  { id: "answerDown", title: names.down, keys: ["j"], group: "answers", run: (desk) => stepAnswer(desk, 1, "card") },
  { id: "answerUp", title: names.up, keys: ["k"], group: "answers", run: (desk) => stepAnswer(desk, -1, "card") },
  { id: "answerReply", title: names.reply, keys: ["r"], group: "answers", run: (desk) => desk.askFocus("answer") },
  { id: "answerHandled", title: names.handled, keys: ["e"], group: "answers", run: withAnswer((desk, answer) => settleAnswer(desk, answer, !answer.settled)) },
  { id: "answerUndo", title: names.undoSend, keys: ["z", "Mod+z"], group: "answers", run: (desk) => undoLast(desk) },
  { id: "answerLeave", title: names.answerLeave, keys: ["Escape"], group: "answers", run: leaveAnswers },
];

/** The keys of an action, for a button that shows them. */
export function keysOf(id: string): string {
  return actions.find((action) => action.id === id)?.keys[0] ?? "";
}

const moves = new Set(["down", "up", "selectDown", "selectUp", "answerDown", "answerUp"]);

/** What this press means here, if anything. Plain keys mean nothing while something is typed. */
export function actionFor(press: Press & { target: EventTarget | null; repeat?: boolean }, section: Desk["place"]["section"], sheetOpen: boolean): Action | null {
  if (sheetOpen) return null;
  const typing = isTyping(press.target);
  const found = actions.find((action) => {
    if (!action.run || action.inField || (action.group !== "everywhere" && action.group !== section)) return false;
    // In a field, Ctrl+Z is the field's.
    return action.keys.some((keys) => matches(press, keys) && !((isPlain(keys) || keys === "Mod+z") && typing));
  });
  // Holding a key down moves through a list; it never does anything else twice.
  if (press.repeat && found && !moves.has(found.id)) return null;
  return found ?? null;
}

function toggleColumns(desk: Desk) {
  const all = desk.prefs.get("railNarrow") && desk.prefs.get("listHidden");
  desk.prefs.set("railNarrow", !all);
  desk.prefs.set("listHidden", !all);
}
