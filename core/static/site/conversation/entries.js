// Brings the list of entries up to date: only what changed is replaced, and nothing that somebody is busy with.

const waiting = new Map();

export function rowFrom(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function isBusy(row) {
  const isPlaying = [...row.querySelectorAll("audio, video")].some((medium) => !medium.paused && !medium.ended);
  const selection = document.getSelection();
  return isPlaying || (selection !== null && !selection.isCollapsed && selection.containsNode(row, true));
}

/** Bring over what the reader had opened, where a medium stood, and which button had the focus. */
function carryOver(old, row) {
  const opened = [...old.querySelectorAll("details")].map((details) => details.open);
  row.querySelectorAll("details").forEach((details, place) => {
    details.open = opened[place] ?? false;
  });
  const media = [...old.querySelectorAll("audio, video")];
  for (const medium of row.querySelectorAll("audio, video")) {
    const before = media.find((other) => other.src === medium.src);
    if (before?.currentTime) medium.currentTime = before.currentTime;
  }
  const act = old.contains(document.activeElement) && document.activeElement.dataset.act;
  return () => act && row.querySelector(`[data-act="${act}"]`)?.focus();
}

function replaced(old, entry) {
  if (isBusy(old)) {
    waiting.set(entry.id, entry);
    return old;
  }
  waiting.delete(entry.id);
  const row = rowFrom(entry.html);
  const focusAgain = carryOver(old, row);
  old.replaceWith(row);
  focusAgain();
  return row;
}

/** A message that stood alone may have become part of an album. */
function withdrawParts(list, row) {
  for (const part of row.querySelectorAll("[id^=message-]")) {
    const alone = document.getElementById(part.id);
    if (alone && alone.parentElement === list) alone.remove();
  }
}

/** Put the latest entries into the list. Returns the rows that are new to it. */
export function merge(list, entries) {
  const known = (entry) => list.querySelector(`:scope > #${CSS.escape(entry.id)}`);
  const isTold = (entry) => !entry.id.startsWith("day-") && known(entry);
  // So much was said meanwhile that the list and the latest page do not touch: the list begins anew.
  const isCutOff = list.childElementCount > 0 && !entries.some(isTold);
  if (isCutOff) list.replaceChildren();
  const fresh = [];
  let before = null;
  for (const entry of entries) {
    let row = known(entry);
    if (row) {
      if (row.dataset.hash !== entry.hash) row = replaced(row, entry);
    } else {
      row = rowFrom(entry.html);
      withdrawParts(list, row);
      if (before) before.after(row);
      else list.prepend(row);
      fresh.push(row);
    }
    before = row;
  }
  return { fresh, isCutOff };
}

/** Put entries of before at the beginning of the list. */
export function prepend(list, entries) {
  const rows = entries.map((entry) => rowFrom(entry.html));
  for (const row of rows) document.getElementById(row.id)?.remove();
  list.prepend(...rows);
}

/** Replace now what could not be replaced while somebody listened or selected. */
export function catchUp() {
  for (const entry of [...waiting.values()]) {
    const row = document.getElementById(entry.id);
    if (row) replaced(row, entry);
    else waiting.delete(entry.id);
  }
}
