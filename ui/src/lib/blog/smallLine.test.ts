import { expect, test } from "vitest";
import { smallLine } from "./smallLine";

const blog = (id: number, url: string, username: string, practice = false) => ({ id, url, username, practice });

test("one account on a blog is called by the blog's address alone", () => {
  const all = [blog(1, "https://toybox.example", "scottie"), blog(2, "https://other.example", "scottie")];
  expect(all.map((each) => smallLine(each, all))).toEqual(["toybox.example", "other.example"]);
});

test("two accounts on one blog differ by their names, also when one needs the writer", () => {
  const all = [blog(1, "https://toybox.example", "scottie"), blog(2, "https://Toybox.example/", "ruth")];
  expect(all.map((each) => smallLine(each, all))).toEqual(["toybox.example · scottie", "toybox.example · ruth"]);
  expect(all.map((each) => smallLine(each, all, 1))).toEqual(["1 needs you · scottie", "1 needs you · ruth"]);
});
