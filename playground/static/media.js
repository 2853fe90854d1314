/** Pictures, films, stickers and files inside a bubble. What a browser cannot show becomes a file to download. */

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { duration, fileSize } from "./format.js";
import { openLightbox } from "./lightbox.js";
import { playAlone, player } from "./player.js";
import { t } from "./words.js";

/** @typedef {import("./types.js").Message} Message */

/**
 * @param {any[]} sizes a photo's sizes
 * @returns {any} the largest
 */
export function largest(sizes) {
  return [...sizes].sort((one, other) => other.width * other.height - one.width * one.height)[0];
}

/**
 * @param {Message} message
 * @returns {{id: string, type: "image" | "video", name: string} | null} what the lightbox can show
 */
export function visual(message) {
  if (message.photo?.length) return { id: largest(message.photo).file_id, type: "image", name: "photo.jpg" };
  if (message.video) return { id: message.video.file_id, type: "video", name: message.video.file_name ?? "video.mp4" };
  return null;
}

/**
 * @param {Message} message
 * @param {Message[]} album all that the lightbox pages through
 * @returns {HTMLElement} a picture, or a film's first frame, that opens large
 */
export function tile(message, album) {
  const shown = /** @type {NonNullable<ReturnType<typeof visual>>} */ (visual(message));
  const button = el("button", { type: "button", class: "tile", "aria-label": t("openPicture"), testid: "open-media" });
  const open = () => openLightbox(album.map(visual).filter((one) => one !== null), album.indexOf(message));
  button.addEventListener("click", () => {
    if (message.has_media_spoiler && !button.classList.contains("shown")) button.classList.add("shown");
    else open();
  });
  if (message.has_media_spoiler) button.classList.add("hidden-media");
  const size = message.photo ? largest(message.photo) : message.video;
  const media = shown.type === "image"
    ? el("img", { src: fileUrl(shown.id), alt: message.caption ?? t("asPhoto"), loading: "lazy", decoding: "async" })
    : el("video", { src: `${fileUrl(shown.id)}#t=0.1`, preload: "metadata", muted: true, playsInline: true, tabIndex: -1 });
  if (size?.width && size?.height) {
    media.width = size.width;
    media.height = size.height;
    media.style.aspectRatio = `${size.width} / ${size.height}`;
  }
  media.addEventListener("error", () => button.replaceChildren(broken()));
  button.append(media);
  if (shown.type === "video") button.append(el("span", { class: "badge" }, icon("play"), duration(message.video.duration)));
  return button;
}

/** @returns {HTMLElement} */
function broken() {
  return el("span", { class: "broken-media" }, icon("picture"), t("notShown"));
}

/**
 * @param {any} file
 * @param {string} name
 * @returns {HTMLElement}
 */
export function fileCard(file, name) {
  const ending = name.includes(".") ? name.split(".").pop()?.slice(0, 4) ?? "" : "";
  return el(
    "a",
    { class: "file", href: fileUrl(file.file_id), download: name, title: `${t("download")}: ${name}`, testid: "file" },
    el("span", { class: "file-sign", "aria-hidden": "true" }, icon(ending ? "file" : "download"), ending && el("b", {}, ending)),
    el("span", { class: "file-words" }, el("span", { class: "file-name" }, name), el("small", {}, fileSize(file.file_size) || t("download"))),
  );
}

/**
 * @param {any} film
 * @param {string} className
 * @param {Record<string, any>} properties
 * @param {string} name for the download, when the browser cannot play it
 * @returns {HTMLElement}
 */
function film(film, className, properties, name) {
  const video = el("video", { src: fileUrl(film.file_id), class: className, playsInline: true, preload: "metadata", ...properties });
  const frame = el("div", { class: `frame ${className}-frame` }, video);
  if (film.width && film.height) video.style.aspectRatio = `${film.width} / ${film.height}`;
  video.addEventListener("play", () => {
    if (!video.muted) playAlone(video);
  });
  video.addEventListener("error", () => frame.replaceChildren(fileCard(film, name)));
  return frame;
}

/**
 * @param {any} note
 * @returns {HTMLElement}
 */
function videoNote(note) {
  const frame = film(note, "video-note", {}, "video-note.mp4");
  const video = frame.querySelector("video");
  const button = el("button", { type: "button", class: "note-button", "aria-label": `${t("play")}: ${t("asVideoNote")}` }, icon("play"));
  button.addEventListener("click", () => {
    if (video?.paused) video.play().catch(() => undefined);
    else video?.pause();
  });
  video?.addEventListener("play", () => button.classList.add("playing"));
  video?.addEventListener("pause", () => button.classList.remove("playing"));
  frame.append(button, el("span", { class: "badge" }, duration(note.duration)));
  return frame;
}

/**
 * @param {any} animation
 * @returns {HTMLElement}
 */
function animationFrame(animation) {
  const name = animation.file_name ?? "animation.mp4";
  const asFilm = () => film(animation, "animation", { autoplay: true, loop: true, muted: true, controls: false }, name);
  if (!/gif$/i.test(animation.mime_type ?? name)) return asFilm();
  const picture = el("img", { src: fileUrl(animation.file_id), class: "animation", alt: "GIF" });
  const frame = el("div", { class: "frame animation-frame" }, picture, el("span", { class: "badge" }, "GIF"));
  picture.addEventListener("error", () => frame.replaceWith(asFilm()));
  return frame;
}

/**
 * @param {any} sticker
 * @returns {HTMLElement} the picture, or the sticker's emoji where there is none that a browser draws
 */
function stickerPicture(sticker) {
  const emoji = el("span", { class: "sticker-emoji", role: "img", "aria-label": t("sticker") }, sticker.emoji ?? "🖼");
  if (sticker.is_animated) return emoji;
  const picture = sticker.is_video
    ? el("video", { src: fileUrl(sticker.file_id), class: "sticker-picture", autoplay: true, loop: true, muted: true, playsInline: true })
    : el("img", { src: fileUrl(sticker.file_id), class: "sticker-picture", alt: sticker.emoji ?? t("sticker") });
  picture.addEventListener("error", () => picture.replaceWith(emoji));
  // A sticker that was made from an emoji alone carries a picture of one dot.
  picture.addEventListener("load", () => {
    if (picture instanceof HTMLImageElement && picture.naturalWidth < 16) picture.replaceWith(emoji);
  });
  return picture;
}

/**
 * @param {any} audio
 * @returns {HTMLElement}
 */
function music(audio) {
  const name = audio.title ?? audio.file_name ?? t("asAudio");
  const title = el("span", { class: "player-title" }, el("b", {}, name), audio.performer && el("small", {}, audio.performer));
  return player(audio, name, title);
}

/**
 * @param {Message} message
 * @returns {HTMLElement | null} null when the message holds no file
 */
export function media(message) {
  if (message.photo?.length) return el("div", { class: "frame" }, tile(message, [message]));
  if (message.video) return film(message.video, "video", { controls: true }, message.video.file_name ?? "video.mp4");
  if (message.animation) return animationFrame(message.animation);
  if (message.video_note) return videoNote(message.video_note);
  if (message.voice) return player(message.voice, t("voice"));
  if (message.audio) return music(message.audio);
  if (message.sticker) return stickerPicture(message.sticker);
  if (message.document) return fileCard(message.document, message.document.file_name ?? t("anyFile"));
  return null;
}
