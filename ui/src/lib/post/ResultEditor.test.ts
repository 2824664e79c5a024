import { render } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { contextOf, Desk } from "../state/desk.svelte";
import { fakeCall } from "../state/fakeCall";
import ResultEditor from "./ResultEditor.svelte";

test("the result is edited as the kind of text that its side is", async () => {
  const context = contextOf(new Desk(fakeCall({}).call));
  const onchange = vi.fn();
  const spacer = "<!-- wp:spacer /-->";
  const { container, rerender } = render(ResultEditor, { props: { text: spacer, kind: "markdown", label: "Result", onchange }, context });
  expect(container.querySelector(".cm-sealed")).not.toBeNull();
  await rerender({ text: `${spacer}\n<p>Theirs</p>`, kind: "html" });
  expect(container.querySelector(".cm-sealed")).toBeNull();
  expect(container.querySelector(".cm-content")?.textContent).toContain("<p>Theirs</p>");
  await rerender({ text: spacer, kind: "markdown" });
  expect(container.querySelector(".cm-sealed")).not.toBeNull();
  expect(onchange).not.toHaveBeenCalled();
});
