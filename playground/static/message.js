/** One row of a chat: a message, or the messages of one album, as a bubble with all that belongs to it. */

import { card, serviceLine } from "./cards.js";
import { el, icon, iconButton } from "./dom.js";
import { renderText } from "./entities.js";
import { clock, fullTime } from "./format.js";
import { inlineKeyboard } from "./inline_keyboard.js";
import { media, tile, visual } from "./media.js";
import { reactionChips } from "./reactions.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").ChatView} ChatView */

const FEW_EMOJI = /^(\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u200d|\u20e3){1,14}$/u;

/**
 * @param {Message[]} group a message alone, or an album in its order
 * @param {ChatView} chat
 * @returns {HTMLElement}
 */
export function messageRow(group, chat) {
  const alive = group.filter((message) => !message.deleted);
  const first = alive[0] ?? group[0];
  const row = el("div", { class: `row ${chat.isOwn(first) ? "out" : "in"}`, tabIndex: -1 });
  row.dataset.message = String(first.message_id);
  const line = alive.length === 1 ? serviceLine(first, (id) => chat.store.people.get(id)?.first_name ?? String(id)) : null;
  if (!alive.length) {
    row.classList.add("gone");
    row.append(el("div", { class: "bubble" }, icon("trash"), t("deleted")));
  } else if (line) {
    row.className = "row service";
    row.append(el("div", { class: "bubble" }, line));
  } else row.append(...whole(alive, first, row, chat));
  if (group.length === 1) row.dataset.testid = `message-${first.message_id}`;
  else row.dataset.testid = "album";
  row.dataset.from = chat.isOwn(first) ? "person" : "bot";
  listen(row, group, chat);
  return row;
}

/**
 * @param {Message[]} group
 * @param {Message} first
 * @param {HTMLElement} row
 * @param {ChatView} chat
 * @returns {Node[]}
 */
function whole(group, first, row, chat) {
  const bare = isBare(first);
  const showing = group.length > 1 ? album(group) : media(first) ?? card(first);
  const worded = group.filter((message) => message.text || message.caption);
  const words = group.length > 1 && visual(first) ? worded : worded.filter((message) => group.length === 1 || !message.document);
  const bubble = el("div", { class: `bubble ${bare ? "bare" : ""}`, dir: "auto" });
  const framed = showing && (visual(first) || first.animation) ? "framed" : "";
  if (framed) bubble.classList.add(framed, words.length ? "worded" : "wordless", first.video && group.length === 1 ? "film" : "still");
  const texts = words.map((message) => wordsOf(message, chat));
  const reactions = reactionChips(group, chat);
  const meta = metaOf(group);
  const above = first.show_caption_above_media ? texts : [];
  const below = first.show_caption_above_media ? [] : texts;
  bubble.append(...heading(first, chat, bare), ...above, ...(showing ? [showing] : []), ...below);
  // The time nestles into the last line of the words, and stands on its own where there are none below.
  const last = below.at(-1);
  if (last && !reactions) last.append(meta);
  else if (reactions) bubble.append(el("div", { class: "reactions-line" }, reactions, meta));
  else bubble.append(meta);
  const keyboard = inlineKeyboard(group.find((message) => message.reply_markup?.inline_keyboard) ?? first, chat);
  const menu = iconButton("more", t("actions"), (event) => chat.openMessageMenu(first, /** @type {Element} */ (event.currentTarget)), {
    class: "row-menu", testid: "message-menu", tabIndex: -1, "aria-haspopup": "menu",
  });
  if (keyboard) row.classList.add("keyed");
  return [el("div", { class: "stack" }, bubble, keyboard), menu];
}

/**
 * @param {Message} message
 * @param {ChatView} chat
 * @param {boolean} bare
 * @returns {HTMLElement[]}
 */
function heading(message, chat, bare) {
  const parts = [];
  if (!chat.isOwn(message) && !bare) parts.push(el("div", { class: "author" }, chat.authorOf(message)));
  if (message.forward_origin) parts.push(el("div", { class: "forwarded" }, icon("forward"), t("forwardedFrom", { name: originName(message.forward_origin) })));
  if (message.reply_to_message) parts.push(quoted(message, chat));
  return parts;
}

/** @param {any} origin */
function originName(origin) {
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "?";
}

/**
 * @param {Message} message
 * @param {ChatView} chat
 * @returns {HTMLElement}
 */
function quoted(message, chat) {
  const target = chat.store.chat(chat.person.id).messages.get(message.reply_to_message.message_id) ?? message.reply_to_message;
  return el(
    "button",
    { type: "button", class: "quote", testid: "quote", on: { click: () => chat.jumpTo(target.message_id) } },
    el("b", {}, chat.authorOf(target)),
    el("span", {}, message.quote?.text ?? snippet(target)),
  );
}

/**
 * @param {Message} message
 * @returns {string} one line that tells which message is meant
 */
export function snippet(message) {
  if (message.deleted) return t("deleted");
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ");
  if (words) return words.slice(0, 140);
  if (message.photo) return `🖼 ${t("asPhoto")}`;
  if (message.animation) return `🎞 ${t("asAnimation")}`;
  if (message.video) return `🎬 ${t("asVideo")}`;
  if (message.voice) return `🎤 ${t("voice")}`;
  if (message.video_note) return `⏺ ${t("asVideoNote")}`;
  if (message.audio) return `🎵 ${message.audio.title ?? message.audio.file_name ?? t("asAudio")}`;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${t("sticker")}`;
  if (message.document) return `📄 ${message.document.file_name ?? t("anyFile")}`;
  if (message.location || message.venue) return `📍 ${message.venue?.title ?? t("location")}`;
  if (message.contact) return `👤 ${message.contact.first_name}`;
  if (message.poll) return `📊 ${message.poll.question}`;
  return "…";
}

/**
 * @param {Message} message
 * @param {ChatView} chat
 * @returns {HTMLElement}
 */
function wordsOf(message, chat) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.text ? message.entities : message.caption_entities;
  const big = message.text && FEW_EMOJI.test(text) ? "emoji-only" : "";
  const element = el("div", { class: `text ${big}` });
  element.append(renderText(text, entities, { onCommand: (command) => chat.sendText(command) }));
  return element;
}

/** @param {Message[]} group */
function metaOf(group) {
  const last = group[group.length - 1];
  const edited = group.some((message) => message.edit_date && !message.location);
  return el(
    "span",
    { class: "meta", title: fullTime(last.date) },
    edited && el("span", { class: "edited", testid: "edited" }, t("edited")),
    el("time", { dateTime: new Date(last.date * 1000).toISOString() }, clock(last.date)),
  );
}

/** @param {Message} message */
function isBare(message) {
  return Boolean(message.sticker || message.video_note || message.dice || (message.text && FEW_EMOJI.test(message.text)));
}

/**
 * @param {Message[]} group
 * @returns {HTMLElement}
 */
function album(group) {
  const pictures = group.every((message) => visual(message));
  const root = el("div", { class: pictures ? "album" : "pile" });
  root.dataset.count = String(group.length);
  for (const message of group) {
    const shown = pictures ? tile(message, group) : media(message) ?? card(message);
    const cell = el("div", { class: "cell", testid: `message-${message.message_id}`, "data-message": message.message_id }, shown);
    if (!pictures && message.caption) cell.append(el("div", { class: "text" }, renderText(message.caption, message.caption_entities)));
    root.append(cell);
  }
  return root;
}

/**
 * @param {HTMLElement} row
 * @param {Message[]} group
 * @param {ChatView} chat
 */
function listen(row, group, chat) {
  const meant = (/** @type {Event} */ event) => {
    const cell = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-message]"));
    return group.find((message) => String(message.message_id) === cell?.dataset.message) ?? group[0];
  };
  const inert = (/** @type {Event} */ event) => group.every((message) => message.deleted) || /** @type {Element} */ (event.target).closest("button, a, video, summary");
  row.addEventListener("dblclick", (event) => {
    if (inert(event)) return;
    getSelection()?.removeAllRanges();
    chat.startReply(meant(event));
  });
  row.addEventListener("contextmenu", (event) => {
    if (group.every((message) => message.deleted)) return;
    event.preventDefault();
    chat.openMessageMenu(meant(event), /** @type {Element} */ (row.querySelector(".bubble") ?? row));
  });
  row.addEventListener("keydown", (event) => {
    if (event.target !== row || inert(event)) return;
    if (event.key === "Enter" || event.key === "ContextMenu") {
      event.preventDefault();
      chat.openMessageMenu(group[0], /** @type {Element} */ (row.querySelector(".bubble") ?? row));
    } else if (event.key === "r") {
      event.preventDefault();
      chat.startReply(group[0]);
    }
  });
}
