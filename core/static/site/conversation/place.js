// Where the reader is in the conversation: kept while things change around them, and at its end where they were there.

const NEAR_THE_END = 48;

export class Place {
  #top = 0;

  constructor(scroller, list) {
    this.scroller = scroller;
    this.list = list;
    this.isAtEnd = true;
    this.onEnd = () => {};
    scroller.addEventListener("scroll", () => this.#look(), { passive: true });
    // A picture that comes later, or a composer that grows, must not hide the last words.
    const observer = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    observer.observe(list);
    observer.observe(scroller);
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    // Only who goes up leaves the end: when the list grows or the window shrinks, the end leaves the reader.
    if (scrollHeight - scrollTop - clientHeight < NEAR_THE_END) this.isAtEnd = true;
    else if (scrollTop < this.#top) this.isAtEnd = false;
    this.#top = scrollTop;
    if (this.isAtEnd) this.onEnd();
  }

  toEnd() {
    this.isAtEnd = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#top = this.scroller.scrollTop;
  }

  /** Change the list; what the reader looks at stays where it is. */
  keep(change) {
    if (this.isAtEnd) {
      change();
      this.toEnd();
      return;
    }
    const top = this.scroller.getBoundingClientRect().top;
    // A day's name moves to where its first entry now is: it holds no place.
    const rows = this.list.querySelectorAll(":scope > :not(.desk-day)");
    const seen = [...rows].find((row) => row.getBoundingClientRect().bottom > top);
    const before = seen?.getBoundingClientRect().top;
    change();
    // The row may have been replaced by a newer one of the same name.
    const now = seen && document.getElementById(seen.id);
    if (now) this.scroller.scrollTop += now.getBoundingClientRect().top - before;
  }

  /** Show one message, and mark it for a moment. False where it is not on the page. */
  show(id) {
    const target = document.getElementById(id);
    if (!target || !this.list.contains(target)) return false;
    this.isAtEnd = false;
    target.scrollIntoView({ block: "center" });
    target.classList.add("desk-shown");
    target.addEventListener("animationend", () => target.classList.remove("desk-shown"), { once: true });
    this.#look();
    return true;
  }
}
