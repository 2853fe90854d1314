// The panel beside a conversation: its acts go without a reload, its dialogs open, and on a phone it folds.

import { confirmThat } from "./dialog.js";
import { post } from "./http.js";

const TOKEN = /name="csrfmiddlewaretoken" value="[^"]*"/g;
// What was said of an act stays through the panel's next renewals, in milliseconds.
const SAID_FOR = 8000;

const beside = () => document.getElementById("beside");
// What the last act came to, for the panel that follows; and a newer panel that waits until nobody is at work in it.
let told = null;
let waiting = null;
let shown = "";

const placeOf = (role) => beside().querySelector(`[data-panel] > [role=${role}]`);

function tell(role, words) {
  told = words ? { role, words, until: Date.now() + SAID_FOR } : null;
  for (const each of ["alert", "status"]) placeOf(each).textContent = each === role ? words : "";
}

function tellAgain() {
  if (told && Date.now() < told.until) placeOf(told.role).textContent = told.words;
}

function refuse(form, words) {
  const dialog = form.closest("dialog");
  if (dialog) dialog.querySelector("[role=alert]").textContent = words;
  else tell("alert", words);
}

function wordsFor(answer) {
  const said = beside().querySelector("[data-panel]").dataset;
  const detail = answer.data?.detail;
  const words = { offline: said.offline, session_lost: said.lost, refused: detail, busy: detail };
  return words[answer.outcome] ?? said.failed;
}

function sayWhetherFolded() {
  const toggle = beside().querySelector(".desk-panel-toggle");
  toggle?.setAttribute("aria-expanded", String(beside().hasAttribute("data-unfolded")));
}

/** Show the panel as it stands now; whoever used the keyboard goes on where they were. */
function show(html) {
  const focused = beside().contains(document.activeElement) ? document.activeElement.id : null;
  beside().innerHTML = html;
  waiting = null;
  shown = html.replace(TOKEN, "");
  sayWhetherFolded();
  if (focused !== null) (document.getElementById(focused) ?? document.getElementById("beside-title")).focus();
  tellAgain();
}

const isAtWork = () =>
  beside().querySelector("dialog[open]") !== null ||
  (beside().contains(document.activeElement) && document.activeElement.matches("input, select, textarea"));

/** Take a newer panel, at once or when nobody is at work in this one any more. */
function renew(html) {
  sayWhetherFolded();
  tellAgain();
  // Where nothing of it has the focus, the conversation's own program has brought it up to date already.
  if (!beside().contains(document.activeElement) && !isAtWork()) return;
  if (html.replace(TOKEN, "") === shown) return;
  if (isAtWork()) waiting = html;
  else show(html);
}

async function send(form, submitter) {
  const question = submitter?.dataset.asks;
  if (question && !(await confirmThat(question, submitter.dataset.yes, submitter.dataset.no))) return;
  form.setAttribute("aria-busy", "true");
  refuse(form, "");
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const answer = await post(url, new FormData(form, submitter));
  form.removeAttribute("aria-busy");
  if (!answer.ok) {
    refuse(form, wordsFor(answer));
    // What was refused may be so because somebody else was quicker: the page shows how things stand.
    if (answer.outcome === "refused") document.dispatchEvent(new CustomEvent("desk:refresh"));
  } else if (answer.data.next) {
    location.assign(answer.data.next);
  } else {
    beside().querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    told = null;
    show(answer.data.beside);
    tell("status", answer.data.said);
    document.dispatchEvent(new CustomEvent("desk:refresh"));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-panel-form]")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") send(form, event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "beside-priority") event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-opens], [data-closes], .desk-panel-toggle");
  if (!pressed || !beside()?.contains(pressed)) return;
  if (pressed.dataset.opens) document.getElementById(pressed.dataset.opens).showModal();
  else if (pressed.hasAttribute("data-closes")) pressed.closest("dialog").close();
  else {
    beside().toggleAttribute("data-unfolded");
    sayWhetherFolded();
  }
});

document.addEventListener("focusout", (event) => {
  // A panel that is being renewed takes its focus along; only whoever leaves it by themselves is waited for.
  if (!waiting || !beside().contains(event.target) || beside().contains(event.relatedTarget)) return;
  if (!beside().querySelector("dialog[open]")) setTimeout(() => waiting && !isAtWork() && show(waiting));
});

document.addEventListener("desk:updated", (event) => renew(event.detail.beside));
