// A voice message: recorded, listened to, then sent or discarded.

import { part } from "./parts.js";
import { say } from "./words.js";

const LONGEST = 20 * 60;
// Milliseconds of sound that the recorder hands over at a time.
const PIECE = 250;
// What the browsers record: Opus is sent on as it is, anything else the server makes Opus of.
const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const IDLE = "idle";

const release = (stream) => stream?.getTracks().forEach((track) => track.stop());
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export function buildVoice(form, { onProblem, onSend }) {
  const box = part(form, "recorder");
  const listen = part(form, "listen");
  let state = IDLE;
  // What is being recorded or listened to; what comes of an earlier one is nobody's.
  let current = null;
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
    const seconds = began && (Date.now() - began) / 1000;
    part(form, "recorded").textContent = clock(seconds);
    if (seconds < LONGEST) return;
    onProblem(say("recordedLimit"));
    stop();
  }

  async function record() {
    const mine = Symbol("a recording");
    current = mine;
    // A microphone may take its time: what counts is from its first sound on.
    began = 0;
    tick();
    show("asking");
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    // Whoever has discarded it meanwhile may be in the middle of the next one.
    if (current !== mine) return release(stream);
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    if (!stream || !mimeType) {
      release(stream);
      show(IDLE);
      return onProblem(say("noMicrophone"));
    }
    begin(mine, new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 }));
  }

  function begin(mine, own) {
    const pieces = [];
    recorder = own;
    own.addEventListener("dataavailable", (event) => {
      if (!event.data.size) return;
      began ||= Date.now();
      pieces.push(event.data);
    });
    own.addEventListener("stop", () => {
      release(own.stream);
      if (current === mine) finish(pieces, own.mimeType);
    });
    own.start(PIECE);
    ticking = setInterval(tick, 250);
    show("recording");
    part(form, "voice-stop").focus();
  }

  function finish(pieces, mimeType) {
    clearInterval(ticking);
    if (!pieces.length) {
      show(IDLE);
      return onProblem(say("noMicrophone"));
    }
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
    current = null;
    clearInterval(ticking);
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
