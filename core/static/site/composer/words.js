// The composer's sentences: they stand in the page, in the reader's language.

const words = document.getElementById("composer-words")?.dataset ?? {};

/** Return the sentence of that name, with its facts in it. */
export function say(name, facts = {}) {
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (whole, fact) => String(facts[fact] ?? ""));
}

/** Return a number of bytes as people read it. */
export function sizeOf(bytes) {
  const language = document.documentElement.lang || undefined;
  const short = (number) => number.toLocaleString(language, { maximumFractionDigits: 1 });
  if (bytes < 1024 * 1024) return `${short(Math.max(0.1, bytes / 1024))} ${say("kilobytes")}`;
  return `${short(bytes / 1024 / 1024)} ${say("megabytes")}`;
}
