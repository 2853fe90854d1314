// A voice message: recorded, listened to, then sent or discarded.

import { part } from "./parts.js";
import { say } from "./words.js";

const LONGEST = 20 * 60;
// What the browsers record: Opus is sent on as it is, anything else the server makes Opus of.
const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const IDLE = "idle";

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function buildVoice(form, { onProblem, onSend }) {
  const box = part(form, "recorder");
  const listen = part(form, "listen");
  let state = IDLE;
  let recorder = null;
  let file = null;
  let began = 0;
  let ticking = 0;

  function show(next) {
    state = next;
    box.hidden = state === IDLE;
    box.dataset.state = state;
    part(form, "voice-stop").hidden = state !== "recording";
    part(form, "voice-send").hidden = listen.hidden = state !== "recorded";
    part(form, "record").disabled = state !== IDLE;
  }

  function tick() {
    const seconds = (Date.now() - began) / 1000;
    part(form, "recorded").textContent = clock(seconds);
    if (seconds < LONGEST) return;
    onProblem(say("recordedLimit"));
    stop();
  }

  async function record() {
    show("asking");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
      recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
    } catch {
      show(IDLE);
      return onProblem(say("noMicrophone"));
    }
    const pieces = [];
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => finish(pieces));
    recorder.start(1000);
    began = Date.now();
    ticking = setInterval(tick, 250);
    tick();
    show("recording");
    part(form, "voice-stop").focus();
  }

  function finish(pieces) {
    clearInterval(ticking);
    for (const track of recorder.stream.getTracks()) track.stop();
    const { mimeType } = recorder;
    recorder = null;
    if (state !== "recording") return;
    const ending = /ogg/.test(mimeType) ? "ogg" : /mp4/.test(mimeType) ? "m4a" : "webm";
    file = new File(pieces, `voice.${ending}`, { type: mimeType });
    listen.src = URL.createObjectURL(file);
    show("recorded");
    part(form, "voice-send").focus();
  }

  function stop() {
    if (recorder?.state === "recording") recorder.stop();
  }

  function discard() {
    const hadFocus = box.contains(document.activeElement);
    show(IDLE);
    stop();
    if (listen.src) URL.revokeObjectURL(listen.src);
    listen.removeAttribute("src");
    file = null;
    if (hadFocus) form.elements.text.focus();
  }

  part(form, "record").addEventListener("click", record);
  part(form, "voice-stop").addEventListener("click", stop);
  part(form, "voice-cancel").addEventListener("click", discard);
  part(form, "voice-send").addEventListener("click", () => onSend(file));
  return { discard, file: () => file };
}
