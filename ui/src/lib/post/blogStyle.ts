// The preview's page in the blog's own look: the elements that stand around a text on the blog, with its
// CSS, which names no address, and its fonts, which come along as bytes. Elements are made by name from a
// short list; nothing of the blog's page is ever read as HTML here.

import type { BlogStyle, StyleFont, StyleStep } from "../ipc/call";
import type { PreviewPage } from "./previewPage";

/** What the preview's page has on. */
export class Wardrobe {
  #worn: BlogStyle | null = null;
  #dark = false;

  get isWorn(): boolean {
    return this.#worn !== null;
  }

  /** Dresses the page in a look, or in the window's own again. */
  change(page: PreviewPage, style: BlogStyle | null, dark: boolean, onloaded: () => void) {
    if (style === this.#worn && (style === null || dark === this.#dark)) return;
    if (style) {
      const { root, title } = wear(page.document, style, dark);
      page.moveTo(root, title);
      if (style !== this.#worn) giveFonts(page.document, style.fonts, onloaded);
    } else {
      takeOff(page.document);
      page.moveTo(page.document.body);
    }
    this.#worn = style;
    this.#dark = dark;
  }

  /** To be called whenever the text changed. */
  touchUp(page: PreviewPage) {
    if (this.#worn?.blocks) markBlocks(page.root);
  }
}

/** Where the text and its title go. */
export interface Worn {
  root: HTMLElement;
  /** The heading for the title; none: the title stands in the text's own place. */
  title: HTMLElement | null;
}

/** Elements that do nothing by themselves. */
const tags = new Set("div main article section aside header footer nav center td h1 h2 hgroup span strong p".split(" "));

/** What a page has to do to be shown in a frame as tall as itself; the blog's rules stand above the rest. */
const base = `
img { max-width: 100%; height: auto; }
pre, table { overflow-x: auto; max-width: 100%; }
input[type="checkbox"] { margin: 0 0.4em 0 0; }
.picture-elsewhere, .sealed:empty::before { font: 13px/20px system-ui, sans-serif; opacity: 0.7; }
.sealed:empty::before { content: attr(data-name); }
`;

/** Nothing around the text may be as tall as the frame, which is as tall as they are, or wait for a script. */
const calm = {
  height: "auto",
  "min-height": "0px",
  "max-height": "none",
  opacity: "1",
  visibility: "visible",
  transform: "none",
};

/** Puts a look on. Returns where the text goes; what was worn before is taken off. */
export function wear(page: Document, style: BlogStyle, dark: boolean): Worn {
  takeOff(page);
  const own = page.head.querySelector<HTMLStyleElement>("style[data-own]");
  if (own) own.media = "not all";
  for (const [name, css] of [["base", base], ["css", inTone(style.css, dark)]] as const) {
    const element = page.createElement("style");
    element.dataset.blog = name;
    element.textContent = css;
    page.head.append(element);
  }
  const [html, body, ...steps] = style.steps;
  if (html) name(page.documentElement, html);
  if (body) name(page.body, body);
  const way: HTMLElement[] = [page.documentElement, page.body];
  for (const step of steps) way.push(inside(way.at(-1) ?? page.body, step));
  for (const element of way) settle(element);
  page.documentElement.style.setProperty("overflow", "hidden", "important");
  const root = way.at(-1) ?? page.body;
  paint(page, dark);
  return { root, title: titlePlace(style, way) };
}

/** Back to the window's own look; the body is empty then. */
export function takeOff(page: Document) {
  for (const element of page.head.querySelectorAll("style[data-blog]")) element.remove();
  const own = page.head.querySelector<HTMLStyleElement>("style[data-own]");
  if (own) own.media = "";
  for (const element of [page.documentElement, page.body]) {
    for (const attribute of ["id", "class", "style", "dir"]) element.removeAttribute(attribute);
  }
  page.documentElement.lang = "en";
  page.body.removeAttribute("lang");
  page.body.replaceChildren();
}

/** The classes that WordPress gives to what its blocks are made of, and themes style. */
export function markBlocks(root: Element) {
  for (const [selector, classes] of Object.entries(blockClasses)) {
    for (const element of root.querySelectorAll(selector)) element.classList.add(...classes);
  }
}

const blockClasses = {
  "h2:not(.wp-block-heading), h3:not(.wp-block-heading), h4:not(.wp-block-heading), h5:not(.wp-block-heading), h6:not(.wp-block-heading)":
    ["wp-block-heading"],
  "ul:not(.wp-block-list), ol:not(.wp-block-list, .footnotes)": ["wp-block-list"],
  "blockquote:not(.wp-block-quote)": ["wp-block-quote", "is-layout-flow", "wp-block-quote-is-layout-flow"],
  "pre:not(.wp-block-code)": ["wp-block-code"],
  "hr:not(.wp-block-separator, .more)": ["wp-block-separator", "has-alpha-channel-opacity"],
  "table:not(.wp-block-table)": ["wp-block-table"],
  "figure:not(.wp-block-image)": ["wp-block-image"],
};

/** Hands the frame the blog's fonts. Fonts that the engine can't read are left out. */
export function giveFonts(page: Document, fonts: StyleFont[], onloaded: () => void) {
  const Face = page.defaultView?.FontFace ?? globalThis.FontFace;
  if (typeof Face !== "function" || !page.fonts) return;
  page.fonts.clear();
  for (const { family, weight, style, stretch, range, data } of fonts) {
    const said = { weight, style, stretch, unicodeRange: range };
    const descriptors = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ""));
    try {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const face = new Face(family, bytes.buffer, descriptors);
      page.fonts.add(face);
      face.load().then(onloaded, () => page.fonts.delete(face));
    } catch {
      // A weight or range that this engine does not know.
    }
  }
}

/** The blog's dark side follows the window's theme, which need not be the system's. */
export function inTone(css: string, dark: boolean): string {
  return css.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, tone: string) =>
    (tone.toLowerCase() === "dark") === dark ? "(min-width:0px)" : "(max-width:0px)",
  );
}

/** A page that names no colour of its own stands on white, as in a browser. */
function paint(page: Document, dark: boolean) {
  const { documentElement, body, defaultView } = page;
  if (!defaultView) return;
  const html = defaultView.getComputedStyle(documentElement);
  const isBare = [html, defaultView.getComputedStyle(body)].every(
    ({ backgroundColor, backgroundImage }) => /^(transparent|rgba\(0, 0, 0, 0\))?$/.test(backgroundColor) && /^(none)?$/.test(backgroundImage),
  );
  if (!isBare) return;
  const isDark = dark && (html.colorScheme ?? "").includes("dark");
  documentElement.style.setProperty("background-color", isDark ? "#121212" : "#ffffff");
}

function titlePlace(style: BlogStyle, way: HTMLElement[]): HTMLElement | null {
  const from = way[Math.max(style.titleAt, 2) - 1];
  const next = way[Math.max(style.titleAt, 2)];
  if (style.titleSteps.length === 0 || !from) return null;
  let place = from;
  for (const [at, step] of style.titleSteps.entries()) {
    const element = made(from.ownerDocument, step);
    // Beside the way to the text, before it.
    if (at === 0) place.insertBefore(element, next?.parentNode === place ? next : place.firstChild);
    else place.append(element);
    settle(element);
    place = element;
  }
  return place;
}

function inside(outer: HTMLElement, step: StyleStep): HTMLElement {
  const element = made(outer.ownerDocument, step);
  outer.append(element);
  return element;
}

function made(page: Document, step: StyleStep): HTMLElement {
  const element = page.createElement(tags.has(step.tag) ? step.tag : "div");
  name(element, step);
  return element;
}

function name(element: HTMLElement, { id, classes, style, lang, dir }: StyleStep) {
  if (id !== "") element.id = id;
  if (classes.length > 0) element.className = classes.join(" ");
  if (style !== "") element.style.cssText = style;
  if (lang !== "") element.lang = lang;
  if (dir !== "") element.dir = dir;
}

function settle(element: HTMLElement) {
  for (const [property, value] of Object.entries(calm)) element.style.setProperty(property, value, "important");
}
