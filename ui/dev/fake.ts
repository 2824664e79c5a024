// A stand-in for the core, for `npm run dev` only: it holds a small desk in memory so that the window
// can be worked on without building Rust. It is not shipped, and no test counts on it.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import type { Change, CommandError, Commands } from "../src/lib/ipc/commands";
import { desk, type FakeDesk } from "./fakeDesk";

type Answers = { [Name in keyof Commands]: (argument: Commands[Name]["argument"]) => Commands[Name]["reply"] };

/** Answers `/api` of the development server. */
export function fake(): Plugin {
  const listeners = new Set<ServerResponse>();
  const tell = (change: Change) => listeners.forEach((each) => each.write(`data: ${JSON.stringify(change)}\n\n`));
  const core: FakeDesk & Answers = desk(tell);
  return {
    name: "afterword-fake",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use("/api/changes", (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
        response.write(": hello\n\n");
        listeners.add(response);
        response.on("close", () => listeners.delete(response));
      });
      server.middlewares.use("/api/call/", (request, response) => void answer(core, request, response));
    },
  };
}

async function answer(core: Answers, request: IncomingMessage, response: ServerResponse) {
  const name = (request.url ?? "").replace(/^\//, "") as keyof Commands;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const send = (status: number, value: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value ?? null));
  };
  try {
    const run = core[name] as ((argument: unknown) => unknown) | undefined;
    if (!run) throw { code: "failed", message: `The fake has no ${name}.`, detail: null } satisfies CommandError;
    send(200, run(JSON.parse(Buffer.concat(parts).toString() || "null")));
  } catch (error) {
    send(422, typeof error === "object" && error !== null && "code" in error ? error : { code: "failed", message: "The fake failed.", detail: String(error) });
  }
}
