// Categories as the tree they are, in the order of their names.

import type { Term, TermId } from "../../ipc/call";

export interface Branch {
  term: Term;
  depth: number;
}

/** Every category once, each followed by those under it; one whose parent is not there stands at the top. */
export function branches(terms: Term[]): Branch[] {
  const known = new Set(terms.map(({ id }) => id));
  const under = new Map<TermId | null, Term[]>();
  for (const term of [...terms].sort((a, b) => a.name.localeCompare(b.name))) {
    const parent = term.parent !== null && known.has(term.parent) ? term.parent : null;
    under.set(parent, [...(under.get(parent) ?? []), term]);
  }
  const made: Branch[] = [];
  const placed = new Set<TermId>();
  const add = (term: Term, depth: number) => {
    if (placed.has(term.id)) return;
    placed.add(term.id);
    made.push({ term, depth });
    for (const child of under.get(term.id) ?? []) add(child, depth + 1);
  };
  for (const term of under.get(null) ?? []) add(term, 0);
  // A ring of parents has no top; its members are shown all the same.
  for (const term of terms) add(term, 0);
  return made;
}
