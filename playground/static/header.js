/** The strip above the chats: what this is, whose chats are open, and the reader's own settings. */

import { avatar, el, icon, iconButton } from "./dom.js";
import { safeAddress } from "./entities.js";
import { LANGUAGES, language, t } from "./words.js";

/**
 * @typedef {object} HeaderState
 * @property {import("./types.js").Person[]} people
 * @property {Set<number>} hidden
 * @property {boolean} focus whether one chat is shown at a time
 * @property {number | null} current the one that is shown then
 * @property {Map<number, number>} unseen messages that arrived in chats out of sight
 * @property {{title: string, url: string}[]} links
 * @property {string} botName
 */

/**
 * @typedef {object} HeaderActs
 * @property {(id: number) => void} choose
 * @property {() => void} addPerson
 * @property {() => void} toggleTheme
 * @property {() => void} toggleFocus
 * @property {(chosen: import("./words.js").Language) => void} setLanguage
 */

/**
 * @param {HTMLElement} root
 * @param {HeaderState} state
 * @param {HeaderActs} acts
 */
export function drawHeader(root, state, acts) {
  const held = root.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.testid : null;
  const scrolled = root.querySelector(".tabs")?.scrollLeft ?? 0;
  root.replaceChildren(
    el("div", { class: "brand" }, el("span", { class: "brand-sign", "aria-hidden": "true" }, icon("send")), el("div", {}, el("h1", {}, "Yordam playground"), el("small", {}, t("subtitle")))),
    el("nav", { class: "tabs", "aria-label": t("people") }, state.people.map((person) => tab(person, state, acts)), iconButton("add", t("addPerson"), acts.addPerson, { testid: "add-person" })),
    el("div", { class: "header-tools" }, state.links.map(siteLink), languageSwitch(acts),
      iconButton("single", t("focusMode"), acts.toggleFocus, { testid: "focus-mode", "aria-pressed": String(state.focus), class: "focus-toggle" }),
      iconButton("moon", t("theme"), acts.toggleTheme, { testid: "theme" })),
  );
  const tabs = /** @type {HTMLElement} */ (root.querySelector(".tabs"));
  tabs.scrollLeft = scrolled;
  if (state.focus) tabs.querySelector(".shown")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (held) /** @type {HTMLElement | null} */ (root.querySelector(`[data-testid="${held}"]`))?.focus();
}

/**
 * @param {import("./types.js").Person} person
 * @param {HeaderState} state
 * @param {HeaderActs} acts
 * @returns {HTMLElement}
 */
function tab(person, state, acts) {
  const shown = state.focus ? state.current === person.id : !state.hidden.has(person.id);
  const name = person.first_name;
  const label = state.focus ? t("openColumn", { name }) : t(shown ? "hideColumn" : "showColumn", { name });
  const count = state.unseen.get(person.id);
  return el(
    "button",
    { type: "button", class: `tab ${shown ? "shown" : ""}`, "aria-pressed": String(shown), title: label, "aria-label": label, testid: `tab-${person.id}`, on: { click: () => acts.choose(person.id) } },
    avatar(person), el("span", { class: "tab-name" }, name), count ? el("span", { class: "unseen" }, count) : null,
  );
}

/** @param {{title: string, url: string}} link */
function siteLink({ title, url }) {
  const address = url.startsWith("/") ? url : safeAddress(url);
  return address && el("a", { class: "site-link", href: address, target: "_blank", rel: "noopener", testid: "site-link" }, title, icon("outside"));
}

/** @param {HeaderActs} acts */
function languageSwitch(acts) {
  const buttons = LANGUAGES.map((code) =>
    el("button", { type: "button", "aria-pressed": String(code === language()), testid: `language-${code}`, on: { click: () => acts.setLanguage(code) } }, code),
  );
  return el("div", { class: "switch", role: "group", "aria-label": t("language") }, buttons);
}
