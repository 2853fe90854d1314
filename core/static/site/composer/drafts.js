// What was written and not sent: kept in this browser by operator, ticket and mode, for seven days.

const PREFIX = "desk-draft:";
const KEPT_FOR = 7 * 24 * 3600 * 1000;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** Remove what is too old, so that nothing of a conversation stays in a browser for long. */
export function sweepDrafts() {
  for (const name of names()) {
    if (!(Date.now() - (read(name)?.at ?? 0) < KEPT_FOR)) localStorage.removeItem(name);
  }
}

/** Remove all that the operator has left here, when they sign out. */
export function forgetDrafts(admin) {
  for (const name of names()) if (name.startsWith(`${PREFIX}${admin}:`)) localStorage.removeItem(name);
}

export function buildDrafts(admin, ticket) {
  const nameOf = (mode) => `${PREFIX}${admin}:${ticket}:${mode}`;

  function keep(mode, draft) {
    try {
      if (draft.text.trim() || draft.quote) localStorage.setItem(nameOf(mode), JSON.stringify({ ...draft, at: Date.now() }));
      else localStorage.removeItem(nameOf(mode));
    } catch {
      // A full or forbidden storage loses only the draft; what is on the page stays.
    }
  }

  return { keep, load: (mode) => read(nameOf(mode)), forget: (mode) => keep(mode, { text: "" }) };
}
