import { render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { expect, test } from "vitest";
import type { OutboxItem } from "../ipc/call";
import { contextOf, Desk } from "../state/desk.svelte";
import { aRow, fakeCall } from "../state/fakeCall";
import Item from "./Item.svelte";

const conflict = createRawSnippet(() => ({ render: () => "<p>both</p>" }));

test("two versions can be compared in the outbox also when an answer got lost", () => {
  const item = aRow({ state: "blocked", problem: { kind: "conflict", detail: "" } as OutboxItem["problem"], choices: ["retry"] });
  render(Item, { props: { item, conflict }, context: contextOf(new Desk(fakeCall({}).call)) });
  expect(screen.getByTestId("choice-settle")).toBeTruthy();
  expect(screen.getByTestId("choice-retry")).toBeTruthy();
  expect(screen.getByText("both")).toBeTruthy();
});
