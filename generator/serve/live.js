// The browser's half of `khabar serve`: reload when a build is done, show what is wrong.
"use strict";
(() => {
  const RETRY = 500; // milliseconds until a lost server is asked for again
  const built = document.currentScript?.dataset.built; // the build that this page is of
  let wasLost = false;

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__khabar/overlay.css";
  document.head.append(style);

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function item(problem) {
    const row = element("li", `khabar-problem khabar-${problem.severity}`);
    row.append(
      element("code", "khabar-place", `${problem.path}:${problem.line}:${problem.column}`),
      element("p", "khabar-message", problem.message),
    );
    if (problem.excerpt) row.append(element("pre", "khabar-excerpt", problem.excerpt));
    if (problem.hint) row.append(element("p", "khabar-hint", problem.hint));
    return row;
  }

  function show(problems) {
    document.querySelector(".khabar-overlay")?.remove();
    if (!problems.length) return;
    const box = element("section", "khabar-overlay");
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", "Khabar");
    const count = element("h2", "khabar-title", `Khabar · ख़बर: ${problems.length}`);
    const close = element("button", "khabar-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => box.remove());
    const list = element("ol", "khabar-problems");
    list.append(...problems.map(item));
    box.append(close, count, list);
    document.body.append(box);
  }

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/livereload`);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ command: "hello" }));
      socket.send(JSON.stringify({ command: "info", url: location.href, built }));
      if (wasLost) location.reload();
    });
    socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.command === "problems") show(message.problems);
      if (message.command === "reload") location.reload();
    });
    socket.addEventListener("close", () => {
      wasLost = true;
      setTimeout(connect, RETRY);
    });
  }

  connect();
})();
