// The paper as lists: stories by language and by any of their groups, newest first.
import { getCollection } from "astro:content";

export const LANGS = ["en", "hi"];
export const TITLE = { en: "Bench Times", hi: "बेंच टाइम्स" };
export const NAME = { en: "English", hi: "हिन्दी" };
export const LOCALE = { en: "en-IN", hi: "hi-IN" };
export const DESK = { en: "Desk", hi: "डेस्क" };
export const DESKS = Array.from({ length: 12 }, (_, at) => `desk-${String(at + 1).padStart(2, "0")}`);
const PAGE = 30;
const CANDIDATES = 200;
const FORMS = Object.fromEntries(
  LANGS.map((lang) => [
    lang,
    new Intl.DateTimeFormat(LOCALE[lang], { dateStyle: "long", timeZone: "Asia/Kolkata" }),
  ]),
);

let known = null;

async function load() {
  const groups = new Map();
  const stories = await getCollection("stories");
  stories.sort((one, other) => other.data.date - one.data.date);
  const ids = new Set(stories.map(({ id }) => id));
  for (const story of stories) {
    const { category, topics } = story.data;
    for (const path of ["", category, ...topics.map((topic) => `tag/${topic}`)]) {
      const key = `${lang(story)}/${path}`;
      if (!groups.has(key)) groups.set(key, { lang: lang(story), path, stories: [] });
      groups.get(key).stories.push(story);
    }
  }
  return { stories, ids, groups };
}

export function paper() {
  known ??= load();
  return known;
}

export const lang = (story) => story.id.slice(0, 2);
export const url = (story) => `/${story.id}/`;
export const day = (story) => FORMS[lang(story)].format(story.data.date);
export const desk = (code, id) => `${DESK[code]} ${id.slice(5)}`;

export async function others(story) {
  const { ids } = await paper();
  return LANGS.filter((code) => code !== lang(story) && ids.has(code + story.id.slice(2))).map(
    (code) => ({ lang: code, url: `/${code}${story.id.slice(2)}/` }),
  );
}

export function title({ lang: code, path }) {
  if (path === "") return TITLE[code];
  return path.startsWith("tag/") ? path.slice(4) : desk(code, path);
}

export function address({ lang: code, path }, number = 1) {
  const folder = path === "" ? `${code}` : `${code}/${path}`;
  return number === 1 ? folder : `${folder}/page/${number}`;
}

/** A list is cut into pages of 30 stories. */
export async function lists() {
  const { groups } = await paper();
  return [...groups.values()].flatMap((group) => {
    const last = Math.ceil(group.stories.length / PAGE);
    return Array.from({ length: last }, (_, at) => ({
      lang: group.lang,
      front: group.path === "" && at === 0,
      title: title(group),
      address: address(group, at + 1),
      previous: at > 0 ? `/${address(group, at)}/` : null,
      next: at + 1 < last ? `/${address(group, at + 2)}/` : null,
      stories: group.stories.slice(at * PAGE, (at + 1) * PAGE),
    }));
  });
}

/** Stories with the same tags and of the same desk, none newer. */
export async function related(story) {
  const { groups } = await paper();
  const points = new Map();
  const count = (path, weight) => {
    let seen = 0;
    for (const other of groups.get(`${lang(story)}/${path}`)?.stories ?? []) {
      if (other.data.date >= story.data.date || other.id === story.id) continue;
      points.set(other, (points.get(other) ?? 0) + weight);
      if (++seen === CANDIDATES) break;
    }
  };
  for (const topic of story.data.topics) count(`tag/${topic}`, 100);
  count(story.data.category, 40);
  return [...points]
    .sort(([one, first], [other, second]) => second - first || other.data.date - one.data.date)
    .slice(0, 5)
    .map(([one]) => one);
}
