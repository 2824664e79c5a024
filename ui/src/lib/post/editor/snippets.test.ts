import { nextSnippetField, snippet } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { expand, insertSnippet, snippetBefore, template } from "./snippets";

// What jsdom leaves out, for the editor's measuring.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;

const values = { DATE: "23 November 2026", TITLE: "A {lamp} $1" };

function field(doc: string, at = doc.length) {
  return new EditorView({ parent: document.body, state: EditorState.create({ doc, selection: { anchor: at }, extensions: EditorState.allowMultipleSelections.of(true) }) });
}
/** The text of a snippet, filled, and where Tab stops. */
function filled(text: string) {
  const view = field("");
  insertSnippet(view, { name: "x", text }, values, 0, 0);
  const stops = [];
  for (let stop = 0; stop < 9; stop++) {
    const { from, to } = view.state.selection.main;
    stops.push(from === to ? from : view.state.sliceDoc(from, to));
    if (!nextSnippetField(view)) break;
  }
  const text_ = view.state.doc.toString();
  view.destroy();
  return { text: text_, stops };
}

test("Tab goes through the places in their order and ends behind the text", () => {
  expect(filled("Dear ${2:name}, $1!")).toEqual({ text: "Dear name, !", stops: [11, "name", 12] });
  expect(filled("> $1\n> — $0\nafter")).toEqual({ text: "> \n> — \nafter", stops: [2, 7] });
  expect(filled("No places")).toEqual({ text: "No places", stops: [9] });
});

test("a place that stands twice is filled in both", () => {
  const view = field("");
  insertSnippet(view, { name: "x", text: "[$1](https://example.org/${1:tag})" }, values, 0, 0);
  expect(view.state.doc.toString()).toBe("[tag](https://example.org/tag)");
  expect(view.state.selection.ranges.length).toBe(2);
  view.destroy();
});

test("names fill themselves in, and what they stand for is never a place", () => {
  expect(filled("$DATE: ${TITLE} $OTHER ${1:on $DATE}").text).toBe("23 November 2026: A {lamp} $1 $OTHER on 23 November 2026");
});

test("everything else stays as it was typed", () => {
  for (const text of ["{{ shortcode }} #{x} ${ y", "costs \\$5, 5$ or $ 5", "back\\slash \\{ and }", "<?php echo '${'; ?>"]) {
    expect(filled(text).text).toBe(text.replace("\\$", "$"));
  }
  // The editor's own templates would read more into these.
  expect(() => snippet(template("${${1}}#{name}\\", values))).not.toThrow();
});

test("a name is a word of its own", () => {
  const known = [{ name: "sig", text: "Yours" }, { name: "bigsig", text: "Ever" }, { name: ";d", text: "$DATE" }];
  const found = (doc: string) => {
    const view = field(doc);
    const name = snippetBefore(view, known)?.snippet.name ?? null;
    view.destroy();
    return name;
  };
  expect(["sig", "a sig", "(sig", "bigsig", "xsig", "sig ", "word;d", ""].map(found)).toEqual(["sig", "sig", "sig", "bigsig", null, null, ";d", null]);
});

test("Tab behind a name puts the snippet in its place, and nothing else", () => {
  const known = [{ name: "sig", text: "Yours,\n$1" }];
  const view = field("Bye sig");
  expect(expand(view, known, () => values)).toBe(true);
  expect([view.state.doc.toString(), view.state.selection.main.head]).toEqual(["Bye Yours,\n", 11]);
  expect(expand(view, known, () => values)).toBe(false);
  view.destroy();
});
