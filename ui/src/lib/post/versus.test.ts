import { expect, test } from "vitest";
import { brief, folds, partsOf, rowsOf, type Marked, type Row, type Texts } from "./versus";

const gallery = '<!-- wp:gallery -->\n<figure><img src="a"></figure>\n\n<!-- /wp:gallery -->';

/** `+added+`, `-removed-`, `[sealed]`. */
const said = (parts: Marked[] | null) =>
  (parts ?? []).map(({ text, sealed, mark }) => ({ same: "", added: "+", removed: "-" })[mark] + (sealed ? `[${sealed}]` : text) + ({ same: "", added: "+", removed: "-" })[mark]).join("");
const shown = (texts: Texts) => rowsOf(texts).map(({ same, mine, base, theirs }) => (same ? said(mine) : [said(mine), ...(base ? [said(base)] : []), said(theirs)]));
const paragraphs = (...words: string[]) => words.join("\n\n");
const bareText = (text: string) => text.replace(/\s+/g, " ").trim();
const without = (side: Marked[], mark: Marked["mark"]) => side.filter((part) => part.mark !== mark).map(({ text }) => text).join("");

test("what belongs together stands in one row, with each side's changes marked", () => {
  expect(shown({ base: paragraphs("One.", "Two two.", "Three."), mine: paragraphs("One.", "Two more two.", "Three."), theirs: paragraphs("One.", "Two.", "Three.") })).toEqual([
    "One.",
    ["Two +more +two.", "Two two.", "Two- two-."],
    "Three.",
  ]);
});

test("a changed phrase is one piece: what was, then what is", () => {
  expect(shown({ base: "I answer in the mornings.", mine: "I answer late at night.", theirs: "I answer in the mornings." })).toEqual([
    ["I answer -in the mornings-+late at night+.", "I answer in the mornings.", "I answer in the mornings."],
  ]);
});

test("a paragraph that one side took out or added has an empty side", () => {
  expect(shown({ base: paragraphs("One.", "Gone."), mine: "One.", theirs: paragraphs("One.", "Gone.") })).toEqual(["One.", ["-Gone.-", "Gone.", "Gone."]]);
  expect(shown({ base: "One.", mine: "One.", theirs: paragraphs("One.", "New.") })).toEqual(["One.", ["", "", "+New.+"]]);
});

test("when nobody knows what both grew from, each side's own words are marked", () => {
  expect(shown({ base: null, mine: paragraphs("Same.", "My way."), theirs: paragraphs("Same.", "Their way.") })).toEqual(["Same.", ["+My+ way.", "+Their+ way."]]);
});

test("a sealed block is one thing with a name, however much of it changed", () => {
  const other = gallery.replace('"a"', '"b"');
  expect(shown({ base: paragraphs("One.", gallery), mine: paragraphs("One.", other), theirs: paragraphs("One!", gallery) })).toEqual([
    ["One.\n\n-[gallery]-+[gallery]+", "One.\n\n[gallery]", "One-.-+!+\n\n[gallery]"],
  ]);
  expect(rowsOf({ base: gallery, mine: gallery, theirs: gallery })[0]?.mine).toEqual([{ text: gallery, sealed: "gallery", mark: "same" }]);
  expect(partsOf(`One.\n\n${gallery}\n\nTwo.`).map(({ text }) => text).join("")).toBe(`One.\n\n${gallery}\n\nTwo.`);
});

test("in a text that is HTML as a whole the writer sees all of it", () => {
  expect(shown({ base: null, mine: gallery, theirs: gallery, isHtml: true }).join("")).toContain("<figure>");
});

test("no word of any side is lost or invented", () => {
  const words = ["a b c.", "c b a.", "", gallery, "Zwölf – «ja»!", "one one one", "```\nx\n\ny\n```", "a\nb"];
  let seed = 5;
  const pick = () => words[(seed = (seed * 48271) % 2147483647) % words.length] ?? "";
  const bare = (text: string) => text.replace(/\s+/g, " ").trim();
  for (let round = 0; round < 200; round++) {
    const [base, mine, theirs] = [0, 1, 2].map(() => paragraphs(pick(), pick(), pick(), pick())) as [string, string, string];
    for (const from of [base, null]) {
      const rows = rowsOf({ base: from, mine, theirs });
      const joined = (side: (row: Row) => string) => bare(rows.map(side).join(" "));
      expect(joined((row) => without(row.mine, "removed"))).toBe(bare(mine));
      expect(joined((row) => without(row.theirs, "removed"))).toBe(bare(theirs));
      if (from !== null) expect(joined((row) => without(row.theirs, "added"))).toBe(bare(from));
    }
  }
});

test("long unchanged stretches are folded, but for what stands beside a change", () => {
  const many = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `Paragraph ${from + at}.`);
  const base = paragraphs(...many(0, 10), "Old.", ...many(10, 13), "Old, too.", ...many(13, 20));
  const mine = base.replace("Old.", "New.").replace("Old, too", "New, too");
  const seen = folds(rowsOf({ base, mine, theirs: base })).map(({ rows, folded }) => (folded ? `… ${rows.length}` : rows.map(({ same, mine: side }) => (same ? said(side) : "changed")).join(" ")));
  expect(seen).toEqual(["… 9", "Paragraph 9.", "changed", "Paragraph 10. Paragraph 11. Paragraph 12.", "changed", "Paragraph 13.", "… 6"]);
  expect(folds(rowsOf({ base, mine: base, theirs: base })).map(({ folded }) => folded)).toEqual([true]);
  expect(folds(rowsOf({ base, mine, theirs: base })).flatMap(({ rows }) => rows)).toHaveLength(22);
});

test("two long texts with nothing in common are compared without hanging", () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, at) => word + at).join(" ");
  const [row] = rowsOf({ base: long("a"), mine: long("b"), theirs: long("c") });
  expect(without(row?.mine ?? [], "removed")).toBe(long("b"));
});

const big = (word: (n: number) => string) => paragraphs(...Array.from({ length: 2500 }, (_, n) => Array.from({ length: 80 }, (_, at) => `${word(n)}${(n * 31 + at * 7) % 997}`).join(" ")));

test("a megabyte is compared by words where that is quick, and by paragraphs where it is not", () => {
  const text = big(() => "w");
  const cases: Record<string, string> = {
    few: big((n) => (n % 50 === 0 ? "x" : "w")),
    everywhere: text.replaceAll(/w(\d+)(\n|$)/g, "y$1$2"),
    all: big(() => "x"),
  };
  for (const [name, theirs] of Object.entries(cases)) {
    const since = performance.now();
    const rows = rowsOf({ base: null, mine: text, theirs });
    expect(performance.now() - since, name).toBeLessThan(3000);
    expect(rows, name).toHaveLength(2500);
    expect(bareText(rows.map(({ mine }) => without(mine, "removed")).join(" ")), name).toBe(bareText(text));
  }
  const [first] = rowsOf({ base: null, mine: text, theirs: cases.everywhere ?? "" });
  expect(first?.mine.filter(({ mark }) => mark === "added")).toHaveLength(1);
});

test("of a very long row is shown what differs, and a little around it", () => {
  const line = "same ".repeat(200_000);
  const [row] = rowsOf({ base: null, mine: `${line}Mine.${line}`, theirs: `${line}Theirs.${line}` });
  const shown = brief(row?.mine ?? []);
  expect(shown.map(({ mark }) => mark)).toEqual(["same", "added", "same"]);
  expect(shown[1]?.text).toBe("Mine");
  expect(shown.map(({ text }) => text).join("").length).toBeLessThan(3000);
  const all = brief([{ text: "x".repeat(1_000_000), mark: "added" }]);
  expect(all[0]?.text.length).toBeLessThan(6000);
  const small: Marked[] = [{ text: line.slice(0, 10_000), mark: "same" }];
  expect(brief(small)).toBe(small);
});
