// Marks a change of the text that the program made, not the writer.

import { Annotation } from "@codemirror/state";

export const fromOutside = Annotation.define<boolean>();
