// The editor of the newest published packages. They are Node modules, so the page is lent to Node.

import { createRequire } from "node:module";

export function load({ window }) {
  lend(window);
  const require = createRequire(import.meta.url);
  const blocks = require("@wordpress/blocks");
  require("@wordpress/block-library").registerCoreBlocks();
  return blocks;
}

function lend(window) {
  const names = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis));
  // These Node has too, but not of the page's making.
  const own = ["navigator", "Event", "CustomEvent", "EventTarget", "MessageChannel", "fetch"];
  globalThis.window = window;
  for (const name of [...names, ...own]) {
    const value = window[name];
    if (value === undefined) continue;
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}
