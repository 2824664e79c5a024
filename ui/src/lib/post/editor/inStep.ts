// The text field's side of keeping text and preview in step.

import type { Extension } from "@codemirror/state";
import { EditorView, ViewPlugin, type PluginValue, type ViewUpdate } from "@codemirror/view";
import { scrolledShare, type InStep, type Place, type TextSide } from "../inStep";

/** Tells `step` how the field moves, and moves it. */
export function inStep(step: InStep): Extension {
  return ViewPlugin.define((view) => new Field(view, step));
}

const byHand = ["wheel", "pointerdown", "touchmove", "keydown"] as const;

class Field implements PluginValue, TextSide {
  readonly #view: EditorView;
  readonly #step: InStep;
  readonly #scrolled = () => this.#step.moved("text");
  readonly #leads = () => (this.#step.leader = "text");

  constructor(view: EditorView, step: InStep) {
    this.#view = view;
    this.#step = step;
    step.text = this;
    step.leader = "text";
    step.line = this.#line();
    view.scrollDOM.addEventListener("scroll", this.#scrolled, { passive: true });
    for (const name of byHand) view.dom.addEventListener(name, this.#leads, { passive: true, capture: true });
  }

  update(update: ViewUpdate) {
    if (!update.selectionSet && !update.docChanged) return;
    if (!update.transactions.some((each) => each.isUserEvent("select.preview"))) this.#leads();
    this.#step.cursorMoved(this.#line());
  }

  destroy() {
    this.#view.scrollDOM.removeEventListener("scroll", this.#scrolled);
    for (const name of byHand) this.#view.dom.removeEventListener(name, this.#leads, { capture: true });
    if (this.#step.text === this) this.#step.text = null;
  }

  place(): Place {
    const { scrollDOM, documentPadding, state } = this.#view;
    const share = scrolledShare(scrollDOM);
    const y = scrollDOM.scrollTop + share * scrollDOM.clientHeight - documentPadding.top;
    const block = this.#view.lineBlockAtHeight(y);
    const part = block.height > 0 ? (y - block.top) / block.height : 0;
    return { line: state.doc.lineAt(block.from).number + Math.min(1, Math.max(0, part)), share };
  }

  goTo(place: Place) {
    // What was never in view has a guessed height; once it is there, it is measured and the place is set right.
    this.#scroll(place);
    this.#view.requestMeasure({ key: this, read: () => undefined, write: () => this.#step.leader === "page" && this.#scroll(place) });
  }

  source(first: number, lines: number): { from: number; text: string } {
    const { doc } = this.#view.state;
    const line = (number: number) => doc.line(Math.min(doc.lines, Math.max(1, number)));
    const { from } = line(first);
    return { from, text: doc.sliceString(from, line(first + Math.max(1, lines) - 1).to) };
  }

  select(at: number, share: number) {
    const head = Math.min(at, this.#view.state.doc.length);
    const yMargin = share * Math.max(0, this.#view.scrollDOM.clientHeight - 40);
    this.#view.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: "start", yMargin }), userEvent: "select.preview" });
    this.#view.focus();
  }

  #scroll({ line, share }: Place) {
    const { doc } = this.#view.state;
    const { scrollDOM, documentPadding } = this.#view;
    const number = Math.min(doc.lines, Math.max(1, Math.floor(line)));
    const block = this.#view.lineBlockAt(doc.line(number).from);
    const y = documentPadding.top + block.top + Math.min(1, Math.max(0, line - number)) * block.height;
    scrollDOM.scrollTop = share === 0 ? 0 : y - share * scrollDOM.clientHeight;
  }

  #line(): number {
    const { doc, selection } = this.#view.state;
    return doc.lineAt(selection.main.head).number;
  }
}
