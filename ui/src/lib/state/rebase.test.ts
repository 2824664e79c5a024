import { expect, test } from "vitest";
import { noFields } from "./fields";
import { rebase, rebaseFields } from "./rebase";

test("words typed during a save stand in the merged text, and nothing is said twice", () => {
  const sent = "One two.\n\nThree four.\n";
  expect(rebase(sent, "One two.\n\nThree four, five.\n", "One TWO.\n\nThree four.\n")).toBe("One TWO.\n\nThree four, five.\n");
  expect(rebase(sent, `${sent}More`, `${sent}Theirs\n`)).toContain("More");
  expect(rebase(sent, sent, "Theirs")).toBe("Theirs");
  expect(rebase(sent, "Mine", sent)).toBe("Mine");
});

test("a paragraph that the blog deleted takes no typed word with it", () => {
  expect(rebase("One.\n\nTwo.\n", "One.\n\nTwo, and a half.\n", "One.\n")).toContain("and a half");
});

test("fields changed since they were sent stay, the others come merged", () => {
  const sent = { ...noFields, title: "A", tags: ["x"] };
  const made = rebaseFields(sent, { ...sent, title: "B" }, { ...sent, tags: ["x", "y"], slug: "s" });
  expect(made).toEqual({ ...noFields, title: "B", tags: ["x", "y"], slug: "s" });
});

test("line ends of both kinds stay what they are", () => {
  const sent = "One.\r\n\r\nTwo.\r\n";
  expect(rebase(sent, "One.\r\n\r\nTwo, mine.\r\n", "One, theirs.\r\n\r\nTwo.\r\n")).toBe("One, theirs.\r\n\r\nTwo, mine.\r\n");
  expect(rebase(sent, `${sent}\r\nMine.`, `Theirs.\r\n\r\n${sent}`)).toBe(`Theirs.\r\n\r\n${sent}\r\nMine.`);
});
