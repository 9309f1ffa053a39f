// A form marked data-offline is not lost with the link: sent without one, it is kept in this browser and sent when the
// link is back, by the same person, once. Buttons marked data-online need an answer at once and wait for the link. The
// form needs a data-draft name; the server must refuse what it has taken already, for an answer may be lost as well.
const PREFIX = "ui.unsent.";
const AGAIN = 15000;
const pattern = document.getElementById("unsent")?.content.firstElementChild;
const shown = new Map();
const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const who = (page) => squeeze(page.querySelector(".menu-who")?.textContent);
const formOf = (page, kept) => page.querySelector(`form[data-offline][data-draft="${CSS.escape(kept.draft)}"]`);
let passing = false;
let watching = 0;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));

function forget(name) {
  localStorage.removeItem(name);
  shown.get(name)?.remove();
  shown.delete(name);
}

// The notice on what is kept: `state` names the sentence, `more` stands behind it, `to` is where to go for it.
function tell(name, state, { more = "", to = "" } = {}) {
  if (!pattern) return;
  const kept = read(name);
  let notice = shown.get(name);
  if (!notice) {
    notice = pattern.cloneNode(true);
    notice.querySelector("[data-forget]").addEventListener("click", () => forget(name));
    const own = kept && formOf(document, kept);
    if (own) own.before(notice);
    else document.getElementById("main").prepend(notice);
    shown.set(name, notice);
  }
  notice.dataset.tone = { taken: "success", refused: "error" }[state] ?? "info";
  notice.querySelector("p").textContent = [kept?.title && `${kept.title}.`, notice.dataset[state], more].filter(Boolean).join(" ");
  const link = notice.querySelector("[data-go]");
  link.hidden = !to;
  if (to) link.href = to;
  notice.querySelector("[data-forget]").hidden = state === "taken";
}

async function reachable() {
  if (navigator.onLine === false) return false;
  try {
    await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

function keep(form, button) {
  const entries = [...new FormData(form, button)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const name = PREFIX + form.dataset.draft;
  const kept = { draft: form.dataset.draft, action: form.action, page: location.href.split("#")[0], title: squeeze(document.querySelector("h1")?.textContent), who: who(document), entries, at: Date.now() };
  localStorage.setItem(name, JSON.stringify(kept));
  tell(name, "kept");
  shown.get(name)?.scrollIntoView({ block: "center" });
  watch();
}

function pass(form, button) {
  passing = true;
  form.requestSubmit(button);
}

async function deliver(name) {
  const kept = read(name);
  if (!kept || kept.refused) return kept && tell(name, "refused", { more: kept.refused, to: kept.page });
  try {
    const asked = await fetch(kept.page, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await asked.text(), "text/html");
    const token = formOf(page, kept)?.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!asked.ok || !token || who(page) !== kept.who) return tell(name, "signed", { to: kept.page });
    const body = new FormData();
    for (const [key, value] of [...kept.entries, ["csrfmiddlewaretoken", token]]) body.append(key, value);
    const answer = await fetch(kept.action, { method: "POST", body });
    const after = new DOMParser().parseFromString(await answer.text(), "text/html");
    const here = formOf(document, kept);
    if (answer.ok && answer.redirected) {
      const said = squeeze(after.querySelector(".messages")?.textContent);
      localStorage.removeItem(name);
      localStorage.removeItem(`ui.draft.${kept.draft}`);
      if (here) {
        sessionStorage.setItem("ui.told", said);
        location.assign(answer.url);
      } else tell(name, "taken", { more: said, to: answer.url });
    } else if (answer.status >= 500) tell(name, "kept");
    else if (here) {
      forget(name); // it was not taken: the page that says why holds the words
      pass(here, [...here.elements].find((box) => box.type === "submit" && kept.entries.some(([key, value]) => key === box.name && value === box.value)));
    } else {
      const why = squeeze(after.querySelector(".faults ul")?.textContent);
      localStorage.setItem(name, JSON.stringify({ ...kept, refused: why || " " }));
      tell(name, "refused", { more: why, to: kept.page });
    }
  } catch {
    tell(name, "kept");
  }
}

// One window sends, however many are open.
function once(name) {
  if (!navigator.locks) return deliver(name);
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? deliver(name) : undefined));
}

function send() {
  if (navigator.onLine !== false) for (const name of names()) once(name);
  else for (const name of names()) tell(name, "kept");
  watch();
}

function watch() {
  clearTimeout(watching);
  if (names().some((name) => !read(name)?.refused)) watching = setTimeout(send, AGAIN);
}

for (const form of document.querySelectorAll("form[data-offline][data-draft]")) {
  form.addEventListener("submit", async (event) => {
    if (passing || event.defaultPrevented) return;
    const button = event.submitter;
    if (button?.hasAttribute("data-online") && navigator.onLine !== false) return;
    event.preventDefault();
    if (await reachable()) pass(form, button);
    else if (button?.hasAttribute("data-online")) tell(PREFIX + form.dataset.draft, "away");
    else keep(form, button);
  });
}

const told = sessionStorage.getItem("ui.told");
if (told && pattern) {
  sessionStorage.removeItem("ui.told");
  const notice = pattern.cloneNode(true);
  notice.dataset.tone = "success";
  notice.querySelector("p").textContent = told;
  notice.querySelector(".actions").remove();
  document.getElementById("main").prepend(notice);
}
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => names().forEach(forget));
window.addEventListener("online", send);
if (names().length) send();
