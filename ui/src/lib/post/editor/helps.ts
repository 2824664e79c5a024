// What the desk adds to the field of the open post: focus, typewriter, sizes, lengths, the place to go on
// from, and what is offered while one types.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { words } from "../../messages";
import type { Desk } from "../../state/desk.svelte";
import { textSize } from "../../state/screen";
import { completion } from "./completion";
import { focus } from "./focus";
import { watchFrontMatter } from "./frontMatter";
import { lengths } from "./lengths";
import { place } from "./place";
import type { Values } from "./snippets";
import { typewriter } from "./typewriter";

export function helps(desk: Desk): Extension {
  const { prefs, postDesk, snippets } = desk;
  void snippets.need();
  return [
    focus(() => (prefs.get("focusMode") || desk.undisturbed ? prefs.get("focusOn") : null)),
    typewriter(() => prefs.get("typewriter") || desk.undisturbed),
    lengths(({ whole, selected }) => {
      postDesk.whole = whole;
      postDesk.selected = selected;
    }),
    watchFrontMatter((found) => (postDesk.frontMatter = found)),
    place(() => {
      const post = desk.editor.post?.id;
      return post === undefined ? null : { read: () => postDesk.open(post), keep: (found) => postDesk.keepPlace(post, found) };
    }),
    completion({
      emoji: () => prefs.get("emoji"),
      posts: async (typed) => {
        const { post } = desk.editor;
        if (!post) return [];
        return (await desk.call("post_titled", { blog: post.blog, typed })).filter(({ id }) => id !== post.id);
      },
      snippets: () => snippets.list,
      values: () => values(desk),
      onaddressless: (title) => desk.toasts.show(words.completion.addressless(title)),
      words: words.completion,
    }),
    EditorView.domEventHandlers({
      wheel: (event) => {
        if (!event.ctrlKey || event.deltaY === 0) return false;
        textSize(desk, event.deltaY < 0 ? 1 : -1);
        return true;
      },
    }),
  ];
}

/** What stands for the names in snippets. */
function values({ editor, blogs }: Desk): Values {
  const now = new Date();
  return {
    DATE: now.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
    TIME: now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
    YEAR: String(now.getFullYear()),
    TITLE: editor.title,
    BLOG: blogs.current?.title ?? "",
    ADDRESS: editor.post?.link ?? "",
  };
}
