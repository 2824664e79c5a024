// The two ways to the core: Tauri's IPC in the app's own window, HTTP and server-sent events where
// the same window is served on this computer. Nothing outside this folder knows which one it is.

import { convertFileSrc, invoke, isTauri } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import type { Change, CommandError } from "./commands";

/** How the core can be reached right now. */
export type Connection = "open" | "lost" | "refused";

/** One way to the core. */
export interface Transport {
  send(name: string, argument: unknown): Promise<unknown>;
  listen(onChange: (change: Change) => void, onConnection: (connection: Connection) => void): () => void;
  /** The window is about to close: the last chance to save. Returns how to stop listening. */
  closing(run: () => void): () => void;
  mediaUrl(uuid: string): string;
  fillsScreen(): Promise<boolean>;
  /** Rejects where the browser does not let a page. */
  fillScreen(on: boolean): Promise<void>;
}

/** The core could not be asked, as opposed to a command that failed. */
export class Unreachable extends Error {
  constructor(readonly connection: "lost" | "refused") {
    super(connection);
  }
}

const inWindow: Transport = {
  send: (name, argument) => invoke("call", { name, argument }),
  listen(onChange, onConnection) {
    const stop = listen<Change>("change", (event) => onChange(event.payload));
    void stop.then(() => onConnection("open"));
    return () => void stop.then((unlisten) => unlisten());
  },
  closing(run) {
    const stop = listen("closing", run);
    return () => void stop.then((unlisten) => unlisten());
  },
  mediaUrl: (uuid) => convertFileSrc(uuid, "media"),
  fillsScreen: () => getCurrentWindow().isFullscreen(),
  fillScreen: (on) => getCurrentWindow().setFullscreen(on),
};

const served: Transport = {
  async send(name, argument) {
    let response: Response;
    try {
      response = await fetch(`/api/call/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-afterword": "1" },
        body: JSON.stringify(argument),
      });
    } catch {
      throw new Unreachable("lost");
    }
    if (response.status === 403) throw new Unreachable("refused");
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    if (isCommandError(answer)) throw answer;
    throw new Unreachable("lost");
  },
  listen(onChange, onConnection) {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource("/api/changes");
      source.onopen = () => onConnection("open");
      source.onmessage = (event: MessageEvent<string>) => onChange(JSON.parse(event.data) as Change);
      source.onerror = () => {
        // The browser goes on trying by itself unless it was turned away.
        if (source?.readyState !== EventSource.CLOSED) return onConnection("lost");
        void turnedAway().then((away) => onConnection(away ? "refused" : "lost"));
        timer = setTimeout(open, 2000);
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  },
  closing(run) {
    window.addEventListener("pagehide", run);
    return () => window.removeEventListener("pagehide", run);
  },
  mediaUrl: (uuid) => `/media/${encodeURIComponent(uuid)}`,
  fillsScreen: () => Promise.resolve(document.fullscreenElement !== null),
  async fillScreen(on) {
    if (on) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement) await document.exitFullscreen();
  },
};

/** The app runs, and this page has no key for it. */
async function turnedAway(): Promise<boolean> {
  const headers = { "content-type": "application/json", "x-afterword": "1" };
  const response = await fetch("/api/call/blog_status", { method: "POST", headers, body: "null" }).catch(() => null);
  return response?.status === 403;
}

function isCommandError(value: unknown): value is CommandError {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

/** The way that works here. */
export function transport(): Transport {
  return isTauri() ? inWindow : served;
}
