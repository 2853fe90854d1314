/**
 * The page's ear: loads the whole state, then listens to events; when the server goes away it says so, knocks until it
 * is back, and starts again from a fresh state, so that a restarted server and a long nap look the same.
 */

import { api } from "./api.js";

const FIRST_WAIT = 400;
const LONGEST_WAIT = 3000;

export class Live {
  /**
   * @param {object} listener
   * @param {(state: import("./types.js").State) => void} listener.onState
   * @param {(event: import("./types.js").LiveEvent) => void} listener.onEvent
   * @param {(online: boolean) => void} listener.onOnline
   */
  constructor(listener) {
    this.listener = listener;
    /** @type {number | null} */
    this.cursor = null;
    /** @type {EventSource | null} */
    this.source = null;
    this.wait = FIRST_WAIT;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.connecting = false;
  }

  start() {
    window.addEventListener("online", () => this.#knockNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#knockNow();
    });
    this.connect();
  }

  #knockNow() {
    if (!this.source) this.connect();
  }

  async connect() {
    if (this.connecting) return;
    this.connecting = true;
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
    try {
      const state = await api.state();
      this.listener.onState(state);
      // A server that was reset counts from the beginning again; otherwise nothing since our last event is skipped.
      this.cursor = Math.min(this.cursor ?? state.cursor, state.cursor);
      this.#listen();
    } catch (error) {
      this.#away();
      if (!(error instanceof Error) || error.name !== "ApiError") console.warn(error);
    } finally {
      this.connecting = false;
    }
  }

  #listen() {
    const source = new EventSource(`/api/events?after=${this.cursor}`);
    this.source = source;
    source.onopen = () => {
      this.wait = FIRST_WAIT;
      this.listener.onOnline(true);
    };
    source.onmessage = (received) => {
      const event = JSON.parse(received.data);
      if (event.type === "reload") {
        this.cursor = null;
        this.connect();
        return;
      }
      if (received.lastEventId) this.cursor = Number(received.lastEventId);
      this.listener.onEvent(event);
    };
    source.onerror = () => {
      source.close();
      if (this.source === source) this.#away();
    };
  }

  #away() {
    this.source = null;
    this.listener.onOnline(false);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 1.5, LONGEST_WAIT);
  }
}
