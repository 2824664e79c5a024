// The editor of an installed WordPress: its own scripts, in the order that it gives for them.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

export function load(dom, folder) {
  const { window } = dom;
  const context = dom.getInternalVMContext();
  const dist = join(folder, "wp-includes/js/dist");
  const needs = needed(folder);
  const done = new Set();

  function run(handle) {
    if (done.has(handle)) return;
    done.add(handle);
    for (const need of needs.get(handle) ?? VENDORS[handle] ?? []) run(need);
    const own = join(dist, `${handle.replace(/^wp-/, "")}.min.js`);
    const path = needs.has(handle) && existsSync(own) ? own : join(dist, "vendor", `${handle}.min.js`);
    try {
      new Script(readFileSync(path, "utf8")).runInContext(context);
    } catch (error) {
      throw new Error(`${handle}: ${error.stack}`);
    }
    // As WordPress does behind that script.
    if (handle === "lodash") window.lodash = window._.noConflict();
  }

  run("wp-block-library");
  window.wp.blockLibrary.registerCoreBlocks();
  return window.wp.blocks;
}

// What WordPress tells its script loader about other people's scripts.
const VENDORS = {
  "react-dom": ["react"],
  "react-jsx-runtime": ["react"],
  "wp-polyfill": ["regenerator-runtime"],
};

/** The scripts that each of WordPress's own needs, from the list its build left in PHP. */
function needed(folder) {
  // Older builds have a list of their own for the smaller scripts.
  const lists = ["script-loader-packages.min.php", "script-loader-packages.php"];
  const paths = lists.map((name) => join(folder, "wp-includes/assets", name));
  const php = readFileSync(paths.find(existsSync) ?? paths[0], "utf8");
  const script = /'([\w-]+)(?:\.min)?\.js'\s*=>\s*array\(\s*'dependencies'\s*=>\s*array\(([^)]*)\)/g;
  const entries = [...php.matchAll(script)].map(([, file, list]) => [
    `wp-${file}`,
    [...list.matchAll(/'([\w-]+)'/g)].map(([, need]) => need),
  ]);
  if (entries.length === 0) throw new Error(`no list of scripts in ${folder}`);
  return new Map(entries);
}
