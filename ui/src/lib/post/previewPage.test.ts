import { beforeEach, expect, test } from "vitest";
import { patch } from "./previewPage";

let page: Document;
beforeEach(() => {
  page = document.implementation.createHTMLDocument("preview");
});
const media = (uuid: string) => `/media/${uuid}`;

test("only the blocks that differ are made anew, so pictures don't flicker", () => {
  patch(page, "Title", "<p data-line='1'>one</p><p data-line='3'><img data-media='u' alt='x'></p><p data-line='5'>three</p>", media);
  const [, one, picture, three] = page.body.children;
  patch(page, "Title", "<p data-line='1'>one, changed</p><p data-line='3'><img data-media='u' alt='x'></p><p data-line='5'>three</p>", media);
  expect(page.body.children[1]).not.toBe(one);
  expect(page.body.children[2]).toBe(picture);
  expect(page.body.children[3]).toBe(three);
  expect(page.body.textContent).toBe("Titleone, changedthree");
});

test("a line added above moves the blocks below without making them anew", () => {
  patch(page, "", "<p data-line='1'>one</p><p data-line='3'>two</p>", media);
  const two = page.body.children[1];
  patch(page, "", "<p data-line='1'>new</p><p data-line='3'>one</p><p data-line='5'>two</p>", media);
  expect(page.body.children[2]).toBe(two);
  expect(two?.getAttribute("data-line")).toBe("5");
  expect(page.body.textContent).toBe("newonetwo");
});

test("links have no address in the page, and pictures come from the store only", () => {
  patch(page, "", "<p><a href='https://a.example'>x</a><img src='https://track.example/x.png'><img data-media='u' src='evil' srcset='evil 2x'></p><script>1</script>", media);
  expect(page.querySelector("a")?.hasAttribute("href")).toBe(false);
  expect([...page.querySelectorAll("img")].map((image) => [image.getAttribute("src"), image.getAttribute("srcset")])).toEqual([[null, null], ["/media/u", null]]);
  expect(page.querySelector("script")).toBeNull();
});

test("a title is text, whatever is in it", () => {
  patch(page, "<img src=x onerror=alert(1)>", "", media);
  expect(page.querySelector("img")).toBeNull();
  expect(page.querySelector("h1")?.textContent).toBe("<img src=x onerror=alert(1)>");
});

test("going from any page to any other ends with just that page", () => {
  const pages = ["", "<p>a</p>", "<p>a</p><p>b</p>", "<p>b</p><p>a</p><p>b</p>", "<h2>x</h2><p>a</p>", "<p>a</p><p>a</p><p>a</p>"];
  for (const from of pages) {
    for (const to of pages) {
      patch(page, "", from, media);
      patch(page, "", to, media);
      expect(page.body.innerHTML).toBe(to);
    }
  }
});
