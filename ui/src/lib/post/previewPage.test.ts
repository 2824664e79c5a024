import { beforeEach, expect, test } from "vitest";
import type { PreviewPart } from "../ipc/call";
import { words } from "../messages";
import { PreviewPage } from "./previewPage";

let page: PreviewPage;
beforeEach(() => {
  page = new PreviewPage(document.implementation.createHTMLDocument("preview"), (uuid) => `/media/${uuid}`);
});
const part = (html: string, gap = 1): PreviewPart => ({ gap, lines: 1, html });
const show = (title: string, parts: PreviewPart[], notes = "") => page.show(title, { parts, notes });

test("only the parts that differ are made anew, so pictures don't flicker", () => {
  const [one, picture, three] = [part("<p>one</p>"), part("<p><img data-media='u' alt='x'></p>"), part("<p>three</p>")];
  show("Title", [one, picture, three]);
  const before = [...page.root.children];
  show("Title", [part("<p>one, changed</p>"), picture, three]);
  expect(page.root.children[1]).not.toBe(before[1]);
  expect(page.root.children[2]).toBe(before[2]);
  expect(page.root.children[3]).toBe(before[3]);
  expect(page.root.textContent).toBe("Titleone, changedthree");
});

test("a part that comes back from the core with other lines keeps its elements", () => {
  show("", [part("<p>one</p>"), part("<p><img data-media='u'></p>")]);
  const picture = page.root.children[1];
  show("", [part("<p>one</p>"), part("<p>between</p>"), part("<p><img data-media='u'></p>", 3)]);
  expect(page.root.children[2]).toBe(picture);
  expect(page.pieces[2]?.part.gap).toBe(3);
});

test("links have no address in the page, and pictures come from the store only", () => {
  show("", [part("<p><a href='https://a.example'>x</a><img src='https://track.example/x.png'><img data-media='u' src='evil' srcset='evil 2x'></p><script>1</script>")]);
  expect(page.root.querySelector("a")?.hasAttribute("href")).toBe(false);
  expect([...page.root.querySelectorAll("img")].map((image) => [image.getAttribute("src"), image.getAttribute("srcset")])).toEqual([[null, null], ["/media/u", null]]);
  expect(page.root.querySelector("script")).toBeNull();
});

test("a part that would end the element around it stays by itself", () => {
  show("", [part("<p>one</p></div><p>still one</p>"), part("bare <b>words</b>"), part(""), part("<p>last</p>")]);
  expect(page.pieces.map(({ elements }) => elements.map(({ textContent }) => textContent).join("|"))).toEqual(["one|still one", "bare |words", "", "last"]);
});

test("a title is text, whatever is in it", () => {
  show("<img src=x onerror=alert(1)>", []);
  expect(page.root.querySelector("img")).toBeNull();
  expect(page.root.querySelector("h1")?.textContent).toBe("<img src=x onerror=alert(1)>");
  show(" ", []);
  expect(page.root.children).toHaveLength(0);
});

test("going from any page to any other ends with just that page", () => {
  const [a, b, c, none] = [part("<p>a</p>"), part("<p>b</p>"), part("<h2>x</h2><p>y</p>"), part("")];
  const again = part("<p>a</p>");
  const pages = [[], [a], [a, b], [b, a, again], [c, a], [a, again, part("<p>a</p>")], [none, a], [a, none, b], [none], [b, none, none, c]];
  pages.forEach((from, at) =>
    pages.forEach((to, other) => {
      const title = (at + other) % 2 === 0 ? "" : "T";
      const notes = (at + other) % 3 === 0 ? "" : '<ol class="footnotes"><li>n</li></ol>';
      show("T", from, "<ol><li>old</li></ol>");
      show(title, to, notes);
      expect(page.root.innerHTML).toBe((title && `<h1 class="title">T</h1>`) + to.map(({ html }) => html).join("") + notes);
      expect(page.pieces.map((piece) => piece.part)).toEqual(to);
    }),
  );
});

test("the text moves into another box of the page with everything it has", () => {
  const one = part("<p>one</p>");
  show("T", [one], "<ol><li>n</li></ol>");
  const box = page.document.createElement("article");
  page.document.body.append(box);
  page.moveTo(box);
  show("T", [one, part("<p>two</p>")], "<ol><li>n</li></ol>");
  expect(box.innerHTML).toBe('<h1 class="title">T</h1><p>one</p><p>two</p><ol><li>n</li></ol>');
});

test("code gets colours, and stays the code", async () => {
  const code = 'const x = "<b>";';
  const coloured = new Promise<void>((done) => (page = new PreviewPage(page.document, String, done)));
  show("", [part(`<pre><code class="language-js">${code.replaceAll("<", "&lt;")}</code></pre>`)]);
  await coloured;
  expect(page.root.querySelector("code")?.textContent).toBe(code);
  expect(page.root.querySelector("code .tok-keyword")?.textContent).toBe("const");
  expect(page.root.querySelector("b")).toBeNull();
});

test("a paragraph beyond reason is shown in part and says so, and its neighbours are whole", () => {
  const long = "x".repeat(60_000);
  show("", [part(`<p>${"w ".repeat(20_000)}<b>${long}</b> and <i>more</i></p>`), part(`<ul><li>one</li><li>${long}</li><li>three</li></ul>`), part(`<pre><code>${long}</code></pre>`), part("<p>last</p>")]);
  const texts = [...page.root.children].map(({ textContent }) => textContent ?? "");
  expect(texts[0]).toBe(`${"w ".repeat(20_000)}${"x".repeat(10_000)} ${words.write.previewCut}`);
  expect(texts[1]).toBe(`one${"x".repeat(50_000)} ${words.write.previewCut}three`);
  expect(texts[2]).toBe(long);
  expect(texts[3]).toBe("last");
});
