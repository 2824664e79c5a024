import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import type { OutboxItem } from "../ipc/call";
import { contextOf, Desk } from "../state/desk.svelte";
import { aPost, aRow, fakeCall } from "../state/fakeCall";
import Bars from "./Bars.svelte";

const clash = { kind: "conflict", detail: "" } as OutboxItem["problem"];

async function bars(row: OutboxItem) {
  const core = fakeCall({ post_open: () => aPost({ sending: row }), remember: () => null });
  const desk = new Desk(core.call);
  await desk.editor.open(1);
  const shown = render(Bars, { context: contextOf(desk) });
  return { desk, names: () => screen.getAllByRole("button").map(({ textContent }) => textContent?.trim()), ...shown };
}

test("two versions can be compared from the editor also when an answer got lost", async () => {
  const { desk, names } = await bars(aRow({ state: "blocked", problem: clash, choices: ["retry"] }));
  expect(names()).toEqual(["Compare and settle…", "Try now"]);
  await fireEvent.click(screen.getByText("Compare and settle…"));
  expect(desk.sheet).toEqual({ is: "conflict", post: 1 });
});

test("neither version is taken as a whole before both are looked at", async () => {
  const { names } = await bars(aRow({ state: "blocked", problem: clash, choices: ["takeBack", "settle", "takeTheirs", "sendMine"] }));
  expect(names()).toEqual(["Compare and settle…"]);
});

test("a move that met a change is offered what the core offers", async () => {
  const { names } = await bars(aRow({ kind: "unpublish", state: "blocked", problem: clash, choices: ["takeBack", "retry"] }));
  expect(names()).toEqual(["Try now"]);
});
