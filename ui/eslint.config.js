import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

// Layers: shared imports nothing of ours, domain parts import shared and state, views import all.
const domain = ["post", "comment", "outbox", "blog"];
const never = (why, ...group) => ({ group, message: why });
const layer = (files, ...patterns) => ({ files, rules: { "no-restricted-imports": ["error", { patterns }] } });

export default ts.config(
  { ignores: ["dist", "dist-floor", "src/lib/ipc/commands.ts"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  { files: ["dev/**", "*.config.*"], languageOptions: { globals: { ...globals.node } } },
  {
    rules: {
      "svelte/no-at-html-tags": "error",
      "no-console": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  layer(["src/lib/shared/**"], never("shared imports nothing of ours", "**/ipc/**", "**/state/**", "**/messages", "**/views/**", ...domain.map((part) => `**/${part}/**`))),
  layer(["src/lib/ipc/**"], never("ipc knows the transport, not the window", "**/shared/**", "**/state/**", "**/views/**", ...domain.map((part) => `**/${part}/**`))),
  layer(["src/lib/state/**"], never("state draws nothing", "**/shared/*.svelte", "**/views/**", ...domain.map((part) => `**/${part}/**`))),
  ...domain.map((part) =>
    layer(
      [`src/lib/${part}/**`],
      never("domain parts don't know views or each other", "**/views/**", ...domain.filter((other) => other !== part).map((other) => `**/${other}/**`)),
      never("only ipc knows the transport", "@tauri-apps/**", "**/ipc/transport"),
    ),
  ),
  layer(["src/views/**"], never("only ipc knows the transport", "@tauri-apps/**", "**/ipc/transport")),
);
