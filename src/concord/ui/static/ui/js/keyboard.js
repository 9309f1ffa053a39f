// Single keys: / search, ? help, j and k through rows, Enter opens, g and a letter goes through a door.
// They can be switched off in the help (a reader of speech input needs that).
const SWITCH = "ui.keys";
const WAIT = 1500; // milliseconds between g and its letter
const help = document.getElementById("keys");
const toggle = help?.querySelector("[data-keys-switch]");
let going = 0;

const off = () => localStorage.getItem(SWITCH) === "off";
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;

function openHelp() {
  if (help && !help.open) help.showModal();
}

function rows() {
  return [...document.querySelectorAll("[data-keys=rows] tbody tr, [data-keys=list] > li")];
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.findIndex((row) => row.hasAttribute("data-at"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  all[at]?.removeAttribute("data-at");
  next.setAttribute("data-at", "");
  const target = next.querySelector("a, button, input");
  (target ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function go(letter) {
  const door = document.querySelector(`.doors [data-go="${CSS.escape(letter)}"]`);
  if (door) location.assign(door.href);
  return Boolean(door);
}

function pressed(event) {
  const { key } = event;
  if (Date.now() - going < WAIT) {
    going = 0;
    return go(key.toLowerCase());
  }
  if (key === "/") {
    const search = document.getElementById("search") ?? document.querySelector("input[type=search]");
    search?.focus();
    search?.select();
    return Boolean(search);
  }
  if (key === "?") {
    openHelp();
    return true;
  }
  if (key === "j") return step(1);
  if (key === "k") return step(-1);
  if (key === "g") {
    going = Date.now();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || off() || typing(event.target)) return;
  if (pressed(event)) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-open-keys]")) {
  button.hidden = false;
  button.addEventListener("click", openHelp);
}
if (toggle) {
  toggle.checked = !off();
  toggle.addEventListener("change", () => localStorage.setItem(SWITCH, toggle.checked ? "on" : "off"));
}

// Menus close on Escape, giving focus back, and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
});
