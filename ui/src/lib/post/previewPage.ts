// The document inside the preview's frame. It runs no script and none listens in it: the window
// reaches in to change it and to measure it. Links have no address in there.

import { safeAddress } from "../shared/inert";
import styles from "./preview.css?inline";

/** A link, where it is on the page, for the window to lay a real one over it. */
export interface LinkPlace {
  url: string;
  host: string;
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What the frame starts with. */
export const emptyPage = "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Preview</title></head><body></body></html>";

/** Gives the page its look. */
export function dress(page: Document, theme: string) {
  page.documentElement.dataset.theme = theme;
  if (page.head.querySelector("style")) return;
  const style = page.createElement("style");
  style.textContent = styles;
  page.head.append(style);
}

/** Brings the page up to a title and a body, touching only the blocks that differ. */
export function patch(page: Document, title: string, html: string, mediaUrl: (uuid: string) => string) {
  const source = new DOMParser().parseFromString(html, "text/html");
  defuse(source, mediaUrl);
  const wanted: Element[] = [...source.body.children];
  if (title.trim() !== "") {
    const heading = source.createElement("h1");
    heading.className = "title";
    heading.textContent = title;
    wanted.unshift(heading);
  }
  const { body } = page;
  let head = 0;
  while (head < wanted.length && same(body.children[head], wanted[head])) head++;
  let tail = 0;
  const room = Math.min(wanted.length, body.children.length) - head;
  while (tail < room && same(body.children[body.children.length - 1 - tail], wanted[wanted.length - 1 - tail])) tail++;
  const end = body.children[body.children.length - tail] ?? null;
  while (body.children[head] && body.children[head] !== end) body.children[head]?.remove();
  for (const element of wanted.slice(head, wanted.length - tail)) body.insertBefore(page.importNode(element, true), end);
}

/** The links of the page, one entry per line box. */
export function linkPlaces(page: Document): LinkPlace[] {
  const places: LinkPlace[] = [];
  for (const anchor of page.querySelectorAll<HTMLElement>("a[data-url]")) {
    const url = safeAddress(anchor.dataset.url ?? null);
    if (!url) continue;
    const host = url.protocol === "mailto:" ? url.pathname : url.host;
    for (const { left, top, width, height } of anchor.getClientRects()) {
      if (width > 1) places.push({ url: url.href, host, text: anchor.textContent ?? "", left, top, width, height });
    }
  }
  return places;
}

/** How far down the page the text of a source line is, by the `data-line` of the blocks around it. */
export function offsetOfLine(page: Document, line: number): number {
  let before = { line: 1, top: 0 };
  for (const block of page.querySelectorAll<HTMLElement>("body > [data-line]")) {
    const at = Number(block.dataset.line);
    const top = block.getBoundingClientRect().top;
    if (!Number.isFinite(at)) continue;
    if (at > line) {
      const part = at > before.line ? (line - before.line) / (at - before.line) : 0;
      return before.top + part * (top - before.top);
    }
    before = { line: at, top };
  }
  return before.top;
}

/** Text changes must not look like differences in where a block came from. */
function same(shown: Element | undefined, wanted: Element | undefined): boolean {
  if (!shown || !wanted) return false;
  if (shown.getAttribute("data-line") !== wanted.getAttribute("data-line")) {
    const copy = shown.cloneNode(true) as Element;
    copy.setAttribute("data-line", wanted.getAttribute("data-line") ?? "");
    if (copy.outerHTML !== wanted.outerHTML) return false;
    shown.setAttribute("data-line", wanted.getAttribute("data-line") ?? "");
    return true;
  }
  return shown.outerHTML === wanted.outerHTML;
}

function defuse(source: Document, mediaUrl: (uuid: string) => string) {
  for (const element of source.body.querySelectorAll("script, style, iframe, object, embed, form, base, link, meta")) element.remove();
  for (const anchor of source.body.querySelectorAll("a")) {
    const address = anchor.getAttribute("href");
    anchor.removeAttribute("href");
    if (address) anchor.dataset.url = address;
  }
  for (const image of source.body.querySelectorAll("img")) {
    const uuid = image.dataset.media;
    image.removeAttribute("src");
    image.removeAttribute("srcset");
    if (uuid) image.src = mediaUrl(uuid);
  }
}
