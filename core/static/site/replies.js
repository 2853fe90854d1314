// The form of a saved reply: one language at a time, variables by a press, and what a person will get beside it.

// As the backend reads them: two braces stand for one, a variable is a name in braces, any other brace is a slip.
const PIECES = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

const form = document.querySelector(".desk-reply-form");
const tabs = [...form.querySelectorAll("[role=tab]")];
const panels = [...form.querySelectorAll(".desk-reply-text")];
const preview = form.querySelector("#preview");
const variables = [...form.querySelectorAll("[data-variable]")];
const samples = Object.fromEntries(variables.map(({ dataset }) => [dataset.variable, dataset.sample]));
const areas = panels.map((panel) => panel.querySelector("textarea"));
let current = 0;

function sampleOf(name) {
  const category = form.querySelector("select[name=category]");
  const isChosen = name === "category" && category?.value;
  return isChosen ? category.selectedOptions[0].textContent : samples[name];
}

function pieceOf(found, name) {
  if (found === "{{" || found === "}}") return found[0];
  if (name !== undefined && Object.hasOwn(samples, name)) return sampleOf(name);
  const unknown = document.createElement("mark");
  unknown.className = "desk-unknown";
  unknown.textContent = found;
  return unknown;
}

function rendered(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(PIECES)) {
    parts.push(text.slice(end, found.index), pieceOf(found[0], found[1]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

function show() {
  const text = (areas[current].value.trim() || areas.map((area) => area.value.trim()).find(Boolean)) ?? "";
  preview.replaceChildren(...(text ? rendered(text) : [preview.dataset.empty]));
  tabs.forEach((tab, place) => tab.classList.toggle("desk-tab-empty", !areas[place].value.trim()));
}

function choose(place) {
  current = place;
  tabs.forEach((tab, other) => {
    tab.setAttribute("aria-selected", String(other === place));
    tab.tabIndex = other === place ? 0 : -1;
  });
  panels.forEach((panel, other) => (panel.hidden = other !== place));
  show();
}

function insert(name) {
  const area = areas[current];
  area.focus();
  area.setRangeText(`{${name}}`, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

tabs.forEach((tab, place) => {
  tab.addEventListener("click", () => choose(place));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    choose((place + step + tabs.length) % tabs.length);
    tabs[current].focus();
  });
});
panels.forEach((panel) => {
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", `tab-${panel.dataset.language}`);
});
// A variable is put behind the words that are there, until somebody puts the cursor elsewhere.
areas.forEach((area) => area.setSelectionRange(area.value.length, area.value.length));
variables.forEach((button) => button.addEventListener("click", () => insert(button.dataset.variable)));
form.addEventListener("input", show);
form.querySelector("[role=tablist]").hidden = false;
// What was refused comes first, then the reader's own language.
const wrong = panels.findIndex((panel) => "wrong" in panel.dataset);
const own = panels.findIndex((panel) => panel.dataset.language === document.documentElement.lang);
choose(wrong >= 0 ? wrong : Math.max(own, 0));
