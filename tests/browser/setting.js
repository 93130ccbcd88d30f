// How text is set on a page that is open, as plain values: run in the page by the tests.
(() => {
  const pen = document.createElement("canvas").getContext("2d");
  const letters = new Intl.Segmenter();
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen, .skip");

  // The lines of a text node: where each begins and ends, and where it is.
  const lines = (node) => {
    const found = [];
    const range = document.createRange();
    for (const { index, segment } of letters.segment(node.data)) {
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const box = range.getClientRects()[0];
      if (!box || !box.height) continue;
      const last = found.at(-1);
      if (last && Math.abs(last.bottom - box.bottom) < 3) {
        last.text += segment;
        last.count += 1;
        last.left = Math.min(last.left, box.left);
        last.right = Math.max(last.right, box.right);
      } else {
        found.push({ text: segment, count: 1, top: box.top, bottom: box.bottom, left: box.left, right: box.right });
      }
    }
    return found;
  };

  // Where the ink of a line reaches: from the baseline, which its box tells by the font's own measure.
  const ink = (line, style) => {
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const said = pen.measureText(line.text);
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = said;
    const baseline = line.top + (line.bottom - line.top) * (up / (up + down));
    return { top: baseline - said.actualBoundingBoxAscent, bottom: baseline + said.actualBoundingBoxDescent, baseline };
  };

  const nodes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim() && seen(walker.currentNode.parentElement)) nodes.push(walker.currentNode);
  }

  const clips = (one) => {
    const style = getComputedStyle(one);
    return [style.overflowX, style.overflowY].some((each) => each !== "visible") || style.webkitLineClamp !== "none";
  };

  const clipped = [];
  const collided = [];
  for (const node of nodes) {
    const around = node.parentElement;
    const style = getComputedStyle(around);
    let before = null;
    for (const line of lines(node)) {
      const reach = ink(line, style);
      for (let box = around; box && box !== document.body; box = box.parentElement) {
        if (!clips(box)) continue;
        const edge = box.getBoundingClientRect();
        if (reach.top < edge.top - 0.5 || reach.bottom > edge.bottom + 0.5) clipped.push(line.text);
      }
      // A hand's breadth of a hair is what two lines may share: most marks are not above each other.
      if (before && reach.top < before.bottom - 0.16 * parseFloat(style.fontSize)) collided.push(line.text);
      before = reach;
    }
  }

  // Texts that lie over each other: a box of a fixed height that its words have outgrown.
  const blocks = [...document.querySelectorAll("h1, h2, h3, p, li, figcaption")]
    .filter((one) => seen(one) && !one.closest("picture, .plate, .label, .sections") && !one.querySelector("h1, h2, h3, p, li"));
  const words = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getBoundingClientRect();
  };
  const boxes = blocks.map((one) => [one, words(one), parseFloat(getComputedStyle(one).fontSize)]);
  const covered = [];
  for (const [at, [one, a, size]] of boxes.entries()) {
    for (const [other, b] of boxes.slice(at + 1, at + 12)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 4 && down > 0.7 * size) covered.push([one.textContent.trim(), other.textContent.trim()]);
    }
  }

  const full = [...document.querySelectorAll(".text > p")].flatMap((one) => {
    const counts = new Map();
    const inside = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (inside.nextNode()) {
      for (const line of lines(inside.currentNode)) {
        const row = Math.round(line.bottom / 6);
        counts.set(row, (counts.get(row) ?? 0) + line.count);
      }
    }
    return [...counts.values()].slice(0, -1);
  });
  return {
    inked: nodes.length,
    clipped,
    collided,
    covered,
    characters: full.reduce((sum, one) => sum + one, 0) / full.length,
  };
})();
