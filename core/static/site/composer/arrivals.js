// Files that arrive by drop and paste.

import { say } from "./words.js";

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export function watchArrivals(form, files) {
  const place = form.closest(".desk-conversation") ?? form;
  place.dataset.drop = say("drop");
  // Entering a child comes before leaving its parent.
  let depth = 0;
  const show = (inside) => place.classList.toggle("desk-dropping", inside);

  place.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    show(true);
  });
  place.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    depth = Math.max(0, depth - 1);
    show(depth > 0);
  });
  place.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  place.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    files.add(event.dataTransfer.files);
    form.elements.text.focus();
  });
  form.elements.text.addEventListener("paste", (event) => {
    const { types, files: pasted } = event.clipboardData;
    // A table's cells come as words and as their picture: the words are meant.
    if (!pasted.length || types.includes("text/plain")) return;
    event.preventDefault();
    files.add(pasted);
  });
}
