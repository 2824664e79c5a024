// Short notes at the bottom of the window, some with one way back.

import type { OutboxId } from "../ipc/call";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "danger";
  action?: { label: string; run: () => void };
  /** The row of the outbox that the action takes back, and when it was put there, in ms. */
  item?: { id: OutboxId; pressed: number };
  /** What it says while there is time to undo, and when that ends, in ms. */
  countdown?: { ends: number; text: (seconds: number) => string };
  /** When it was first shown, in ms. */
  since: number;
}

const shownFor = 7000;

export class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, action?: Toast["action"], item?: Toast["item"], countdown?: Toast["countdown"]) {
    this.#add({ id: this.#next++, text, tone: "plain", action, item, countdown, since: Date.now() });
  }

  problem(text: string) {
    this.#add({ id: this.#next++, text, tone: "danger", since: Date.now() });
  }

  act(toast: Toast) {
    this.dismiss(toast.id);
    toast.action?.run();
  }

  dismiss(id: number) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Takes away the notes about rows of an outbox that is not looked at any more. */
  forgetItems() {
    for (const { id, item } of this.list) if (item) this.dismiss(id);
  }

  /** Keeps a note while the pointer or the focus is on it. */
  hold(id: number) {
    clearTimeout(this.#timers.get(id));
  }

  release(id: number) {
    clearTimeout(this.#timers.get(id));
    // One that counts down stays for that time, and is then read as any other.
    const counts = this.list.find((toast) => toast.id === id)?.countdown;
    const still = counts ? Math.max(0, counts.ends - Date.now()) : 0;
    this.#timers.set(id, setTimeout(() => this.dismiss(id), still + shownFor));
  }

  #add(toast: Toast) {
    // What could be taken back in an older one can be taken back in the outbox.
    this.list = [...this.list.filter(({ tone }) => tone === "danger").slice(-1), toast];
    this.release(toast.id);
  }
}
