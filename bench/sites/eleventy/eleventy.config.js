// The same paper for Eleventy. It has no related stories of its own: `related` is ours.
import { I18nPlugin } from "@11ty/eleventy";
import { dateToRfc822 } from "@11ty/eleventy-plugin-rss";
import { readFileSync } from "node:fs";

const site = JSON.parse(readFileSync(new URL("./src/_data/site.json", import.meta.url)));
const PAGE = 30;
const CANDIDATES = 200;

/** Stories by language and by any of its groups ("", a desk, "tag/…"), newest first. */
function grouped(stories) {
  const groups = new Map();
  for (const story of stories) {
    const { lang, category, topics } = story.data;
    for (const path of ["", category, ...topics.map((topic) => `tag/${topic}`)]) {
      const key = `${lang}/${path}`;
      if (!groups.has(key)) groups.set(key, { lang, path, stories: [] });
      groups.get(key).stories.push(story);
    }
  }
  return groups;
}

function title({ lang, path }) {
  if (path === "") return site.title[lang];
  if (path.startsWith("tag/")) return path.slice(4);
  return `${site.desk[lang]} ${path.slice(5)}`;
}

function address({ lang, path }, number) {
  const folder = path === "" ? `/${lang}/` : `/${lang}/${path}/`;
  return number === 1 ? folder : `${folder}page/${number}/`;
}

/** A list is cut into pages of 30 stories. */
function pages(group) {
  const last = Math.ceil(group.stories.length / PAGE);
  return Array.from({ length: last }, (_, at) => ({
    lang: group.lang,
    title: title(group),
    url: address(group, at + 1),
    feed: group.path.startsWith("tag/") ? null : `${address(group, 1)}feed.xml`,
    previous: at > 0 ? address(group, at) : null,
    next: at + 1 < last ? address(group, at + 2) : null,
    stories: group.stories.slice(at * PAGE, (at + 1) * PAGE),
  }));
}

export default function (config) {
  config.addPlugin(I18nPlugin, { defaultLanguage: "en" });
  config.addFilter("rfc822", dateToRfc822);
  config.addFilter("iso", (date) => date.toISOString());
  const forms = Object.fromEntries(
    site.langs.map((lang) => [
      lang,
      new Intl.DateTimeFormat(site.locale[lang], { dateStyle: "long", timeZone: "Asia/Kolkata" }),
    ]),
  );
  config.addFilter("day", (date, lang) => forms[lang].format(date));
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));

  let groups = null;
  config.on("eleventy.before", () => {
    groups = null;
  });
  const all = (api) => {
    if (groups === null) {
      const stories = api.getFilteredByGlob("src/*/desk-*/*.md");
      groups = grouped(stories.sort((one, other) => other.date - one.date));
    }
    return [...groups.values()];
  };
  config.addCollection("lists", (api) => all(api).flatMap(pages));
  config.addCollection("feeds", (api) =>
    all(api)
      .filter(({ path }) => !path.startsWith("tag/"))
      .map((group) => ({
        lang: group.lang,
        title: title(group),
        url: address(group, 1),
        stories: group.stories.slice(0, PAGE),
      })),
  );
  config.addCollection("topics", (api) =>
    site.langs.map((lang) => ({
      lang,
      tags: all(api)
        .filter((group) => group.lang === lang && group.path.startsWith("tag/"))
        .map((group) => ({ title: title(group), url: address(group, 1), count: group.stories.length }))
        .sort((one, other) => (one.title < other.title ? -1 : 1)),
    })),
  );
  config.addFilter("newest", (lang, desk) => groups.get(`${lang}/desk-${desk}`)?.stories.slice(0, 4) ?? []);
  config.addFilter("related", (lang, category, topics, url, date) => {
    const points = new Map();
    const count = (path, weight) => {
      let seen = 0;
      for (const story of groups.get(`${lang}/${path}`)?.stories ?? []) {
        if (story.date >= date || story.url === url) continue;
        points.set(story, (points.get(story) ?? 0) + weight);
        if (++seen === CANDIDATES) break;
      }
    };
    for (const topic of topics) count(`tag/${topic}`, 100);
    count(category, 40);
    return [...points]
      .sort(([one, first], [other, second]) => second - first || other.date - one.date)
      .slice(0, 5)
      .map(([story]) => story);
  });
  return {
    dir: { input: "src", output: "output" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
}
