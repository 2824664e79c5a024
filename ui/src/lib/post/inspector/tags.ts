// Tags by name: each once however it is capitalised, and what the blog has that fits the typed word.

const same = (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;
const tidy = (name: string) => name.replaceAll(",", " ").replace(/\s+/g, " ").trim();

/** The tags with one more, unless it is there already or is nothing. */
export function withTag(tags: string[], typed: string): string[] {
  const name = tidy(typed);
  return name === "" || tags.some((each) => same(each, name)) ? tags : [...tags, name];
}

/** At most eight known names that have the typed word, those that begin with it first. */
export function completions(known: string[], taken: string[], typed: string): string[] {
  const word = tidy(typed).toLocaleLowerCase();
  if (word === "") return [];
  const fits = known.filter((name) => name.toLocaleLowerCase().includes(word) && !taken.some((each) => same(each, name)));
  const rank = (name: string) => (name.toLocaleLowerCase().startsWith(word) ? 0 : 1);
  return fits.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)).slice(0, 8);
}
