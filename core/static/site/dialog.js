// Questions that must be answered before something goes on. The words come from the page, in the reader's language.

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(className, text, value) {
  const made = element("button", `desk-button ${className}`, text);
  made.value = value;
  made.type = "submit";
  return made;
}

function frame(text, yes, no, className) {
  const dialog = element("dialog", `desk-dialog ${className}`);
  const form = element("form", "desk-dialog-form");
  form.method = "dialog";
  const words = element("p", "desk-dialog-text", text);
  words.id = `dialog-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  dialog.setAttribute("aria-labelledby", words.id);
  const row = element("div", "desk-dialog-row");
  const refuse = button("desk-button-quiet", no, "");
  refuse.formNoValidate = true;
  row.append(refuse, button("desk-button-main", yes, "yes"));
  form.append(words, row);
  dialog.append(form);
  return { dialog, form, row };
}

function shown(dialog, valueOf) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(valueOf(dialog.returnValue === "yes"));
      dialog.remove();
      if (before?.isConnected) before.focus();
    });
  });
}

/** Ask whether to go on; true for `yes`. Escape means no. */
export function confirmThat(text, yes, no, { danger = false } = {}) {
  const { dialog } = frame(text, yes, no, danger ? "desk-dialog-danger" : "");
  dialog.querySelector(".desk-button-main").autofocus = !danger;
  return shown(dialog, (agreed) => agreed);
}

/** Ask for a line of words; null where none is given. */
export function ask(text, yes, no, { label = "", value = "", maxLength = 200, danger = false } = {}) {
  const { dialog, form, row } = frame(text, yes, no, danger ? "desk-dialog-danger" : "");
  const input = element("input", "desk-input");
  Object.assign(input, { type: "text", value, maxLength, required: true, autofocus: true });
  input.setAttribute("aria-label", label || text);
  form.insertBefore(input, row);
  // The first button of a form answers Enter; here that would be the refusal.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(row.querySelector(".desk-button-main"));
  });
  return shown(dialog, (agreed) => (agreed && input.value.trim() ? input.value.trim() : null));
}
