/** The bot's reply keyboard under the composer, and what its special buttons ask for. */

import { el } from "./dom.js";

/** @typedef {import("./types.js").ReplyMarkup} ReplyMarkup */
/** @typedef {import("./types.js").Button} Button */

export class ReplyKeyboard {
  /**
   * @param {object} options
   * @param {(button: Button) => void} options.onPress
   * @param {(shown: boolean, exists: boolean) => void} options.onChange
   */
  constructor(options) {
    this.options = options;
    /** @type {ReplyMarkup | null} */
    this.markup = null;
    this.element = el("div", { class: "reply-keyboard", hidden: true, testid: "reply-keyboard" });
  }

  /** @param {ReplyMarkup | null} markup */
  set(markup) {
    this.markup = markup?.keyboard?.length ? markup : null;
    const rows = (this.markup?.keyboard ?? []).map((row) =>
      el("div", { class: "keyboard-row" }, row.map((button) => this.#button(typeof button === "string" ? { text: button } : button))),
    );
    this.element.replaceChildren(...rows);
    this.element.classList.toggle("small", Boolean(this.markup?.resize_keyboard));
    this.show(Boolean(this.markup));
  }

  /** @param {boolean} shown */
  show(shown) {
    this.element.hidden = !shown || !this.markup;
    this.options.onChange(!this.element.hidden, Boolean(this.markup));
  }

  toggle() {
    this.show(this.element.hidden);
  }

  /**
   * @param {Button} button
   * @returns {HTMLElement}
   */
  #button(button) {
    const style = ["danger", "success", "primary"].includes(button.style ?? "") ? `style-${button.style}` : "";
    const press = () => {
      // Telegram puts a one-time keyboard away as soon as it is used; the person can call it back.
      if (this.markup?.one_time_keyboard) this.show(false);
      this.options.onPress(button);
    };
    return el("button", { type: "button", class: `keyboard-button ${style}`, testid: "keyboard-button", on: { click: press } }, button.text);
  }
}
