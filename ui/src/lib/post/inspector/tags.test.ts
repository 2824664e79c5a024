import { expect, test } from "vitest";
import { completions, withTag } from "./tags";

test("a tag is kept once, however it is written", () => {
  expect(withTag([], "  night  train, ")).toEqual(["night train"]);
  expect(withTag(["Trains"], "trains")).toEqual(["Trains"]);
  expect(withTag(["a"], " ,")).toEqual(["a"]);
});

test("what begins with the typed word is offered before what has it inside", () => {
  const known = ["Strains", "trains", "Travel", "boats"];
  expect(completions(known, [], "tra")).toEqual(["trains", "Travel", "Strains"]);
  expect(completions(known, ["TRAINS"], "tra")).toEqual(["Travel", "Strains"]);
  expect(completions(known, [], " ")).toEqual([]);
});
