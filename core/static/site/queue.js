// The list of tickets goes on by itself: it asks what changed, brings rows where they belong and keeps one's place.
// Its words come from the page.

import { getJson } from "./http.js";
import { reword } from "./clock.js";

const WHILE_SEEN = 3_000;
const WHILE_HIDDEN = 30_000;
// While nobody answers, it asks more and more seldom.
const AT_MOST = 30_000;
// A connection that died while the machine slept answers nothing, for minutes.
const PATIENCE = 15_000;

const queue = document.getElementById("queue");
const list = document.getElementById("tickets");
let etag = "";
let failures = 0;
let timer = 0;
let isAsking = false;

function rows() {
  return [...list.querySelectorAll(".desk-item")];
}

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

/** Remember which row has the focus, and on what in it, so that it gets it back wherever it went. */
function focusOf() {
  const row = document.activeElement?.closest(".desk-item");
  return row && { id: row.id, what: document.activeElement.matches("button") ? "button" : ".desk-open" };
}

function giveBack(focus) {
  const row = focus && document.getElementById(focus.id);
  if (!row || row.contains(document.activeElement)) return;
  (row.querySelector(focus.what) ?? row.querySelector(".desk-open")).focus({ preventScroll: true });
}

function showRows(wanted) {
  const focus = focusOf();
  const kept = new Map(rows().map((row) => [row.id, row]));
  wanted.forEach(({ id, hash, html }, place) => {
    const old = kept.get(id);
    const row = old?.dataset.hash === hash ? old : made(html);
    if (!old) row.classList.add("desk-come");
    if (old && row !== old) old.replaceWith(row);
    kept.delete(id);
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
  });
  for (const gone of kept.values()) gone.remove();
  giveBack(focus);
  document.getElementById("nothing").hidden = wanted.length > 0;
  reword(list);
}

function showCounts({ counts, waiting }) {
  for (const place of queue.querySelectorAll("[data-count]")) place.textContent = counts[place.dataset.count];
  document.title = (waiting === "0" ? "" : `(${waiting}) `) + queue.dataset.title;
}

function showPages(html) {
  const pages = document.getElementById("pages");
  if (!pages.contains(document.activeElement)) pages.innerHTML = html;
}

function tell(what) {
  const place = queue.querySelector(".desk-unheard");
  place.hidden = !what;
  const said = what ? place.dataset[what] : "";
  if (place.textContent !== said) place.textContent = said;
}

async function ask() {
  if (isAsking) return;
  isAsking = true;
  clearTimeout(timer);
  const answer = await getJson(queue.dataset.live, { etag, signal: AbortSignal.timeout(PATIENCE) });
  isAsking = false;
  // Whoever has to sign in anew is not asked for again and again.
  if (answer.outcome === "session_lost") return tell("lost");
  failures = answer.ok ? 0 : failures + 1;
  // What is shown may be old, whatever it is that keeps the list from being asked.
  if (answer.ok) tell("");
  else tell(answer.outcome === "busy" ? "busy" : "offline");
  if (answer.ok && answer.data) {
    etag = answer.etag;
    showRows(answer.data.rows);
    showCounts(answer.data);
    showPages(answer.data.pages);
    queue.dataset.shown = String(Number(queue.dataset.shown ?? 0) + 1);
  }
  timer = setTimeout(ask, pause());
}

function pause() {
  const usual = document.hidden ? WHILE_HIDDEN : WHILE_SEEN;
  return Math.max(usual, Math.min(usual * 2 ** failures, AT_MOST));
}

function isTyping(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

function step(by) {
  const links = [...list.querySelectorAll(".desk-open")];
  const at = links.indexOf(document.activeElement?.closest(".desk-item")?.querySelector(".desk-open"));
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1);
  links[next]?.focus();
}

const KEYS = {
  j: () => list && step(1),
  k: () => list && step(-1),
  "/": () => document.getElementById("search").focus(),
};

/** Return the key by its Latin letter: a Cyrillic keyboard has others in the same places. */
function latin({ key, code }) {
  if (key === "." && code === "Slash") return "/";
  return { о: "j", л: "k" }[key] ?? key;
}

document.addEventListener("keydown", (event) => {
  const act = KEYS[latin(event)];
  if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  act();
});

if (queue.dataset.live) {
  timer = setTimeout(ask, WHILE_SEEN);
  document.addEventListener("visibilitychange", () => !document.hidden && ask());
  window.addEventListener("online", ask);
}
