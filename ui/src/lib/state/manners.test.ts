import { expect, test } from "vitest";
import type { Manners } from "../ipc/call";
import { failed, fakeCall } from "./fakeCall";
import { fill, MannersOf } from "./manners.svelte";

const polite = (over: Partial<Manners> = {}): Manners => ({ greeting: "Hello {first}.", signOff: "Hugs", from: "learned", learnedGreeting: null, learnedSignOff: null, on: true, ...over });

test("a template names the reader, whatever they are called", () => {
  for (const [template, reader, text] of [
    ["Hello {name}.", "Ana P.", "Hello Ana P.."],
    ["Hello {first}.", "Ana P.", "Hello Ana."],
    ["Hello {first}.", "  ", "Hello."],
    ["Hi {name}", "{first} {name}", "Hi {first} {name}"],
    ["Hello {other}", "Ana", "Hello {other}"],
  ] as const) expect(fill(template, reader), template).toBe(text);
});

test("a sign-off stands on a line of its own, unless it says otherwise, and none comes when they are off", async () => {
  let manners = polite();
  const of = new MannersOf(fakeCall({ manners_open: () => manners }).call);
  expect(of.around("Ana")).toEqual({ before: "", after: "" });
  await of.need(1);
  expect(of.around("Ana P.")).toEqual({ before: "Hello Ana.", after: "\n\nHugs" });
  manners = polite({ signOff: " Hugs" });
  of.refresh();
  await of.need(1);
  expect(of.around("Ana").after).toBe(" Hugs");
  manners = polite({ on: false });
  of.refresh();
  await of.need(1);
  expect(of.around("Ana")).toEqual({ before: "", after: "" });
});

test("they are read once, and again where reading failed or another blog is answered", async () => {
  let works = false;
  const core = fakeCall({ manners_open: () => (works ? polite() : Promise.reject(failed("failed"))) });
  const of = new MannersOf(core.call);
  await of.need(1);
  expect(of.current).toBeNull();
  works = true;
  await of.need(1);
  await of.need(1);
  expect(core.asked("manners_open")).toHaveLength(2);
  await of.need(2);
  expect(core.asked("manners_open")).toHaveLength(3);
});
