import { expect, test } from "vitest";
import table from "../../../../crates/markup/tests/sealed-regions.json";
import { blocks, regions } from "./sealedRegions";

const found = (text: string) => regions(text).map(({ from, to, name }) => [name, text.slice(from, to)]);

test("the regions are those of the table that the core reads too", () => {
  expect(table.length).toBeGreaterThan(20);
  for (const [claim, marked, names] of table as [string, string, string[]][]) {
    const text = marked.replace(/[⟦⟧]/g, "");
    const found = regions(text);
    // In the window a region reaches to the end of its last line, so that nothing can be typed behind it.
    const ends = [...marked.matchAll(/⟦([^⟧]*)⟧([^\n]*)/g)].map((parts) => `${parts[1]}${parts[2]}`);
    expect(found.map(({ from, to }) => text.slice(from, to)), claim).toEqual(ends);
    expect(found.map(({ name }) => name), claim).toEqual(names);
  }
});

test("a block that WordPress wrote is found from its beginning to its end", () => {
  const gallery = '<!-- wp:gallery {"ids":[1,2]} -->\n<figure></figure>\n\n<figure></figure>\n<!-- /wp:gallery -->';
  expect(found(`Before\n\n${gallery}\n\nAfter`)).toEqual([["gallery", gallery]]);
  expect(found(gallery)).toEqual([["gallery", gallery]]);
});

test("blocks of the same name inside one belong to it", () => {
  const nested = "<!-- wp:group -->\n<!-- wp:group -->\nx\n<!-- /wp:group -->\n<!-- /wp:group -->";
  expect(found(`${nested}\n\n${nested}`)).toEqual([["group", nested], ["group", nested]]);
});

test("a block without content stands for itself, also one of a plugin", () => {
  expect(found('a\n<!-- wp:spacer {"height":"40px"} /-->\nb')).toEqual([["spacer", '<!-- wp:spacer {"height":"40px"} /-->']]);
  expect(found("<!-- wp:jetpack/map /-->  \n\nb")).toEqual([["jetpack/map", "<!-- wp:jetpack/map /-->  "]]);
});

test("what is not balanced, not alone on its line, or not at a line's start is text", () => {
  for (const text of [
    "<!-- wp:gallery -->\n<figure></figure>", "<!-- /wp:gallery -->", "a <!-- wp:spacer /-->", " <!-- wp:spacer /-->", "> <!-- wp:spacer /-->",
    "<!-- wp:spacer /--> and more", "<!-- wp:spacer", "<!--more-->", "<!-- wp:Gallery /-->",
  ]) expect(found(text), text).toEqual([]);
  expect(found("<!-- wp:group -->\n\n<!-- wp:spacer /-->")).toEqual([["spacer", "<!-- wp:spacer /-->"]]);
});

test("a block in which another does not end is none, and WordPress's spellings are read as it reads them", () => {
  expect(found("<!-- wp:x -->\n<!-- wp:y -->\n<!-- /wp:x -->")).toEqual([]);
  for (const text of ["<!--\twp:x /-->", "<!-- wp:x-->", '<!-- wp:x {"a":1}-->', '<!-- wp:x {"a":1} -->']) expect(found(text), text).toEqual([]);
  for (const text of ['<!-- wp:x {"a":"}-->"} /-->', '<!-- wp:x {"a":{"b":1}}\n/-->']) expect(found(text), text).toEqual([["x", text]]);
});

test("in a code fence nothing is sealed", () => {
  const block = "<!-- wp:spacer /-->";
  for (const text of [`\`\`\`\n${block}\n\`\`\``, `~~~html\n${block}`, `\`\`\`\`\n\`\`\`\n${block}\n\`\`\`\``]) expect(found(text), text).toEqual([]);
  expect(found(`\`\`\`\nx\n\`\`\`\n${block}`)).toHaveLength(1);
  expect(found(`\`\`\` \`not a fence\n${block}`)).toHaveLength(1);
});

test("blocks are the paragraphs, fences and sealed blocks, in order", () => {
  const text = "one\ntwo\n\n```\na\n\nb\n```\n\n<!-- wp:spacer /-->\nthree\n";
  expect(blocks(text).map(({ from, to, sealed }) => [text.slice(from, to), sealed])).toEqual([
    ["one\ntwo", false],
    ["```\na\n\nb\n```", false],
    ["<!-- wp:spacer /-->", true],
    ["three", false],
  ]);
});

test("a long text with many beginnings and no ends is read in one go", () => {
  const text = "<!-- wp:group -->\n\nSome words that go on for a while.\n\n".repeat(20_000);
  const since = performance.now();
  expect(regions(text)).toEqual([]);
  expect(performance.now() - since).toBeLessThan(20_000);
});
