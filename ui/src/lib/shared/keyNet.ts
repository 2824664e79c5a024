// Keys that are pressed while a new text is on its way belong to that text, and not to the one that still has
// the focus: a field that nobody sees takes them meanwhile.

export class KeyNet {
  /** The unseen field, while there is one. */
  field: HTMLTextAreaElement | null = null;
  #from: Element | null = null;

  /** From here on keys fall into the net. */
  spread() {
    const { field } = this;
    if (!field || document.activeElement === field) return;
    this.#from = document.activeElement;
    field.value = "";
    field.focus();
  }

  /** What fell in, as one line. */
  lift(): string {
    const typed = (this.field?.value ?? "").replaceAll(/\s*\n\s*/g, " ");
    if (this.field) this.field.value = "";
    return typed;
  }

  /** Nothing came of it: what fell in goes where the focus was. */
  giveBack() {
    const typed = this.lift();
    if (document.activeElement !== this.field || !(this.#from instanceof HTMLElement)) return;
    this.#from.focus();
    if (typed !== "") document.execCommand("insertText", false, typed);
  }
}
