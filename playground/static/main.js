/** Puts the page together: what lives in the store is drawn, what is heard is handed to the column it belongs to. */

import { api } from "./api.js";
import { Column } from "./column.js";
import { openPersonForm } from "./dialogs.js";
import { el } from "./dom.js";
import { drawHeader } from "./header.js";
import { Live } from "./live.js";
import { recall, remember } from "./preferences.js";
import { Store } from "./store.js";
import { language, setLanguage, t } from "./words.js";

const NARROW = matchMedia("(max-width: 719px)");

class Page {
  constructor() {
    this.store = new Store();
    /** @type {Map<number, Column>} */
    this.columns = new Map();
    /** @type {Set<number>} */
    this.hidden = new Set(recall("hidden", []));
    /** @type {number | null} */
    this.current = recall("current", null);
    this.wantsFocus = recall("focus", false);
    /** @type {Map<number, number>} */
    this.unseen = new Map();
    this.loaded = false;
    this.header = /** @type {HTMLElement} */ (document.getElementById("header"));
    this.board = /** @type {HTMLElement} */ (document.getElementById("board"));
    this.offline = /** @type {HTMLElement} */ (document.getElementById("offline"));
    this.notice = el("p", { class: "board-notice", testid: "board-notice" });
  }

  start() {
    setLanguage(language());
    this.#applyTheme();
    this.#listenToStore();
    NARROW.addEventListener("change", () => this.draw());
    this.draw();
    new Live({
      onState: (state) => {
        this.loaded = true;
        this.store.load(state);
        this.draw();
      },
      onEvent: (event) => this.store.apply(event),
      onOnline: (online) => this.#showOnline(online),
    }).start();
  }

  #listenToStore() {
    this.store.listener = {
      people: () => this.draw(),
      reset: (chat) => this.columns.get(chat)?.refresh(),
      message: (chat, message, isNew) => {
        const column = this.columns.get(chat);
        column?.onMessage(message, isNew);
        if (isNew && column && !column.isOwn(message) && !this.#visible(chat)) this.#countUnseen(chat);
      },
      keyboard: (chat) => this.columns.get(chat)?.onKeyboard(),
      commands: (chat) => this.columns.get(chat)?.onCommands(),
      action: (chat, action) => this.columns.get(chat)?.onAction(action),
      answer: (event) => this.columns.get(Number(event.chat))?.pending.answer(event),
    };
  }

  get focus() {
    return this.wantsFocus || NARROW.matches;
  }

  /** @param {number} id */
  #visible(id) {
    return this.focus ? this.#shownAlone() === id : !this.hidden.has(id);
  }

  /** @returns {number | null} */
  #shownAlone() {
    if (this.current !== null && this.store.people.has(this.current)) return this.current;
    return this.store.people.keys().next().value ?? null;
  }

  /** @param {number} id */
  #countUnseen(id) {
    this.unseen.set(id, (this.unseen.get(id) ?? 0) + 1);
    this.#drawHeader();
  }

  draw() {
    for (const person of this.store.people.values()) {
      const column = this.columns.get(person.id);
      if (column) column.setPerson(person);
      else {
        const made = new Column(person, this.store, (id) => this.choose(id));
        this.columns.set(person.id, made);
        this.board.append(made.element);
      }
    }
    for (const [id, column] of this.columns) {
      if (!this.store.people.has(id)) {
        column.dispose();
        this.columns.delete(id);
        continue;
      }
      const visible = this.#visible(id);
      if (visible) this.unseen.delete(id);
      if (column.element.hidden === visible) {
        column.element.hidden = !visible;
        if (visible && column.list.atEnd) column.list.scrollToEnd(false);
      }
    }
    const anyShown = [...this.columns.keys()].some((id) => this.#visible(id));
    this.notice.textContent = t(this.loaded ? "allHidden" : "loading");
    if (anyShown) this.notice.remove();
    else this.board.append(this.notice);
    this.#drawHeader();
  }

  #drawHeader() {
    const state = {
      people: [...this.store.people.values()], hidden: this.hidden, focus: this.focus, current: this.#shownAlone(),
      unseen: this.unseen, links: this.store.links, botName: this.store.bot.first_name,
    };
    drawHeader(this.header, state, {
      choose: (id) => this.choose(id),
      addPerson: () => openPersonForm(null, async (values) => this.store.putPerson(await api.savePerson(values))),
      toggleTheme: () => this.#toggleTheme(),
      toggleFocus: () => {
        this.wantsFocus = !this.wantsFocus;
        remember("focus", this.wantsFocus);
        this.draw();
      },
      setLanguage: (chosen) => this.#changeLanguage(chosen),
    });
  }

  /** @param {number} id */
  choose(id) {
    if (this.focus) {
      this.current = id;
      remember("current", id);
    } else {
      if (!this.hidden.delete(id)) this.hidden.add(id);
      remember("hidden", [...this.hidden]);
    }
    this.draw();
  }

  /** @param {import("./words.js").Language} chosen */
  #changeLanguage(chosen) {
    setLanguage(chosen);
    const drafts = new Map([...this.columns].map(([id, column]) => [id, column.composer.editor.get()]));
    for (const column of this.columns.values()) column.dispose();
    this.columns.clear();
    this.draw();
    for (const [id, draft] of drafts) if (draft.text) this.columns.get(id)?.composer.editor.set(draft);
    this.#nameOffline();
  }

  #applyTheme() {
    const chosen = recall("theme", null);
    if (chosen) document.documentElement.dataset.theme = chosen;
  }

  #toggleTheme() {
    const dark = getComputedStyle(document.documentElement).getPropertyValue("color-scheme").trim();
    const isDark = dark === "dark" || (dark !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    remember("theme", isDark ? "light" : "dark");
    this.#applyTheme();
  }

  #nameOffline() {
    if (!this.offline.hidden) this.offline.textContent = t("offline");
  }

  /** @param {boolean} online */
  #showOnline(online) {
    this.offline.hidden = online;
    this.#nameOffline();
  }
}

new Page().start();
