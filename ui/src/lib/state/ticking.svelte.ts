// The time to the second, for what counts down. It ticks only while something shows it.

import { createSubscriber } from "svelte/reactivity";
import type { OutboxItem } from "../ipc/call";
import { words } from "../messages";

const everySecond = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** Now, in ms; whoever draws it is drawn again each second. */
export function ticking(): number {
  everySecond();
  return Date.now();
}

/** The time to say where a row stands by: to the second while it counts down, and as coarse as `now` otherwise. */
export function nowOf(item: OutboxItem, now: number): number {
  return words.outbox.countsDown(item, now) ? Math.max(now, ticking()) : now;
}
