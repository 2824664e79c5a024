import { existsSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { drawInert, safeAddress } from "./inert";

const allowed = new Set("A P BR EM STRONG B I CODE PRE BLOCKQUOTE UL OL LI DEL S Q CITE".split(" "));
const ours = new Set(["role", "tabindex", "title"]);
const corpus = "../../shared/corpora/xss-payloads/xss-payload-list.txt";

function drawn(html: string, onLink = (_url: string) => {}): HTMLElement {
  const into = document.createElement("div");
  drawInert(into, html, onLink);
  return into;
}

/** What in a drawing could act, or is not ours. What we say beside a link is text. */
function offences(into: HTMLElement): string[] {
  return [...into.querySelectorAll(":not(span.leads-to)")].flatMap((element) => [
    ...(allowed.has(element.tagName) ? [] : [element.tagName]),
    ...element.getAttributeNames().filter((name) => element.tagName !== "A" || !ours.has(name)),
  ]);
}

test("text and its simple marks are drawn as they are", () => {
  const html = "<p>One <strong>two</strong> <em>three</em><br>four</p><blockquote><p>five</p></blockquote><ul><li>six</li></ul>";
  expect(drawn(html).innerHTML).toBe(html);
});

test("hostile HTML leaves neither scripts nor attributes nor odd elements", () => {
  const hostile = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<p onclick='alert(1)' style='position:fixed' class=x id=y>hi</p>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>", "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<a href='javascript:alert(1)'>x</a>", "<a href=' data:text/html,x'>x</a>", "<a href='/relative'>x</a>", "<a href='//evil.example'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<form><input name=x><button formaction='javascript:alert(1)'>x</button></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<template><img src=x onerror=alert(1)></template>",
    "<style>@import 'http://evil.example'</style>", "<base href='http://evil.example'>", "<table background='http://evil.example/x.png'><tr><td>cell</td></tr></table>",
    `${"<blockquote>".repeat(3000)}deep${"</blockquote>".repeat(3000)}`,
  ];
  for (const html of hostile) expect(offences(drawn(html)), html.slice(0, 60)).toEqual([]);
  expect(drawn("<script>alert(1)</script>after").textContent).toBe("after");
  expect(drawn("<table><tr><td>cell</td></tr></table>").textContent).toBe("cell");
  expect(drawn(hostile.at(-1) ?? "").textContent).toBe("deep");
});

test.skipIf(!existsSync(corpus))("the payload corpus draws nothing that could act", () => {
  const lines = readFileSync(corpus, "utf8").split("\n").filter((line) => line.trim() !== "");
  expect(lines.length).toBeGreaterThan(6000);
  // jsdom takes milliseconds for each document: all lines in bundles, and every tenth by itself.
  const bundles = Array.from({ length: Math.ceil(lines.length / 40) }, (_, at) => lines.slice(at * 40, at * 40 + 40).join("\n"));
  const alone = lines.filter((_, at) => at % 10 === 0);
  expect([...bundles, ...alone].filter((html) => offences(drawn(html)).length > 0)).toEqual([]);
}, 120_000);

test("a link keeps its address to itself, says its true host and asks the app to open it", () => {
  const onLink = vi.fn();
  const anchor = drawn("<p><a href='https://evil.example/x?y' title='bank.example'>bank.example</a></p>", onLink).querySelector("a");
  expect(anchor?.hasAttribute("href")).toBe(false);
  expect(anchor?.title).toBe("evil.example");
  anchor?.click();
  anchor?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  expect(onLink.mock.calls).toEqual([["https://evil.example/x?y"], ["https://evil.example/x?y"]]);
});

test("only http, https and mailto addresses are offered", () => {
  for (const good of ["https://a.example/", "http://a.example", "mailto:me@a.example"]) expect(safeAddress(good)).not.toBeNull();
  for (const bad of [null, "", "/x", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "tauri://localhost", "media://x"]) {
    expect(safeAddress(bad)).toBeNull();
  }
});

test("where a link leads is said unless its words say so, and can't be imitated away", () => {
  const said = (html: string) => drawn(html).querySelector(".leads-to")?.textContent ?? null;
  expect(said("<a href='https://evil.example/x'>my bank</a>")).toBe(" (evil.example)");
  expect(said("<a href='https://evil.example/x'>https://bank.example</a>")).toBe(" (evil.example)");
  expect(said("<a href='https://bank.example.evil.example/'>bank.example</a>")).toBe(" (bank.example.evil.example)");
  expect(said("<a href='https://a@evil.example/'>a</a>")).toBe(" (evil.example)");
  expect(said("<a href='https://www.good.example/page'>good.example/page</a>")).toBeNull();
  expect(said("<a href='https://good.example/'>https://good.example/</a>")).toBeNull();
  expect(said("<a href='mailto:me@good.example'>write to me</a>")).toBe(" (me@good.example)");
  expect(drawn("<a href='https://evil.example'><span class='leads-to'>(good.example)</span></a>").querySelectorAll(".leads-to")).toHaveLength(1);
});
