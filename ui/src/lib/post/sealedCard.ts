// The card that stands in the editor for a sealed block: what it is, a glimpse of what is in it, and
// what can be done with it as a whole. The block's own HTML is read for words and never drawn.

import { WidgetType, type EditorView } from "@codemirror/view";
import { words } from "../messages";

/** What a button of the card asks for. */
export type Ask = "up" | "down" | "remove";

const icons = {
  lock: ["M7 11V7a5 5 0 0 1 10 0v4", "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z"],
  up: ["m18 15-6-6-6 6"],
  down: ["m6 9 6 6 6-6"],
  remove: ["M3 6h18", "M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6", "M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2", "M10 11v6", "M14 11v6"],
};

export class SealedCard extends WidgetType {
  constructor(
    readonly name: string,
    readonly html: string,
    readonly chosen = false,
  ) {
    super();
  }

  /** The same card, selected or not. */
  as(chosen: boolean): SealedCard {
    return chosen === this.chosen ? this : new SealedCard(this.name, this.html, chosen);
  }

  override eq(other: SealedCard) {
    return other.chosen === this.chosen && other.html === this.html;
  }

  override get estimatedHeight() {
    return 66;
  }

  override ignoreEvent() {
    return false;
  }

  override updateDOM(dom: HTMLElement, _view: EditorView, from: WidgetType) {
    if (!(from instanceof SealedCard) || from.html !== this.html) return false;
    dom.classList.toggle("chosen", this.chosen);
    return true;
  }

  override toDOM(view: EditorView): HTMLElement {
    const glimpse = glimpseOf(this.html);
    const outer = element("div", "cm-sealed");
    const card = outer.appendChild(element("div", "cm-sealed-card"));
    outer.classList.toggle("chosen", this.chosen);
    outer.dataset.testid = "sealed-card";
    outer.dataset.name = this.name;
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", words.sealed.label(this.name, glimpse));
    card.append(icon("lock"));
    const text = card.appendChild(element("div", "cm-sealed-text"));
    text.appendChild(element("b")).textContent = words.sealed.name(this.name);
    if (glimpse) text.appendChild(element("span")).textContent = glimpse;
    text.appendChild(element("small")).textContent = words.sealed.kept;
    if (!view.state.readOnly) card.append(...(["up", "down", "remove"] as const).map(button));
    return outer;
  }
}

/** How many pictures are in it, or else its first words. */
export function glimpseOf(html: string): string {
  const pictures = html.match(/<img\b/gi)?.length ?? 0;
  const page = new DOMParser().parseFromString(html.replace(/<!--[^]*?-->/g, " "), "text/html");
  for (const silent of page.body.querySelectorAll("script, style, template")) silent.remove();
  const text = (page.body.textContent ?? "").replace(/\s+/g, " ").trim();
  const start = text.length > 90 ? `${text.slice(0, 90).replace(/\s\S*$/, "")}…` : text;
  if (pictures > 1 || (pictures === 1 && start === "")) return words.sealed.pictures(pictures);
  return start;
}

function element(tag: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function button(ask: Ask): HTMLElement {
  const made = element("button");
  made.append(icon(ask));
  made.title = words.sealed[ask];
  made.setAttribute("type", "button");
  made.setAttribute("aria-label", words.sealed[ask]);
  made.tabIndex = -1;
  made.dataset.testid = `sealed-${ask}`;
  made.dataset.ask = ask;
  return made;
}

function icon(name: keyof typeof icons): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const look = { viewBox: "0 0 24 24", width: "16", height: "16", fill: "none", stroke: "currentColor", "stroke-width": "1.75", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(look)) svg.setAttribute(key, value);
  for (const path of icons[name]) svg.appendChild(document.createElementNS(space, "path")).setAttribute("d", path);
  return svg;
}
