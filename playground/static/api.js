/** The people API of the playground: one function for each act, and errors in the server's own words. */

export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} status 0 when the server could not be reached at all
   */
  constructor(message, status) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | FormData | null} [body]
 * @returns {Promise<any>}
 */
async function request(method, path, body = null) {
  /** @type {RequestInit} */
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== null) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError("offline", 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(answer?.error ?? `HTTP ${response.status}`, response.status);
  return answer;
}

const people = (/** @type {number} */ id) => `/api/people/${id}`;
const message = (/** @type {number} */ id, /** @type {number} */ messageId) => `${people(id)}/messages/${messageId}`;

export const api = {
  /** @returns {Promise<import("./types.js").State>} */
  state: () => request("GET", "/api/state"),
  /** @param {object} person */
  savePerson: (person) => request("POST", "/api/people", person),
  /** @param {number} id @param {object} content */
  send: (id, content) => request("POST", `${people(id)}/messages`, content),
  /** @param {number} id @param {FormData} form */
  upload: (id, form) => request("POST", `${people(id)}/messages`, form),
  /** @param {number} id @param {number} messageId @param {object} change */
  edit: (id, messageId, change) => request("PATCH", message(id, messageId), change),
  /** @param {number} id @param {number} messageId */
  remove: (id, messageId) => request("DELETE", message(id, messageId)),
  /** @param {number} id @param {number} messageId @param {string | null} emoji */
  react: (id, messageId, emoji) => request("POST", `${message(id, messageId)}/reactions`, { emoji }),
  /** @param {number} id @param {number} messageId @param {string} data */
  press: (id, messageId, data) => request("POST", `${people(id)}/callbacks`, { message_id: messageId, data }),
  /** @param {number} id @param {object} content */
  pressKeyboard: (id, content) => request("POST", `${people(id)}/keyboard`, content),
  /** @param {number} id @param {boolean} blocked */
  setBlocked: (id, blocked) => request("POST", `${people(id)}/${blocked ? "block" : "unblock"}`, {}),
  /** @param {number} id @param {string} [parameter] */
  start: (id, parameter) => request("POST", `${people(id)}/start`, parameter ? { parameter } : {}),
};

/**
 * @param {string} fileId
 * @returns {string}
 */
export function fileUrl(fileId) {
  return `/files/${encodeURIComponent(fileId)}`;
}
