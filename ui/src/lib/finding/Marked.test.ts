import { render } from "@testing-library/svelte";
import { expect, test } from "vitest";
import Marked from "./Marked.svelte";

test("what was found is marked, and nothing in it is HTML", () => {
  const text = '<img src=x onerror="alert(1)"> 🦉 night & train';
  const from = text.indexOf("night");
  const { container } = render(Marked, { text: { text, marks: [[0, 4], [from, from + 5]] } });
  expect(container.textContent).toBe(text);
  expect(container.querySelector("img")).toBeNull();
  expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["<img", "night"]);
});
