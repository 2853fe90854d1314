/** Sends files as the messages and albums they were sorted into. */

import { api } from "./api.js";

/**
 * @param {number} personId
 * @param {import("./attach.js").Upload[]} uploads
 * @param {import("./types.js").Message | null} replyTo
 * @param {(message: import("./types.js").Message) => void} onMessage
 */
export async function upload(personId, uploads, replyTo, onMessage) {
  for (const { kind, files, caption } of uploads) {
    const form = new FormData();
    form.append("kind", kind);
    if (caption.text) form.append("caption", caption.text);
    if (caption.entities.length) form.append("caption_entities", JSON.stringify(caption.entities));
    if (replyTo) form.append("reply_to", String(replyTo.message_id));
    for (const file of files) form.append("file", file, file.name);
    const { messages } = await api.upload(personId, form);
    for (const message of messages) onMessage(message);
  }
}
