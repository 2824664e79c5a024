// The editor of an installed WordPress: its own scripts, in the order that it gives for them.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function load(window, folder) {
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
      window.eval(readFileSync(path, "utf8"));
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
  const php = readFileSync(join(folder, "wp-includes/assets/script-loader-packages.min.php"), "utf8");
  const script = /'([\w-]+)(?:\.min)?\.js' ?=> ?array\('dependencies' ?=> ?array\(([^)]*)\)/g;
  const entries = [...php.matchAll(script)].map(([, file, list]) => [
    `wp-${file}`,
    // Numbered in newer lists: 0 => 'react'.
    [...list.matchAll(/'([\w-]+)'/g)].map(([, need]) => need),
  ]);
  if (entries.length === 0) throw new Error(`no list of scripts in ${folder}`);
  return new Map(entries);
}
