// Unsaved words of a form marked data-draft="name" are kept in this browser, offered again when the form comes back
// empty of them (a closed tab, an expired session), forgotten when the server says the form was taken, after a week,
// and at sign-out. Passwords, files and hidden boxes are never kept.
const PREFIX = "ui.draft.";
const WEEK = 7 * 24 * 3600 * 1000;

const key = (form) => PREFIX + form.dataset.draft;
const kept = (box) => box.name && !["password", "file", "hidden", "submit", "button"].includes(box.type) && box.autocomplete !== "one-time-code";
const value = (box) => (["checkbox", "radio"].includes(box.type) ? String(box.checked) : box.value);
const id = (box, index) => (["checkbox", "radio"].includes(box.type) ? `${box.name}=${box.value}` : box.name || index);

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function state(form) {
  return Object.fromEntries([...form.elements].filter(kept).map((box, index) => [id(box, index), value(box)]));
}

function put(form, draft) {
  [...form.elements].filter(kept).forEach((box, index) => {
    const was = draft.state[id(box, index)];
    if (was === undefined) return;
    if (["checkbox", "radio"].includes(box.type)) box.checked = was === "true";
    else box.value = was;
  });
  form.dispatchEvent(new Event("ui:restored", { bubbles: true }));
}

function offer(form, draft) {
  const notice = document.getElementById("draft-offer").content.firstElementChild.cloneNode(true);
  const time = notice.querySelector("time");
  time.dateTime = new Date(draft.at).toISOString();
  time.textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
  notice.querySelector("[data-restore]").addEventListener("click", () => { put(form, draft); notice.remove(); form.querySelector("input, textarea, select")?.focus(); });
  notice.querySelector("[data-forget]").addEventListener("click", () => { localStorage.removeItem(key(form)); notice.remove(); });
  form.before(notice);
}

function watch(form) {
  const name = key(form);
  const draft = read(name);
  const first = JSON.stringify(state(form));
  if (draft && JSON.stringify(draft.state) !== first) offer(form, draft);
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => localStorage.setItem(name, JSON.stringify({ at: Date.now(), state: state(form) })), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    localStorage.setItem(name, JSON.stringify({ at: Date.now(), state: state(form), sent: true }));
  });
}

const drafts = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
const taken = document.querySelector(".messages [data-tone=success]");
for (const name of drafts) {
  const draft = read(name);
  if (!draft || Date.now() - draft.at > WEEK || (draft.sent && taken)) localStorage.removeItem(name);
}
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => drafts.forEach((name) => localStorage.removeItem(name)));
for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
