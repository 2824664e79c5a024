import { expect, test } from "vitest";
import { placeInSource, shownAround } from "./previewClick";

/** Where a click at `|` of the shown text leads, marked in the source. */
function click(source: string, shown: string): string | null {
  const [before = "", after = ""] = shown.split("|");
  const at = placeInSource(source, before, before + after);
  return at === null ? null : `${source.slice(0, at)}|${source.slice(at)}`;
}

test("a click in a word goes to the same letter of the same word", () => {
  expect(click("The **quick** fox and the *quick* dog", "The quick fox and the qui|ck dog")).toBe("The **quick** fox and the *qui|ck* dog");
  expect(click("plain words", "|plain words")).toBe("|plain words");
  expect(click("plain words", "plain words|")).toBe("plain words|");
});

test("addresses, tags and fences are not words of the page", () => {
  expect(click("See [dog](https://dog.example/dog) or dog", "See dog or d|og")).toBe("See [dog](https://dog.example/dog) or d|og");
  expect(click('<b class="b">a</b> and b', "a and |b")).toBe('<b class="b">a</b> and |b');
  expect(click("```js\nlet js = 1\n```", "let |js = 1")).toBe("```js\nlet |js = 1\n```");
  expect(click("## Note {#note}", "No|te")).toBe("## No|te {#note}");
});

test("a word is a whole one, in any script", () => {
  expect(click("cathode cat", "cathode c|at")).toBe("cathode c|at");
  expect(click("Ölige Öl", "Ölige Ö|l")).toBe("Ölige Ö|l");
});

test("beside any word there is no place", () => {
  expect(click("a — b", "a — | b")).toBeNull();
  expect(click("&copy; x", "|© x")).toBeNull();
});

test("the shown words of all elements count, up to the one that was pressed", () => {
  document.body.innerHTML = "<p>one <b>two</b></p><p>three</p>";
  const elements = [...document.body.children] as HTMLElement[];
  const node = elements[1]?.firstChild as Node;
  expect(shownAround(elements, { node, offset: 2 })).toEqual({ before: "one twoth", text: "one twothree" });
});
