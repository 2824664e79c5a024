import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, describe, expect, it } from "vitest";
import type { QuoteField } from "../../state/quoting.svelte";
import { loneAddress, quoteOffers } from "./offer";

const page = "https://post.example/trains";
let view: EditorView;
let field: QuoteField | null = null;
let asked: (string | undefined)[] | null = null;

function open(doc: string, at = doc.length) {
  const wanted = { label: () => "Quote this page", onfield: (now: QuoteField | null) => (field = now), onquote: (...now: (string | undefined)[]) => (asked = now) };
  view = new EditorView({ parent: document.body, state: EditorState.create({ doc, selection: { anchor: at }, extensions: quoteOffers(wanted) }) });
}

const arrives = (insert: string, userEvent: string) => view.dispatch({ ...view.state.replaceSelection(insert), userEvent });
const offer = () => view.dom.querySelector<HTMLButtonElement>("[data-testid=quote-offer]");

afterEach(() => {
  view.destroy();
  asked = null;
});

describe("an address that is pasted alone on a line", () => {
  it("offers to be quoted, and typing on takes the offer away", () => {
    open("Before.\n\n");
    arrives(page, "input.paste");
    expect(offer()?.textContent).toBe("Quote this page");
    arrives(" ", "input.type");
    expect(offer()).toBeNull();
  });

  it("becomes the quote in its place", () => {
    open("Before.\n\n\n\nAfter.", 9);
    arrives(page, "input.paste");
    offer()?.click();
    expect(asked).toEqual([page, undefined]);
    // Somebody's change comes in while the sheet is open.
    view.dispatch({ changes: { from: 0, to: 6, insert: "Long before" } });
    field?.put("> Words.\n>\n> — X");
    expect(view.state.doc.toString()).toMatch(/^Long before\.\n\n> Words\.\n>\n> — X\n\n+After\.$/);
    expect(view.state.doc.lineAt(view.state.selection.main.head).text).toBe("");
  });

  it("offers nothing among words, in code, or when it is typed", () => {
    open("See ");
    arrives(page, "input.paste");
    expect(offer()).toBeNull();
    view.destroy();
    open("    ");
    arrives(page, "input.paste");
    expect(offer()).toBeNull();
    view.destroy();
    open("");
    arrives(page, "input.type");
    expect(offer()).toBeNull();
  });
});

describe("what is dropped", () => {
  it("offers to become a quote when it is words", () => {
    open("");
    arrives("Somebody said this, and it was worth keeping here.", "input.drop");
    offer()?.click();
    expect(asked).toEqual([undefined, "Somebody said this, and it was worth keeping here."]);
    field?.put("> Somebody said this.");
    expect(view.state.doc.toString().trimEnd()).toBe("> Somebody said this.");
  });
});

describe("the field", () => {
  it("finds the address of its line, or the selected words", () => {
    open(`One.\n\n<${page}>\n`, 8);
    expect(field?.found()).toEqual({ address: page, words: "" });
    view.dispatch({ selection: { anchor: 0, head: 4 } });
    expect(field?.found()).toEqual({ address: "", words: "One." });
  });

  it("takes only addresses of the web", () => {
    for (const line of ["javascript:alert(1)", "file:///x", "two words", `${page} and more`, ""]) expect(loneAddress(line)).toBe("");
  });
});
