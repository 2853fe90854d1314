// Asks again and again whether the ticket is still what the page shows. An answer without news is a few bytes.

import { getJson } from "../http.js";

const SEEN = 1500;
const HIDDEN = 10_000;
const LONGEST_PAUSE = 10_000;
const PATIENCE = 15_000;
// A slow backend gets at least this much rest.
const REST = 300;
// One lost answer is not worth a word.
const WORTH_SAYING = 2;

export class Poll {
  #etag = "";
  #timer = 0;
  #isAsking = false;
  #askAgain = false;
  #failures = 0;
  #isOver = false;

  constructor({ url, read, onNews, onQuiet, onTrouble }) {
    Object.assign(this, { url, read, onNews, onQuiet, onTrouble });
    document.addEventListener("desk:refresh", () => this.look());
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    window.addEventListener("online", () => this.look());
  }

  async look() {
    if (this.#isOver) return;
    if (this.#isAsking) {
      this.#askAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#isAsking = true;
    const began = performance.now();
    const url = `${this.url}?read=${this.read()}`;
    const answer = await getJson(url, { etag: this.#etag, signal: AbortSignal.timeout(PATIENCE) });
    this.#isAsking = false;
    this.#take(answer);
    const rest = Math.max(REST, this.#pause() - (performance.now() - began));
    this.#timer = setTimeout(() => this.look(), this.#askAgain ? 0 : rest);
    this.#askAgain = false;
  }

  #take(answer) {
    if (answer.outcome === "done") {
      this.#failures = 0;
      this.onTrouble("");
      if (answer.status === 304) return this.onQuiet();
      this.#etag = answer.etag;
      return this.onNews(answer.data);
    }
    this.#failures += 1;
    if (answer.outcome === "session_lost") return this.onTrouble("session_lost");
    if (answer.outcome === "busy") return this.onTrouble("busy");
    if (answer.outcome === "refused") {
      this.#isOver = true;
      return this.onTrouble("gone");
    }
    if (this.#failures >= WORTH_SAYING) this.onTrouble("offline");
  }

  #pause() {
    const usual = document.hidden ? HIDDEN : SEEN;
    return Math.min(LONGEST_PAUSE, usual * 2 ** Math.min(this.#failures, 3));
  }
}
