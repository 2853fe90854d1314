// The health page stays what it says: it asks for itself again, and says so where nobody answers.

const EVERY = 15_000;

async function renewed() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (!response.ok || response.redirected) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.getElementById("health");
  } catch {
    return null;
  }
}

async function renew() {
  const shown = document.getElementById("health");
  const found = await renewed();
  if (found) shown.replaceChildren(...found.childNodes);
  else document.getElementById("stale").hidden = false;
}

// Nobody looks at a hidden page: it is renewed when it is seen again.
setInterval(() => document.hidden || renew(), EVERY);
document.addEventListener("visibilitychange", () => document.hidden || renew());
