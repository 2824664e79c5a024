// The pictures of a Markdown text and what they are called for readers who can't see them.

/** A picture written as `![alt](address)`. */
export interface TextPicture {
  alt: string;
  address: string;
  from: number;
  to: number;
}

const picture = /!\[((?:\\.|[^\]\\])*)\]\((<[^>\n]*>|[^\s)]*)((?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*)\)/g;

export function picturesIn(body: string): TextPicture[] {
  return [...body.matchAll(picture)].map((found) => ({
    alt: (found[1] ?? "").replace(/\\([[\]\\])/g, "$1"),
    address: (found[2] ?? "").replace(/^<|>$/g, ""),
    from: found.index,
    to: found.index + found[0].length,
  }));
}

/** The text with another description for every picture of that address. */
export function setAlt(body: string, address: string, alt: string): string {
  const written = alt.replace(/\s+/g, " ").trim().replace(/[[\]\\]/g, "\\$&");
  return body.replace(picture, (whole, _alt: string, to: string, title: string) => (to.replace(/^<|>$/g, "") === address ? `![${written}](${to}${title})` : whole));
}
