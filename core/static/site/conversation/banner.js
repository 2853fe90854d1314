// Says quietly what stands between the page and the backend.

const SHOWN_FOR = 6000;

export class Banner {
  #said = "";
  #timer = 0;

  constructor(root, signIn) {
    this.root = root;
    this.signIn = signIn;
  }

  /** Name a trouble that lasts ("offline", "session_lost", "gone"), or none. */
  trouble(name) {
    if (name === this.#said) return;
    this.#said = name;
    clearTimeout(this.#timer);
    this.#show(name ? this.root.dataset[name === "session_lost" ? "sessionLost" : name] : "");
    if (name === "session_lost") {
      const link = document.createElement("a");
      link.href = this.signIn;
      link.textContent = this.root.dataset.signIn;
      this.root.append(" ", link);
    }
  }

  /** Say something for a moment. */
  say(words) {
    this.#said = "said";
    this.#show(words || this.root.dataset.refused);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.trouble(""), SHOWN_FOR);
  }

  /** Tell that all is well; what is said for a moment may stay for it. */
  well() {
    if (this.#said !== "said") this.trouble("");
  }

  #show(words) {
    this.root.textContent = words;
    this.root.hidden = !words;
  }
}
