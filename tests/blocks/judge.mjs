// WordPress's own judgement on post contents, as its block editor gives it when it opens a post.
//
//   node judge.mjs [WORDPRESS]  <contents.json  >verdicts.json
//
// Reads a JSON array of contents, answers with an array of verdicts: the blocks by name, those that the
// editor calls invalid, and what it would write on the next save. Judged by the newest published packages,
// or by the scripts of the WordPress in that folder. What is a good verdict is for the caller to say.

import { page } from "./page.mjs";

const [folder] = process.argv.slice(2);
// Both lots of scripts tell a developer's console about every block; that console is silent.
const say = process.stdout.write.bind(process.stdout);
for (const level of ["debug", "error", "group", "groupEnd", "info", "log", "warn"]) console[level] = () => {};

const { load } = await import(folder ? "./wordpress.mjs" : "./packages.mjs");
const { parse, serialize, getSaveContent } = load(page(), folder);

const contents = JSON.parse(await text(process.stdin));
say(JSON.stringify(contents.map(verdict)), () => process.exit(0));

function verdict(content) {
  const blocks = parse(content);
  const all = blocks.flatMap(withInner);
  return {
    names: all.map((block) => block.name),
    invalid: all.filter((block) => !block.isValid).map(complaint),
    saved: serialize(blocks),
  };
}

function withInner(block) {
  return [block, ...block.innerBlocks.flatMap(withInner)];
}

function complaint(block) {
  const reasons = (block.validationIssues ?? []).map(({ args }) => sentence(args));
  let expected;
  try {
    expected = getSaveContent(block.name, block.attributes, block.innerBlocks);
  } catch (error) {
    expected = String(error);
  }
  return { name: block.name, found: block.originalContent ?? "", expected, reason: reasons[0] ?? "" };
}

/** What the editor would have written to the console, `%s` and `%o` filled in. */
function sentence([format, ...values]) {
  const filled = String(format).replace(/%[so]/g, () => {
    const value = values.shift();
    return typeof value === "string" ? value : (JSON.stringify(value)?.slice(0, 300) ?? "nothing");
  });
  return filled.replace(/\s+/g, " ").slice(0, 1000);
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
