import { expect, test } from "vitest";
import { picturesIn, setAlt } from "./altText";

test("pictures are found with their words and their places", () => {
  const body = 'One ![a \\[b\\]](media:x "Title")\n\n![](https://a.example/p.jpg) [no](media:y)';
  expect(picturesIn(body)).toEqual([
    { alt: "a [b]", address: "media:x", from: 4, to: 31 },
    { alt: "", address: "https://a.example/p.jpg", from: 33, to: 61 },
  ]);
});

test("a description is written wherever the picture stands, and nowhere else", () => {
  const body = 'a ![](media:x) b ![old](media:x "T") c ![](media:xy)';
  const made = setAlt(body, "media:x", "A [boat]\nat sea ");
  expect(made).toBe('a ![A \\[boat\\] at sea](media:x) b ![A \\[boat\\] at sea](media:x "T") c ![](media:xy)');
  expect(picturesIn(made)[0]?.alt).toBe("A [boat] at sea");
  expect(setAlt(made, "media:x", "")).toBe('a ![](media:x) b ![](media:x "T") c ![](media:xy)');
});
