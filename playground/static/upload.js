/** Sends files as the messages and albums they were sorted into. */

import { api } from "./api.js";
import { measure } from "./measure.js";

/**
 * @param {number} personId
 * @param {import("./attach.js").Upload[]} uploads
 * @param {import("./types.js").Message | null} replyTo
 */
export async function upload(personId, uploads, replyTo) {
  for (const { kinds, files, caption } of uploads) {
    const form = new FormData();
    for (const kind of kinds) form.append("kind", kind);
    if (caption.text) form.append("caption", caption.text);
    if (caption.entities.length) form.append("caption_entities", JSON.stringify(caption.entities));
    if (replyTo) form.append("reply_to", String(replyTo.message_id));
    const measures = files.length === 1 ? await measure(files[0]) : {};
    for (const [name, value] of Object.entries(measures)) form.append(name, String(value));
    for (const file of files) form.append("file", file, file.name);
    await api.upload(personId, form);
  }
}
