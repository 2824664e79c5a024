// An empty page for the editor's scripts, with the few things they ask for that jsdom leaves out.

import { JSDOM, VirtualConsole } from "jsdom";

export function page() {
  const dom = new JSDOM("<!doctype html><body></body>", {
    url: "http://127.0.0.1/wp-admin/post.php",
    pretendToBeVisual: true,
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(),
  });
  const { window } = dom;
  class Observer {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Object.assign(window, {
    matchMedia: () => ({
      matches: false,
      addListener() {},
      removeListener() {},
      addEventListener() {},
      removeEventListener() {},
    }),
    ResizeObserver: Observer,
    IntersectionObserver: Observer,
    // Nothing here may ask anybody anything: a request is never answered.
    fetch: () => new Promise(() => {}),
    // With it the library knows the block that stands for HTML without block comments.
    wp: { oldEditor: {} },
  });
  return dom;
}
