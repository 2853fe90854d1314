// The health page stays what it says: it asks for itself again, and says so where nobody answers. Its words come from
// the page.

const EVERY = 15_000;
// Whoever is asked may hang as well: what is shown must not look fresh meanwhile.
const PATIENCE = 10_000;

/** The page's part as it is now, or in one word why there is none. */
async function renewed() {
  try {
    const response = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    // Whoever is signed out is led to the login's page.
    if (response.redirected) return "lost";
    if (!response.ok) return "offline";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.getElementById("health") ?? "offline";
  } catch {
    return "offline";
  }
}

async function renew() {
  const shown = document.getElementById("health");
  const unheard = document.getElementById("unheard");
  const found = await renewed();
  unheard.hidden = typeof found !== "string";
  if (unheard.hidden) shown.replaceChildren(...found.childNodes);
  else if (unheard.textContent !== unheard.dataset[found]) unheard.textContent = unheard.dataset[found];
}

// Nobody looks at a hidden page: it is renewed when it is seen again.
setInterval(() => document.hidden || renew(), EVERY);
document.addEventListener("visibilitychange", () => document.hidden || renew());
