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
    rollupOptions: {
      // The page, the page inside frames, and the script that other sites load by its plain name.
      input: {
        index: "index.html",
        frame: "embed.html",
        embed: "src/embed/component.ts",
      },
      output: {
        entryFileNames: ({ name }) => (name === "embed" ? "embed.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": server, "/tiles": server } },
  test: { css: true, include: ["tests/**/*.test.ts"] },
});
