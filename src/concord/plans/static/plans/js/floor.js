// The floor and its projection: they read themselves again when the room moves on, and keep what the chair has ticked and
// typed. On the chair's desk single keys press the buttons that name them, never while somebody types.
import { renew } from "./fresh.js";
import { follow } from "./stream.js";

const floor = document.getElementById("floor");
let reading = null;
let once = false;

function put(fresh) {
  renew(floor, fresh, { keep: fresh.dataset.hand === floor.dataset.hand });
  weigh();
  tick();
}

async function again() {
  if (reading) {
    once = true;
    return reading;
  }
  reading = (async () => {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("floor");
    if (!fresh) return;
    const before = floor.dataset.hand;
    put(fresh);
    line.beat = fresh.dataset.beat;
    if (floor.dataset.hand !== before) document.getElementById("announce").textContent = floor.querySelector("[data-announce]")?.textContent ?? "";
  })();
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

// The wall and the chair read at once; sixty delegates need not all ask in the same instant.
const wait = floor.classList.contains("wall") || floor.hasAttribute("data-leads") ? 0 : 1200;
const heard = () => setTimeout(again, Math.random() * wait);

const line = follow({
  draft: floor.dataset.floor,
  address: floor.dataset.liveAddress,
  question: floor.dataset.beatUrl,
  beat: floor.dataset.beat,
  query: { only: "beat" },
  changed: again,
  events: { beat: heard },
});

// Which of the ticked proposals cannot stand together, said before anything is struck.
function weigh() {
  const asks = [...floor.querySelectorAll(".floor-ask")];
  const ticked = asks.filter((ask) => ask.querySelector("[name=proposals]").checked);
  const keys = new Set(ticked.map((ask) => ask.dataset.ask));
  const said = floor.querySelector("[data-gavel-state]");
  const pairs = [];
  for (const ask of asks) {
    const against = ask.dataset.hard.split(" ").filter((key) => keys.has(key));
    ask.toggleAttribute("data-out", against.length > 0);
    for (const each of ask.querySelectorAll("[data-with]")) each.toggleAttribute("data-now", keys.has(each.dataset.with));
    if (keys.has(ask.dataset.ask)) for (const key of against) if (ask.dataset.ask < key) pairs.push([ask, floor.querySelector(`[data-ask="${CSS.escape(key)}"]`)]);
  }
  if (!said) return;
  said.textContent = pairs.map(([one, other]) => `${one.dataset.ask} (${one.dataset.who}) ${said.dataset.clash} ${other.dataset.ask} (${other.dataset.who})`).join("; ");
  for (const button of floor.querySelectorAll("[value=agree], [value=ad_referendum], [value=lift_bracket]")) button.disabled = pairs.length > 0;
  const agree = floor.querySelector("[data-gavel-agree]");
  if (agree && asks.length) agree.textContent = ticked.length ? `${agree.dataset.ticked} ${[...keys].join(", ")}` : agree.dataset.plain;
}

function tick() {
  for (const each of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(each.dataset.since)) / 1000));
    each.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

floor.addEventListener("change", weigh);
weigh();
tick();
setInterval(tick, 1000);

const off = () => localStorage.getItem("ui.keys") === "off";
const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]") !== null;
let going = 0; // g and a letter go through a door of the house

function adReferendum() {
  const fold = floor.querySelector("[data-capitals]");
  if (!fold) return false;
  const chosen = fold.querySelector("input:checked");
  if (fold.open && chosen) fold.querySelector("[data-capitals-strike]").click();
  else {
    fold.open = true;
    fold.querySelector("input").focus();
  }
  return true;
}

function press(key) {
  if (key === "r") return adReferendum();
  const button = floor.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button || button.disabled) return false;
  if (key === "a" && button.hasAttribute("data-asks") && !floor.querySelector("[name=proposals]:checked")) {
    const said = floor.querySelector("[data-gavel-state]");
    said.textContent = said.dataset.bare;
    button.focus();
    return true;
  }
  button.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || off() || typing(event.target)) return;
  const wait = Date.now() - going < 1500;
  going = event.key === "g" && !wait ? Date.now() : 0;
  if (event.defaultPrevented || wait || !floor.hasAttribute("data-leads")) return;
  if (press(event.key)) event.preventDefault();
});

// One press, one strike.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !floor.contains(event.target)) return;
  setTimeout(() => { for (const button of floor.querySelectorAll("button")) button.disabled = true; });
  window.addEventListener("pageshow", (shown) => { if (shown.persisted) location.reload(); }, { once: true });
});
