// Loads what was said before when the reader scrolls up. Without a program the link above the list does the same.

import { getJson } from "../http.js";
import { prepend } from "./entries.js";

const AHEAD = "600px 0px 0px 0px";
const PAUSE = 3000;

export class Older {
  #isLoading = false;

  constructor({ link, list, place, url, before }) {
    Object.assign(this, { link, list, place, url, before });
    if (!link) return;
    this.observer = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.load(), {
      root: place.scroller,
      rootMargin: AHEAD,
    });
    this.observer.observe(link);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.load();
    });
  }

  /** Begin before another message: the list was made anew. */
  beginAt(before) {
    this.before = before ?? "";
    if (this.link) this.link.hidden = !this.before;
    this.#watchAgain();
  }

  async load() {
    if (this.#isLoading || !this.before) return;
    this.#isLoading = true;
    this.link.setAttribute("aria-busy", "true");
    const answer = await getJson(`${this.url}?before=${this.before}`);
    this.#isLoading = false;
    this.link.removeAttribute("aria-busy");
    if (!answer.ok) {
      setTimeout(() => this.#watchAgain(), PAUSE);
      return;
    }
    this.place.keep(() => {
      prepend(this.list, answer.data.entries);
      this.beginAt(answer.data.before);
    });
  }

  /** An observer reports changes only: a link that is still in sight has to be seen anew. */
  #watchAgain() {
    if (!this.link) return;
    this.observer.unobserve(this.link);
    if (this.before) this.observer.observe(this.link);
  }
}
