// Shows the conversation's pictures large, one after the other. The dialog keeps the focus, and Escape closes it.

/** Let the focus go round within the dialog: by itself it would go on to the browser's own buttons. */
function keepFocus(dialog, event) {
  const reached = [...dialog.querySelectorAll("a, button")].filter((control) => !control.hidden);
  const [first, last] = [reached[0], reached[reached.length - 1]];
  const [end, start] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement !== end && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  start.focus();
}

export function openPictures(dialog, list) {
  const picture = dialog.querySelector(".desk-lightbox-picture");
  const save = dialog.querySelector(".desk-lightbox-save");
  let place = 0;

  const pictures = () => [...list.querySelectorAll("[data-lightbox]")];

  function show(wanted) {
    const all = pictures();
    place = Math.min(Math.max(wanted, 0), all.length - 1);
    const { lightbox: address, name } = all[place].dataset;
    picture.src = address;
    picture.alt = name;
    save.href = address;
    save.download = name;
    dialog.querySelector(".desk-lightbox-name").textContent = name;
    dialog.querySelector(".desk-lightbox-count").textContent = `${place + 1} / ${all.length}`;
    for (const step of dialog.querySelectorAll("[data-lightbox-step]")) {
      const next = place + Number(step.dataset.lightboxStep);
      step.hidden = next < 0 || next >= all.length;
    }
    // The button that was pressed may have gone, and the focus with it.
    if (dialog.open && !dialog.querySelector(":focus:not([hidden])")) {
      dialog.querySelector("[data-lightbox-close]").focus();
    }
  }

  list.addEventListener("click", (event) => {
    const link = event.target.closest("[data-lightbox]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(pictures().indexOf(link));
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const step = event.target.closest("[data-lightbox-step]");
    if (step) show(place + Number(step.dataset.lightboxStep));
    else if (event.target === dialog || event.target.closest("[data-lightbox-close]")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(place + step);
    else if (event.key === "Tab") keepFocus(dialog, event);
  });
  dialog.addEventListener("close", () => {
    picture.removeAttribute("src");
    pictures()[place]?.focus();
  });
}
