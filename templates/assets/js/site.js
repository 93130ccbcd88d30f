// What a script adds to a page that is whole without it.
(() => {
  "use strict";
  const MINUTE = 60 * 1000;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  const YEAR = 365.25 * DAY;

  // How long ago a story of this day came, said in its language and digits; a story that has a
  // date without a time of day keeps it. No page is made anew for this: it knows no clock.
  const said = (time) => {
    const age = Date.now() - Date.parse(time.dateTime);
    if (/T00:00:00/.test(time.dateTime) || !(age >= MINUTE && age < DAY)) return "";
    const digits = /[\u0966-\u096f]/.test(time.textContent) ? "deva" : "latn";
    const lang = time.closest("[lang]").lang;
    const words = new Intl.RelativeTimeFormat(`${lang}-u-nu-${digits}`);
    return age < HOUR ? words.format(-Math.floor(age / MINUTE), "minute") : words.format(-Math.floor(age / HOUR), "hour");
  };
  for (const time of document.querySelectorAll(".card-meta time, .times > time")) {
    const words = said(time);
    if (words) {
      time.title = time.textContent;
      time.textContent = words;
    }
  }

  // How old a story is, in the line that every article keeps free for it.
  for (const line of document.querySelectorAll("[data-age-one]")) {
    const moments = [...document.querySelectorAll(".times time")].map((time) => Date.parse(time.dateTime));
    const years = Math.floor((Date.now() - Math.max(...moments)) / YEAR);
    if (years >= 1) {
      const words = years === 1 ? line.dataset.ageOne : line.dataset.ageMany;
      const number = String(years).replace(/\d/g, (digit) => line.dataset.digits[digit]);
      line.textContent = words.replace("{years}", number);
    }
  }

  // What is seen first has come and is painted: pictures further down may come now (cards.css).
  const come = () => document.documentElement.classList.add("come");
  addEventListener("load", () => requestAnimationFrame(() => setTimeout(come)));

  // Copying the address: the button is there, and is shown where it can do what it says.
  for (const button of navigator.clipboard ? document.querySelectorAll("[data-copied]") : []) {
    const words = button.textContent;
    button.classList.add("ready");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.origin + location.pathname);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 4000);
    });
  }

  // A film of another site takes its poster's place when a reader asks for it, and not before.
  for (const door of document.querySelectorAll("[data-player]")) {
    door.addEventListener("click", (event) => {
      if (!door.dataset.player || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.className = "pane";
      frame.title = door.dataset.title;
      frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.src = door.dataset.player;
      door.before(frame); // over the poster: nothing moves
      delete door.dataset.player;
      frame.focus();
    });
  }

  // What can be read without a network, what was read last coming first.
  for (const line of window.caches ? document.querySelectorAll("[data-shelf]") : []) shelve(line);

  async function shelve(line) {
    const parser = new DOMParser();
    const list = document.createElement("ul");
    for (const name of (await caches.keys()).filter((one) => one.startsWith(line.dataset.shelf))) {
      const shelf = await caches.open(name);
      for (const request of (await shelf.keys()).reverse()) {
        const page = parser.parseFromString(await (await shelf.match(request)).text(), "text/html");
        if (page.querySelector("[http-equiv=refresh]")) continue; // an old address
        const link = document.createElement("a");
        link.href = request.url;
        link.textContent = (page.querySelector("h1") ?? page.querySelector("title")).textContent.trim();
        const item = document.createElement("li");
        item.lang = page.documentElement.lang;
        item.dir = page.documentElement.dir;
        item.append(link);
        list.append(item);
      }
    }
    if (list.childElementCount) line.replaceWith(list);
  }

  // Keeping pages for when there is no network: after all else, and where the paper wants it.
  const { worker } = document.currentScript.dataset;

  async function enlist() {
    const { serviceWorker } = navigator;
    await serviceWorker.register(worker);
    const { active } = await serviceWorker.ready;
    if (!serviceWorker.controller) {
      const shown = performance.getEntriesByType("resource").map((one) => one.name);
      active.postMessage([location.href, ...shown]);
    }
  }

  // A paper that wants it no more has published a worker that clears up: it is asked for at once.
  async function dismiss() {
    if (navigator.serviceWorker.controller) await (await navigator.serviceWorker.ready).update();
  }

  // Private windows and full devices refuse; the paper is whole without.
  if (navigator.serviceWorker) {
    addEventListener("load", () => (worker ? enlist() : dismiss()).catch(() => undefined));
  }
})();
