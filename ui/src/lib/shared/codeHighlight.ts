// Colours for fenced code, the same in the text field and in the preview: a fixed list of languages,
// each loaded when a text first names it. Gives pieces of text with classes (code.css), never HTML.

import { LanguageDescription, LanguageSupport, StreamLanguage } from "@codemirror/language";
import { highlightCode as pieces, tagHighlighter, tags } from "@lezer/highlight";
import "./code.css";

/** Some of the code, and the class that colours it, empty for none. */
export interface CodePiece {
  text: string;
  classes: string;
}

/** Longer code stays plain: colouring it would keep the window waiting. */
const mostColoured = 60_000;

const language = (name: string, alias: string[], load: () => Promise<LanguageSupport>) => LanguageDescription.of({ name, alias, load });

const languages = [
  language("javascript", ["js", "mjs", "cjs", "jsx", "node"], () => import("@codemirror/lang-javascript").then((it) => it.javascript({ jsx: true }))),
  language("typescript", ["ts", "mts", "cts"], () => import("@codemirror/lang-javascript").then((it) => it.javascript({ typescript: true }))),
  language("tsx", [], () => import("@codemirror/lang-javascript").then((it) => it.javascript({ typescript: true, jsx: true }))),
  language("json", ["json5", "jsonc"], () => import("@codemirror/lang-json").then((it) => it.json())),
  language("html", ["htm", "xhtml", "svelte", "vue"], () => import("@codemirror/lang-html").then((it) => it.html())),
  language("css", ["scss", "less"], () => import("@codemirror/lang-css").then((it) => it.css())),
  language("python", ["py", "python3"], () => import("@codemirror/lang-python").then((it) => it.python())),
  language("rust", ["rs"], () => import("@codemirror/lang-rust").then((it) => it.rust())),
  language("go", ["golang"], () => import("@codemirror/lang-go").then((it) => it.go())),
  language("java", [], () => import("@codemirror/lang-java").then((it) => it.java())),
  language("c++", ["cpp", "c", "cc", "cxx", "h", "hpp", "ino"], () => import("@codemirror/lang-cpp").then((it) => it.cpp())),
  language("php", [], () => import("@codemirror/lang-php").then((it) => it.php({ plain: true }))),
  language("sql", ["mysql", "postgresql", "postgres", "sqlite"], () => import("@codemirror/lang-sql").then((it) => it.sql())),
  language("yaml", ["yml"], () => import("@codemirror/lang-yaml").then((it) => it.yaml())),
  language("shell", ["sh", "bash", "zsh", "console"], () => import("@codemirror/legacy-modes/mode/shell").then((it) => new LanguageSupport(StreamLanguage.define(it.shell)))),
  language("markdown", ["md"], () => import("@codemirror/lang-markdown").then((it) => it.markdown())),
  language("xml", ["svg", "rss", "atom", "xsl"], () => import("@codemirror/lang-xml").then((it) => it.xml())),
];

const byName = new Map(languages.flatMap((each) => [each.name, ...each.alias].map((name) => [name, each] as const)));

/** The language that a fence names, as in ```` ```js title="x" ````. */
export function codeLanguage(info: string): LanguageDescription | null {
  const name = /^[\s{.]*([^\s{},:=]+)/.exec(info)?.[1]?.toLowerCase() ?? "";
  return byName.get(name) ?? byName.get(name.replace(/^language-/, "")) ?? null;
}

/** Which part of code gets which class. What Markdown itself marks is left to the field. */
export const codeColours = tagHighlighter(
  [
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.definitionKeyword, tags.moduleKeyword, tags.controlKeyword, tags.self], class: "tok-keyword" },
    { tag: [tags.tagName, tags.angleBracket], class: "tok-tag" },
    { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue, tags.character], class: "tok-string" },
    { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color, tags.escape], class: "tok-literal" },
    { tag: [tags.comment, tags.meta, tags.documentMeta], class: "tok-comment" },
    { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.typeName), tags.className, tags.heading], class: "tok-name" },
    { tag: [tags.propertyName, tags.attributeName, tags.typeName, tags.namespace], class: "tok-property" },
    { tag: [tags.punctuation, tags.operator], class: "tok-punctuation" },
  ],
  // The top of a Markdown text is a block; that of no other language is.
  { scope: (top) => !top.is("Block") },
);

/** The code in pieces that make it again when joined. Null where the language is not known, or there is too much. */
export async function highlightCode(text: string, info: string): Promise<CodePiece[] | null> {
  const known = codeLanguage(info);
  if (!known || text.length > mostColoured) return null;
  const { parser } = (await known.load()).language;
  const all: CodePiece[] = [];
  const put = (some: string, classes: string) => {
    const last = all.at(-1);
    if (last?.classes === classes) last.text += some;
    else all.push({ text: some, classes });
  };
  // Markdown as code has no colours of its own to keep apart from.
  const colours = known.name === "markdown" ? { style: codeColours.style } : codeColours;
  pieces(text, parser.parse(text), colours, put, () => put("\n", ""));
  return all;
}
