// Shows the conversation's pictures large, one after the other. The dialog keeps the focus, and Escape closes it.

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
  });
  dialog.addEventListener("close", () => {
    picture.removeAttribute("src");
    pictures()[place]?.focus();
  });
}
