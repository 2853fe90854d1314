// The text: it grows as it is written, and is counted as Telegram counts, in UTF-16 units, which are a string's own.

import { part } from "./parts.js";
import { say } from "./words.js";

export const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
// Below this nobody needs to hear a number.
const QUIET_UNTIL = 0.75;

export function buildText(form, { onInput, hasFiles }) {
  const area = form.elements.text;
  const counter = part(form, "counter");

  function grow() {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }

  function count() {
    const limit = hasFiles() ? CAPTION_LIMIT : TEXT_LIMIT;
    const length = area.value.trim().length;
    counter.textContent = length > limit * QUIET_UNTIL ? `${length} / ${limit}` : "";
    if (hasFiles() && length > CAPTION_LIMIT) counter.textContent += ` · ${say("captionLong")}`;
    counter.classList.toggle("desk-over", length > TEXT_LIMIT);
    counter.classList.toggle("desk-near", length > limit && length <= TEXT_LIMIT);
  }

  function refresh() {
    grow();
    count();
  }

  function set(value) {
    area.value = value;
    refresh();
  }

  /** Put words in place of those from `start` to `end`, with the caret after them; the browser can undo it. */
  function insert(words, start = area.selectionStart, end = area.selectionEnd) {
    area.focus();
    area.setSelectionRange(start, end);
    // The only way that keeps the browser's own undo; it is old, and every browser has it.
    if (!document.execCommand("insertText", false, words)) {
      area.setRangeText(words, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  area.addEventListener("input", () => {
    refresh();
    onInput();
  });
  refresh();
  return { area, set, insert, refresh, value: () => area.value, over: () => area.value.trim().length - TEXT_LIMIT };
}
