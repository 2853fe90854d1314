// The panel beside a conversation: its acts go without a reload, its dialogs open, and on a phone it folds.

import { confirmThat } from "./dialog.js";
import { post } from "./http.js";

const beside = () => document.getElementById("beside");

function say(form, words) {
  const place = (form.closest("dialog") ?? beside()).querySelector("[role=alert]");
  place.textContent = words;
}

function wordsFor(answer) {
  const said = beside().querySelector("[data-panel]").dataset;
  const words = { offline: said.offline, session_lost: said.lost, refused: answer.data?.detail };
  return words[answer.outcome] ?? said.failed;
}

/** Show the panel as it stands after an act; whoever used the keyboard goes on where they were. */
function replace(html, words) {
  const focused = beside().contains(document.activeElement) ? document.activeElement.id : null;
  beside().querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  beside().innerHTML = html;
  unfoldOrFold();
  if (focused !== null) (document.getElementById(focused) ?? document.getElementById("beside-title")).focus();
  beside().querySelector("[role=status]").textContent = words;
}

async function send(form, submitter) {
  const question = submitter?.dataset.asks;
  if (question && !(await confirmThat(question, submitter.dataset.yes, submitter.dataset.no))) return;
  form.setAttribute("aria-busy", "true");
  say(form, "");
  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const answer = await post(url, new FormData(form, submitter));
  form.removeAttribute("aria-busy");
  if (!answer.ok) {
    say(form, wordsFor(answer));
    // What was refused may be so because somebody else was quicker: the page shows how things stand.
    if (answer.outcome === "refused") document.dispatchEvent(new CustomEvent("desk:refresh"));
  } else if (answer.data.next) {
    location.assign(answer.data.next);
  } else {
    replace(answer.data.beside, answer.data.said);
    document.dispatchEvent(new CustomEvent("desk:refresh"));
  }
}

function unfoldOrFold() {
  const toggle = beside().querySelector(".desk-panel-toggle");
  toggle?.setAttribute("aria-expanded", String("unfolded" in beside().dataset));
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
  else if ("closes" in pressed.dataset) pressed.closest("dialog").close();
  else {
    beside().toggleAttribute("data-unfolded");
    unfoldOrFold();
  }
});

document.addEventListener("desk:updated", unfoldOrFold);
