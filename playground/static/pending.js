/** Inline buttons that were pressed and not answered yet. The answer may overtake the reply to the press itself. */

import { t } from "./words.js";

const PATIENCE = 30000;

export class PendingPresses {
  /**
   * @param {(messageId: number) => void} onChange
   * @param {(text: string, alert: boolean) => void} onAnswer
   */
  constructor(onChange, onAnswer) {
    this.onChange = onChange;
    this.onAnswer = onAnswer;
    /** Buttons that show a spinner. @type {Set<string>} */
    this.waiting = new Set();
    /** What to do with the answer to a query, by its id. @type {Map<string, (text: string, alert: boolean) => void>} */
    this.queries = new Map();
    /** Answers to queries whose ids are not known here yet. @type {Map<string, import("./types.js").LiveEvent>} */
    this.early = new Map();
  }

  /** @param {number} messageId @param {string} data */
  has(messageId, data) {
    return this.waiting.has(`${messageId} ${data}`);
  }

  /**
   * @param {number} messageId
   * @param {string} data
   * @param {() => Promise<{callback_query_id: string}>} press
   */
  async press(messageId, data, press) {
    const key = `${messageId} ${data}`;
    if (this.waiting.has(key)) return;
    this.waiting.add(key);
    this.onChange(messageId);
    const stop = () => {
      if (this.waiting.delete(key)) this.onChange(messageId);
    };
    try {
      const { callback_query_id: queryId } = await press();
      this.#expect(String(queryId), stop);
    } catch (error) {
      stop();
      throw error;
    }
  }

  /**
   * @param {string} queryId
   * @param {() => void} stop
   */
  #expect(queryId, stop) {
    const timer = setTimeout(() => {
      this.queries.delete(queryId);
      stop();
      this.onAnswer(t("noAnswer"), false);
    }, PATIENCE);
    this.queries.set(queryId, (text, alert) => {
      clearTimeout(timer);
      this.queries.delete(queryId);
      stop();
      if (text) this.onAnswer(text, alert);
    });
    const early = this.early.get(queryId);
    if (early) this.answer(early);
  }

  /** @param {import("./types.js").LiveEvent} event */
  answer(event) {
    const id = String(event.callback_query_id);
    const query = this.queries.get(id);
    if (query) {
      this.early.delete(id);
      query(event.text ?? "", Boolean(event.show_alert));
      return;
    }
    this.early.set(id, event);
    setTimeout(() => this.early.delete(id), 5000);
  }
}
