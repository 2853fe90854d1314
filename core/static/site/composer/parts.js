// Small pieces of the page that every part of the composer builds with.

export const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

export function icon(name) {
  const made = element("span", "material-symbols-outlined", name);
  made.setAttribute("aria-hidden", "true");
  return made;
}

export function iconButton(name, label) {
  const made = element("button", "desk-icon");
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.append(icon(name));
  return made;
}

/** Return a random UUID; the browser's own way needs a secure address. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
