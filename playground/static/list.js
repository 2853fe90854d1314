/**
 * The messages of one chat, oldest above, in sections by day. Only the newest part is drawn at first; the rest follows
 * when the reader scrolls up. The list stays at its end while the reader is there, and stays put otherwise.
 */

import { el, icon } from "./dom.js";
import { dayKey, dayLabel } from "./format.js";
import { messageRow } from "./message.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").ChatView} ChatView */

const PORTION = 60;
const NEAR_END = 80;

export class MessageList {
  /** @param {ChatView} chat */
  constructor(chat) {
    this.chat = chat;
    /** Rows by group: an album is one row. @type {Map<string, HTMLElement>} */
    this.rows = new Map();
    /** Messages of each album, oldest first. @type {Map<string, Message[]>} */
    this.groups = new Map();
    /** Older messages that are not drawn yet, oldest first. @type {Message[]} */
    this.older = [];
    this.atEnd = true;
    this.lastTop = 0;
    this.unseen = 0;
    this.sections = el("div", { class: "sections" });
    this.typing = el("div", { class: "typing", hidden: true, testid: "typing", role: "img", "aria-label": `${chat.store.bot.first_name} ${t("botTyping")}` }, el("div", { class: "bubble" }, el("i"), el("i"), el("i")));
    this.content = el("div", { class: "content" }, this.sections, this.typing);
    this.scroller = el("div", {
      class: "messages", role: "log", "aria-live": "polite", "aria-label": t("messages", { name: chat.person.first_name }),
      tabIndex: 0, testid: `messages-${chat.person.id}`,
      on: { scroll: () => this.#onScroll(), keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event) },
    }, this.content);
    this.count = el("span", { class: "unseen" });
    this.toEnd = el("button", { type: "button", class: "to-end", hidden: true, "aria-label": t("latest"), title: t("latest"), on: { click: () => this.scrollToEnd(true) } }, icon("down"), this.count);
    this.element = el("div", { class: "list" }, this.scroller, this.toEnd);
    const keepEnd = new ResizeObserver(() => {
      if (this.atEnd) this.scrollToEnd(false);
    });
    keepEnd.observe(this.content);
    keepEnd.observe(this.scroller);
  }

  /** @param {Message[]} messages oldest first */
  load(messages) {
    // What was said before the page came is not news to be read out.
    this.scroller.setAttribute("aria-busy", "true");
    requestAnimationFrame(() => this.scroller.removeAttribute("aria-busy"));
    this.rows.clear();
    this.groups.clear();
    this.sections.replaceChildren();
    const drawn = messages.slice(-PORTION);
    this.older = messages.slice(0, messages.length - drawn.length);
    for (const message of drawn) this.#put(message);
    this.scrollToEnd(false);
  }

  /**
   * @param {Message} message
   * @param {boolean} isNew
   */
  put(message, isNew) {
    const place = this.older.findIndex((known) => known.message_id >= message.message_id);
    if (place >= 0) {
      if (this.older[place].message_id === message.message_id) this.older[place] = message;
      else this.older.splice(place, 0, message);
      return;
    }
    const row = this.#put(message);
    if (!isNew) return;
    if (this.atEnd) row.classList.add("arriving");
    if (this.chat.isOwn(message)) this.scrollToEnd(false);
    else if (!this.atEnd) this.#setUnseen(this.unseen + 1);
  }

  /**
   * @param {Message} message
   * @returns {HTMLElement}
   */
  #put(message) {
    const key = message.media_group_id ? `album ${message.media_group_id}` : `message ${message.message_id}`;
    const group = (this.groups.get(key) ?? []).filter((known) => known.message_id !== message.message_id);
    group.push(message);
    group.sort((one, other) => one.message_id - other.message_id);
    this.groups.set(key, group);
    const row = messageRow(group, this.chat);
    row.dataset.order = String(group[0].message_id);
    const shown = this.rows.get(key);
    this.rows.set(key, row);
    if (shown && shown.dataset.order === row.dataset.order) shown.replaceWith(row);
    else {
      shown?.remove();
      this.#insert(row, dayKey(group[0].date));
    }
    return row;
  }

  /**
   * @param {HTMLElement} row
   * @param {string} day
   */
  #insert(row, day) {
    const section = this.#section(day);
    let before = section.lastElementChild;
    while (before instanceof HTMLElement && Number(before.dataset.order ?? -1) > Number(row.dataset.order)) before = before.previousElementSibling;
    if (before) before.after(row);
  }

  /**
   * @param {string} day
   * @returns {HTMLElement}
   */
  #section(day) {
    let before = /** @type {HTMLElement | null} */ (this.sections.lastElementChild);
    while (before && (before.dataset.day ?? "") > day) before = /** @type {HTMLElement | null} */ (before.previousElementSibling);
    if (before?.dataset.day === day) return before;
    const section = el("section", { class: "day", "data-day": day }, el("div", { class: "day-label" }, el("span", {}, dayLabel(day))));
    if (before) before.after(section);
    else this.sections.prepend(section);
    return section;
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Only a reader who scrolls up leaves the end: a keyboard that opens below moves it away without anybody's wish.
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.atEnd = true;
    else if (scrollTop < this.lastTop) this.atEnd = false;
    this.lastTop = scrollTop;
    this.toEnd.hidden = this.atEnd;
    if (this.atEnd) this.#setUnseen(0);
    if (scrollTop < 400 && this.older.length) this.#drawOlder();
  }

  #drawOlder() {
    const { scrollHeight, scrollTop } = this.scroller;
    for (const message of this.older.splice(-PORTION)) this.#put(message);
    this.scroller.scrollTop = scrollTop + this.scroller.scrollHeight - scrollHeight;
  }

  /** @param {number} count */
  #setUnseen(count) {
    this.unseen = count;
    this.count.textContent = count ? String(count) : "";
  }

  /** @param {boolean} smooth */
  scrollToEnd(smooth) {
    this.atEnd = true;
    this.toEnd.hidden = true;
    this.#setUnseen(0);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }

  /** @param {number} messageId */
  jumpTo(messageId) {
    this.atEnd = false;
    while (this.older.length && this.older[this.older.length - 1].message_id >= messageId) this.#drawOlder();
    const target = this.sections.querySelector(`[data-message="${messageId}"]`);
    if (!target) return this.#onScroll();
    // Gliding past hundreds of messages only makes one wait.
    const distance = Math.abs(target.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top);
    target.scrollIntoView({ block: "center", behavior: distance < 3 * this.scroller.clientHeight ? "smooth" : "instant" });
    const row = target.closest(".row");
    row?.classList.remove("found");
    requestAnimationFrame(() => row?.classList.add("found"));
  }

  /** @param {boolean} typing */
  setTyping(typing) {
    this.typing.hidden = !typing;
  }

  /** @param {number} messageId */
  redraw(messageId) {
    const message = this.chat.store.chat(this.chat.person.id).messages.get(messageId);
    if (message) this.put(message, false);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target !== this.scroller && !target.classList.contains("row")) return;
    const rows = /** @type {HTMLElement[]} */ ([...this.sections.querySelectorAll(".row")]);
    const at = rows.indexOf(target);
    const next = { ArrowUp: at < 0 ? rows.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key] ?? 0;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
  }
}
