/** Places, contacts, polls, dice, service messages, and whatever kind this page has never heard of. */

import { avatar, el, icon } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */

/** Fields that tell about a message and are not its content. */
const ABOUT = new Set(
  ("message_id date chat from sender_chat reply_to_message quote external_reply edit_date reactions deleted reply_markup " +
    "forward_origin forward_date forward_from forward_from_chat forward_from_message_id forward_sender_name " +
    "forward_signature media_group_id caption caption_entities text entities link_preview_options has_media_spoiler " +
    "show_caption_above_media has_protected_content is_from_offline effect_id via_bot message_thread_id author_signature " +
    "sender_business_bot business_connection_id is_topic_message sender_tag").split(" "),
);
const SERVICE = /^(pinned_message|new_chat_|left_chat_|group_chat_|users_shared|user_shared|chat_shared|write_access|connected_website|message_auto_delete|boost_added|chat_background|video_chat_|proximity_)/;

/**
 * @param {Message} message
 * @returns {string | null} the first field that is content
 */
export function kindOf(message) {
  return Object.keys(message).find((name) => !ABOUT.has(name) && message[name] !== null && message[name] !== undefined) ?? null;
}

/**
 * @param {Message} message
 * @param {(id: number) => string} nameOf
 * @returns {string | null} the line in the middle of the chat, for service messages
 */
export function serviceLine(message, nameOf) {
  const kind = kindOf(message);
  if (!kind || !SERVICE.test(kind)) return null;
  const shared = message.users_shared?.users ?? message.users_shared?.user_ids?.map((/** @type {number} */ id) => ({ user_id: id }));
  if (!shared) return t("serviceKind", { kind: kind.replaceAll("_", " ") });
  const names = shared.map((/** @type {any} */ user) => user.first_name ?? nameOf(user.user_id));
  return t("sharedPeople", { names: names.join(", ") });
}

/**
 * @param {Message} message
 * @returns {HTMLElement}
 */
function place(message) {
  const { latitude, longitude } = message.venue?.location ?? message.location;
  const numbers = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  const words = message.venue
    ? [el("b", {}, message.venue.title), el("span", {}, message.venue.address), el("small", {}, numbers)]
    : [el("b", {}, t("location")), el("small", {}, numbers)];
  return el(
    "a",
    { class: "card place", href: `geo:${latitude},${longitude}`, title: numbers, testid: "place" },
    el("span", { class: "map", "aria-hidden": "true" }, icon("location")),
    el("span", { class: "card-words" }, words),
  );
}

/**
 * @param {any} contact
 * @returns {HTMLElement}
 */
function contactCard(contact) {
  const person = { id: contact.user_id ?? contact.phone_number.length, first_name: contact.first_name, last_name: contact.last_name };
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return el(
    "a",
    { class: "card contact", href: `tel:${contact.phone_number}`, testid: "contact" },
    avatar(person),
    el("span", { class: "card-words" }, el("b", {}, name), el("small", {}, contact.phone_number)),
  );
}

/**
 * @param {any} poll
 * @returns {HTMLElement}
 */
function pollCard(poll) {
  const options = (poll.options ?? []).map((/** @type {any} */ option) => el("li", {}, option.text, el("small", {}, option.voter_count ?? 0)));
  return el("div", { class: "card poll", testid: "poll" }, el("div", { class: "card-words" }, el("small", {}, t("poll")), el("b", {}, poll.question)), el("ul", {}, options));
}

/**
 * @param {any} dice
 * @returns {HTMLElement}
 */
function diceCard(dice) {
  return el("div", { class: "dice", testid: "dice" }, el("span", { class: "sticker-emoji" }, dice.emoji ?? "🎲"), el("b", {}, dice.value ?? ""));
}

/**
 * @param {string} kind
 * @param {unknown} content
 * @returns {HTMLElement}
 */
function otherCard(kind, content) {
  return el(
    "details",
    { class: "card other", testid: "other" },
    el("summary", {}, icon("code"), el("span", {}, t("otherKind", { kind: kind.replaceAll("_", " ") }))),
    el("pre", {}, JSON.stringify(content, null, 2)),
  );
}

/**
 * @param {Message} message
 * @returns {HTMLElement | null} null when text is all there is
 */
export function card(message) {
  if (message.venue || message.location) return place(message);
  if (message.contact) return contactCard(message.contact);
  if (message.poll) return pollCard(message.poll);
  if (message.dice) return diceCard(message.dice);
  const kind = kindOf(message);
  return kind ? otherCard(kind, message[kind]) : null;
}
