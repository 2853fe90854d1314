/** Everything that is sent besides text: files with a choice of how, places, contacts, stickers, and kinds to come. */

import { el, iconButton } from "./dom.js";
import { openDialog, openForm } from "./dialogs.js";
import { Editor } from "./editor.js";
import { fileSize } from "./format.js";
import { openMenu } from "./menu.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").RichText} RichText */
/** One message, or one album: a kind for each file. @typedef {{kinds: string[], files: File[], caption: RichText}} Upload */

const STICKERS = "😀 😂 🥰 😎 🤔 😴 😭 😡 🥳 🤩 👋 👍 👎 👏 🙏 💪 🔥 ❤️ ⭐ 🎉 🎁 🌹 ☕ 🍉 🐱 🐶 🦄 🚀 ✅ ❓".split(" ");
const ALBUM = 10;
const ALONE = new Set(["voice", "video_note", "animation", "sticker"]);

/**
 * @param {File} file
 * @returns {string} the kind that a messenger would choose by itself
 */
export function guessKind(file) {
  if (file.type === "image/gif") return "animation";
  if (/^image\/(jpeg|png|webp|bmp)$/.test(file.type)) return "photo";
  if (file.type.startsWith("video/")) return "video";
  if (file.type === "audio/ogg" || /\.(ogg|oga|opus)$/i.test(file.name)) return "voice";
  return file.type.startsWith("audio/") ? "audio" : "document";
}

/**
 * Telegram's albums hold photos and videos together, but documents and music only among themselves.
 * @param {File[]} files
 * @param {string} choice a kind, or `media` for each picture and film by its own kind
 * @returns {{kinds: string[], files: File[]}[]} one entry for each message or album
 */
export function uploadsOf(files, choice) {
  const family = (/** @type {string} */ kind) => (kind === "photo" || kind === "video" ? "visual" : kind);
  /** @type {{kinds: string[], files: File[]}[]} */
  const uploads = [];
  for (const file of files) {
    const kind = choice === "media" ? guessKind(file) : choice;
    const last = uploads.at(-1);
    const joins = last && family(last.kinds[0]) === family(kind) && !ALONE.has(kind) && last.files.length < ALBUM;
    if (joins) {
      last.files.push(file);
      last.kinds.push(kind);
    } else uploads.push({ kinds: [kind], files: [file] });
  }
  return uploads;
}

/**
 * @param {File[]} files
 * @returns {[string, string][]} kinds that suit all of them, the likeliest first
 */
function choices(files) {
  const kinds = new Set(files.map(guessKind));
  const [only] = kinds;
  const names = { photo: t("asPhoto"), video: t("asVideo"), audio: t("asAudio"), voice: t("asVoice"), animation: t("asAnimation"), document: t("asDocument"), video_note: t("asVideoNote"), sticker: t("asSticker") };
  const likely = kinds.size > 1 ? ["media"] : [only];
  if (kinds.size === 1) {
    if (only === "photo") likely.push("sticker");
    if (only === "video") likely.push("video_note", "animation");
    if (only === "animation") likely.push("photo");
    if (only === "voice") likely.push("audio");
    if (only === "audio") likely.push("voice");
  }
  const all = [...new Set([...likely, "document"])];
  return all.map((kind) => [kind, kind === "media" ? t("asMedia") : names[/** @type {keyof typeof names} */ (kind)]]);
}

/**
 * @param {File[]} files
 * @param {RichText} caption what was in the composer already
 * @param {(uploads: Upload[]) => Promise<void>} onSend
 * @param {string} [forced] the kind the person asked for in the menu
 */
export function openPreview(files, caption, onSend, forced) {
  let kept = [...files];
  const grid = el("div", { class: "preview-grid" });
  const select = el("select", { name: "kind", testid: "send-as", "aria-label": t("sendAs") });
  const editor = new Editor({
    label: t("caption"), placeholder: t("caption"), testid: "caption",
    onSubmit: () => dialog.querySelector("form")?.requestSubmit(),
  });
  /** @type {string[]} */
  let addresses = [];
  const draw = () => {
    addresses.forEach((address) => URL.revokeObjectURL(address));
    addresses = [];
    grid.replaceChildren(...kept.map((file) => previewTile(file, addresses, () => {
      kept = kept.filter((other) => other !== file);
      if (kept.length) draw();
      else dialog.close();
    })));
    select.replaceChildren(...choices(kept).map(([value, label]) => el("option", { value, selected: value === forced }, label)));
  };
  const chosen = el("label", { class: "field" }, el("span", {}, t("sendAs")), select);
  const dialog = openDialog(t("files", { count: files.length }), [grid, chosen, el("div", { class: "field" }, el("span", {}, t("caption")), editor.element)], {
    submit: t("send"), testid: "preview", className: "preview",
    onSubmit: () => {
      const words = editor.get();
      const uploads = uploadsOf(kept, select.value);
      return onSend(uploads.map((upload, index) => ({ ...upload, caption: index === 0 ? words : { text: "", entities: [] } })));
    },
  });
  dialog.addEventListener("close", () => addresses.forEach((address) => URL.revokeObjectURL(address)));
  draw();
  editor.set(caption);
  editor.focus();
}

/**
 * @param {File} file
 * @param {string[]} addresses grows by the address that the picture takes
 * @param {() => void} onRemove
 * @returns {HTMLElement}
 */
function previewTile(file, addresses, onRemove) {
  const kind = guessKind(file);
  let picture = el("span", { class: "preview-sign" }, file.name.split(".").pop()?.slice(0, 4) ?? "");
  if (["photo", "animation", "video"].includes(kind)) {
    const address = URL.createObjectURL(file);
    addresses.push(address);
    picture = kind === "video" ? el("video", { src: address, muted: true }) : el("img", { src: address, alt: file.name });
  }
  const remove = iconButton("close", `${t("remove")}: ${file.name}`, onRemove, { class: "preview-remove" });
  return el("figure", { class: "preview-tile" }, picture, el("figcaption", {}, el("span", {}, file.name), el("small", {}, fileSize(file.size))), remove);
}

/**
 * @param {string} accept
 * @param {(files: File[]) => void} onFiles
 */
export function pickFiles(accept, onFiles) {
  const input = el("input", { type: "file", multiple: true, accept, class: "visually-hidden", testid: "file-input", tabIndex: -1 });
  input.addEventListener("change", () => {
    input.remove();
    if (input.files?.length) onFiles([...input.files]);
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/**
 * @param {Element} anchor
 * @param {object} target
 * @param {import("./types.js").Person} target.person
 * @param {(files: File[], forced?: string) => void} target.onFiles
 * @param {(content: object) => Promise<any>} target.onContent
 */
export function openAttachMenu(anchor, { person, onFiles, onContent }) {
  openMenu(anchor, [
    { label: t("photoOrVideo"), icon: "picture", testid: "attach-media", onChoose: () => pickFiles("image/*,video/*", onFiles) },
    { label: t("anyFile"), icon: "file", testid: "attach-file", onChoose: () => pickFiles("", (files) => onFiles(files, "document")) },
    { label: t("audioAsVoice"), icon: "microphone", testid: "attach-voice", onChoose: () => pickFiles("audio/*", (files) => onFiles(files, "voice")) },
    { label: t("location"), icon: "location", testid: "attach-location", onChoose: () => askLocation(onContent) },
    { label: t("contact"), icon: "contact", testid: "attach-contact", onChoose: () => askContact(person, onContent) },
    { label: t("sticker"), icon: "sticker", testid: "attach-sticker", onChoose: () => askSticker(onContent) },
    { label: t("dice"), icon: "dice", testid: "attach-dice", onChoose: () => onContent({ dice: "🎲" }) },
    { label: t("unknownKind"), icon: "code", testid: "attach-raw", onChoose: () => askRaw(onContent) },
  ], { label: t("attach") });
}

/** @param {(content: object) => Promise<any>} onContent */
export function askLocation(onContent) {
  const fields = [
    { name: "latitude", label: t("latitude"), type: "number", step: "any", value: 41.311081, required: true },
    { name: "longitude", label: t("longitude"), type: "number", step: "any", value: 69.240562, required: true },
    { name: "title", label: t("placeName") },
    { name: "address", label: t("address") },
  ];
  openForm(t("location"), fields, t("send"), async ({ latitude, longitude, title, address }) => {
    const location = { latitude: Number(latitude), longitude: Number(longitude) };
    await onContent(title ? { venue: { location, title, address } } : { location });
  }, "location-form");
}

/**
 * @param {import("./types.js").Person} person
 * @param {(content: object) => Promise<any>} onContent
 */
function askContact(person, onContent) {
  const fields = [
    { name: "phone_number", label: t("phone"), type: "tel", value: phoneOf(person), required: true },
    { name: "first_name", label: t("firstName"), value: person.first_name, required: true },
    { name: "last_name", label: t("lastName"), value: person.last_name },
  ];
  openForm(t("contact"), fields, t("send"), async (values) => {
    const contact = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    const own = contact.first_name === person.first_name && contact.phone_number === phoneOf(person);
    await onContent({ contact: own ? { ...contact, user_id: person.id } : contact });
  }, "contact-form");
}

/**
 * @param {import("./types.js").Person} person
 * @returns {string} a number that belongs to nobody, the same each time
 */
function phoneOf(person) {
  return `+998${String(person.id).padStart(9, "0")}`;
}

/** @param {(content: object) => Promise<any>} onContent */
function askSticker(onContent) {
  const send = (/** @type {string} */ emoji) => {
    dialog.close();
    onContent({ sticker: emoji });
  };
  const buttons = STICKERS.map((emoji) => el("button", { type: "button", class: "emoji-button large", "aria-label": `${t("sticker")} ${emoji}`, testid: "sticker", on: { click: () => send(emoji) } }, emoji));
  const dialog = openDialog(t("sticker"), [el("div", { class: "emoji-grid" }, buttons)], { plain: true, testid: "sticker-picker" });
}

/** @param {(content: object) => Promise<any>} onContent */
function askRaw(onContent) {
  const example = JSON.stringify({ hologram: { scene: "Registan", seconds: 12 } }, null, 2);
  openForm(t("unknownKind"), [{ name: "raw", label: t("rawHint"), rows: 7, value: example, required: true }], t("send"), async ({ raw }) => {
    let fields;
    try {
      fields = JSON.parse(raw);
    } catch {
      return t("rawWrong");
    }
    if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return t("rawWrong");
    await onContent({ raw: fields });
  }, "raw-form");
}
