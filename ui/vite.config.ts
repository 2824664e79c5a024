import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { fake } from "./dev/fake";

export default defineConfig({
  // The fake answers `npm run dev` only; with AFTERWORD_SERVED the real app answers instead.
  plugins: [svelte(), svelteTesting(), process.env.AFTERWORD_SERVED ? null : fake()],
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: {
    target: ["safari16"],
    outDir: "dist",
    emptyOutDir: true,
    // The content policy allows fonts and pictures from files only, so none become data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    // A busy machine is slow, not wrong: the limit only ends what hangs.
    testTimeout: 120_000,
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
  },
});
