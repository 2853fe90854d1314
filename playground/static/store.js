/**
 * What the page knows: people, and each one's chat with the bot. Everything is keyed by its id, so an answer to a
 * request, a live event and a reload may all bring the same message, in any order, and it is still one message.
 */

/** @typedef {import("./types.js").Message} Message */

/**
 * @typedef {object} Listener
 * @property {() => void} people the list of people changed
 * @property {(chat: number) => void} reset the chat is to be drawn anew
 * @property {(chat: number, message: Message, isNew: boolean) => void} message
 * @property {(chat: number) => void} keyboard
 * @property {(chat: number) => void} commands
 * @property {(chat: number, action: string) => void} action
 * @property {(event: import("./types.js").LiveEvent) => void} answer
 */

/** @typedef {{messages: Map<number, Message>, keyboard: any, commands: import("./types.js").Command[]}} ChatState */

export class Store {
  constructor() {
    /** @type {import("./types.js").User} */
    this.bot = { id: 0, first_name: "Bot", is_bot: true };
    /** @type {Map<number, import("./types.js").Person>} */
    this.people = new Map();
    /** @type {Map<number, ChatState>} */
    this.chats = new Map();
    /** @type {{title: string, url: string}[]} */
    this.links = [];
    /** @type {Listener | null} */
    this.listener = null;
  }

  /**
   * @param {number} id
   * @returns {ChatState}
   */
  chat(id) {
    let chat = this.chats.get(id);
    if (!chat) {
      chat = { messages: new Map(), keyboard: null, commands: [] };
      this.chats.set(id, chat);
    }
    return chat;
  }

  /**
   * @param {number} id
   * @returns {Message[]} oldest first
   */
  messages(id) {
    return [...this.chat(id).messages.values()].sort((one, other) => one.message_id - other.message_id);
  }

  /**
   * Takes the server's whole picture; what is already shown stays untouched on the screen.
   * @param {import("./types.js").State} state
   */
  load(state) {
    this.bot = state.bot;
    this.links = state.links ?? [];
    const known = JSON.stringify([...this.people.values()]);
    this.people = new Map(state.people.map((person) => [person.id, person]));
    if (known !== JSON.stringify(state.people)) this.listener?.people();
    for (const person of state.people) {
      this.#loadChat(person.id, state.chats[person.id] ?? { messages: [], keyboard: null, commands: [] });
    }
  }

  /**
   * @param {number} id
   * @param {import("./types.js").Chat} fresh
   */
  #loadChat(id, fresh) {
    const chat = this.chat(id);
    const ids = new Set(fresh.messages.map((message) => message.message_id));
    const emptied = [...chat.messages.keys()].some((messageId) => !ids.has(messageId));
    if (emptied || (chat.messages.size === 0 && fresh.messages.length > 0)) {
      chat.messages = new Map(fresh.messages.map((message) => [message.message_id, message]));
      this.listener?.reset(id);
    } else {
      for (const message of fresh.messages) this.putMessage(id, message);
    }
    this.#setKeyboard(id, fresh.keyboard);
    this.#setCommands(id, fresh.commands);
  }

  /**
   * @param {number} chatId
   * @param {Message} message
   */
  putMessage(chatId, message) {
    const { messages } = this.chat(chatId);
    const known = messages.get(message.message_id);
    if (known && JSON.stringify(known) === JSON.stringify(message)) return;
    messages.set(message.message_id, message);
    this.listener?.message(chatId, message, !known);
  }

  /**
   * @param {number} chatId
   * @param {number[]} messageIds
   */
  markDeleted(chatId, messageIds) {
    for (const messageId of messageIds) {
      const message = this.chat(chatId).messages.get(messageId);
      if (message) this.putMessage(chatId, { ...message, deleted: true });
    }
  }

  /** @param {import("./types.js").Person} person */
  putPerson(person) {
    const known = this.people.get(person.id);
    if (known && JSON.stringify(known) === JSON.stringify(person)) return;
    this.people.set(person.id, person);
    this.listener?.people();
  }

  /**
   * @param {number} id
   * @param {any} keyboard
   */
  #setKeyboard(id, keyboard) {
    const chat = this.chat(id);
    if (JSON.stringify(chat.keyboard) === JSON.stringify(keyboard)) return;
    chat.keyboard = keyboard;
    this.listener?.keyboard(id);
  }

  /**
   * @param {number} id
   * @param {import("./types.js").Command[]} commands
   */
  #setCommands(id, commands) {
    const chat = this.chat(id);
    if (JSON.stringify(chat.commands) === JSON.stringify(commands)) return;
    chat.commands = commands ?? [];
    this.listener?.commands(id);
  }

  /** @param {import("./types.js").LiveEvent} event */
  apply(event) {
    if (event.type === "person") return this.putPerson(event.person);
    const chat = Number(event.chat);
    if (!this.people.has(chat)) return;
    if (["message", "edited", "reaction"].includes(event.type)) this.putMessage(chat, event.message);
    else if (event.type === "deleted") this.markDeleted(chat, event.message_ids);
    else if (event.type === "action") this.listener?.action(chat, event.action);
    else if (event.type === "callback_answer") this.listener?.answer(event);
    else if (event.type === "commands") this.#setCommands(chat, event.commands);
    else if (event.type === "keyboard") {
      // The bot may show the same keyboard again after the person put it away: that is news to the column.
      this.chat(chat).keyboard = event.keyboard;
      this.listener?.keyboard(chat);
    }
  }
}
