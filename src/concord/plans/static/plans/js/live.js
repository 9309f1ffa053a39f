// Keeps the text on the page as it is in the room. Words being typed are in other boxes and are never touched; focus and
// place stay.
import { follow } from "./stream.js";

const column = document.querySelector("[data-live-draft]");

let line = null;

function put(id, html) {
  const old = document.getElementById(`text-${id}`);
  if (!old) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = html; // rendered and escaped by our own templates
  const next = fresh.content.firstElementChild;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(next);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  next.toggleAttribute("data-at", old.hasAttribute("data-at"));
  next.classList.add("is-news");
  htmx.process(next);
  const leaf = document.querySelector(`[data-to="${id}"] .tree-state`);
  const state = next.querySelector(".tree-state");
  if (leaf && state) {
    leaf.dataset.tone = state.dataset.tone;
    leaf.innerHTML = state.innerHTML;
  }
}

// Another view than the whole text of everybody is rendered for one reader: it is read again.
const whole = () => !["of", "view", "needs", "revision"].some((name) => new URLSearchParams(location.search).get(name));

// The whole column again: something came, went or moved, or the line was down for a while.
async function again() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live-draft]");
  if (!fresh) return;
  const before = new Map([...column.querySelectorAll("[id^=text-]")].map((each) => [each.id, each.outerHTML]));
  const focused = column.contains(document.activeElement) ? document.activeElement.id : "";
  const top = window.scrollY;
  column.replaceChildren(...fresh.childNodes);
  for (const each of column.querySelectorAll("[id^=text-]")) each.classList.toggle("is-news", before.get(each.id) !== each.outerHTML);
  line.beat = fresh.dataset.beat;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo({ top });
  htmx.process(column);
}

if (column) {
  line = follow({
    draft: column.dataset.liveDraft,
    address: column.dataset.liveAddress,
    question: column.dataset.beatUrl,
    beat: column.dataset.beat,
    query: { text: column.dataset.language, page: document.documentElement.lang },
    changed: again,
    events: {
      text(event) {
        if (whole()) for (const [id, html] of Object.entries(JSON.parse(event.data))) put(id, html);
        else again();
      },
      stale: again,
    },
  });
}
