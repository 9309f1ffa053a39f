// Around htmx: short addresses, swaps that are announced, errors that are said, focus on what went wrong.
const announcer = document.getElementById("announce");

document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, verb } = event.detail;
  if (verb !== "get") return;
  if (event.detail.path === "?") event.detail.path = location.pathname;
  for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
});

document.addEventListener("htmx:afterSettle", (event) => {
  const said = event.detail.elt?.querySelector?.("[data-announce]");
  if (said && announcer) announcer.textContent = said.textContent.trim();
});

// A sign-in page or an error that answers a fragment is no fragment: go there instead, unless nobody asked but a clock.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  const select = target?.id;
  const elsewhere = select && xhr.responseText.includes("<html") && !xhr.responseText.includes(`id="${select}"`);
  if (xhr.status >= 400 || elsewhere) {
    event.detail.shouldSwap = false;
    if (event.detail.elt?.matches("[hx-trigger^=every]")) return; // asks again by itself
    location.assign(xhr.responseURL || requestConfig.path);
  }
});

// A plain form of filters leaves empty boxes out of the address too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get") return;
  for (const box of form.elements) if (box.name && box.value === "" && !box.disabled) {
    box.disabled = true;
    setTimeout(() => { box.disabled = false; });
  }
});

// Filters stand open for whoever has the room, or no script.
const narrow = matchMedia("(max-width: 47.99rem)").matches;
for (const fold of document.querySelectorAll("details.fold")) {
  if (narrow) fold.open = false;
  fold.dataset.settled = "";
}

document.querySelector("[data-focus]")?.focus();
const doors = document.querySelector(".doors");
const here = doors?.querySelector("[aria-current]");
if (here) doors.scrollLeft = here.offsetLeft - (doors.clientWidth - here.offsetWidth) / 2;
