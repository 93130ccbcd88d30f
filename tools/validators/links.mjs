// Follow every link of a site that is served on this machine, and print what leads nowhere.
// node links.mjs URL → {"seen": number, "complaints": [{"file", "text"}]}
// The command line of linkinator would do, did it end while connections are kept open.
import { LinkChecker } from "linkinator";

const url = process.argv[2];
const { links } = await new LinkChecker().check({
  path: url,
  recurse: true,
  concurrency: 16,
  timeout: 20_000,
  // Whatever is not of this site is not asked: these checks reach nobody.
  linksToSkip: async (link) => !link.startsWith(url) && `${link}/` !== url,
});
const followed = links.filter((one) => one.state !== "SKIPPED");
const complaints = followed
  .filter((one) => one.state === "BROKEN")
  .map((one) => ({ file: one.parent ?? "", text: `${one.url} answers ${one.status}` }));
process.stdout.write(JSON.stringify({ seen: followed.length, complaints }), () => process.exit(0));
