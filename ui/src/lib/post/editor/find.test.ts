import { getSearchQuery, SearchQuery, setSearchQuery } from "@codemirror/search";
import { fireEvent, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { counting, openFind } from "./find";
import { fieldWith, markedText, press } from "./testField";

afterEach(() => void (document.body.innerHTML = ""));

const counted = (text: string, query: ConstructorParameters<typeof SearchQuery>[0]) => [...counting(fieldWith(text).state, new SearchQuery(query))].at(-1);
const field = () => screen.getByTestId<HTMLInputElement>("find-field");

test("all are counted, and which of them is selected", () => {
  expect(counted("a «b» a b", { search: "b" })).toEqual({ total: 2, at: 1, more: false });
  expect(counted("a B a b", { search: "b", caseSensitive: true })).toMatchObject({ total: 1 });
  expect(counted("one bone one", { search: "one", wholeWord: true })).toMatchObject({ total: 2 });
  expect(counted("a1 a22", { search: "a\\d+", regexp: true })).toMatchObject({ total: 2 });
  expect(counted("aaa", { search: "x*", regexp: true })).toMatchObject({ total: 0 });
});

test("matches far apart in a long text are all counted, up to a limit that is said", () => {
  const far = `x${"words\n".repeat(30_000)}x${"words\n".repeat(30_000)}x`;
  expect(counted(far, { search: "x" })).toMatchObject({ total: 3, more: false });
  expect(counted("x ".repeat(20_000), { search: "x" })).toMatchObject({ total: 10_000, more: true });
  expect(counted(`${"w\n".repeat(90_000)}a\nb`, { search: "a\nb" })).toMatchObject({ total: 1 });
});

test("the panel finds, says where it is, replaces, and Esc goes back to the text", async () => {
  const view = fieldWith("one two one|");
  press(view, "h", { ctrl: true });
  await fireEvent.input(field(), { target: { value: "one" } });
  await expect.poll(() => screen.getByTestId("find-count").textContent).toBe("2 found");
  await fireEvent.keyDown(field(), { key: "Enter" });
  await expect.poll(() => screen.getByTestId("find-count").textContent).toBe("1 of 2");
  expect(markedText(view)).toBe("«one» two one");
  await fireEvent.input(screen.getByTestId("replace-field"), { target: { value: "three" } });
  await fireEvent.click(screen.getByTestId("replace-all"));
  expect(view.state.doc.toString()).toBe("three two three");
  await fireEvent.keyDown(field(), { key: "Escape" });
  expect(screen.queryByTestId("find-panel")).toBeNull();
  expect(view.hasFocus).toBe(true);
});

test("a pattern that is none is said in words, and finds nothing", async () => {
  const view = fieldWith("a(b|");
  openFind(false)(view);
  await fireEvent.click(screen.getByTestId("find-regexp"));
  await fireEvent.input(field(), { target: { value: "a(" } });
  expect(screen.getByTestId("find-wrong").textContent).toContain("pattern");
  expect(field().getAttribute("aria-invalid")).toBe("true");
  await fireEvent.click(screen.getByTestId("find-regexp"));
  await expect.poll(() => screen.getByTestId("find-count").textContent).toBe("1 found");
});

test("a query from elsewhere shows in the panel", async () => {
  const view = fieldWith("a b|");
  openFind(false)(view);
  view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search: "b" })) });
  await expect.poll(() => field().value).toBe("b");
  expect(getSearchQuery(view.state).search).toBe("b");
});
