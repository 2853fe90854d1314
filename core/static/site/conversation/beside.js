// Brings the panel beside the conversation up to date, unless somebody is at work in it.

const TOKEN = /name="csrfmiddlewaretoken" value="[^"]*"/g;
let shown = "";

export function refreshBeside(panel, html) {
  // The token against forgery is another each time, and nothing to see.
  const told = html.replace(TOKEN, "");
  const isAtWork = panel.contains(document.activeElement) || document.querySelector("dialog[open]");
  if (told === shown || isAtWork) return;
  const opened = new Set([...panel.querySelectorAll("details[open]")].map((details) => details.id).filter(Boolean));
  panel.innerHTML = html;
  for (const details of panel.querySelectorAll("details")) details.open ||= opened.has(details.id);
  shown = told;
}
