// One's own messages, changed where they stand: edited in place, or taken back after a question.

import { confirmThat } from "../dialog.js";
import { post } from "../http.js";
import { element } from "./parts.js";
import { say } from "./words.js";

const wordsOf = (answer) => answer.data?.detail ?? say(answer.outcome === "session_lost" ? "sessionLost" : "editLost");
const refresh = () => document.dispatchEvent(new CustomEvent("desk:refresh"));

function button(className, text) {
  const made = element("button", `desk-button ${className}`, text);
  made.type = "button";
  return made;
}

function sayAt(bubble, text) {
  bubble.querySelector(".desk-own-problem")?.remove();
  const line = element("p", "desk-refusal desk-own-problem", text);
  line.role = "alert";
  bubble.append(line);
}

function buildEditor(text) {
  const editor = element("div", "desk-editor");
  const area = element("textarea");
  area.value = text;
  area.dir = "auto";
  area.maxLength = 4096;
  area.setAttribute("aria-label", say("editLabel"));
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", grow);
  const row = element("div", "desk-editor-row");
  const cancel = button("desk-button-quiet", say("no"));
  const save = button("desk-button-main", say("editSave"));
  row.append(cancel, save);
  editor.append(area, row);
  return { editor, area, cancel, save, grow };
}

export function watchOwnMessages(form) {
  // The editor that is open, by its message: a live update may put a fresh bubble in the old one's place.
  let open = null;

  const address = (name, id) => form.dataset[name].replace(/\/0\//, `/${id}/`);
  const bubbleOf = (id) => document.querySelector(`#entries [data-message="${CSS.escape(id)}"][data-own="true"]`);

  function mount() {
    const bubble = bubbleOf(open.id);
    if (!bubble || bubble.contains(open.editor)) return;
    const words = bubble.querySelector(".desk-text:not(.desk-version *)");
    if (words) words.hidden = true;
    const had = open.isFocused;
    if (words) words.after(open.editor);
    else bubble.insertBefore(open.editor, bubble.querySelector("footer"));
    open.grow();
    if (had) open.area.focus();
  }

  function close() {
    if (!open) return;
    const bubble = bubbleOf(open.id);
    open.editor.remove();
    open = null;
    const words = bubble?.querySelector(".desk-text:not(.desk-version *)");
    if (words) words.hidden = false;
    bubble?.querySelector("[data-act=edit]")?.focus();
  }

  async function save() {
    const { id, area, before } = open;
    if (area.value.trim() === before.trim()) return close();
    open.editor.toggleAttribute("data-busy", true);
    const answer = await post(address("edit", id), new URLSearchParams({ text: area.value }));
    open?.editor.toggleAttribute("data-busy", false);
    if (!answer.ok) return sayAt(bubbleOf(id) ?? form, wordsOf(answer));
    const words = bubbleOf(id)?.querySelector(".desk-text:not(.desk-version *)");
    if (words) words.textContent = area.value.trim();
    close();
    refresh();
  }

  function edit(bubble) {
    close();
    const before = bubble.querySelector(".desk-text:not(.desk-version *)")?.textContent ?? "";
    open = { id: bubble.dataset.message, before, isFocused: true, ...buildEditor(before) };
    open.area.addEventListener("focus", () => open && (open.isFocused = true));
    // A bubble that is replaced takes the focus away without its reader wanting that.
    open.area.addEventListener("blur", () => open?.area.isConnected && (open.isFocused = false));
    open.cancel.addEventListener("click", close);
    open.save.addEventListener("click", save);
    open.area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) save();
      else return;
      event.preventDefault();
    });
    mount();
    open.area.setSelectionRange(before.length, before.length);
  }

  async function takeBack(bubble) {
    const { message } = bubble.dataset;
    if (!(await confirmThat(say("delete"), say("deleteYes"), say("no"), { danger: true }))) return;
    // An album is several messages. Its first one goes last: while it stands, the rest can be taken back once more.
    const members = [...bubble.querySelectorAll(".desk-member:not(.desk-deleted)")].map((one) => one.id.replace("message-", ""));
    for (const id of members.length ? members.reverse() : [message]) {
      const answer = await post(address("delete", id), new URLSearchParams());
      if (!answer.ok) return sayAt(bubbleOf(message) ?? form, wordsOf(answer));
    }
    refresh();
  }

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("[data-act=edit], [data-act=delete]");
    const bubble = pressed?.closest("[data-message][data-own=true]");
    if (!bubble) return;
    if (pressed.dataset.act === "edit") edit(bubble);
    else takeBack(bubble);
  });
  document.addEventListener("desk:updated", () => open && mount());
}
