// Rewords the times that go on: <time data-since="…"> says how long ago that was. The words come from the page.

const MINUTE = 60;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", MINUTE],
];
const BETWEEN_LOOKS = 20_000;

function words() {
  return document.getElementById("clock-words").dataset;
}

/** Return how long ago a moment was, in its two greatest units: "1 d 3 h", "5 min". */
export function inWords(seconds, said = words()) {
  let rest = Math.max(0, Math.floor(seconds));
  if (rest < MINUTE) return said.now;
  const parts = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    // After the first unit comes at most the one below it, and no noughts.
    if (count || parts.length) parts.push(count ? said[name].replace("#", count) : "");
  }
  return parts.slice(0, 2).filter(Boolean).join(" ");
}

/** Reword what stands in this part of the page. */
export function reword(root = document) {
  for (const time of root.querySelectorAll("time[data-since]")) {
    const said = inWords((Date.now() - Date.parse(time.dataset.since)) / 1000);
    if (time.textContent !== said) time.textContent = said;
  }
}

reword();
setInterval(reword, BETWEEN_LOOKS);
document.addEventListener("desk:updated", () => reword());
