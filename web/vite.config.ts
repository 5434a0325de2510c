// How the page is built: hashed files under /assets, nothing inlined (the server's policy forbids it).
import { defineConfig } from "vitest/config";

const server = "http://127.0.0.1:8080";

export default defineConfig({
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // maplibre alone is larger than the default limit; it is loaded after the first paint.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": server, "/tiles": server } },
  test: { css: true, include: ["tests/**/*.test.ts"] },
});
