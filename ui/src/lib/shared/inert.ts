// Draws strangers' HTML so that it can do nothing: every element is made anew from a short list,
// without a single attribute of theirs. Addresses of links stay in here and are only handed to
// `onLink`, and where one leads is said beside it unless its words say so. The core has cleaned the HTML already; this holds even where it had not.

const drawn = new Set(["A", "P", "BR", "EM", "STRONG", "B", "I", "CODE", "PRE", "BLOCKQUOTE", "UL", "OL", "LI", "DEL", "S", "Q", "CITE"]);
/** Never drawn, nor what is in them: it is not text. */
const dropped = new Set(["SCRIPT", "STYLE", "TEMPLATE", "TITLE", "TEXTAREA", "IFRAME", "NOSCRIPT", "NOEMBED", "NOFRAMES", "OBJECT", "EMBED", "SELECT", "XMP", "HEAD", "AUDIO", "VIDEO", "CANVAS"]);
const deepest = 40;

/** Replaces what is in `into` by a harmless copy of `html`. */
export function drawInert(into: HTMLElement, html: string, onLink: (url: string) => void) {
  const source = new DOMParser().parseFromString(html, "text/html");
  into.replaceChildren(...copies(source.body, into.ownerDocument, onLink, 0));
}

function copies(from: Node, to: Document, onLink: (url: string) => void, depth: number): Node[] {
  const made: Node[] = [];
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      made.push(to.createTextNode(child.nodeValue ?? ""));
    } else if (child instanceof HTMLElement && !dropped.has(child.tagName)) {
      if (depth >= deepest) {
        made.push(to.createTextNode(child.textContent ?? ""));
        continue;
      }
      const inside = copies(child, to, onLink, depth + 1);
      const element = drawn.has(child.tagName) ? copyOf(child, to, onLink) : null;
      element?.append(...inside);
      if (element) made.push(element);
      else made.push(...inside);
      const where = element?.tagName === "A" ? trueAddress(element) : null;
      if (where) made.push(where);
    }
  }
  return made;
}

function copyOf(element: HTMLElement, to: Document, onLink: (url: string) => void): HTMLElement | null {
  if (element.tagName !== "A") return to.createElement(element.tagName.toLowerCase());
  const url = safeAddress(element.getAttribute("href"));
  return url ? link(url, to, onLink) : null;
}

/** A link without an address: it says where it leads, and asks the app to go there. */
function link(url: URL, to: Document, onLink: (url: string) => void): HTMLElement {
  const made = to.createElement("a");
  made.setAttribute("role", "link");
  made.tabIndex = 0;
  made.title = url.protocol === "mailto:" ? url.pathname : url.host;
  const open = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    onLink(url.href);
  };
  made.addEventListener("click", open);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open(event);
  });
  return made;
}

/** The host that a link leads to, for one whose own words say something else. */
function trueAddress(link: HTMLElement): HTMLElement | null {
  const said = (link.textContent ?? "").trim().toLowerCase().replace(/^(https?:\/\/|mailto:)?(www\.)?/, "");
  const host = link.title.toLowerCase().replace(/^www\./, "");
  if (said === host || said.startsWith(`${host}/`) || said.startsWith(`${host}?`)) return null;
  const made = link.ownerDocument.createElement("span");
  made.className = "leads-to";
  made.textContent = ` (${link.title})`;
  return made;
}

/** An address that may be offered at all; the core checks it again before it opens it. */
export function safeAddress(address: string | null): URL | null {
  if (!address || !URL.canParse(address)) return null;
  const url = new URL(address);
  return ["http:", "https:", "mailto:"].includes(url.protocol) ? url : null;
}
