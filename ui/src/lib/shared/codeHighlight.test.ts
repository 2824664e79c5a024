import { expect, test } from "vitest";
import { codeLanguage, highlightCode } from "./codeHighlight";

const samples: Record<string, [code: string, coloured: string, as: string]> = {
  js: ["const a = 'one'; // two\n", "'one'", "tok-string"],
  tsx: ["let a: number = 1;", "let", "tok-keyword"],
  json: ['{"a": 12}', "12", "tok-literal"],
  html: ["<p class='a'>x</p>", "p", "tok-tag"],
  css: ["a { color: #fff; }", "#fff", "tok-literal"],
  python: ["def f():\n    return None  # x\n", "def", "tok-keyword"],
  rust: ['fn main() { let s = "x"; }', '"x"', "tok-string"],
  go: ["func main() {}\n", "func", "tok-keyword"],
  java: ["class A { int b; }", "class", "tok-keyword"],
  cpp: ["int main() { return 0; }", "return", "tok-keyword"],
  php: ["echo 'a';", "'a'", "tok-string"],
  sql: ["SELECT a FROM b;", "SELECT", "tok-keyword"],
  yaml: ["a: 1 # b\n", "# b", "tok-comment"],
  bash: ["echo 'a' # b\n", "# b", "tok-comment"],
  md: ["# One\n\ntwo\n", "One", "tok-name"],
  xml: ["<a b='c'/>", "a", "tok-tag"],
};

test.each(Object.entries(samples))("%s is coloured, and no letter of it is lost", async (language, [code, some, as]) => {
  const pieces = await highlightCode(code, language);
  expect(pieces?.map(({ text }) => text).join("")).toBe(code);
  expect(pieces?.find(({ classes, text }) => classes.split(" ").includes(as) && text.includes(some))).toBeDefined();
});

test("code of an unknown language, or far too much of it, stays plain", async () => {
  expect(await highlightCode("x", "klingon")).toBeNull();
  expect(await highlightCode("x", "")).toBeNull();
  expect(await highlightCode("x".repeat(100_000), "js")).toBeNull();
});

test("a fence's language is found whatever stands around it", () => {
  for (const info of ["js", "JS", " js {1,3}", "js title=a.js", "{.js}", "language-js", "js,linenos"]) expect(codeLanguage(info)?.name, info).toBe("javascript");
});
