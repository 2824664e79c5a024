// The fake's idea of a blog's own look: a loud one, so that one sees whether it is worn.

import type { BlogLook, BlogStyle, Commands, StyleStep } from "../src/lib/ipc/commands";

type Names = "blog_style" | "blog_style_take" | "blog_style_forget";
type Answers = { [Name in Names]: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] };

const step = (tag: string, ...classes: string[]): StyleStep => ({ tag, id: "", classes, style: "", lang: "", dir: "" });

const taken = (): BlogStyle => ({
  page: "https://toybox.example/on-sleeping-in-libraries/",
  takenAt: new Date().toISOString(),
  steps: [step("html"), step("body", "single"), step("main", "wrap"), step("article"), step("div", "entry-content")],
  titleAt: 4,
  titleSteps: [step("header"), step("h1", "entry-title")],
  css: `:root{color-scheme:light dark;--ink:#3b1d4a;--paper:#fdf3ff;}
    @media (prefers-color-scheme: dark){:root{--ink:#f3ddff;--paper:#24102e;}}
    body{margin:0;min-height:400px;background:var(--paper);color:var(--ink);font:19px/1.6 Georgia,serif;}
    .wrap{max-width:34em;margin:0 auto;padding:24px;}.entry-title{font:800 40px/1.1 Verdana,sans-serif;color:#c2185b;}
    .entry-content a{color:#c2185b;}.wp-block-quote{margin:1em 0;padding:.5em 1em;border-left:6px solid #c2185b;font-style:italic;}
    @media (max-width:480px){.entry-title{font-size:28px;}}`,
  fonts: [],
  missing: 0,
  blocks: true,
});

export function styles(): Answers {
  const look: BlogLook = { style: null, page: { title: "On sleeping in libraries", address: "https://toybox.example/on-sleeping-in-libraries/" } };
  return {
    blog_style: () => look,
    blog_style_take: () => Object.assign(look, { style: taken() }),
    blog_style_forget: () => (Object.assign(look, { style: null }), null),
  };
}
