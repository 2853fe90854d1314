// What came while the reader looked elsewhere: counted in the title and on a button that leads to it.

export class News {
  #count = 0;
  #title = document.title;

  constructor(button, place) {
    this.button = button;
    this.place = place;
    button.addEventListener("click", () => {
      place.toEnd();
      this.#forget();
    });
    place.onEnd = () => document.hidden || this.#forget();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && place.isAtEnd) this.#forget();
    });
  }

  get isReading() {
    return !document.hidden && this.place.isAtEnd;
  }

  /** Count what others have said. */
  add(rows, isReading) {
    const said = rows.filter((row) => row.dataset.message && row.dataset.own !== "true");
    if (!isReading && said.length) this.#set(this.#count + said.length);
  }

  #forget() {
    if (this.#count) this.#set(0);
  }

  #set(count) {
    this.#count = count;
    document.title = count ? `(${count}) ${this.#title}` : this.#title;
    this.button.hidden = !count;
    this.button.querySelector(".desk-count").textContent = count ? `(${count})` : "";
  }
}
