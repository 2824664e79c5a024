import { expect, test } from "vitest";
import type { Term } from "../../ipc/call";
import { branches } from "./categoryTree";

const term = (id: number, name: string, parent: number | null = null): Term => ({ id, blog: 1, taxonomy: "category", remoteId: null, name, parent });
const drawn = (...terms: Term[]) => branches(terms).map(({ term: { name }, depth }) => `${"-".repeat(depth)}${name}`);

test("a tree is drawn from the top, each branch by name", () => {
  expect(drawn(term(1, "Travel"), term(2, "Politics"), term(3, "Trains", 1), term(4, "Night", 3), term(5, "Boats", 1))).toEqual(["Politics", "Travel", "-Boats", "-Trains", "--Night"]);
});

test("a category without its parent, or in a ring, is shown once all the same", () => {
  expect(drawn(term(1, "Lost", 9))).toEqual(["Lost"]);
  expect(drawn(term(1, "A", 2), term(2, "B", 1)).sort()).toEqual(["-B", "A"]);
});
