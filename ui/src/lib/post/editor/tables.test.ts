import { undo } from "@codemirror/commands";
import { expect, test } from "vitest";
import { alignTable, insertTable } from "./tables";
import { cellsOf, columnsOf, isDivider, readTable, writeTable } from "./tableText";
import { fieldWith, markedText, press, type } from "./testField";

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("columns line up by what is seen, and nothing in a cell changes", () => {
  const lines = ["|a|long name|", "|:-|-:|", "|日本|1|", "|x \\| y|`a`|", "|only one|"];
  const read = readTable(lines);
  expect(read && writeTable(read)).toEqual([
    "| a        | long name |",
    "| :------- | --------: |",
    "| 日本     |         1 |",
    "| x \\| y   |       `a` |",
    "| only one |           |",
  ]);
  expect(columnsOf("é👍日")).toBe(5);
  const again = readTable(read ? writeTable(read) : []);
  expect(again?.rows).toEqual(read?.rows);
});

test("what is no table is left alone", () => {
  for (const line of ["---", "| a | b |", "a - b", ""]) expect(isDivider(line), line).toBe(false);
  for (const line of ["|-|-|", "--|--", "| :-: | --- |", ":--"]) expect(isDivider(line), line).toBe(true);
  expect(cellsOf("| a | b \\| c |  |")).toEqual(["a", "b \\| c", ""]);
  const view = fieldWith("```\na|b\n-|¦-\n```");
  expect(alignTable(view)).toBe(false);
});

test("more cells than the header has are kept", () => {
  const read = readTable(["| a |", "|---|", "| b | c |"]);
  expect(read && writeTable(read)).toEqual(["| a   |     |", "| --- | --- |", "| b   | c   |"]);
});

test("Tab goes from cell to cell and makes a row after the last", () => {
  const view = fieldWith("|¦a|b|\n|-|-|\n|c|d|\n\nAfter");
  const at = () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to);
  press(view, "Tab");
  expect(at()).toBe("b");
  press(view, "Tab");
  expect(at()).toBe("c");
  press(view, "Tab", { shift: true });
  expect(at()).toBe("b");
  press(view, "Tab");
  press(view, "Tab");
  press(view, "Tab");
  type(view, "e");
  expect(view.state.doc.toString()).toBe("| a   | b   |\n| --- | --- |\n| c   | d   |\n| e    |     |\n\nAfter");
});

test("Enter goes down a column, and from an empty last row out of the table", () => {
  const view = fieldWith("| a | b |\n|---|---|\n| c | d¦ |");
  press(view, "Enter");
  type(view, "x");
  expect(view.state.doc.line(4).text.replace(/ /g, "")).toBe("||x|");
  const at = view.state.doc.toString().lastIndexOf("x");
  view.dispatch({ changes: { from: at, to: at + 1 } });
  press(view, "Enter");
  expect(view.state.doc.lines).toBe(4);
  expect(view.state.doc.line(4).text).toBe("");
  expect(markedText(view).endsWith("\n|")).toBe(true);
});

test("a table lines up when the cursor leaves it, and one undo brings back how it was", async () => {
  const view = fieldWith("|a|b|\n|-|-|\n|c¦|d|\n\nAfter");
  type(view, "long");
  view.dispatch({ selection: { anchor: view.state.doc.length } });
  await settled();
  expect(view.state.doc.toString()).toBe("| a     | b   |\n| ----- | --- |\n| clong | d   |\n\nAfter");
  expect(markedText(view).endsWith("After|")).toBe(true);
  undo(view);
  expect(view.state.doc.toString()).toBe("|a|b|\n|-|-|\n|clong|d|\n\nAfter");
  view.dispatch({ selection: { anchor: view.state.doc.length } });
  await settled();
  expect(view.state.doc.toString()).toBe("|a|b|\n|-|-|\n|clong|d|\n\nAfter");
});

test("a table that was only looked at stays as it is", async () => {
  const view = fieldWith("|a¦|b|\n|-|-|\n\nAfter");
  view.dispatch({ selection: { anchor: view.state.doc.length } });
  await settled();
  expect(view.state.doc.toString()).toBe("|a|b|\n|-|-|\n\nAfter");
});

test("the command lines up with the cursor at its letter, and makes a table where there is none", () => {
  const view = fieldWith("|a|b¦c|\n|-|-|\n|long|d|");
  expect(alignTable(view)).toBe(true);
  const { head } = view.state.selection.main;
  expect(view.state.doc.toString()).toBe("| a    | bc  |\n| ---- | --- |\n| long | d   |");
  expect(view.state.sliceDoc(head - 1, head + 1)).toBe("bc");
  const empty = fieldWith("Words|");
  expect(insertTable(empty)).toBe(true);
  expect(empty.state.doc.toString()).toBe("Words\n\n|     |     |     |\n| --- | --- | --- |\n|     |     |     |");
  type(empty, "x");
  expect(empty.state.doc.line(3).text).toMatch(/^\| x/);
});

test("a table that is typed line by line goes on at the first cell of its first row", () => {
  const view = fieldWith("");
  type(view, "| Name | Sum |");
  press(view, "Enter");
  type(view, "|-|-|");
  press(view, "Enter");
  type(view, "a");
  press(view, "Tab");
  type(view, "1");
  expect(view.state.doc.toString().replace(/ +/g, " ")).toBe("| Name | Sum |\n| ---- | --- |\n| a | 1 |");
});
