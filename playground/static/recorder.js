/** Recording a voice message with the browser's own recorder. */

import { el, iconButton } from "./dom.js";
import { duration } from "./format.js";
import { t } from "./words.js";

const FORMATS = [["audio/ogg;codecs=opus", "ogg"], ["audio/webm;codecs=opus", "webm"], ["audio/mp4", "m4a"]];

/** @returns {boolean} */
export function canRecord() {
  return typeof MediaRecorder !== "undefined" && Boolean(navigator.mediaDevices?.getUserMedia);
}

/**
 * @param {object} options
 * @param {(file: File) => void} options.onDone
 * @param {() => void} options.onEnd called after sending and after cancelling
 * @returns {Promise<HTMLElement>} the bar that takes the composer's place meanwhile
 */
export async function startRecording({ onDone, onEnd }) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [type, ending] = FORMATS.find(([format]) => MediaRecorder.isTypeSupported(format)) ?? ["", "webm"];
  const recorder = new MediaRecorder(stream, type ? { mimeType: type } : undefined);
  /** @type {Blob[]} */
  const pieces = [];
  let kept = false;
  const time = el("span", { class: "recording-time" }, "0:00");
  const began = Date.now();
  const timer = setInterval(() => (time.textContent = duration((Date.now() - began) / 1000)), 250);
  const finish = (/** @type {boolean} */ keep) => {
    kept = keep;
    if (recorder.state !== "inactive") recorder.stop();
  };
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    onEnd();
    const mime = (recorder.mimeType || type).split(";")[0];
    if (kept && pieces.length) onDone(new File(pieces, `voice.${ending}`, { type: mime }));
  });
  recorder.start(200);
  return el(
    "div",
    { class: "recording", role: "status", testid: "recording" },
    iconButton("trash", t("cancel"), () => finish(false), { testid: "recording-cancel" }),
    el("span", { class: "recording-dot", "aria-hidden": "true" }),
    el("span", {}, t("recording")),
    time,
    iconButton("send", t("send"), () => finish(true), { class: "send", testid: "recording-send" }),
  );
}
