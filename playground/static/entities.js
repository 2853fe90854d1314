/**
 * Formatted text as elements. Offsets are UTF-16 units, which is how JavaScript counts too. Only text nodes and
 * elements of our own choosing are made, so nothing that somebody writes can become markup.
 */

import { el } from "./dom.js";

/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {{plain?: boolean, onCommand?: (command: string) => void}} RenderOptions */

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_ADDRESS = /^(https?:|mailto:|tel:|tg:)/i;
const DETECTED = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<![\w/])\/[a-zA-Z][a-zA-Z0-9_]{0,31}\b/g;

/**
 * @param {string} address
 * @returns {string | null} the address when a click on it is harmless
 */
export function safeAddress(address) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  return SAFE_ADDRESS.test(full) ? full : null;
}

/**
 * @param {string} text
 * @param {Entity[]} [entities]
 * @param {RenderOptions} [options] `plain` leaves addresses and commands as text, for the composer
 * @returns {DocumentFragment}
 */
export function renderText(text, entities = [], options = {}) {
  const sorted = entities
    .filter((entity) => entity.length > 0 && entity.offset >= 0 && entity.offset < text.length)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, sorted, 0, text.length, options);
  return fragment;
}

/**
 * @param {Node} parent
 * @param {string} text
 * @param {Entity[]} entities sorted by where they begin, the longer first
 * @param {number} start
 * @param {number} end
 * @param {RenderOptions} options
 */
function fill(parent, text, entities, start, end, options) {
  let position = start;
  const queue = [...entities];
  while (queue.length) {
    const entity = /** @type {Entity} */ (queue.shift());
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    appendPlain(parent, text.slice(position, from), options);
    const inner = [];
    while (queue.length && queue[0].offset < to) {
      const next = /** @type {Entity} */ (queue.shift());
      inner.push(next);
      const rest = next.offset + next.length - to;
      // What reaches over our end goes on behind it as a piece of its own.
      if (rest > 0) queue.splice(placeOf(queue, to), 0, { ...next, offset: to, length: rest });
    }
    const element = elementOf(entity, text.slice(from, to), options);
    fill(element.querySelector("code") ?? element, text, inner, from, to, { ...options, plain: options.plain || isLiteral(entity) });
    parent.appendChild(element);
    // A block stands on a line of its own already: the line break behind it would show as an empty line.
    position = BLOCKS.has(entity.type) && text[to] === "\n" && to < end && !options.plain ? to + 1 : to;
  }
  appendPlain(parent, text.slice(position, end), options);
}

/**
 * @param {Entity[]} queue
 * @param {number} offset
 * @returns {number}
 */
function placeOf(queue, offset) {
  const place = queue.findIndex((entity) => entity.offset >= offset);
  return place < 0 ? queue.length : place;
}

/** @param {Entity} entity */
function isLiteral(entity) {
  return ["code", "pre", "url", "text_link", "bot_command", "mention", "email", "text_mention"].includes(entity.type);
}

/**
 * @param {Entity} entity
 * @param {string} text what the entity covers
 * @param {RenderOptions} options
 * @returns {HTMLElement}
 */
function elementOf(entity, text, options) {
  switch (entity.type) {
    case "bold":
      return el("strong");
    case "italic":
      return el("em");
    case "underline":
      return el("u");
    case "strikethrough":
      return el("s");
    case "code":
      return el("code");
    case "pre":
      return el("pre", { "data-language": entity.language }, el("code"));
    case "blockquote":
    case "expandable_blockquote":
      return el("blockquote", { class: entity.type });
    case "spoiler":
      return options.plain ? el("span", { class: "spoiler shown" }) : spoiler();
    case "text_link":
      return link(entity.url ?? "", options);
    case "url":
      return options.plain ? el("span") : link(text, options);
    case "email":
      return link(`mailto:${text}`, options);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`, options);
    case "bot_command":
      return options.onCommand ? commandLink(text, options.onCommand) : el("span", { class: "mention" });
    case "mention":
    case "hashtag":
    case "cashtag":
    case "text_mention":
      return el("span", { class: "mention", title: entity.user?.first_name });
    default:
      return el("span", { "data-entity": entity.type });
  }
}

/** @returns {HTMLElement} */
function spoiler() {
  const element = el("span", { class: "spoiler", role: "button", tabIndex: 0 });
  const reveal = () => element.classList.add("shown");
  element.addEventListener("click", reveal);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  });
  return element;
}

/**
 * @param {string} address
 * @param {RenderOptions} options
 * @returns {HTMLElement}
 */
function link(address, options) {
  const href = safeAddress(address);
  if (!href) return el("span", { class: "mention" });
  if (options.plain) return el("a", { "data-href": address });
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", title: address });
}

/**
 * @param {string} command
 * @param {(command: string) => void} onCommand
 * @returns {HTMLElement}
 */
function commandLink(command, onCommand) {
  return el("button", { type: "button", class: "command", on: { click: () => onCommand(command) } });
}

/**
 * Addresses and commands that carry no entity are still clickable, as in Telegram's own programs.
 * @param {Node} parent
 * @param {string} text
 * @param {RenderOptions} options
 */
function appendPlain(parent, text, options) {
  if (!text) return;
  if (options.plain) {
    parent.appendChild(document.createTextNode(text));
    return;
  }
  let position = 0;
  for (const found of text.matchAll(DETECTED)) {
    if (found[0].startsWith("/") && !options.onCommand) continue;
    parent.appendChild(document.createTextNode(text.slice(position, found.index)));
    const element = found[0].startsWith("/") ? commandLink(found[0], /** @type {any} */ (options.onCommand)) : link(found[0], options);
    element.textContent = found[0];
    parent.appendChild(element);
    position = (found.index ?? 0) + found[0].length;
  }
  if (position < text.length) parent.appendChild(document.createTextNode(text.slice(position)));
}
