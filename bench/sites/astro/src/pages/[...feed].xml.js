import rss from "@astrojs/rss";
import { address, LOCALE, paper, title, TITLE, url } from "../paper.mjs";

export async function getStaticPaths() {
  const { groups } = await paper();
  return [...groups.values()]
    .filter(({ path }) => !path.startsWith("tag/"))
    .map((group) => ({ params: { feed: `${address(group)}/feed` }, props: { group } }));
}

export function GET({ props: { group }, site }) {
  return rss({
    site,
    title: `${title(group)} | ${TITLE[group.lang]}`,
    description: TITLE[group.lang],
    customData: `<language>${LOCALE[group.lang]}</language>`,
    items: group.stories.slice(0, 30).map((story) => ({
      title: story.data.title,
      description: story.data.deck,
      link: url(story),
      pubDate: story.data.date,
      content: story.rendered?.html,
    })),
  });
}
