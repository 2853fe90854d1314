/** The buttons under a bot's message. */

import { el, icon } from "./dom.js";
import { safeAddress } from "./entities.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Button} Button */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").ChatView} ChatView */

const STYLES = new Set(["danger", "success", "primary"]);

/**
 * @param {Message} message
 * @param {ChatView} chat
 * @returns {HTMLElement | null}
 */
export function inlineKeyboard(message, chat) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const lines = rows.map((row) => el("div", { class: "inline-row" }, row.map((button) => inlineButton(message, button, chat))));
  return el("div", { class: "inline-keyboard", testid: "inline-keyboard" }, lines);
}

/**
 * @param {Message} message
 * @param {Button} button
 * @param {ChatView} chat
 * @returns {HTMLElement}
 */
function inlineButton(message, button, chat) {
  const style = STYLES.has(button.style ?? "") ? `style-${button.style}` : "";
  const common = { class: `inline-button ${style}`, testid: "inline-button" };
  const label = el("span", {}, button.text);
  const address = button.url && safeAddress(button.url);
  if (address) return el("a", { ...common, href: address, target: "_blank", rel: "noopener noreferrer", title: button.url }, label, icon("outside"));
  const element = el("button", { type: "button", ...common }, label);
  if (button.callback_data !== undefined) {
    element.dataset.data = button.callback_data;
    if (chat.isPending(message, button)) {
      element.classList.add("waiting");
      element.setAttribute("aria-busy", "true");
    }
    element.addEventListener("click", () => chat.pressInline(message, button));
  } else if (button.copy_text) {
    element.append(icon("copy"));
    element.addEventListener("click", () => copyText(button.copy_text.text, chat));
  } else if (button.disabled) element.disabled = true;
  else element.addEventListener("click", () => chat.notify(t("notHere")));
  return element;
}

/**
 * @param {string} text
 * @param {ChatView} chat
 */
export async function copyText(text, chat) {
  try {
    await navigator.clipboard.writeText(text);
    chat.notify(t("copied"));
  } catch {
    // Without permission for the clipboard the words are shown, to be copied by hand.
    chat.notify(text);
  }
}
