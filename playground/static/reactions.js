/** Reactions: the chips on a message, and Telegram's fixed list to choose from. */

import { el } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").ChatView} ChatView */

export const QUICK_REACTIONS = ["👍", "❤", "🔥", "👏", "😁", "👀", "🙏"];

export const ALL_REACTIONS =
  "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split(" ");

/**
 * @param {Message[]} group
 * @param {ChatView} chat
 * @returns {HTMLElement | null}
 */
export function reactionChips(group, chat) {
  const chips = group.flatMap((message) => chipsOf(message, chat));
  return chips.length ? el("span", { class: "reactions", testid: "reactions" }, chips) : null;
}

/**
 * @param {Message} message
 * @param {ChatView} chat
 * @returns {HTMLElement[]}
 */
function chipsOf(message, chat) {
  /** @type {Map<string, (string | number)[]>} */
  const byEmoji = new Map();
  for (const { emoji, by } of message.reactions ?? []) byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), by]);
  return [...byEmoji].map(([emoji, by]) => {
    const mine = by.includes(chat.person.id);
    const names = by.map((who) => (who === "bot" ? chat.store.bot.first_name : chat.person.first_name)).join(", ");
    return el(
      "button",
      {
        type: "button", class: `reaction ${mine ? "mine" : ""}`, title: names, "aria-label": `${emoji} ${names}`, testid: "reaction",
        on: { click: () => chat.react(message, mine ? null : emoji) },
      },
      emoji,
      by.length > 1 && el("small", {}, by.length),
    );
  });
}

/**
 * @param {string[]} emojis
 * @param {string | undefined} current the person's own reaction
 * @param {(emoji: string | null) => void} onChoose
 * @returns {HTMLElement[]}
 */
export function reactionButtons(emojis, current, onChoose) {
  return emojis.map((emoji) =>
    el(
      "button",
      {
        type: "button", class: `emoji-button ${emoji === current ? "mine" : ""}`, "aria-label": t("addReaction", { emoji }),
        "aria-pressed": String(emoji === current), testid: "react", "data-emoji": emoji,
        on: { click: () => onChoose(emoji === current ? null : emoji) },
      },
      emoji,
    ),
  );
}
