/** What a person can do with one message. */

import { choosePeople, openReactionPicker } from "./dialogs.js";
import { el, iconButton } from "./dom.js";
import { copyText } from "./inline_keyboard.js";
import { openMenu } from "./menu.js";
import { QUICK_REACTIONS, reactionButtons } from "./reactions.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */

/**
 * @param {Message} message
 * @param {Element} anchor
 * @param {import("./types.js").ChatView} chat
 * @param {{edit: () => void, remove: () => void, forward: (to: number, hidden: boolean) => Promise<boolean>}} acts
 */
export function openMessageMenu(message, anchor, chat, acts) {
  const own = chat.isOwn(message);
  const words = message.text ?? message.caption;
  const quote = selectedIn(anchor, words);
  const current = message.reactions?.find(({ by }) => by === chat.person.id)?.emoji;
  const react = (/** @type {string | null} */ emoji) => {
    close();
    chat.react(message, emoji);
  };
  const more = iconButton("smile", t("moreReactions"), () => {
    close();
    openReactionPicker(current, (emoji) => chat.react(message, emoji));
  }, { testid: "more-reactions" });
  /** @type {import("./menu.js").MenuItem[]} */
  const items = [{ label: t("reply"), icon: "reply", testid: "menu-reply", onChoose: () => chat.startReply(message, quote) }];
  if (own && words) items.push({ label: t("edit"), icon: "edit", testid: "menu-edit", onChoose: acts.edit });
  if (words) items.push({ label: t("copy"), icon: "copy", testid: "menu-copy", onChoose: () => copyText(words, chat) });
  items.push({ label: t("forward"), icon: "forward", testid: "menu-forward", onChoose: () => askForward(chat, acts.forward) });
  if (own) items.push({ label: t("remove_message"), icon: "trash", danger: true, testid: "menu-delete", onChoose: acts.remove });
  const close = openMenu(anchor, items, { top: [...reactionButtons(QUICK_REACTIONS, current, react), more], label: t("actions") });
}

/**
 * @param {import("./types.js").ChatView} chat
 * @param {(to: number, hidden: boolean) => Promise<boolean>} forward
 */
function askForward(chat, forward) {
  const hide = el("label", { class: "check-row" }, el("input", { type: "checkbox", name: "hidden", testid: "hide-author" }), el("span", {}, t("hideAuthor")));
  choosePeople(t("forwardTo"), [...chat.store.people.values()], 1, async ([to], form) => {
    await forward(to, new FormData(form).has("hidden"));
  }, [hide]);
}

/**
 * @param {Element} anchor
 * @param {string | undefined} words of the message
 * @returns {string | undefined} the selected piece of them, which the reply then quotes
 */
function selectedIn(anchor, words) {
  const selection = getSelection();
  const selected = selection?.toString().trim();
  const inside = selection?.anchorNode && anchor.closest(".row")?.contains(selection.anchorNode);
  return selected && inside && words?.includes(selected) && selected !== words ? selected : undefined;
}
