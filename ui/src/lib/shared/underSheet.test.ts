import { expect, test } from "vitest";
import { withoutScrollbars } from "./underSheet";

function scroller(parent: HTMLElement, overflow: string, { width = 100, inner = 100, height = 500 } = {}) {
  const element = parent.appendChild(document.createElement("div"));
  element.style.overflowY = overflow;
  Object.defineProperties(element, { offsetWidth: { value: width }, clientWidth: { value: inner }, clientHeight: { value: 100 }, scrollHeight: { value: height } });
  element.scrollTop = 40;
  return element;
}

test("under a sheet nothing scrolls whose scrollbar lies over it, and all of it comes back as it was", () => {
  const sheet = document.body.appendChild(document.createElement("dialog"));
  const text = scroller(document.body, "auto");
  const others = [scroller(sheet, "auto"), scroller(document.body, "auto", { inner: 85 }), scroller(document.body, "auto", { height: 100 }), scroller(document.body, "visible")];
  const bring = withoutScrollbars(sheet);
  expect([text.style.overflowY, text.scrollTop]).toEqual(["hidden", 40]);
  expect(others.map(({ style }) => style.overflowY)).toEqual(["auto", "auto", "auto", "visible"]);
  bring();
  expect([text.style.overflowY, text.scrollTop]).toEqual(["auto", 40]);
});
