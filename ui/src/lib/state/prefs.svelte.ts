// What the window remembers about itself: theme, sizes, what was open. The core stores it unread.

import type { Call } from "../ipc/call";

export type Theme = "system" | "light" | "dark";
export type Order = "newestFirst" | "oldestFirst";
export type Mode = "write" | "split" | "read";

const defaults = {
  theme: "system" as Theme,
  textSize: 15.5,
  mode: "split" as Mode,
  railNarrow: false,
  railMore: false,
  listHidden: false,
  inspector: false,
  railWidth: 212,
  listWidth: 300,
  editorShare: 50,
  inspectorWidth: 290,
  blog: 0,
  openPost: 0,
  commentOrder: "newestFirst" as Order,
  readerCard: true,
};

export type Remembered = typeof defaults;

export const limits = {
  textSize: [13, 22],
  railWidth: [180, 300],
  listWidth: [220, 460],
  editorShare: [25, 75],
  inspectorWidth: [240, 420],
} as const;

export class Prefs {
  #values = $state({ ...defaults });
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Takes what the core remembered; anything odd in it stays at its default. */
  load(remembered: Record<string, unknown>) {
    for (const name of Object.keys(defaults) as (keyof Remembered)[]) {
      const value = remembered[name];
      if (typeof value === typeof defaults[name]) Object.assign(this.#values, { [name]: value });
    }
    for (const [name, [least, most]] of Object.entries(limits)) {
      const key = name as keyof typeof limits;
      this.#values[key] = Math.min(most, Math.max(least, this.#values[key]));
    }
    if (!["system", "light", "dark"].includes(this.#values.theme)) this.#values.theme = "system";
    if (!["newestFirst", "oldestFirst"].includes(this.#values.commentOrder)) this.#values.commentOrder = "newestFirst";
    if (!["write", "split", "read"].includes(this.#values.mode)) this.#values.mode = "split";
  }

  get<Name extends keyof Remembered>(name: Name): Remembered[Name] {
    return this.#values[name];
  }

  /** Sets it at once and has it remembered shortly after; dragging makes few writes. */
  set<Name extends keyof Remembered>(name: Name, value: Remembered[Name]) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    clearTimeout(this.#timers.get(name));
    // Losing a width is no loss worth a message.
    const write = () => void this.#call("remember", { name, value }).catch(() => undefined);
    this.#timers.set(name, setTimeout(write, 300));
  }
}
