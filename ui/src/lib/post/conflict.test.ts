import { expect, test } from "vitest";
import type { Clash, ConflictView } from "../ipc/call";
import { allFields } from "../state/fields";
import { exchange, fieldsFrom, kindFrom, places, plainField, wholeOf } from "./conflict";

const clash = { mine: "My way.", base: "A way.", theirs: "Their way." };
const version = (title: string, body: string) => ({ fields: allFields({ title, tags: [title] }), body });
const view: ConflictView = {
  base: version("Base", "A way."), mine: version("Mine", "My way."), theirs: version("Theirs", "Their way."), merged: version("Mine", "My way."),
  changedAt: "2026-11-22T14:02:00Z", clashes: [clash], clashingFields: ["title"], version: 3,
};

const bodies = (clashes: Clash[], mine = "", theirs = "") => ({ base: version("", ""), mine: version("", mine), theirs: version("", theirs), merged: version("", mine), clashes });
const at = (text: string, clashes = [clash]) => places(text, bodies(clashes)).map((place) => place && [place.side, text.slice(place.from, place.to)]);
const turn = (text: string, of: Clash = clash, mine?: string, theirs?: string) => {
  const [place] = places(text, bodies([of], mine, theirs));
  return place ? exchange(text, place, of) : null;
};

test("a place is taken from the other side and back again", () => {
  const text = "Before.\n\nMy way.\n\nAfter.";
  expect(at(text)).toEqual([["mine", "My way."]]);
  expect(turn(text)).toBe("Before.\n\nTheir way.\n\nAfter.");
  expect(at(turn(text) ?? "")).toEqual([["theirs", "Their way."]]);
  expect(turn(turn(text) ?? "")).toBe(text);
});

test("what one side deleted is left out, put in, and left out again", () => {
  const of = { mine: "", base: "A way.", theirs: "Their way." };
  for (const [without, whole] of [
    ["Before.\n\nAfter.", "Before.\n\nTheir way.\n\nAfter."],
    ["After.\n", "Their way.\n\nAfter.\n"],
    ["Before.\n", "Before.\n\nTheir way.\n"],
    ["", "Their way."],
    ["```\na\n\nb\n```\n\nAfter.", "```\na\n\nb\n```\n\nTheir way.\n\nAfter."],
  ] as const) {
    expect(places(without, bodies([of], without, whole))[0]?.side, whole).toBe("mine");
    expect(turn(without, of, without, whole)).toBe(whole);
    expect(places(whole, bodies([of], without, whole))[0]?.side).toBe("theirs");
    expect(turn(whole, of, without, whole)).toBe(without);
  }
  const other = { mine: "My way.", base: "A way.", theirs: "" };
  expect(turn("One.\n\nMy way.", other, "One.\n\nMy way.", "One.")).toBe("One.");
  expect(turn("One.", other, "One.\n\nMy way.", "One.")).toBe("One.\n\nMy way.");
});

test("words that were left out come back beside the neighbour that is still there", () => {
  const of = { mine: "", base: "A way.", theirs: "Their way." };
  expect(turn("Before, mine.\n\nAfter.", of, "Before, mine.\n\nAfter.", "Before.\n\nTheir way.\n\nAfter.")).toBe("Before, mine.\n\nTheir way.\n\nAfter.");
  // The writer wrote something there: nothing is put into it.
  expect(turn("Before.\n\nWritten by hand.\n\nAfter.", of, "Before.\n\nAfter.", "Before.\n\nTheir way.\n\nAfter.")).toBeNull();
});

test("what the writer wrote over has no place", () => {
  expect(at("Rewritten.")).toEqual([null]);
});

test("places are found in their order, also when one side's words begin with the other's", () => {
  const longer = { mine: "Yes.", base: "", theirs: "Yes. And no." };
  expect(at("Yes. And no.", [longer])).toEqual([["theirs", "Yes. And no."]]);
  expect(turn("Yes.", longer)).toBe("Yes. And no.");
  expect(at("My way. Yes. My way.", [clash, longer, clash])).toEqual([["mine", "My way."], ["mine", "Yes."], ["mine", "My way."]]);
});

test("fields come from the sides that were chosen, the others merged", () => {
  expect(fieldsFrom(view, {})).toEqual(view.merged.fields);
  expect(fieldsFrom(view, { title: "theirs" })).toEqual(allFields({ title: "Theirs", tags: ["Mine"] }));
});

test("a field is said as a line of text", () => {
  const say = { yes: "Yes", no: "No", asBlog: "as it is", nothing: "none", name: (id: number) => `#${id}`, visibility: (to: string) => to, time: (at: string) => at };
  const one = { fields: allFields({ categories: [1, 2], commentsOpen: false }), body: "" };
  expect((["categories", "commentsOpen", "sticky", "slug", "visibility", "tags", "date"] as const).map((field) => plainField(one, field, say))).toEqual([
    "#1, #2", "No", "No", "none", "public", "none", "none",
  ]);
});

test("a text that is taken as a whole brings its kind with it", () => {
  const html = { ...view.theirs, fields: { ...view.theirs.fields, bodyKind: "html" as const }, body: "<p>Their way.</p>" };
  const mixed = { ...view, theirs: html };
  expect(fieldsFrom(mixed, {}).bodyKind).toBe("markdown");
  expect(fieldsFrom(mixed, { title: "theirs" }, "theirs")).toMatchObject({ title: "Theirs", bodyKind: "html" });
  expect(fieldsFrom({ ...mixed, merged: html }, {}, "mine").bodyKind).toBe("markdown");
  expect([kindFrom(mixed, null), kindFrom(mixed, "mine"), kindFrom(mixed, "theirs")]).toEqual(["markdown", "markdown", "html"]);
  expect([wholeOf(mixed, "My way."), wholeOf(mixed, "<p>Their way.</p>\n"), wholeOf(mixed, "Both."), wholeOf({ mine: html, theirs: html }, html.body)]).toEqual(["mine", "theirs", null, null]);
});
