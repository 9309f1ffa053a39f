// Silence and adoption as they are now: these pages read themselves again when somebody acts. A page on which one writes
// stays as it is and says that something happened.
import { renew } from "./fresh.js";
import { follow } from "./stream.js";

const page = document.querySelector("[data-live-page]");
const note = document.querySelector("[data-live-note]");
const told = (root) => [...root.querySelectorAll("[data-announce]")].map((each) => each.textContent.replace(/\s+/g, " ").trim()).join(", ");

let reading = null;
let once = false;
let line = null;

async function read() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!now.querySelector("[data-live-page]")) return;
  const before = told(document);
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = now.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (fresh) renew(part, fresh);
  }
  line.beat = page.dataset.beat;
  if (told(document) !== before) document.getElementById("announce").textContent = told(document);
  document.dispatchEvent(new Event("fresh"));
}

// What happens while the page is read is read too, once, behind it.
async function again() {
  if (reading) {
    once = true;
    return reading;
  }
  reading = read();
  try {
    await reading;
  } finally {
    reading = null;
    if (once) {
      once = false;
      setTimeout(again);
    }
  }
}

function tell() {
  note.firstElementChild.hidden = false;
}

const shown = page ?? note;
if (shown) {
  line = follow({
    draft: shown.dataset.livePage ?? shown.dataset.liveNote,
    address: shown.dataset.liveAddress,
    question: shown.dataset.beatUrl,
    beat: shown.dataset.beat,
    query: { only: "beat" },
    changed: page ? again : tell,
    events: { beat: page ? () => setTimeout(again, Math.random() * 1200) : tell },
  });
}
