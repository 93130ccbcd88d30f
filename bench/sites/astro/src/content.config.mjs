import { glob } from "astro/loaders";
import { z } from "astro/zod";
import { defineCollection } from "astro:content";

export const collections = {
  stories: defineCollection({
    loader: glob({ pattern: "**/*.md", base: "./src/stories" }),
    schema: z.object({
      title: z.string(),
      deck: z.string(),
      date: z.coerce.date(),
      category: z.string(),
      topics: z.array(z.string()),
    }),
  }),
};
