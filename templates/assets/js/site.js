// What a script adds to a page that is whole without it.
(() => {
  "use strict";
  const YEAR = 365.25 * 24 * 60 * 60 * 1000;

  // How old a story is, in the line that every article keeps free for it.
  for (const line of document.querySelectorAll("[data-age-one]")) {
    const moments = [...document.querySelectorAll(".times time")].map((time) => Date.parse(time.dateTime));
    const years = Math.floor((Date.now() - Math.max(...moments)) / YEAR);
    if (years >= 1) {
      const said = years === 1 ? line.dataset.ageOne : line.dataset.ageMany;
      const number = String(years).replace(/\d/g, (digit) => line.dataset.digits[digit]);
      line.textContent = said.replace("{years}", number);
    }
  }

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
})();
