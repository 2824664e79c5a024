// Asks the core, typed by the command table. Every failure arrives as a `CommandFailed`.

import type { Change, CommandError, Commands, ErrorCode } from "./commands";
import { transport, Unreachable, type Connection } from "./transport";

export type { Connection } from "./transport";
export type * from "./commands";

/** A command that did not come through. */
export class CommandFailed extends Error {
  /** `unreachable` and `refused` are the window's own: the core was never asked. */
  readonly code: ErrorCode | "unreachable" | "refused";
  readonly detail: string | null;
  constructor(error: { code: CommandFailed["code"]; message: string; detail: string | null }) {
    super(error.message);
    this.code = error.code;
    this.detail = error.detail;
  }
}

/** Runs a command of the core. */
export type Call = <Name extends keyof Commands>(
  name: Name,
  argument: Commands[Name]["argument"],
) => Promise<Commands[Name]["reply"]>;

const way = transport();

export const call: Call = async (name, argument) => {
  try {
    return (await way.send(name, argument)) as Commands[typeof name]["reply"];
  } catch (error) {
    throw asFailure(error);
  }
};

/** Tells of every change in the store, and whether the core is there. Returns how to stop. */
export function listen(onChange: (change: Change) => void, onConnection: (connection: Connection) => void): () => void {
  return way.listen(onChange, onConnection);
}

/** Runs it when the window is about to close. Returns how to stop. */
export function onClosing(run: () => void): () => void {
  return way.closing(run);
}

/** Where a picture of the store can be shown from. */
export function mediaUrl(uuid: string): string {
  return way.mediaUrl(uuid);
}

/** Whether the window fills the screen. */
export function fillsScreen(): Promise<boolean> {
  return way.fillsScreen();
}

/** Has the window fill the screen, or no longer. Rejects where the browser does not let a page. */
export function fillScreen(on: boolean): Promise<void> {
  return way.fillScreen(on);
}

/** Any thrown thing as a `CommandFailed`. */
export function asFailure(error: unknown): CommandFailed {
  if (error instanceof CommandFailed) return error;
  if (error instanceof Unreachable) {
    const code = error.connection === "refused" ? "refused" : "unreachable";
    return new CommandFailed({ code, message: "", detail: null });
  }
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    return new CommandFailed(error as CommandError);
  }
  return new CommandFailed({ code: "failed", message: "", detail: String(error) });
}
