// Shortcuts as text (`Mod+Shift+P`, `j`), matched against key presses and shown as people know them.

const apple = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** A key press, as far as matching needs it. */
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether this press is that shortcut. `Mod` is Command on a Mac and Ctrl elsewhere. */
export function matches(press: Press, shortcut: string, onApple = apple): boolean {
  const parts = partsOf(shortcut);
  const key = parts.pop() ?? "";
  const wants = (name: string) => parts.includes(name);
  const mod = onApple ? press.metaKey : press.ctrlKey;
  const other = onApple ? press.ctrlKey : press.metaKey;
  if (mod !== wants("Mod") || other || press.altKey !== wants("Alt")) return false;
  // A sign such as ? or / may need Shift on one keyboard and not on another.
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (!sign && press.shiftKey !== wants("Shift")) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

/** `Mod++` is Ctrl and the plus sign. */
function partsOf(shortcut: string): string[] {
  return shortcut.endsWith("++") ? [...shortcut.slice(0, -2).split("+"), "+"] : shortcut.split("+");
}

/** A shortcut without Ctrl, Command or Alt: only meant where nothing is being typed. */
export function isPlain(shortcut: string): boolean {
  return !/Mod|Alt|\bF\d+$|^Escape$/.test(shortcut);
}

/** The keys to show, one per cap: `["Ctrl", "↵"]`. */
export function caps(shortcut: string, onApple = apple): string[] {
  const names: Record<string, string> = onApple
    ? { Mod: "⌘", Shift: "⇧", Alt: "⌥", Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" }
    : { Mod: "Ctrl", Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" };
  return partsOf(shortcut).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** Whether the focus is where letters are typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [contenteditable='true']") !== null;
}
