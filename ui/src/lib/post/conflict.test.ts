import { expect, test } from "vitest";
import type { ConflictView } from "../ipc/call";
import { allFields } from "../state/fields";
import { exchange, fieldsFrom, plainField, standing } from "./conflict";

const clash = { mine: "My way.", base: "A way.", theirs: "Their way." };
const version = (title: string, body: string) => ({ fields: allFields({ title, tags: [title] }), body });
const view: ConflictView = {
  base: version("Base", "A way."), mine: version("Mine", "My way."), theirs: version("Theirs", "Their way."), merged: version("Mine", "My way."),
  changedAt: "2026-11-22T14:02:00Z", clashes: [clash], clashingFields: ["title"], version: 3,
};

test("a place is taken from the other side and back again", () => {
  const text = "Before.\n\nMy way.\n\nAfter.";
  const there = exchange(text, clash, "theirs");
  expect(there?.text).toBe("Before.\n\nTheir way.\n\nAfter.");
  expect(there?.text.slice(there.from, there.to)).toBe("Their way.");
  expect(standing(there?.text ?? "", clash)).toBe("theirs");
  expect(exchange(there?.text ?? "", clash, "mine")?.text).toBe(text);
  expect(standing("Rewritten.", clash)).toBeNull();
  expect(exchange("Rewritten.", clash, "theirs")).toBeNull();
  expect(exchange(text, { ...clash, mine: "" }, "theirs")).toBeNull();
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
