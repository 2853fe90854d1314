// The page of a ticket: reads the conversation as it goes on. Other parts hear "desk:updated" and say "desk:refresh".

import { post } from "../http.js";
import { Banner } from "./banner.js";
import { refreshBeside } from "./beside.js";
import { catchUp, merge } from "./entries.js";
import { openPictures } from "./lightbox.js";
import { News } from "./news.js";
import { Older } from "./older.js";
import { Place } from "./place.js";
import { Poll } from "./poll.js";
import { namesOn, showViewers } from "./viewers.js";

const root = document.getElementById("ticket");
const list = document.getElementById("entries");
const viewers = document.getElementById("viewers");
const isLatest = root.dataset.latest === "true";
const place = new Place(document.getElementById("scroller"), list);
const news = new News(document.getElementById("news"), place);
const banner = new Banner(document.getElementById("banner"), root.dataset.signIn);
const older = new Older({
  link: document.getElementById("earlier"),
  list,
  place,
  url: root.dataset.older,
  before: root.dataset.before,
});

let read = 0;

function lastRead() {
  if (isLatest && news.isReading) {
    const messages = list.querySelectorAll("[data-last]");
    read = Math.max(read, Number(messages[messages.length - 1]?.dataset.last ?? 0));
  }
  return read;
}

function update(data) {
  if (isLatest) {
    const wasReading = news.isReading;
    place.keep(() => {
      const { fresh, isCutOff } = merge(list, data.entries);
      if (isCutOff) older.beginAt(data.earlier);
      document.getElementById("nothing")?.remove();
      news.add(fresh, wasReading);
      if (fresh.some((row) => row.dataset.own === "true")) place.isAtEnd = true;
    });
    if (place.isAtEnd) place.toEnd();
  }
  refreshBeside(document.getElementById("beside"), data.beside);
  showViewers(viewers, data.viewers, data.composer.other_holder);
  document.dispatchEvent(new CustomEvent("desk:updated", { detail: data }));
}

const poll = new Poll({
  url: root.dataset.live,
  read: lastRead,
  onNews: update,
  onQuiet: catchUp,
  onTrouble: (name) => (name ? banner.trouble(name) : banner.well()),
});

async function retry(button) {
  button.disabled = true;
  const answer = await post(button.dataset.url, new URLSearchParams());
  button.disabled = false;
  if (!answer.ok) banner.say(answer.data?.detail);
  document.dispatchEvent(new Event("desk:refresh"));
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act=retry]");
  if (button) retry(button);
  const quote = event.target.closest("[data-quoted]");
  if (quote && place.show(`message-${quote.dataset.quoted}`)) event.preventDefault();
});
for (const done of ["pause", "ended"]) list.addEventListener(done, () => setTimeout(catchUp), true);
// What is done on a page of long ago shows on the latest one.
if (!isLatest) document.addEventListener("desk:refresh", () => location.assign(root.dataset.address));

openPictures(document.getElementById("lightbox"), list);
showViewers(viewers, namesOn(viewers), viewers.dataset.holder);

const wanted = /^#(message-(\d+))$/.exec(location.hash);
if (!wanted || !place.show(wanted[1])) {
  place.toEnd();
  // The message stands on an earlier page.
  if (wanted && isLatest) location.replace(`?before=${Number(wanted[2]) + 1}${location.hash}`);
}
poll.look();
