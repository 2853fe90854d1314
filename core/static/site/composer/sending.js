// Sends what was written, says what came of it, and loses none of it. The same thing sent again has the same key, so
// that an answer which was lost on its way is stored once.

import { confirmThat } from "../dialog.js";
import { post } from "../http.js";
import { newKey, part } from "./parts.js";
import { say } from "./words.js";

export function buildSending(form, { problem, bodyOf, onTry, onSent, onClosed }) {
  const progress = part(form, "progress");
  const bar = progress.querySelector("progress");
  let cancelling = null;
  // What was tried last and may have been stored: its print, and the key under which it went.
  let tried = { print: "", key: "" };

  function keyFor(print) {
    if (tried.print !== print) tried = { print, key: newKey() };
    return tried.key;
  }

  function busy(controller, hasFiles) {
    cancelling = controller;
    form.toggleAttribute("data-busy", Boolean(controller));
    form.elements.text.readOnly = Boolean(controller);
    progress.hidden = !(controller && hasFiles);
    bar.value = 0;
  }

  async function agreed(name) {
    return confirmThat(say("takeover", { name }), say("takeoverYes"), say("no"));
  }

  /** Send: `wanted` is {close, takeover, voice}. Pressing twice sends once. */
  async function send(wanted) {
    if (cancelling) return;
    problem.clear();
    const isNote = form.elements.is_note.value === "on";
    const holder = isNote ? "" : form.dataset.holder;
    if (holder && !wanted.takeover) {
      if (!(await agreed(holder))) return form.elements.text.focus();
      return send({ ...wanted, takeover: true });
    }
    const { body, print, hasFiles } = bodyOf(wanted);
    body.append("key", keyFor(print));
    onTry();
    const controller = new AbortController();
    busy(controller, hasFiles);
    const onProgress = (sent) => (bar.value = sent);
    const answer = await post(form.action, body, { onProgress, signal: controller.signal });
    busy(null, false);
    await finish(answer, wanted);
  }

  async function finish(answer, wanted) {
    const again = { label: say("again"), run: () => send(wanted) };
    const code = answer.data?.code;
    if (answer.ok) {
      tried = { print: "", key: "" };
      onSent(wanted);
    } else if (code === "held_by_other" && !wanted.takeover) {
      const name = answer.data.data.admin;
      if (await agreed(name)) return send({ ...wanted, takeover: true });
      problem.show(say("holds", { name }), again);
    } else if (code === "ticket_closed") {
      onClosed();
      problem.show(answer.data.detail, { label: say("reopen"), run: () => part(form, "reopen").click() });
    } else if (code === "not_found") problem.show(say("moved"));
    else if (answer.outcome === "refused") problem.show(answer.data?.detail || say("failed"));
    else if (answer.outcome === "busy") problem.show(answer.data?.detail || say("failed"), again);
    else if (answer.outcome === "session_lost") {
      problem.show(say("sessionLost"), { label: say("signIn"), href: form.dataset.login }, again);
    } else problem.show(say(answer.outcome), again);
    if (!document.activeElement?.closest("dialog")) form.elements.text.focus();
  }

  part(form, "cancel").addEventListener("click", () => cancelling?.abort());
  return { send, tried: () => tried, restore: (kept) => (tried = kept ?? tried), isBusy: () => Boolean(cancelling) };
}
