// The message that an answer quotes: chosen at its bubble, shown above the text.

import { part } from "./parts.js";

const SHOWN = 160;

/** Return what a bubble says of its message, for the line above the text. */
function quoteOf(bubble) {
  const id = Number(bubble.dataset.message ?? bubble.id.replace(/^\D+/, ""));
  const words = bubble.querySelector(".desk-text:not(.desk-version *)") ?? bubble.querySelector(".desk-kind, .desk-file");
  const author = bubble.querySelector("header strong")?.textContent.trim() ?? "";
  return { id, author, text: (words?.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, SHOWN) };
}

export function buildQuote(form, { onChange }) {
  const box = part(form, "quoting");
  let quote = null;

  function show(chosen) {
    quote = chosen;
    form.elements.reply_to_id.value = chosen?.id ?? "";
    part(form, "quoted-author").textContent = chosen?.author ?? "";
    part(form, "quoted-text").textContent = chosen?.text ?? "";
    box.hidden = !chosen;
  }

  function choose(chosen) {
    show(chosen);
    onChange(chosen);
  }

  part(form, "unquote").addEventListener("click", () => choose(null));
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-act=reply]");
    const bubble = pressed?.closest("[data-message], li[id^=message-], li[id^=album-]");
    if (bubble) choose(quoteOf(bubble));
  });
  return { show, clear: () => show(null), value: () => quote };
}
