/** One person's phone: the head with its menu, the chat with the bot, the composer, the bot's keyboard. */

import { ApiError, api } from "./api.js";
import { askLocation } from "./attach.js";
import { openChatMenu } from "./chat_menu.js";
import { Composer } from "./composer.js";
import { choosePeople, openAlert } from "./dialogs.js";
import { avatar, el, fullName, icon, iconButton } from "./dom.js";
import { acceptFiles } from "./drop.js";
import { ReplyKeyboard } from "./keyboard.js";
import { MessageList } from "./list.js";
import { openMessageMenu } from "./message_menu.js";
import { PendingPresses } from "./pending.js";
import { upload } from "./upload.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Button} Button */
/** @typedef {import("./types.js").ChatView} ChatView */

const TYPING_LASTS = 5000;
const TOAST_LASTS = 4500;

/** @implements {ChatView} */
export class Column {
  /**
   * @param {import("./types.js").Person} person
   * @param {import("./store.js").Store} store
   * @param {(id: number) => void} onHide
   */
  constructor(person, store, onHide) {
    this.person = person;
    this.store = store;
    this.onHide = onHide;
    /** Requests of one person go one after the other, so that what is written first arrives first. */
    this.queue = Promise.resolve();
    this.pending = new PendingPresses((messageId) => this.list.redraw(messageId), (text, alert) => this.#showAnswer(text, alert));
    this.list = new MessageList(this);
    this.composer = new Composer({
      person, commands: () => store.chat(person.id).commands, authorOf: (message) => this.authorOf(message), lastOwn: () => this.#lastOwn(),
      onText: (text, replyTo, quote) => this.#try(() => api.send(person.id, { ...text, ...replyField(replyTo), ...(quote ? { quote } : {}) })),
      onEdit: (message, { text, entities }) => this.#try(() => api.edit(person.id, message.message_id, { [message.text ? "text" : "caption"]: text, entities })),
      onUploads: (uploads, replyTo) => this.#inTurn(() => upload(person.id, uploads, replyTo)),
      onContent: (content, replyTo) => this.#try(() => api.send(person.id, { ...content, ...replyField(replyTo) })),
      notify: (text) => this.notify(text), onToggleKeyboard: () => this.keyboard.toggle(),
    });
    this.keyboard = new ReplyKeyboard({ onPress: (button) => this.#pressKeyboard(button), onChange: (shown, exists) => this.composer.setKeyboardState(shown, exists) });
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.subtitle = el("small", { class: "subtitle" });
    this.title = el("span", { class: "column-title" });
    this.face = el("span", { class: "face" });
    this.empty = el("div", { class: "empty", hidden: true }, el("p", {}, el("b", {}, t("emptyChat")), t("emptyHint")),
      el("button", { type: "button", class: "start-button", testid: "start", on: { click: () => this.start() } }, t("start")));
    this.blockedBar = el("div", { class: "blocked-bar", hidden: true }, el("span", {}, icon("block"), t("blocked", { name: person.first_name })),
      el("button", { type: "button", class: "main-button", testid: "unblock", on: { click: () => this.#setBlocked(false) } }, t("unblock")));
    this.element = this.#build();
    this.setPerson(person);
    this.refresh();
  }

  #build() {
    const label = t("chatMenu", { name: this.person.first_name });
    const menu = iconButton("more", label, (event) => this.#openMenu(/** @type {Element} */ (event.currentTarget)), { testid: "chat-menu", "aria-haspopup": "menu" });
    this.blockButton = iconButton("block", t("block"), () => this.#setBlocked(!this.person.blocked), { testid: "block", class: "quiet" });
    const head = el("header", { class: "column-head" }, this.face, el("div", { class: "column-names" }, this.title, this.subtitle), this.blockButton, menu);
    const drop = el("div", { class: "drop-hint", "aria-hidden": "true" }, t("dropHere"));
    const foot = el("footer", { class: "column-foot" }, this.composer.element, this.keyboard.element, this.blockedBar);
    const element = el("section", { class: "column", testid: `column-${this.person.id}`, "aria-label": this.person.first_name }, head,
      el("div", { class: "column-body" }, this.list.element, this.empty, this.toasts), foot, drop);
    acceptFiles(element, (files) => this.composer.attach(files));
    return element;
  }

  /** Draws the whole chat anew, as after a reload. */
  refresh() {
    this.list.load(this.store.messages(this.person.id));
    this.#showEmptiness();
    this.onKeyboard();
    this.onCommands();
  }

  /** @param {import("./types.js").Person} person */
  setPerson(person) {
    this.person = person;
    this.title.textContent = fullName(person);
    this.subtitle.textContent = [person.username && `@${person.username}`, person.language_code, person.id].filter(Boolean).join(" · ");
    this.face.replaceChildren(avatar(person));
    this.element.classList.toggle("is-blocked", person.blocked);
    this.composer.element.hidden = person.blocked;
    this.blockedBar.hidden = !person.blocked;
    this.blockButton?.setAttribute("aria-pressed", String(person.blocked));
    const label = t(person.blocked ? "unblock" : "block");
    this.blockButton?.setAttribute("title", label);
    this.blockButton?.setAttribute("aria-label", label);
  }

  /** @param {Message} message @param {boolean} isNew */
  onMessage(message, isNew) {
    this.list.put(message, isNew);
    if (isNew && this.isOwn(message)) this.#setPlaceholder();
    else if (isNew) this.#setTyping(null);
    this.#showEmptiness();
  }

  onKeyboard() {
    const { keyboard } = this.store.chat(this.person.id);
    this.keyboard.set(keyboard);
    this.#setPlaceholder();
    const asked = this.#asked();
    if (asked) this.composer.startReply(asked);
  }

  /** @returns {Message | null} the bot's question that wants a reply, until the person has written after it */
  #asked() {
    if (!this.store.chat(this.person.id).keyboard?.force_reply) return null;
    const last = this.store.messages(this.person.id).filter((message) => !message.deleted).at(-1);
    return last && !this.isOwn(last) ? last : null;
  }

  #setPlaceholder() {
    const { keyboard } = this.store.chat(this.person.id);
    this.composer.setPlaceholder(keyboard?.force_reply && !this.#asked() ? undefined : keyboard?.input_field_placeholder);
  }

  onCommands() {
    this.composer.refreshCommands();
  }

  /** @param {string} action */
  onAction(action) {
    this.#setTyping(action);
  }

  /** @param {string | null} action */
  #setTyping(action) {
    clearTimeout(this.typingTimer);
    this.list.setTyping(action !== null);
    this.element.classList.toggle("bot-busy", action !== null);
    if (action !== null) this.typingTimer = window.setTimeout(() => this.#setTyping(null), TYPING_LASTS);
  }

  #showEmptiness() {
    this.empty.hidden = this.store.chat(this.person.id).messages.size > 0;
  }

  /** @param {Message} message */
  isOwn(message) {
    return message.from?.id === this.person.id;
  }

  /** @param {Message} message */
  authorOf(message) {
    if (this.isOwn(message)) return fullName(this.person);
    return message.from ? fullName(message.from) : this.store.bot.first_name;
  }

  /** @returns {Message | null} */
  #lastOwn() {
    const own = this.store.messages(this.person.id).filter((message) => this.isOwn(message) && !message.deleted && (message.text || message.caption));
    return own.at(-1) ?? null;
  }

  /** @param {number} id */
  jumpTo(id) {
    this.list.jumpTo(id);
  }

  /** @param {Message} message @param {string} [quote] */
  startReply(message, quote) {
    if (!this.person.blocked) this.composer.startReply(message, quote);
  }

  /** @param {Message} message @param {Element} anchor */
  openMessageMenu(message, anchor) {
    openMessageMenu(message, anchor, this, {
      edit: () => this.composer.startEdit(message),
      remove: () => this.#try(() => api.remove(this.person.id, message.message_id)),
      forward: (to, hidden) => this.#try(() => api.send(to, { forward: { chat: this.person.id, message_id: message.message_id, ...(hidden ? { hidden } : {}) } })),
    });
  }

  /** @param {Message} message @param {string | null} emoji */
  react(message, emoji) {
    this.#try(() => api.react(this.person.id, message.message_id, emoji));
  }

  /** @param {Message} message @param {Button} button */
  isPending(message, button) {
    return this.pending.has(message.message_id, button.callback_data);
  }

  /** @param {Message} message @param {Button} button */
  pressInline(message, button) {
    this.pending.press(message.message_id, button.callback_data, () => api.press(this.person.id, message.message_id, button.callback_data)).catch((error) => this.#report(error));
  }

  /** @param {string} text @param {boolean} alert */
  #showAnswer(text, alert) {
    if (alert) openAlert(`${this.store.bot.first_name} → ${this.person.first_name}`, text);
    else this.notify(text);
  }

  /** @param {string} text */
  sendText(text) {
    this.#try(() => api.send(this.person.id, { text }));
  }

  /** @param {Button} button */
  #pressKeyboard(button) {
    const { id } = this.person;
    if (button.request_users || button.request_user) {
      const atMost = button.request_users?.max_quantity ?? 1;
      const others = [...this.store.people.values()].filter((person) => person.id !== id);
      choosePeople(button.text, others, atMost, (ids) => this.#inTurn(() => api.pressKeyboard(id, { text: button.text, user_ids: ids })));
    } else if (button.request_location) askLocation((content) => this.#inTurn(() => api.send(id, content)));
    else if (button.request_chat || button.request_poll || button.web_app || button.request_managed_bot) this.notify(t("notHere"));
    else this.#try(() => api.pressKeyboard(id, { text: button.text }));
  }

  /** @param {Element} anchor */
  #openMenu(anchor) {
    openChatMenu(anchor, this.person, {
      start: (parameter) => this.start(parameter),
      save: async (values) => this.store.putPerson(await api.savePerson(values)),
      setBlocked: (blocked) => this.#setBlocked(blocked),
      hide: () => this.onHide(this.person.id),
    });
  }

  /** @param {string} [parameter] */
  start(parameter) {
    this.#try(() => api.start(this.person.id, parameter));
  }

  /** @param {boolean} blocked */
  #setBlocked(blocked) {
    this.#try(() => api.setBlocked(this.person.id, blocked));
  }

  /**
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>} in its turn; what comes of it is shown when the live event tells of it
   */
  #inTurn(act) {
    const done = this.queue.then(act);
    this.queue = done.then(() => undefined, () => undefined);
    return done.catch((error) => {
      throw error instanceof ApiError && error.status === 0 ? new ApiError(t("offlineShort"), 0) : error;
    });
  }

  /**
   * @param {() => Promise<any>} act
   * @returns {Promise<boolean>} false when it was refused, which the person has then been told
   */
  async #try(act) {
    try {
      await this.#inTurn(act);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  /** @param {unknown} error */
  #report(error) {
    this.notify(error instanceof Error ? error.message : String(error), true);
  }

  /** @param {string} text @param {boolean} [isError] */
  notify(text, isError = false) {
    const toast = el("div", { class: `toast ${isError ? "error" : ""}`, testid: "toast" }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST_LASTS);
  }

  dispose() {
    this.composer.dispose();
    this.element.remove();
  }
}

/** @param {Message | null} replyTo */
function replyField(replyTo) {
  return replyTo ? { reply_to: replyTo.message_id } : {};
}
