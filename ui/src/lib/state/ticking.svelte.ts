// The time to the second, for what counts down. It ticks only while something shows it.

import { createSubscriber } from "svelte/reactivity";

const everySecond = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** Now, in ms; whoever draws it is drawn again each second. */
export function ticking(): number {
  everySecond();
  return Date.now();
}

/** Whole seconds until then, 0 when it is over. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}
