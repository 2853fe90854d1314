/** Numbers and times as people read them, in the language of the page. */

import { language, t } from "./words.js";

const LOCALES = { uz: "uz-Latn-UZ", ru: "ru-RU", en: "en-GB" };

/**
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

/**
 * @param {number} seconds Unix time
 * @returns {string} the reader's own calendar day, sortable
 */
export function dayKey(seconds) {
  const date = new Date(seconds * 1000);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * @param {string} key a day as `dayKey` writes it
 * @returns {string}
 */
export function dayLabel(key) {
  const now = Date.now() / 1000;
  if (key === dayKey(now)) return t("today");
  if (key === dayKey(now - 86400)) return t("yesterday");
  return new Date(`${key}T12:00:00`).toLocaleDateString(LOCALES[language()], { day: "numeric", month: "long", year: "numeric" });
}

/**
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function fullTime(seconds) {
  return new Date(seconds * 1000).toLocaleString(LOCALES[language()]);
}

/**
 * @param {number} [bytes]
 * @returns {string}
 */
export function fileSize(bytes) {
  if (!bytes) return "";
  const units = ["B", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/**
 * @param {number} [seconds]
 * @returns {string} minutes and seconds, as players show them
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? Number(seconds) : 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
