// Every action of the window, once: what it is called, its keys, where it works. Shortcuts and the
// list of shortcuts come from here.

import { isPlain, isTyping, matches, type Press } from "../shared/keys";
import { words } from "../messages";
import { chosenComment, moderate, move, rescue, setHandled, undoLast } from "./answering";
import type { Desk } from "./desk.svelte";
import { sendReply } from "./replying";
import { check } from "./sending";
import { askToPublish, newPost, toggleInspector } from "./writing";

export interface Action {
  id: string;
  title: string;
  keys: string[];
  group: "everywhere" | "write" | "readers";
  /** Absent where the text field itself listens for the keys. */
  run?: (desk: Desk) => unknown;
}

const names = words.actions;

function withComment(act: (desk: Desk, comment: NonNullable<ReturnType<typeof chosenComment>>) => unknown) {
  return (desk: Desk) => {
    const comment = chosenComment(desk);
    if (comment && !desk.comments.turn?.mine) return act(desk, comment);
  };
}

/** The same, where the writer's role lets them decide about comments. */
function withModerated(act: Parameters<typeof withComment>[0]) {
  const run = withComment(act);
  return (desk: Desk) => (desk.blogs.mayModerate ? run(desk) : undefined);
}

const aside = (status: string) => status === "spam" || status === "trash";

export const actions: Action[] = [
  // Browsers keep Ctrl+N for themselves, so Alt+N does the same.
  { id: "newPost", title: names.newPost, keys: ["Mod+n", "Alt+n"], group: "everywhere", run: newPost },
  { id: "search", title: names.search, keys: ["Mod+k"], group: "everywhere", run: (desk) => desk.askFocus("search") },
  { id: "drafts", title: names.drafts, keys: ["Mod+1"], group: "everywhere", run: (desk) => desk.tell(() => desk.go({ section: "write", folder: "drafts" })) },
  { id: "unanswered", title: names.unanswered, keys: ["Mod+2"], group: "everywhere", run: (desk) => desk.tell(() => desk.go({ section: "readers", folder: "unanswered" })) },
  { id: "outbox", title: names.outbox, keys: ["Mod+3"], group: "everywhere", run: (desk) => desk.tell(() => desk.go({ section: "outbox" })) },
  { id: "check", title: names.check, keys: ["F5"], group: "everywhere", run: (desk) => check(desk) },
  { id: "rail", title: names.rail, keys: ["Mod+\\"], group: "everywhere", run: (desk) => desk.prefs.set("railNarrow", !desk.prefs.get("railNarrow")) },
  { id: "list", title: names.list, keys: ["Mod+Shift+L"], group: "everywhere", run: (desk) => desk.prefs.set("listHidden", !desk.prefs.get("listHidden")) },
  { id: "focus", title: names.focus, keys: ["F11"], group: "everywhere", run: toggleFocus },
  { id: "settings", title: names.settings, keys: ["Mod+,"], group: "everywhere", run: (desk) => (desk.sheet = { is: "settings" }) },
  { id: "shortcuts", title: names.shortcuts, keys: ["Mod+/"], group: "everywhere", run: (desk) => (desk.sheet = { is: "shortcuts" }) },

  { id: "saveNow", title: names.saveNow, keys: ["Mod+s"], group: "write", run: (desk) => desk.editor.flush() },
  { id: "publish", title: names.publish, keys: ["Mod+Shift+P"], group: "write", run: askToPublish },
  { id: "inspector", title: names.inspector, keys: ["Mod+Shift+E"], group: "write", run: toggleInspector },
  { id: "bold", title: names.bold, keys: ["Mod+b"], group: "write" },
  { id: "italic", title: names.italic, keys: ["Mod+i"], group: "write" },
  { id: "link", title: names.link, keys: ["Mod+k"], group: "write" },
  { id: "find", title: names.find, keys: ["Mod+f"], group: "write" },
  { id: "sealedMove", title: names.sealedMove, keys: ["Alt+ArrowUp", "Alt+ArrowDown"], group: "write" },
  { id: "leave", title: names.leave, keys: ["Escape"], group: "write" },
  { id: "write", title: names.write, keys: ["Alt+1"], group: "write", run: (desk) => desk.prefs.set("mode", "write") },
  { id: "split", title: names.split, keys: ["Alt+2"], group: "write", run: (desk) => desk.prefs.set("mode", "split") },
  { id: "read", title: names.read, keys: ["Alt+3"], group: "write", run: (desk) => desk.prefs.set("mode", "read") },

  { id: "down", title: names.down, keys: ["j"], group: "readers", run: (desk) => move(desk, 1) },
  { id: "up", title: names.up, keys: ["k"], group: "readers", run: (desk) => move(desk, -1) },
  { id: "reply", title: names.reply, keys: ["r"], group: "readers", run: (desk) => desk.askFocus("reply") },
  { id: "send", title: names.send, keys: ["Mod+Enter"], group: "readers", run: sendReply },
  { id: "approve", title: names.approve, keys: ["a"], group: "readers", run: withModerated((desk, comment) => comment.status !== "approved" && moderate(desk, comment, "approve")) },
  { id: "unapprove", title: names.unapprove, keys: ["u"], group: "readers", run: withModerated((desk, comment) => comment.status !== "held" && moderate(desk, comment, "unapprove")) },
  { id: "spam", title: names.spam, keys: ["s"], group: "readers", run: withModerated((desk, comment) => (comment.status === "spam" ? rescue(desk, comment) : moderate(desk, comment, "spam"))) },
  { id: "trash", title: names.trash, keys: ["d"], group: "readers", run: withModerated((desk, comment) => (comment.status === "trash" ? rescue(desk, comment) : moderate(desk, comment, "trash"))) },
  { id: "handled", title: names.handled, keys: ["e"], group: "readers", run: withComment((desk, comment) => !aside(comment.status) && setHandled(desk, comment, !desk.comments.turn?.handled)) },
  { id: "undo", title: names.undo, keys: ["z"], group: "readers", run: (desk) => undoLast(desk) },
];

/** The keys of an action, for a button that shows them. */
export function keysOf(id: string): string {
  return actions.find((action) => action.id === id)?.keys[0] ?? "";
}

/** What this press means here, if anything. Plain keys mean nothing while something is typed. */
export function actionFor(press: Press & { target: EventTarget | null; repeat?: boolean }, section: Desk["place"]["section"], sheetOpen: boolean): Action | null {
  if (sheetOpen) return null;
  const typing = isTyping(press.target);
  const found = actions.find((action) => {
    if (!action.run || (action.group !== "everywhere" && action.group !== section)) return false;
    return action.keys.some((keys) => matches(press, keys) && !(isPlain(keys) && typing));
  });
  // Holding a key down moves through a list; it never does anything else twice.
  if (press.repeat && found && found.id !== "down" && found.id !== "up") return null;
  return found ?? null;
}

function toggleFocus(desk: Desk) {
  const all = desk.prefs.get("railNarrow") && desk.prefs.get("listHidden");
  desk.prefs.set("railNarrow", !all);
  desk.prefs.set("listHidden", !all);
}
