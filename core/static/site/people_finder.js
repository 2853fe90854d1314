// Offers people who wrote to the desk while a Telegram id or a name is typed: choosing one fills in their id.
import { getJson } from "./http.js";

const PAUSE = 250;
const found = document.getElementById("people-found");

function offer(people) {
  found.replaceChildren(...people.map((person) => {
    const option = document.createElement("option");
    option.value = person.telegram_id;
    option.label = person.name;
    return option;
  }));
}

function listen(field) {
  let waiting = 0;
  field.setAttribute("list", found.id);
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = field.value.trim();
    if (words.length < 2 || /^\d+$/.test(words)) return;
    waiting = setTimeout(async () => {
      const answer = await getJson(`${found.dataset.source}?${new URLSearchParams({ q: words })}`);
      // An answer to what was typed before is about somebody else.
      if (answer.ok && field.value.trim() === words) offer(answer.data.results);
    }, PAUSE);
  });
}

if (found) document.querySelectorAll("[data-people]").forEach(listen);
