/** Where a person writes: the field and its buttons, and the strip that says what is answered or edited. */

import { openAttachMenu, openPreview } from "./attach.js";
import { openForm } from "./dialogs.js";
import { el, iconButton } from "./dom.js";
import { Editor } from "./editor.js";
import { openMenu } from "./menu.js";
import { snippet } from "./message.js";
import { canRecord, startRecording } from "./recorder.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").RichText} RichText */

/**
 * @typedef {object} ComposerTarget
 * @property {import("./types.js").Person} person
 * @property {() => import("./types.js").Command[]} commands
 * @property {(message: Message) => string} authorOf
 * @property {() => Message | null} lastOwn the newest own message that can be edited
 * @property {(text: RichText, replyTo: Message | null, quote?: string) => Promise<boolean>} onText
 * @property {(message: Message, text: RichText) => Promise<boolean>} onEdit
 * @property {(uploads: import("./attach.js").Upload[], replyTo: Message | null) => Promise<void>} onUploads
 * @property {(content: object, replyTo: Message | null) => Promise<any>} onContent
 * @property {(text: string) => void} notify
 * @property {() => void} onToggleKeyboard
 */

export class Composer {
  /** @param {ComposerTarget} target */
  constructor(target) {
    this.target = target;
    /** @type {Message | null} */
    this.replyTo = null;
    /** @type {string | undefined} */
    this.quote = undefined;
    /** @type {Message | null} */
    this.edited = null;
    this.editor = new Editor({
      label: t("composerOf", { name: target.person.first_name }), placeholder: t("writeMessage"), testid: "composer",
      onSubmit: () => this.submit(), onInput: () => this.#onInput(), onKey: (event) => this.#onKey(event),
      onFiles: (files) => this.attach(files), askAddress,
    });
    /** Lets go of what outlives the column in the document. @type {() => void} */
    this.dispose = () => undefined;
    this.strip = el("div", { class: "strip", hidden: true, testid: "reply-bar" });
    this.tools = this.#formatting();
    this.suggestions = el("div", { class: "suggestions", role: "listbox", hidden: true, testid: "suggestions" });
    this.commandsButton = iconButton("commands", t("commands"), (event) => this.#openCommands(/** @type {Element} */ (event.currentTarget)), { testid: "commands", hidden: true });
    this.keyboardButton = iconButton("keyboard", t("toggleKeyboard"), () => target.onToggleKeyboard(), { testid: "toggle-keyboard", hidden: true });
    this.sendButton = iconButton("send", t("send"), () => this.submit(), { class: "send", testid: "send" });
    this.voiceButton = iconButton("microphone", t("record"), () => this.#record(), { class: "voice", testid: "record" });
    this.bar = el(
      "div", { class: "composer-bar" },
      iconButton("attach", t("attach"), (event) => this.#openAttach(/** @type {Element} */ (event.currentTarget)), { testid: "attach" }),
      this.commandsButton, this.editor.element, this.keyboardButton, this.voiceButton, this.sendButton,
    );
    this.element = el("div", { class: "composer" }, this.tools, this.suggestions, this.strip, this.bar);
    this.#onInput();
  }

  /** @param {File[]} files @param {string} [forced] */
  attach(files, forced) {
    const caption = this.edited ? { text: "", entities: [] } : this.editor.get();
    openPreview(files, caption, async (uploads) => {
      await this.target.onUploads(uploads, this.replyTo);
      if (!this.edited) this.reset();
    }, forced);
  }

  /** @param {Message} message @param {string} [quote] a piece of its words */
  startReply(message, quote) {
    this.edited = null;
    this.replyTo = message;
    this.quote = quote;
    this.#showStrip(t("replyingTo", { name: this.target.authorOf(message) }), quote ?? snippet(message));
    this.editor.focus();
  }

  /** @param {Message} message */
  startEdit(message) {
    this.replyTo = null;
    this.edited = message;
    this.#showStrip(t("editing"), snippet(message));
    this.editor.set({ text: message.text ?? message.caption ?? "", entities: (message.text ? message.entities : message.caption_entities) ?? [] });
    this.editor.focus();
  }

  reset() {
    this.replyTo = null;
    this.quote = undefined;
    this.edited = null;
    this.strip.hidden = true;
    this.editor.clear();
  }

  async submit() {
    const value = this.editor.get();
    const { edited, replyTo, quote } = this;
    if (!value.text && !edited?.caption) return;
    const draft = [...this.editor.element.childNodes];
    // The field is free at once, so that quick messages follow each other; what could not be sent comes back.
    this.reset();
    const done = edited ? await this.target.onEdit(edited, value) : await this.target.onText(value, replyTo, quote);
    if (done || !this.editor.isEmpty()) return;
    this.editor.element.replaceChildren(...draft);
    if (edited) this.edited = edited;
    else Object.assign(this, { replyTo, quote });
    this.strip.hidden = !edited && !replyTo;
    this.#onInput();
  }

  /** @param {boolean} shown @param {boolean} exists */
  setKeyboardState(shown, exists) {
    this.keyboardButton.hidden = !exists;
    this.keyboardButton.setAttribute("aria-pressed", String(shown));
  }

  /** @param {string | undefined} placeholder */
  setPlaceholder(placeholder) {
    this.editor.setPlaceholder(placeholder || t("writeMessage"));
  }

  refreshCommands() {
    this.commandsButton.hidden = this.target.commands().length === 0;
  }

  /** @param {string} title @param {string} words */
  #showStrip(title, words) {
    this.strip.replaceChildren(
      el("div", { class: "strip-words" }, el("b", {}, title), el("span", {}, words)),
      iconButton("close", t("cancel"), () => this.reset(), { testid: "reply-cancel" }),
    );
    this.strip.hidden = false;
  }

  #onInput() {
    const empty = this.editor.isEmpty() && !this.edited;
    const recorder = empty && canRecord();
    this.voiceButton.hidden = !recorder;
    this.sendButton.hidden = recorder;
    this.sendButton.disabled = empty;
    this.#suggest();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === "Escape" && (this.edited || this.replyTo)) {
      this.reset();
      return true;
    }
    if (event.key === "ArrowUp" && this.editor.isEmpty() && !this.edited) {
      const last = this.target.lastOwn();
      if (last) this.startEdit(last);
      return Boolean(last);
    }
    const first = /** @type {HTMLElement | null} */ (this.suggestions.querySelector("button"));
    if (event.key === "Tab" && !this.suggestions.hidden && first) {
      first.click();
      return true;
    }
    return false;
  }

  #suggest() {
    const { text } = this.editor.get();
    const word = /^\/(\w*)$/.exec(text)?.[1];
    const found = word === undefined ? [] : this.target.commands().filter(({ command }) => command.startsWith(word));
    this.suggestions.hidden = !found.length;
    this.suggestions.replaceChildren(...found.map(({ command, description }) =>
      el("button", { type: "button", role: "option", class: "suggestion", testid: "suggestion", on: { click: () => this.#sendCommand(command) } }, el("b", {}, `/${command}`), description),
    ));
  }

  /** @param {string} command */
  #sendCommand(command) {
    this.reset();
    this.target.onText({ text: `/${command}`, entities: [] }, null);
  }

  /** @param {Element} anchor */
  #openCommands(anchor) {
    const items = this.target.commands().map(({ command, description }) => ({
      label: description, hint: `/${command}`, testid: `command-${command}`, onChoose: () => this.#sendCommand(command),
    }));
    openMenu(anchor, items, { label: t("commands"), wide: true });
  }

  /** @param {Element} anchor */
  #openAttach(anchor) {
    openAttachMenu(anchor, {
      person: this.target.person,
      onFiles: (files, forced) => this.attach(files, forced),
      onContent: async (content) => {
        const replyTo = this.replyTo;
        await this.target.onContent(content, replyTo);
        if (replyTo) this.reset();
      },
    });
  }

  async #record() {
    try {
      const bar = await startRecording({
        onDone: (file) => {
          this.target.onUploads([{ kinds: ["voice"], files: [file], caption: { text: "", entities: [] } }], this.replyTo);
          this.reset();
        },
        onEnd: () => bar.replaceWith(this.bar),
      });
      this.bar.replaceWith(bar);
    } catch {
      this.target.notify(t("noMicrophone"));
    }
  }

  /** @returns {HTMLElement} the strip that appears over the field while a piece of text is selected */
  #formatting() {
    /** @type {[string, string][]} */
    const buttons = [["bold", "B"], ["italic", "I"], ["underline", "U"], ["strikethrough", "S"], ["spoiler", "▒"], ["code", "</>"], ["blockquote", "❝"], ["text_link", "🔗"]];
    const keep = (/** @type {Event} */ event) => event.preventDefault();
    const root = el("div", { class: "formatting", role: "toolbar", hidden: true, testid: "formatting" }, buttons.map(([type, sign]) => {
      const label = t(type === "text_link" ? "addLink" : type);
      return el("button", { type: "button", class: `format-${type}`, title: label, "aria-label": label, on: { pointerdown: keep, click: () => this.editor.format(type) } }, sign);
    }));
    const show = () => {
      if (root.isConnected) root.hidden = !this.editor.selectedRange();
    };
    document.addEventListener("selectionchange", show);
    this.dispose = () => document.removeEventListener("selectionchange", show);
    return root;
  }
}

/** @returns {Promise<string | null>} */
function askAddress() {
  return new Promise((resolve) => {
    openForm(t("addLink"), [{ name: "url", label: t("linkAddress"), value: "https://", required: true }], t("save"), ({ url }) => resolve(url), "link-form");
    document.querySelector("dialog[data-testid=link-form]")?.addEventListener("close", () => resolve(null));
  });
}
