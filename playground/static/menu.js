/** A small menu beside what opened it: arrows move, Escape or a click elsewhere closes. */

import { el, icon } from "./dom.js";

/**
 * @typedef {{label: string, icon?: Parameters<typeof icon>[0], hint?: string, danger?: boolean, testid?: string,
 *   onChoose: () => void}} MenuItem
 */

/** @type {(() => void) | null} */
let closeOpen = null;

/**
 * @param {Element} anchor
 * @param {MenuItem[]} items
 * @param {{top?: Node[], label?: string, wide?: boolean}} [options] `top` stands above the items, as the quick reactions do
 * @returns {() => void} closes it
 */
export function openMenu(anchor, items, options = {}) {
  closeOpen?.();
  const focusedBefore = /** @type {HTMLElement | null} */ (document.activeElement);
  const root = el("div", { class: `menu ${options.wide ? "wide" : ""}`, testid: "menu" });
  const list = el("div", { role: "menu", "aria-label": options.label ?? anchor.getAttribute("aria-label") }, items.map((item) => menuItem(item, () => close(false))));
  if (options.top?.length) root.append(el("div", { class: "menu-top" }, options.top));
  root.append(list);

  const onPointer = (/** @type {Event} */ event) => {
    if (!root.contains(/** @type {Node} */ (event.target))) close(false);
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => moveFocus(event, root, () => close(true));
  const onScroll = (/** @type {Event} */ event) => {
    if (!root.contains(/** @type {Node} */ (event.target))) close(false);
  };
  /** @param {boolean} giveBack whether the focus returns to where it was */
  function close(giveBack) {
    root.remove();
    document.removeEventListener("pointerdown", onPointer, true);
    document.removeEventListener("wheel", onScroll, true);
    window.removeEventListener("resize", onScroll);
    anchor.setAttribute("aria-expanded", "false");
    if (closeOpen === closeThis) closeOpen = null;
    if (giveBack) focusedBefore?.focus();
  }
  const closeThis = () => close(false);
  closeOpen = closeThis;
  root.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPointer, true);
  document.addEventListener("wheel", onScroll, true);
  window.addEventListener("resize", onScroll);
  anchor.setAttribute("aria-expanded", "true");
  document.body.append(root);
  placeBeside(root, anchor.getBoundingClientRect());
  /** @type {HTMLElement | null} */ (root.querySelector("[role=menuitem], button"))?.focus({ preventScroll: true });
  return closeThis;
}

/**
 * @param {MenuItem} item
 * @param {() => void} close
 * @returns {HTMLElement}
 */
function menuItem(item, close) {
  const choose = () => {
    close();
    item.onChoose();
  };
  return el(
    "button",
    { type: "button", role: "menuitem", class: `menu-item ${item.danger ? "danger" : ""}`, testid: item.testid, on: { click: choose } },
    item.icon && icon(item.icon),
    el("span", { class: "menu-label" }, item.label),
    item.hint && el("small", {}, item.hint),
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} root
 * @param {() => void} close
 */
function moveFocus(event, root, close) {
  const items = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("button")]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key === "ArrowDown" || event.key === "ArrowRight") items[(at + 1) % items.length]?.focus();
  else if (event.key === "ArrowUp" || event.key === "ArrowLeft") items[(at - 1 + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {HTMLElement} root
 * @param {DOMRect} anchor
 */
function placeBeside(root, anchor) {
  const { offsetWidth: width, offsetHeight: height } = root;
  const below = anchor.bottom + 6;
  const top = below + height < innerHeight - 8 ? below : Math.max(8, Math.min(anchor.top - height - 6, innerHeight - height - 8));
  const left = Math.min(Math.max(8, anchor.left), innerWidth - width - 8);
  root.style.top = `${top}px`;
  root.style.left = `${left}px`;
}
