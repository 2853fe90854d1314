/** Building elements without markup in strings: whatever people write only ever becomes a text node. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [properties] `class`, `testid`, `on` (listeners), DOM properties, or attributes
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "testid") element.dataset.testid = value;
    else if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, /** @type {any} */ (listener));
    } else if (name in element && !name.includes("-") && name !== "list") /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  const kept = children.flat().filter((child) => child !== null && child !== undefined && child !== false);
  return kept.map((child) => (child instanceof Node ? child : String(child)));
}

const PATHS = {
  attach: "M8 12.5l6.2-6.2a3.2 3.2 0 0 1 4.5 4.5l-8 8a5 5 0 0 1-7.1-7.1L11 4.3",
  send: "M4 12l16-8-5 17-4-7-7-2z",
  microphone: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  stop: "M7 7h10v10H7z",
  commands: "M5 7h14M5 12h14M5 17h14",
  keyboard: "M4 6h16v12H4zM8 10h.01M12 10h.01M16 10h.01M8 14h8",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 10l6 6 6-6",
  reply: "M10 6l-6 6 6 6M4 12h9a6 6 0 0 1 6 6",
  edit: "M5 19l1-4L16 5l3 3L9 18l-4 1z",
  copy: "M9 9h10v10H9zM5 15V5h10",
  forward: "M14 6l6 6-6 6M20 12h-9a6 6 0 0 0-6 6",
  trash: "M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  location: "M12 21s7-6.3 7-11a7 7 0 0 0-14 0c0 4.700 7 11 7 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0",
  sticker: "M12 3a9 9 0 1 0 9 9l-9-9zM12 3v5a4 4 0 0 0 4 4h5",
  dice: "M5 5h14v14H5zM9 9h.01M15 9h.01M9 15h.01M15 15h.01M12 12h.01",
  code: "M9 8l-4 4 4 4M15 8l4 4-4 4",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
  hide: "M3 12s3.500-6 9-6 9 6 9 6-3.500 6-9 6-9-6-9-6zM4 4l16 16",
  add: "M12 5v14M5 12h14",
  moon: "M20 14a8 8 0 1 1-10-10 7 7 0 0 0 10 10z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  single: "M8 4h8v16H8z",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.500 14a4 4 0 0 0 7 0M9 10h.01M15 10h.01",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  outside: "M8 16L17 7M10 7h7v7",
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * @param {keyof typeof PATHS} name
 * @param {string} label what a screen reader says and the tooltip shows
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, any>} [properties]
 * @returns {HTMLButtonElement}
 */
export function iconButton(name, label, onClick, properties = {}) {
  const { class: extra = "", ...rest } = properties;
  return el(
    "button",
    { type: "button", class: `icon-button ${extra}`, title: label, "aria-label": label, on: { click: onClick }, ...rest },
    icon(name),
  );
}

/**
 * @param {{id: number, first_name: string, last_name?: string}} user
 * @returns {HTMLElement}
 */
export function avatar(user) {
  const letters = (user.first_name[0] ?? "?") + (user.last_name?.[0] ?? "");
  return el("span", { class: `avatar tint-${Math.abs(user.id) % 7}`, "aria-hidden": "true" }, letters.toUpperCase());
}

/**
 * @param {{first_name: string, last_name?: string}} user
 * @returns {string}
 */
export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}
