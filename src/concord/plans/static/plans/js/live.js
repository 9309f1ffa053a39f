// Keeps the text on the page as it is in the room: a stream of changed provisions where one is offered, a question every
// few seconds where not. Words being typed are in other boxes and are never touched; focus and place stay.
const column = document.querySelector("[data-live-draft]");
const said = document.querySelector("[data-live-state]");
const EVERY = 5000;

let beat = column?.dataset.beat;
let source = null;
let asking = 0;

function tell(state) {
  if (!said || said.dataset.state === state) return;
  said.dataset.state = state;
  said.textContent = said.dataset[state];
}

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
  beat = fresh.dataset.beat;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo({ top });
  htmx.process(column);
}

async function ask() {
  try {
    const answer = await fetch(column.dataset.beatUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    if ((await answer.json()).beat !== beat) await again();
    tell("asking");
  } catch {
    tell("away");
  }
}

function poll() {
  clearInterval(asking);
  asking = setInterval(ask, EVERY);
}

function listen() {
  const where = column.dataset.liveAddress;
  if (!where || !window.EventSource) return poll();
  const base = where.startsWith(":") ? `${location.protocol}//${location.hostname}${where}/live` : where.replace(/\/$/, "");
  const query = new URLSearchParams({ text: column.dataset.language, page: document.documentElement.lang, seen: beat });
  source = new EventSource(`${base}/${column.dataset.liveDraft}/?${query}`, { withCredentials: true });
  source.addEventListener("open", () => { clearInterval(asking); asking = 0; tell("listening"); });
  source.addEventListener("text", (event) => {
    beat = event.lastEventId;
    if (whole()) for (const [id, html] of Object.entries(JSON.parse(event.data))) put(id, html);
    else again();
  });
  source.addEventListener("stale", again);
  source.addEventListener("gone", () => { source.close(); location.reload(); });
  source.addEventListener("error", () => {
    tell("asking");
    if (!asking) poll();
  });
}

if (column) listen();
window.addEventListener("online", ask);
