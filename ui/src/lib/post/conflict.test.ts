import { expect, test } from "vitest";
import type { ConflictView } from "../ipc/call";
import { allFields } from "../state/fields";
import { exchange, fieldsFrom, places, plainField } from "./conflict";

const clash = { mine: "My way.", base: "A way.", theirs: "Their way." };
const version = (title: string, body: string) => ({ fields: allFields({ title, tags: [title] }), body });
const view: ConflictView = {
  base: version("Base", "A way."), mine: version("Mine", "My way."), theirs: version("Theirs", "Their way."), merged: version("Mine", "My way."),
  changedAt: "2026-11-22T14:02:00Z", clashes: [clash], clashingFields: ["title"], version: 3,
};

const at = (text: string, clashes = [clash]) => places(text, clashes).map((place) => place && [place.side, text.slice(place.from, place.to)]);
const turn = (text: string, of = clash) => {
  const [place] = places(text, [of]);
  return place ? exchange(text, place, of) : null;
};

test("a place is taken from the other side and back again", () => {
  const text = "Before.\n\nMy way.\n\nAfter.";
  expect(at(text)).toEqual([["mine", "My way."]]);
  expect(turn(text)).toBe("Before.\n\nTheir way.\n\nAfter.");
  expect(at(turn(text) ?? "")).toEqual([["theirs", "Their way."]]);
  expect(turn(turn(text) ?? "")).toBe(text);
});

test("what the writer wrote over, or a side deleted, has no place", () => {
  expect(at("Rewritten.")).toEqual([null]);
  expect(at("Before.", [{ ...clash, mine: "" }])).toEqual([null]);
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
