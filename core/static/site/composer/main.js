// The composer under a conversation: puts its parts together.

import { post } from "../http.js";
import { watchArrivals } from "./arrivals.js";
import { buildDrafts, forgetDrafts, sweepDrafts } from "./drafts.js";
import { buildFiles } from "./files.js";
import { watchOwnMessages } from "./own.js";
import { part } from "./parts.js";
import { buildProblem } from "./problem.js";
import { buildQuote } from "./quote.js";
import { buildReplies } from "./replies.js";
import { buildSending } from "./sending.js";
import { buildText } from "./text.js";
import { buildVoice } from "./voice.js";
import { say } from "./words.js";

function setUp(form) {
  const desk = form.closest(".desk-ticket");
  const me = desk?.dataset.me ?? "";
  const drafts = buildDrafts(me, desk?.dataset.ticket ?? "");
  const problem = buildProblem(form);
  const mode = () => form.elements.is_note.value;
  let shownMode = mode();

  const keep = (of = mode()) => drafts.keep(of, { text: text.value(), quote: of ? null : quote.value(), tried: sending.tried() });
  const files = buildFiles(form, { onChange: () => text?.refresh(), onProblem: problem.show });
  const text = buildText(form, { onInput: () => keep(), hasFiles: () => files.count() > 0 });
  const quote = buildQuote(form, { onChange: (chosen) => chooseQuote(chosen) });
  const voice = buildVoice(form, { onProblem: problem.show, onSend: (file) => sending.send({ voice: file }) });
  const sending = buildSending(form, { problem, bodyOf, onTry: () => keep(), onSent, onClosed: () => showState(false) });
  buildReplies(form, { text, files, onProblem: problem.show });
  watchArrivals(form, files);
  watchOwnMessages(form);

  function bodyOf({ close, takeover, voice: recorded }) {
    const body = new FormData();
    const fields = { is_note: mode(), close: close ? "on" : "", takeover: takeover ? "on" : "", text: recorded ? "" : text.value() };
    fields.reply_to_id = mode() ? "" : (quote.value()?.id ?? "");
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    if (recorded) body.append("voice", recorded, recorded.name);
    else files.fill(body);
    // Taking over is the same thing said more firmly: it was not stored without.
    const said = recorded ? [recorded.size, recorded.lastModified] : files.print();
    const print = JSON.stringify([{ ...fields, takeover: "" }, said]);
    return { body, print, hasFiles: Boolean(recorded) || files.uploads() > 0 };
  }

  function onSent({ voice: recorded }) {
    if (recorded) voice.discard();
    else {
      text.set("");
      files.clear();
    }
    quote.clear();
    keep();
    document.dispatchEvent(new CustomEvent("desk:refresh"));
  }

  function chooseQuote(chosen) {
    if (chosen && mode() && !form.elements.mode_reply.disabled) choose("");
    keep();
    text.area.focus();
  }

  /** Turn to answers ("") or notes ("on"); each has words of its own, so that no note slips into an answer. */
  function choose(next) {
    if (next !== shownMode) keep(shownMode);
    form.elements.is_note.value = next;
    shownMode = next;
    const draft = drafts.load(next);
    text.set(draft?.text ?? "");
    quote.show(next ? null : (draft?.quote ?? quote.value()));
    dress();
  }

  function dress() {
    const { area } = text;
    area.placeholder = mode() ? area.dataset.noteHint : area.dataset.replyHint;
    area.labels[0].textContent = mode() ? area.dataset.note : area.dataset.reply;
    part(form, "quoting").hidden = Boolean(mode()) || !quote.value();
  }

  function showState(mayAnswer) {
    form.dataset.state = mayAnswer ? "open" : "closed";
    form.elements.mode_reply.disabled = !mayAnswer;
    // Words that were meant as an answer stay where they are, whatever happened to the ticket.
    if (!mayAnswer && !mode() && !text.value()) choose("on");
    if (mayAnswer && mode() && !text.value()) choose("");
  }

  function trySend(wanted) {
    if (sending.isBusy()) return;
    if (text.over() > 0) return problem.show(say("tooLong", { over: text.over() }));
    if (!text.value().trim() && !files.count()) return problem.show(say("nothing"));
    sending.send(wanted);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    trySend({ close: event.submitter?.name === "close" });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    trySend({ close: false });
  });
  for (const radio of form.elements.is_note) radio.addEventListener("change", () => choose(mode()));
  part(form, "replies-open").hidden = part(form, "record").hidden = false;
  const reopen = part(form, "reopen");
  reopen.hidden = false;
  reopen.addEventListener("click", async () => {
    const answer = await post(new URL("../acts/reopen/", form.action), new URLSearchParams());
    if (!answer.ok) return problem.show(answer.data?.detail ?? say(answer.outcome === "session_lost" ? "sessionLost" : answer.outcome));
    problem.clear();
    showState(true);
    document.dispatchEvent(new CustomEvent("desk:refresh"));
    text.area.focus();
  });
  document.addEventListener("desk:updated", ({ detail }) => {
    const now = detail?.composer;
    if (!now) return;
    form.dataset.holder = now.other_holder ?? "";
    form.querySelector(".desk-composer-held").hidden = !now.other_holder;
    part(form, "holder").textContent = now.other_holder ? say("holds", { name: now.other_holder }) : "";
    if ((form.dataset.state === "open") !== now.may_answer) showState(now.may_answer);
  });
  for (const out of document.querySelectorAll("form[action*='/logout/']")) out.addEventListener("submit", () => forgetDrafts(me));

  sweepDrafts();
  files.takeChosen();
  form.dataset.ready = "true";
  // What the server brought back with a refusal is newer than any draft.
  if (text.value()) return dress();
  const draft = drafts.load(shownMode);
  sending.restore(draft?.tried);
  choose(shownMode);
}

const form = document.getElementById("answer");
if (form) setUp(form);
