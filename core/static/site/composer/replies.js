// Saved replies: offered where a word begins with a slash, or by the button; with the whole reply beside the list.

import { getJson } from "../http.js";
import { element, icon, part } from "./parts.js";
import { say, sizeOf } from "./words.js";

// A slash at the beginning of a word, and what follows it on the line.
const ASKED = /(?:^|\s)\/([^\n/]{0,40})$/;

const plain = (text) => text.toLocaleLowerCase().replace(/[ʻʼ'’`]/g, "");

export function buildReplies(form, { text, files, onProblem }) {
  const { area } = text;
  const box = part(form, "replies");
  const list = box.querySelector("ul");
  let all = null;
  let found = [];
  let active = 0;
  // From where to where the text is replaced; null while the list is closed.
  let span = null;

  async function load() {
    if (all) return true;
    const answer = await getJson(new URL("../saved-replies/", form.action));
    if (answer.ok) all = answer.data.results;
    else onProblem(answer.data?.detail ?? say(answer.outcome === "session_lost" ? "sessionLost" : answer.outcome));
    return answer.ok;
  }

  function fitting(words) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const fits = (reply) => wanted.every((word) => plain(`${reply.title} ${reply.text}`).includes(word));
    // What the title says comes before what only the text says.
    const inTitle = (reply) => (wanted.every((word) => plain(reply.title).includes(word)) ? 0 : 1);
    return all.filter(fits).sort((one, other) => inTitle(one) - inTitle(other));
  }

  function close() {
    span = null;
    box.hidden = true;
    area.removeAttribute("aria-activedescendant");
  }

  function show(words) {
    found = fitting(words);
    if (!found.length && /\s/.test(words)) return close();
    active = 0;
    list.replaceChildren(...found.map(option));
    if (!found.length) list.append(nothing());
    box.hidden = false;
    mark();
  }

  function option(reply, place) {
    const row = element("li", "desk-reply-option");
    row.id = `saved-reply-${reply.id}`;
    row.role = "option";
    row.append(element("bdi", "desk-reply-title", reply.title), element("small", "", reply.category || say("everyCategory")));
    row.addEventListener("pointerenter", () => {
      active = place;
      mark();
    });
    // Before the text loses the focus.
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(reply);
    });
    return row;
  }

  function nothing() {
    const row = element("li", "desk-reply-none", say(all.length ? "noReplies" : "noRepliesYet"));
    row.role = "option";
    row.setAttribute("aria-disabled", "true");
    return row;
  }

  function mark() {
    found.forEach((reply, place) => {
      const row = list.children[place];
      row.setAttribute("aria-selected", String(place === active));
      if (place === active) row.scrollIntoView({ block: "nearest" });
    });
    const reply = found[active];
    if (reply) area.setAttribute("aria-activedescendant", `saved-reply-${reply.id}`);
    part(form, "preview").replaceChildren(...(reply ? preview(reply) : []));
  }

  function preview(reply) {
    const shown = [element("strong", "", reply.title), element("p", "desk-text", reply.text)];
    shown[1].dir = "auto";
    for (const file of reply.files) {
      const line = element("p", "desk-reply-file");
      line.append(icon("attach_file"), element("bdi", "", file.name), element("small", "", sizeOf(file.size)));
      shown.push(line);
    }
    return shown;
  }

  function choose(reply) {
    const { start, end } = span;
    close();
    text.insert(reply.text, start, end);
    files.addReply(reply);
  }

  async function look() {
    const before = area.value.slice(0, area.selectionStart);
    const asked = area.selectionStart === area.selectionEnd && ASKED.exec(before);
    if (!asked) return close();
    span = { start: before.length - asked[1].length - 1, end: before.length };
    const opened = span;
    // Meanwhile more may have been typed, or the list closed.
    if ((await load()) && span === opened) show(asked[1]);
  }

  async function open() {
    area.focus();
    if (!(await load())) return;
    span = { start: area.selectionStart, end: area.selectionEnd };
    show("");
  }

  function press(event) {
    if (!span || box.hidden || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && found.length) active = (active + moves[event.key] + found.length) % found.length;
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
      if (!found.length) return close();
      choose(found[active]);
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (span) mark();
  }

  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-haspopup", "listbox");
  area.addEventListener("input", look);
  area.addEventListener("keydown", press);
  area.addEventListener("blur", close);
  const button = part(form, "replies-open");
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => (span && !box.hidden ? close() : open()));
}
