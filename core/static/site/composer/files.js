// Files to be sent: by button, drop and paste; looked at before anything leaves the browser.

import { element, icon, iconButton, part } from "./parts.js";
import { say, sizeOf } from "./words.js";

// Of a file, and of all that go in one request.
const LIMIT = 50 * 1024 * 1024;
const MOST = 10;

/** A picture out of the clipboard has no name of its own, or everybody's. */
function named(file) {
  if (file.name && file.name !== "image.png") return file;
  const moment = new Date().toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const ending = file.type.split("/")[1]?.replace(/\W.*$/, "") || "png";
  return new File([file], `${say("pasted")}-${moment}.${ending}`, { type: file.type });
}

export function buildFiles(form, { onChange, onProblem }) {
  const list = part(form, "chosen");
  const input = form.elements.attachments;
  // {file} for what was chosen here, {reply} for the files of a saved reply; each with its row of the list.
  let chosen = [];

  const countOf = () => chosen.reduce((sum, one) => sum + (one.reply ? one.reply.files.length : 1), 0);

  const sizeOfUploads = () => chosen.reduce((sum, one) => sum + (one.file?.size ?? 0), 0);

  function refusal(file) {
    if (!file.size) return say("emptyFile", { file: file.name });
    if (file.size > LIMIT) return say("largeFile", { file: file.name });
    if (sizeOfUploads() + file.size > LIMIT) return say("heavyFiles", { file: file.name });
    return countOf() >= MOST ? say("manyFiles", { file: file.name }) : "";
  }

  function remove(one) {
    chosen = chosen.filter((other) => other !== one);
    if (one.address) URL.revokeObjectURL(one.address);
    one.row.remove();
    onChange();
  }

  function append(one, name, detail) {
    one.row = element("li", "desk-file-chip");
    one.row.append(thumbnail(one));
    const label = element("span", "desk-file-name");
    label.append(element("bdi", "", name), element("small", "", detail));
    const away = iconButton("close", say("remove", { file: name }));
    away.addEventListener("click", () => {
      remove(one);
      form.elements.text.focus();
    });
    one.row.append(label, away);
    list.append(one.row);
    chosen.push(one);
  }

  function add(files) {
    const wrong = [];
    for (const file of [...files].map(named)) {
      const words = refusal(file);
      if (words) wrong.push(words);
      else append({ file }, file.name, sizeOf(file.size));
    }
    onChange();
    if (wrong.length) onProblem([...new Set(wrong)].join(" "));
  }

  function addReply(reply) {
    if (!reply.files.length || chosen.some((one) => one.reply?.id === reply.id)) return;
    if (countOf() + reply.files.length > MOST) return onProblem(say("manyFiles", { file: reply.title }));
    const size = reply.files.reduce((sum, file) => sum + file.size, 0);
    append({ reply }, say("filesOf", { title: reply.title, count: reply.files.length }), sizeOf(size));
    onChange();
  }

  function clear() {
    for (const one of [...chosen]) remove(one);
  }

  /** Put the files into what is posted. */
  function fill(body) {
    for (const one of chosen) {
      if (one.file) body.append("attachments", one.file, one.file.name);
      else body.append("saved_replies", one.reply.id);
    }
  }

  /** Bring over what somebody chose in the field itself, also before this program had loaded. */
  function takeChosen() {
    if (!input.files.length) return;
    add(input.files);
    input.value = "";
  }

  // The theme listens at the input itself and looks for a field that is not here: the change ends above it.
  form.addEventListener(
    "change",
    (event) => {
      if (event.target !== input) return;
      event.stopPropagation();
      takeChosen();
    },
    true,
  );
  return {
    add,
    addReply,
    clear,
    fill,
    takeChosen,
    count: countOf,
    uploads: () => chosen.filter((one) => one.file).length,
    print: () => chosen.map((one) => (one.file ? [one.file.name, one.file.size, one.file.lastModified] : one.reply.id)),
  };
}

function thumbnail(one) {
  if (!one.file?.type.startsWith("image/")) return icon(one.reply ? "quickreply" : "description");
  one.address = URL.createObjectURL(one.file);
  const picture = element("img", "desk-thumbnail");
  Object.assign(picture, { src: one.address, alt: "" });
  return picture;
}
