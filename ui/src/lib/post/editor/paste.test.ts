import { undo } from "@codemirror/commands";
import { expect, test, vi } from "vitest";
import { isText, textOf } from "./files";
import { isRich } from "./paste";
import { fieldWith, markedText, press } from "./testField";

/** A clipboard or a drag, as far as the field looks at it. */
function carrying(data: Record<string, string>, files: File[] = []) {
  return { files, types: [...Object.keys(data), ...(files.length > 0 ? ["Files"] : [])], getData: (type: string) => data[type] ?? "" };
}
function pasteInto(view: ReturnType<typeof fieldWith>, data: Record<string, string>, files: File[] = []) {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: carrying(data, files) });
  view.contentDOM.dispatchEvent(event);
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const bold = { "text/plain": "bold", "text/html": "<p><b>bold</b></p>" };

test("an address over words makes a link of them", () => {
  const view = fieldWith("see «this» page");
  pasteInto(view, { "text/plain": "https://e.org/a", "text/html": '<a href="https://e.org/a">https://e.org/a</a>' });
  expect(view.state.doc.toString()).toBe("see [this](https://e.org/a) page");
});

test("rich text comes as words at once and as Markdown when it is made; undo goes back to the words", async () => {
  const rich = vi.fn((_html: string) => Promise.resolve("**bold**"));
  const view = fieldWith("a | b", { rich });
  pasteInto(view, bold);
  expect(markedText(view)).toBe("a bold| b");
  await settled();
  expect(rich).toHaveBeenCalledWith(bold["text/html"]);
  expect(markedText(view)).toBe("a **bold**| b");
  undo(view);
  expect(view.state.doc.toString()).toBe("a bold b");
  undo(view);
  expect(view.state.doc.toString()).toBe("a  b");
});

test("words typed on while it is made stay, and edited ones are left alone", async () => {
  let answer: (markdown: string) => void = () => undefined;
  const rich = () => new Promise<string>((resolve) => (answer = resolve));
  const view = fieldWith("|", { rich });
  pasteInto(view, bold);
  view.dispatch(view.state.replaceSelection(" and on"));
  answer("**bold**");
  await settled();
  expect(markedText(view)).toBe("**bold** and on|");
  const other = fieldWith("|", { rich });
  pasteInto(other, bold);
  other.dispatch({ changes: { from: 1, to: 2, insert: "0" } });
  answer("**bold**");
  await settled();
  expect(other.state.doc.toString()).toBe("b0ld");
});

test("when it can't be made, the words are there", async () => {
  const view = fieldWith("|", { rich: () => Promise.reject(new Error("no")) });
  pasteInto(view, bold);
  await settled();
  expect(view.state.doc.toString()).toBe("bold");
});

test("Ctrl+Shift+V, code, and what has only the words of plain text come as they are", async () => {
  const rich = vi.fn(() => Promise.resolve("never"));
  const plain = fieldWith("|", { rich });
  press(plain, "V", { ctrl: true, shift: true });
  pasteInto(plain, bold);
  expect(plain.state.doc.toString()).toBe("bold");
  const code = fieldWith("```\n|\n```", { rich });
  pasteInto(code, bold);
  expect(code.state.doc.toString()).toBe("```\nbold\n```");
  const spans = fieldWith("|", { rich });
  pasteInto(spans, { "text/plain": "a", "text/html": "<meta><div><span style='color:red'>a</span></div>" });
  await settled();
  expect(rich).not.toHaveBeenCalled();
  expect(isRich("<!-- <b> --><p>a</p>")).toBe(false);
  expect(isRich("<span style='font-weight: 700'>a</span>")).toBe(true);
});

test("blocks stand apart from the words around them, and in a quote or list on its terms", async () => {
  for (const [before, after] of [
    ["a|b", "a\n\n# T\n\nc\n\nb"],
    ["> |", "> # T\n>\n> c"],
    ["- |", "- # T\n\n  c"],
  ] as const) {
    const view = fieldWith(before, { rich: () => Promise.resolve("# T\n\nc") });
    pasteInto(view, { "text/plain": "T c", "text/html": "<h1>T</h1><p>c</p>" });
    await settled();
    expect(view.state.doc.toString().replace(/[ \t]+$/gm, ""), before).toBe(after);
  }
});

test("a picture goes to whoever keeps it, words that come with one are words", () => {
  const onfiles = vi.fn();
  const view = fieldWith("a|", { onfiles });
  const file = new File(["x"], "x.png", { type: "image/png" });
  pasteInto(view, {}, [file]);
  expect(onfiles).toHaveBeenCalledWith([file]);
  pasteInto(view, { "text/plain": "words" }, [file]);
  expect(onfiles).toHaveBeenCalledTimes(1);
  expect(view.state.doc.toString()).toBe("awords");
});

test("text files are read whatever wrote them, and others are not taken for text", async () => {
  const of = (bytes: number[] | string, name = "a.md") => new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name);
  expect([of("", "a.MD"), of("", "a.txt"), of("", "a.png"), of("", "md")].map(isText)).toEqual([true, true, false, false]);
  expect(await textOf(of("é\r\nb"))).toBe("é\nb");
  expect(await textOf(of([0xff, 0xfe, 0x61, 0x00]))).toBe("a");
  expect(await textOf(of([0xe9, 0x62]))).toBe("éb");
  expect(await textOf(of([0xe9, 0x00, 0x01]))).toBeNull();
});

test("NUL and halves of a pair do not come in, by typing or pasting", () => {
  const view = fieldWith("a|");
  view.dispatch({ ...view.state.replaceSelection("b\0c\uD83D"), userEvent: "input.type" });
  expect(view.state.doc.toString()).toBe("abc\uFFFD");
  pasteInto(view, { "text/plain": "\0😀\uDE00" });
  expect(view.state.doc.toString()).toBe("abc\uFFFD😀\uFFFD");
});
