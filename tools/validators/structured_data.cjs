// Hold what pages tell search engines and messengers against the presets of a tester.
// node structured_data.cjs < JSON of [{file, social}] → {"seen": number, "complaints": [{"file", "text"}]}
// Google: whatever schemas a page has must be whole. SocialMedia: every page that is shared
// must have a card; `social` says whether a page is one.
const { readFileSync } = require("node:fs");
const { structuredDataTest } = require("structured-data-testing-tool");
const { Google, SocialMedia } = require("structured-data-testing-tool/presets");

const outcome = (html, presets) =>
  structuredDataTest(html, { presets }).catch((error) => {
    if (!error.res) throw error;
    return error.res;
  });

const main = async () => {
  const pages = JSON.parse(readFileSync(0, "utf8"));
  const complaints = [];
  for (const { file, social } of pages) {
    const presets = social ? [Google, SocialMedia] : [Google];
    const { failed } = await outcome(readFileSync(file, "utf8"), presets);
    for (const { group, description, test } of failed) {
      complaints.push({ file, text: `${group}: ${description} (${test})` });
    }
  }
  process.stdout.write(JSON.stringify({ seen: pages.length, complaints }));
};

main();
