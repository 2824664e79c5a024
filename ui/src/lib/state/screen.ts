// How much of the screen the text gets: its size, the whole screen, and nothing but what is written.

import { fillScreen, fillsScreen } from "../ipc/call";
import type { Desk } from "./desk.svelte";
import { limits, usualTextSize } from "./prefs.svelte";

/** One step up or down; 0 is the usual size. */
export function textSize(desk: Desk, step: -1 | 0 | 1) {
  const [least, most] = limits.textSize;
  const wanted = step === 0 ? usualTextSize : desk.prefs.get("textSize") + step;
  desk.prefs.set("textSize", Math.min(most, Math.max(least, wanted)));
}

/** The browser may not let a page; then everything else is as wanted. */
async function fill(on: boolean): Promise<boolean> {
  try {
    if ((await fillsScreen()) === on) return false;
    await fillScreen(on);
    return true;
  } catch {
    return false;
  }
}

export async function toggleFullScreen() {
  const full = await fillsScreen().catch(() => false);
  await fill(!full);
}

/** The screen was filled for this, and is given back with it. */
let filled = false;

export async function toggleUndisturbed(desk: Desk) {
  if (!desk.undisturbed && !desk.editor.post) return;
  desk.undisturbed = !desk.undisturbed;
  if (desk.undisturbed) {
    desk.askFocus("text");
    filled = await fill(true);
  } else if (filled) {
    filled = false;
    await fill(false);
  }
}

/** The screen was given back by the browser's own key. */
export function screenGivenBack(desk: Desk) {
  if (filled) desk.undisturbed = false;
  filled = false;
}
