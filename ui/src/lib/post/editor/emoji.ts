// Emoji by their names. The list is a file of its own, loaded when the first name is typed.

interface Known {
  emoji: string;
  names: string[];
  tags: string[];
}

let known: readonly Known[] | null = null;

/** The best first: whole names, then beginnings of names, then other words for it. */
export async function findEmoji(typed: string, most = 12): Promise<{ emoji: string; name: string }[]> {
  known ??= (await import("gemoji")).gemoji;
  const wanted = typed.toLowerCase();
  const ranked: { emoji: string; name: string; rank: number }[] = [];
  for (const { emoji, names, tags } of known) {
    const own = names.find((name) => name === wanted) ?? names.find((name) => name.startsWith(wanted));
    const parts = own ?? names.find((name) => name.split("_").some((part) => part.startsWith(wanted)));
    if (own !== undefined) ranked.push({ emoji, name: own, rank: own === wanted ? 0 : 1 });
    else if (parts !== undefined) ranked.push({ emoji, name: parts, rank: 2 });
    else if (names[0] !== undefined && tags.some((tag) => tag.startsWith(wanted))) ranked.push({ emoji, name: names[0], rank: 3 });
  }
  // Equal ones stay in the order of the list, which is that of keyboards.
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, most).map(({ emoji, name }) => ({ emoji, name }));
}

/** The emoji with exactly this name, if the list is here already. */
export function emojiNamed(name: string): string | null {
  return known?.find(({ names }) => names.includes(name))?.emoji ?? null;
}
