/** What a person can do with the whole chat. */

import { openForm, openPersonForm } from "./dialogs.js";
import { openMenu } from "./menu.js";
import { t } from "./words.js";

/**
 * @param {Element} anchor
 * @param {import("./types.js").Person} person
 * @param {object} acts
 * @param {(parameter?: string) => void} acts.start
 * @param {(values: object) => Promise<void>} acts.save
 * @param {(blocked: boolean) => void} acts.setBlocked
 * @param {() => void} acts.hide
 */
export function openChatMenu(anchor, person, acts) {
  const field = { name: "parameter", label: t("startParameter"), required: true };
  const askParameter = () => openForm(t("startWith"), [field], t("send"), ({ parameter }) => acts.start(parameter), "start-form");
  openMenu(anchor, [
    { label: t("startAgain"), icon: "play", testid: "menu-start", onChoose: () => acts.start() },
    { label: t("startWith"), icon: "link", testid: "menu-start-with", onChoose: askParameter },
    { label: t("editPerson"), icon: "edit", testid: "menu-person", onChoose: () => openPersonForm(person, acts.save) },
    {
      label: t(person.blocked ? "unblock" : "block"), icon: "block", danger: !person.blocked, testid: "menu-block",
      onChoose: () => acts.setBlocked(!person.blocked),
    },
    { label: t("hide"), icon: "hide", testid: "menu-hide", onChoose: acts.hide },
  ]);
}
