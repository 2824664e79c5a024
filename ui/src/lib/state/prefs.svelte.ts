// What the window remembers about itself: theme, sizes, what was open. The core stores it unread.

import type { Call } from "../ipc/call";

export type Theme = "system" | "light" | "dark";
export type Order = "newestFirst" | "oldestFirst";
export type Mode = "write" | "split" | "read";
export type PreviewWidth = "reader" | "wide" | "phone";
/** What focus mode leaves bright. */
export type FocusOn = "paragraph" | "sentence";

export const usualTextSize = 15.5;

const defaults = {
  theme: "system" as Theme,
  textSize: usualTextSize,
  mode: "split" as Mode,
  railNarrow: false,
  railMore: false,
  listHidden: false,
  inspector: false,
  railWidth: 212,
  listWidth: 300,
  editorShare: 50,
  previewWidth: "reader" as PreviewWidth,
  blogStyle: false,
  inspectorWidth: 290,
  blog: 0,
  openPost: 0,
  commentOrder: "newestFirst" as Order,
  readerCard: true,
  moreContrast: false,
  focusMode: false,
  focusOn: "paragraph" as FocusOn,
  typewriter: false,
  emoji: true,
  autoclose: true,
  smartTypography: false,
  quotes: "",
  spelling: true,
  grammar: false,
};

export type Remembered = typeof defaults;

/** What is only on or off. */
export type Switch = { [Name in keyof Remembered]: Remembered[Name] extends boolean ? Name : never }[keyof Remembered];

export const limits = {
  textSize: [11, 30],
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
    if (!["reader", "wide", "phone"].includes(this.#values.previewWidth)) this.#values.previewWidth = "reader";
    if (!["write", "split", "read"].includes(this.#values.mode)) this.#values.mode = "split";
    if (!["paragraph", "sentence"].includes(this.#values.focusOn)) this.#values.focusOn = "paragraph";
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
