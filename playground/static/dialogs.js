/** Questions and notices in a window of their own: forms, choices of people, and the bot's alerts. */

import { avatar, el, fullName } from "./dom.js";
import { ALL_REACTIONS, reactionButtons } from "./reactions.js";
import { LANGUAGES, t } from "./words.js";

/** @typedef {import("./types.js").Person} Person */
/** @typedef {{name: string, label: string, value?: string | number, type?: string, required?: boolean, options?: [string, string][], step?: string, rows?: number}} Field */

/**
 * @param {string} title
 * @param {Node[]} content
 * @param {{submit?: string, onSubmit?: (form: HTMLFormElement) => any, testid?: string, className?: string, plain?: boolean}} [options]
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, content, options = {}) {
  const error = el("p", { class: "dialog-error", role: "alert" });
  const form = el("form", { method: "dialog", noValidate: false }, el("h2", {}, title), content, error);
  const dialog = el("dialog", { class: `dialog ${options.className ?? ""}`, testid: options.testid ?? "dialog", "aria-label": title }, form);
  if (!options.plain) {
    form.append(
      el(
        "div",
        { class: "dialog-buttons" },
        options.onSubmit && el("button", { type: "button", class: "text-button", on: { click: () => dialog.close() } }, t("cancel")),
        el("button", { type: "submit", class: "main-button", testid: "dialog-ok" }, options.submit ?? t("ok")),
      ),
    );
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const refused = await options.onSubmit?.(form);
      if (typeof refused === "string") error.textContent = refused;
      else dialog.close();
    } catch (problem) {
      error.textContent = problem instanceof Error ? problem.message : String(problem);
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {string} title
 * @param {Field[]} fields
 * @param {string} submit
 * @param {(values: Record<string, string>) => any} onSubmit a returned sentence is a refusal and keeps the form open
 * @param {string} [testid]
 */
export function openForm(title, fields, submit, onSubmit, testid) {
  const rows = fields.map((field) => el("label", { class: "field" }, el("span", {}, field.label), control(field)));
  openDialog(title, rows, {
    submit, testid,
    onSubmit: (form) => {
      const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
      return onSubmit(values);
    },
  });
}

/**
 * @param {Field} field
 * @returns {HTMLElement}
 */
function control(field) {
  const common = { name: field.name, required: field.required ?? false, testid: `field-${field.name}` };
  if (field.options) {
    return el("select", common, field.options.map(([value, label]) => el("option", { value, selected: value === field.value }, label)));
  }
  if (field.rows) return el("textarea", { ...common, rows: field.rows, spellcheck: false, value: String(field.value ?? "") });
  return el("input", { ...common, type: field.type ?? "text", step: field.step, value: String(field.value ?? ""), autocomplete: "off" });
}

/**
 * @param {string} title whose phone shows it
 * @param {string} text
 */
export function openAlert(title, text) {
  openDialog(title, [el("p", { class: "alert-text", testid: "alert-text" }, text)], { testid: "alert", className: "alert" });
}

/**
 * @param {string} title
 * @param {Person[]} people
 * @param {number} atMost
 * @param {(ids: number[], form: HTMLFormElement) => any} onChoose
 * @param {Node[]} [extra]
 */
export function choosePeople(title, people, atMost, onChoose, extra = []) {
  const single = atMost === 1;
  const rows = people.map((person, index) =>
    el(
      "label",
      { class: "person-row", testid: `pick-${person.id}` },
      el("input", { type: single ? "radio" : "checkbox", name: "person", value: String(person.id), checked: single && index === 0 }),
      avatar(person),
      el("span", {}, fullName(person), el("small", {}, person.username ? `@${person.username}` : String(person.id))),
    ),
  );
  openDialog(title, [el("div", { class: "person-list" }, rows), ...extra], {
    submit: t("choose"), testid: "people-picker",
    onSubmit: (form) => {
      const ids = [...new FormData(form).getAll("person")].map(Number);
      if (!ids.length || ids.length > atMost) return `${t("choosePeople")} (1–${atMost})`;
      return onChoose(ids, form);
    },
  });
}

/**
 * @param {Person | null} person null for somebody new
 * @param {(values: object) => Promise<any>} onSave
 */
export function openPersonForm(person, onSave) {
  const names = { uz: "O‘zbekcha", ru: "Русский", en: "English" };
  /** @type {[string, string][]} */
  const languages = LANGUAGES.map((code) => [code, names[code]]);
  const spoken = person?.language_code ?? "uz";
  if (!languages.some(([code]) => code === spoken)) languages.push([spoken, spoken]);
  const fields = [
    { name: "first_name", label: t("firstName"), required: true, value: person?.first_name },
    { name: "last_name", label: t("lastName"), value: person?.last_name },
    { name: "username", label: t("username"), value: person?.username },
    { name: "language_code", label: t("language"), value: spoken, options: languages },
  ];
  openForm(t(person ? "editPerson" : "addPerson"), fields, t("save"), async (values) => {
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
    await onSave(person ? { ...filled, id: person.id } : filled);
  }, "person-form");
}

/**
 * @param {string | undefined} current
 * @param {(emoji: string | null) => void} onChoose
 */
export function openReactionPicker(current, onChoose) {
  const dialog = openDialog(t("moreReactions"), [
    el("div", { class: "emoji-grid" }, reactionButtons(ALL_REACTIONS, current, (emoji) => {
      dialog.close();
      onChoose(emoji);
    })),
  ], { plain: true, testid: "reaction-picker" });
}
