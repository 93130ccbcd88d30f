// The same paper for Astro. It has no related stories of its own: src/paper.mjs counts them.
import sitemap from "@astrojs/sitemap";
import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://bench.example",
  outDir: "output",
  integrations: [sitemap()],
  i18n: {
    locales: ["en", "hi"],
    defaultLocale: "en",
    routing: { prefixDefaultLocale: true, redirectToDefaultLocale: false },
  },
  devToolbar: { enabled: false },
});
