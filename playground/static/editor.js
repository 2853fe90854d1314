/** A one-field editor that shows formatting while it is typed, and gives it back as text with Bot API entities. */

import { el } from "./dom.js";
import { renderText } from "./entities.js";

/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {import("./types.js").RichText} RichText */

/** @type {Record<string, string>} */
const TYPES = {
  B: "bold", STRONG: "bold", I: "italic", EM: "italic", U: "underline", INS: "underline",
  S: "strikethrough", STRIKE: "strikethrough", DEL: "strikethrough", PRE: "pre", CODE: "code",
  BLOCKQUOTE: "blockquote", A: "text_link",
};
const OWN_LINE = new Set(["DIV", "P", "BLOCKQUOTE", "PRE"]);
const NATIVE = { bold: "bold", italic: "italic", underline: "underline", strikethrough: "strikeThrough" };

/** @type {Record<string, string>} */
const SHORTCUTS = { b: "bold", i: "italic", u: "underline", "+x": "strikethrough", "+m": "code", "+p": "spoiler", k: "text_link" };

export class Editor {
  /**
   * @param {object} options
   * @param {string} options.label
   * @param {string} options.placeholder
   * @param {string} options.testid
   * @param {() => void} options.onSubmit
   * @param {() => void} [options.onInput]
   * @param {(event: KeyboardEvent) => boolean} [options.onKey] true when the key was taken
   * @param {(files: File[]) => void} [options.onFiles]
   * @param {() => Promise<string | null>} [options.askAddress] for a link
   */
  constructor(options) {
    this.options = options;
    this.element = el("div", {
      class: "editor", contentEditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": options.label,
      "data-placeholder": options.placeholder, testid: options.testid, spellcheck: false, tabIndex: 0,
      on: {
        keydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event),
        input: () => this.#onInput(),
        paste: (/** @type {ClipboardEvent} */ event) => this.#onPaste(event),
        drop: (/** @type {DragEvent} */ event) => event.preventDefault(),
      },
    });
  }

  focus() {
    this.element.focus();
    const selection = getSelection();
    if (!selection || (this.element.contains(selection.anchorNode) && this.element.childNodes.length === 0)) return;
    selection.selectAllChildren(this.element);
    selection.collapseToEnd();
  }

  clear() {
    this.element.replaceChildren();
    this.options.onInput?.();
  }

  /** @param {RichText} value */
  set(value) {
    this.element.replaceChildren(renderText(value.text, value.entities, { plain: true }));
    this.options.onInput?.();
  }

  /** @param {string} placeholder */
  setPlaceholder(placeholder) {
    this.element.dataset.placeholder = placeholder;
  }

  /** @returns {boolean} */
  isEmpty() {
    return !(this.element.textContent ?? "").trim();
  }

  /** @returns {RichText} without white space at either end, as Telegram sends it */
  get() {
    const rich = { text: "", /** @type {Entity[]} */ entities: [] };
    walk(this.element, rich);
    return trimmed({ text: rich.text.replaceAll("\u00a0", " "), entities: rich.entities });
  }

  /** @param {string} type an entity's type */
  async format(type) {
    this.element.focus();
    if (type in NATIVE) {
      document.execCommand("styleWithCSS", false, "false");
      document.execCommand(NATIVE[/** @type {keyof typeof NATIVE} */ (type)]);
    } else await this.#wrap(type);
    this.options.onInput?.();
  }

  /** @returns {Range | null} the selected piece, when it is inside this editor */
  selectedRange() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return this.element.contains(range.commonAncestorContainer) ? range : null;
  }

  /** @param {string} type */
  async #wrap(type) {
    const range = this.selectedRange()?.cloneRange();
    if (!range) return;
    const around = closestOfType(range.commonAncestorContainer, type, this.element);
    if (around) {
      around.replaceWith(...around.childNodes);
      return;
    }
    const address = type === "text_link" ? await this.options.askAddress?.() : null;
    if (type === "text_link" && !address) return;
    const element = wrapperOf(type, address ?? "");
    element.append(range.extractContents());
    range.insertNode(element);
    this.element.focus();
    getSelection()?.selectAllChildren(element);
  }

  #onInput() {
    // Browsers leave a line break behind when everything was deleted; the placeholder needs a truly empty field.
    if (this.element.innerText.replaceAll("\n", "") === "" && !this.element.querySelector("div + div")) {
      const onlyBreak = this.element.childNodes.length <= 1;
      if (onlyBreak) this.element.replaceChildren();
    }
    this.options.onInput?.();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing) return;
    if (this.options.onKey?.(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (event.shiftKey) document.execCommand("insertLineBreak");
      else this.options.onSubmit();
      return;
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const type = SHORTCUTS[(event.shiftKey ? "+" : "") + event.key.toLowerCase()];
    if (!type) return;
    event.preventDefault();
    this.format(type);
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    event.preventDefault();
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) this.options.onFiles?.(files);
    else document.execCommand("insertText", false, event.clipboardData?.getData("text/plain") ?? "");
  }
}

/**
 * @param {string} type
 * @param {string} address
 * @returns {HTMLElement}
 */
function wrapperOf(type, address) {
  if (type === "spoiler") return el("span", { class: "spoiler shown" });
  if (type === "text_link") return el("a", { "data-href": address });
  if (type === "blockquote") return el("blockquote", { class: "blockquote" });
  return el(type === "pre" ? "pre" : "code");
}

/**
 * @param {Node} node
 * @returns {string | null}
 */
function typeOf(node) {
  if (!(node instanceof HTMLElement)) return null;
  if (node.classList.contains("spoiler")) return "spoiler";
  if (node.tagName === "CODE" && node.parentElement?.tagName === "PRE") return null;
  return TYPES[node.tagName] ?? null;
}

/**
 * @param {Node | null} node
 * @param {string} type
 * @param {Node} limit
 * @returns {HTMLElement | null}
 */
function closestOfType(node, type, limit) {
  for (let step = node; step && step !== limit; step = step.parentNode) {
    if (typeOf(step) === type) return /** @type {HTMLElement} */ (step);
  }
  return null;
}

/**
 * @param {Node} node
 * @param {RichText} rich grows as the walk goes on
 */
function walk(node, rich) {
  for (const child of node.childNodes) {
    if (child instanceof Text) {
      rich.text += child.data;
      continue;
    }
    if (!(child instanceof HTMLElement)) continue;
    if (child.tagName === "BR") {
      // The last break of a line's own element only keeps that line open; it is no line break of the text.
      if (child.nextSibling || child.parentElement?.tagName !== "DIV") rich.text += "\n";
      continue;
    }
    const before = child.previousSibling;
    const newLine = OWN_LINE.has(child.tagName) && before !== null && !rich.text.endsWith("\n") || child.tagName === "DIV" && before !== null && before.nodeName === "DIV";
    if (newLine) rich.text += "\n";
    const offset = rich.text.length;
    walk(child, rich);
    const type = typeOf(child);
    if (type && rich.text.length > offset) addEntity(rich, type, offset, child);
    if (child.tagName === "BLOCKQUOTE" && child.nextSibling && !/^\n/.test(child.nextSibling.textContent ?? "")) rich.text += "\n";
  }
}

/**
 * @param {RichText} rich
 * @param {string} type
 * @param {number} offset
 * @param {HTMLElement} element
 */
function addEntity(rich, type, offset, element) {
  const length = rich.text.length - offset;
  const neighbour = rich.entities.find((entity) => entity.type === type && entity.offset + entity.length === offset);
  if (neighbour && type !== "text_link") {
    neighbour.length += length;
    return;
  }
  /** @type {Entity} */
  const entity = { type, offset, length };
  if (type === "text_link") entity.url = element.dataset.href ?? element.getAttribute("href") ?? "";
  rich.entities.push(entity);
}

/**
 * @param {RichText} rich
 * @returns {RichText}
 */
function trimmed(rich) {
  const text = rich.text.trim();
  const cut = rich.text.length - rich.text.trimStart().length;
  const entities = rich.entities
    .map((entity) => {
      let start = Math.max(entity.offset - cut, 0);
      let end = Math.min(entity.offset - cut + entity.length, text.length);
      // A browser puts a line break inside the bold word before it; formatted white space is nothing to look at.
      while (end > start && /\s/.test(text[end - 1])) end -= 1;
      while (start < end && /\s/.test(text[start])) start += 1;
      return { ...entity, offset: start, length: end - start };
    })
    .filter((entity) => entity.length > 0)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return { text, entities };
}
