import { beforeEach, expect, test } from "vitest";
import type { BlogStyle, StyleStep } from "../ipc/call";
import { inTone, markBlocks, takeOff, wear } from "./blogStyle";

const step = (tag: string, classes: string[] = [], more: Partial<StyleStep> = {}): StyleStep => ({ tag, id: "", classes, style: "", lang: "", dir: "", ...more });
const style = (more: Partial<BlogStyle> = {}): BlogStyle => ({
  page: "https://one.example/a",
  takenAt: "2026-01-01T00:00:00Z",
  steps: [step("html", ["no-js"], { lang: "de" }), step("body", ["single"], { id: "top" }), step("main"), step("div", ["entry-content"])],
  titleAt: 3,
  titleSteps: [step("header"), step("h1", ["entry-title"])],
  css: "p{color:red;}",
  fonts: [],
  missing: 0,
  blocks: true,
  ...more,
});

let page: Document;
beforeEach(() => {
  page = document.implementation.createHTMLDocument("preview");
  page.head.innerHTML = "<style data-own>body{}</style>";
});

test("the text stands in the elements that it stands in on the blog, and the title beside them", () => {
  const { root, title } = wear(page, style(), false);
  expect(root.matches("html.no-js[lang=de] > body.single#top > main > div.entry-content")).toBe(true);
  expect(title?.matches("main > header > h1.entry-title")).toBe(true);
  expect(page.querySelector("main")?.firstElementChild?.tagName).toBe("HEADER");
  expect(page.querySelector<HTMLStyleElement>("style[data-own]")?.media).toBe("not all");
  expect(page.querySelector("style[data-blog=css]")?.textContent).toBe("p{color:red;}");
});

test("nothing of the look is left when it is taken off", () => {
  wear(page, style(), true);
  takeOff(page);
  expect(page.documentElement.outerHTML.replace(/<title>.*<\/title>/, "")).toBe(
    '<html lang="en"><head><style data-own="" media="">body{}</style></head><body></body></html>',
  );
});

test("a look can name no element that does something, and its CSS stays text", () => {
  const steps = [step("html"), step("body"), step("iframe"), step("script"), step("object")];
  const { root } = wear(page, style({ steps, titleAt: 2, titleSteps: [step("form")], css: "</style><img src=x>" }), false);
  expect(page.querySelectorAll("iframe, script, object, form, img, link").length).toBe(0);
  expect(root.tagName).toBe("DIV");
});

test("nothing around the text is as tall as the frame, which is as tall as they are", () => {
  const { root } = wear(page, style({ steps: [step("html"), step("body", [], { style: "min-height:100vh;" }), step("div")] }), false);
  for (const element of [page.documentElement, page.body, root]) {
    expect(element.getAttribute("style")).toContain("min-height: 0px");
    expect(element.getAttribute("style")).toContain("height: auto");
  }
  expect(page.body.getAttribute("style")).not.toContain("100vh");
});

test("the blog's dark side follows the window's theme", () => {
  const css = "@media (prefers-color-scheme: dark){a{}}@media (min-width:9px) and (prefers-color-scheme:light){b{}}";
  expect(inTone(css, true)).toBe("@media (min-width:0px){a{}}@media (min-width:9px) and (max-width:0px){b{}}");
  expect(inTone(css, false)).toBe("@media (max-width:0px){a{}}@media (min-width:9px) and (min-width:0px){b{}}");
});

test("blocks carry the classes that themes style", () => {
  page.body.innerHTML = "<h2>a</h2><blockquote><p>b</p></blockquote><ol class=footnotes></ol><ul></ul><hr class=more>";
  markBlocks(page.body);
  markBlocks(page.body);
  expect([...page.body.children].map((element) => element.className)).toEqual([
    "wp-block-heading",
    "wp-block-quote is-layout-flow wp-block-quote-is-layout-flow",
    "footnotes",
    "wp-block-list",
    "more",
  ]);
});
