// What went wrong, said at the composer, with what to do about it.

import { element } from "./parts.js";

export function buildProblem(form) {
  const box = form.querySelector(".desk-problem");

  function clear() {
    box.replaceChildren();
  }

  /** Show a sentence; `acts` are what may be done: {label, run} or {label, href}. */
  function show(text, ...acts) {
    const line = element("p", "desk-refusal", text);
    for (const act of acts) line.append(" ", act.href ? link(act) : button(act));
    box.replaceChildren(line);
  }

  return { clear, show, shown: () => box.childElementCount > 0 };
}

function button({ label, run }) {
  const made = element("button", "desk-button desk-button-again", label);
  made.type = "button";
  made.addEventListener("click", run);
  return made;
}

function link({ label, href }) {
  const made = element("a", "desk-button desk-button-again", label);
  Object.assign(made, { href, target: "_blank", rel: "noopener" });
  return made;
}
