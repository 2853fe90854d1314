// Speaks to the backend, and names what came of it, so that every caller tells the same things apart:
// "done", "refused" (with {code, detail}), "busy" (the same, and to be tried again later), "session_lost", "offline",
// "failed" and "cancelled".

// Over TLS the cookie has a name that no neighbouring host may set.
const CSRF = /^(?:__Host-csrf|csrftoken)=(.*)$/;

export function csrfToken() {
  const found = document.cookie.split("; ").map((pair) => CSRF.exec(pair)).find(Boolean);
  return found ? decodeURIComponent(found[1]) : "";
}

function outcomeOf(status, data) {
  if (status === 304 || (status >= 200 && status < 300)) return data === null && status !== 304 ? "failed" : "done";
  if (status === 401) return "session_lost";
  // The refusal of an aged or forged token says so too, or is a page of Django's own: signing in anew mends it.
  if (status === 403 && (data?.code ?? "session_lost") === "session_lost") return "session_lost";
  if (status === 429) return "busy";
  if (status >= 400 && status < 500) return "refused";
  return "failed";
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function answerOf(status, text, url, wanted) {
  // Whoever is signed out is led to the login's page, which answers well and is no answer to this.
  const isElsewhere = url && new URL(url, location.href).pathname !== new URL(wanted, location.href).pathname;
  if (isElsewhere) return { ok: false, status: 401, data: null, outcome: "session_lost" };
  const data = parsed(text);
  const outcome = outcomeOf(status, data);
  return { ok: outcome === "done", status, data, outcome };
}

const lost = (outcome) => ({ ok: false, status: 0, data: null, outcome });

/** Post a form. `onProgress` is told the part that is on its way, from 0 to 1; `signal` cancels. */
export function post(url, body, { onProgress, signal } = {}) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(lost("cancelled"));
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.addEventListener("load", () =>
      resolve(answerOf(request.status, request.responseText, request.responseURL, url)),
    );
    request.addEventListener("error", () => resolve(lost("offline")));
    request.addEventListener("abort", () => resolve(lost("cancelled")));
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

/** Ask for JSON. With the `etag` of an earlier answer, status 304 and no data mean that nothing changed. */
export async function getJson(url, { etag, signal } = {}) {
  const headers = { Accept: "application/json", ...(etag ? { "If-None-Match": etag } : {}) };
  try {
    const response = await fetch(url, { headers, signal, cache: "no-store" });
    const answer = answerOf(response.status, await response.text(), response.url, url);
    return { ...answer, etag: response.headers.get("ETag") ?? "" };
  } catch {
    return { ...lost(signal?.aborted ? "cancelled" : "offline"), etag: "" };
  }
}
