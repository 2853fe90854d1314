/** The small player of voice messages and music: one sound at a time on the whole page. */

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { duration } from "./format.js";
import { t } from "./words.js";

const BARS = 34;

/** @type {HTMLMediaElement | null} */
let playing = null;

/**
 * Makes way for a new sound or film.
 * @param {HTMLMediaElement} media
 */
export function playAlone(media) {
  if (playing && playing !== media) playing.pause();
  playing = media;
}

/**
 * @param {{file_id: string, file_unique_id?: string, duration?: number}} sound
 * @param {string} label
 * @param {HTMLElement | null} [title] what stands above the line, for music
 * @returns {HTMLElement}
 */
export function player(sound, label, title = null) {
  const audio = el("audio", { preload: "none", src: fileUrl(sound.file_id) });
  const button = el("button", { type: "button", class: "round-button", "aria-label": `${t("play")}: ${label}`, testid: "play" }, icon("play"));
  const time = el("span", { class: "player-time" }, duration(sound.duration));
  const line = title ? el("progress", { max: 1, value: 0, "aria-hidden": "true" }) : waves(sound.file_unique_id ?? sound.file_id);
  const root = el("div", { class: "player", testid: "player" }, button, el("div", { class: "player-body" }, title, line, time), audio);

  button.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    playAlone(audio);
    audio.play().catch(() => root.classList.add("broken"));
  });
  const sync = () => {
    button.replaceChildren(icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", `${t(audio.paused ? "play" : "pause")}: ${label}`);
  };
  audio.addEventListener("play", sync);
  audio.addEventListener("pause", sync);
  audio.addEventListener("timeupdate", () => {
    const whole = Number.isFinite(audio.duration) ? audio.duration : sound.duration ?? 0;
    showProgress(line, whole ? audio.currentTime / whole : 0);
    time.textContent = `${duration(audio.currentTime)} / ${duration(whole)}`;
  });
  audio.addEventListener("ended", () => {
    showProgress(line, 0);
    time.textContent = duration(sound.duration || audio.duration);
  });
  return root;
}

/**
 * @param {HTMLElement} line
 * @param {number} share between 0 and 1
 */
function showProgress(line, share) {
  if (line instanceof HTMLProgressElement) line.value = Math.min(1, share);
  else [...line.children].forEach((bar, index) => bar.classList.toggle("heard", index < share * BARS));
}

/**
 * The wave is only an ornament, drawn from the file's id: reading the sound itself would download it at once.
 * @param {string} seed
 * @returns {HTMLElement}
 */
function waves(seed) {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  const bars = Array.from({ length: BARS }, (_, index) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    const bar = el("i");
    const swell = 0.55 + 0.45 * Math.sin((index / BARS) * Math.PI);
    bar.style.height = `${Math.round(3 + ((state >>> 24) / 255) * 15 * swell)}px`;
    return bar;
  });
  return el("div", { class: "waves", "aria-hidden": "true" }, bars);
}
