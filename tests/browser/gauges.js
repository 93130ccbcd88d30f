// What can be measured of a page that is open, as plain values: run in the page by the tests.
(() => {
  const name = (one) => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 40)}`;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);

  const luminance = ([...rgb]) => {
    const [red, green, blue] = rgb.map((one) => one / 255).map(
      (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const ground = (one) => {
    for (let around = one; around; around = around.parentElement) {
      const [red, green, blue, alpha = 1] = channels(getComputedStyle(around).backgroundColor);
      if (alpha === 1) return [red, green, blue];
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  };

  const contrast = (one) => {
    const [red, green, blue] = channels(getComputedStyle(one).color);
    const [light, dark] = [luminance([red, green, blue]), luminance(ground(one))].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  const speaks = (one) => [...one.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
  // A link within a sentence is as tall as its line, and may be (WCAG 2.2, 2.5.8).
  const inSentence = (one) => getComputedStyle(one).display === "inline"
    && [...one.parentElement.childNodes].some((each) => each.nodeType === 3 && /[\p{L}]/u.test(each.data));
  const short = (one) => {
    const { width, height } = one.getBoundingClientRect();
    return width < 24 || height < 24;
  };

  const texts = [...document.body.querySelectorAll("*")].filter((one) => speaks(one) && seen(one));
  const links = [...document.querySelectorAll("a[href], button, input, summary")]
    .filter((one) => seen(one) && !one.ariaHidden && !one.closest(".skip"));
  return {
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    faint: texts.filter((one) => contrast(one) < 4.5).map(name),
    texts: texts.length,
    small: links.filter((one) => short(one) && !inSentence(one)).map(name),
    links: links.length,
    tiny: texts.filter((one) => parseFloat(getComputedStyle(one).fontSize) < 11).map(name),
    ground: ground(document.body).join(),
    shift: window.shifted ?? 0,
    broken: [...document.images].filter((one) => one.complete && !one.naturalWidth).map((one) => one.src),
  };
})();
