// Files that come into the text: pictures and others for whoever keeps them, and texts to be read in.
// A file that is dropped counts where it is dropped.

import { EditorView } from "@codemirror/view";
import type { Extension } from "@codemirror/state";
import { harmless } from "../../shared/harmless";

/** Files that come with words (as from a word processor) are left alone: the words are meant. */
function take(event: ClipboardEvent | DragEvent, view: EditorView, data: DataTransfer | null, onfiles: (files: File[]) => void): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0 || data?.types.includes("text/plain")) return false;
  event.preventDefault();
  if ("clientX" in event && !view.state.readOnly) {
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at !== null) view.dispatch({ selection: { anchor: at } });
    view.focus();
  }
  onfiles(files);
  return true;
}

export function takesFiles(onfiles: (files: File[]) => void): Extension {
  return EditorView.domEventHandlers({
    paste: (event, view) => take(event, view, event.clipboardData, onfiles),
    drop: (event, view) => take(event, view, event.dataTransfer, onfiles),
  });
}

/** Larger texts are opened elsewhere. */
const mostText = 5 * 1024 * 1024;

/** Whether a file is a text that can be read into a post. */
export function isText(file: File): boolean {
  return /\.(?:md|markdown|mdown|mkd|txt|text)$/i.test(file.name) || file.type === "text/plain" || file.type === "text/markdown";
}

/** The text of a file; null when it is too large or is none. */
export async function textOf(file: File): Promise<string | null> {
  if (file.size > mostText) return null;
  const bytes = await bytesOf(file);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  try {
    const text = new TextDecoder(utf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8", { fatal: true }).decode(bytes);
    return harmless(text).replace(/\r\n?/g, "\n");
  } catch {
    // An older file, in the letters of its time; bytes that no text has are another kind of file.
    if (bytes.includes(0)) return null;
    return new TextDecoder("windows-1252").decode(bytes).replace(/\r\n?/g, "\n");
  }
}

function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error("unreadable file"));
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(file);
  });
}
