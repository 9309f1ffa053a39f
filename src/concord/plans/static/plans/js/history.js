// The slider goes through the moments of the list; the text follows as it was then.
const form = document.querySelector("[data-scrub]");
const slider = form.querySelector("input[type=range]");
const words = form.querySelector("[data-scrub-words]");
const moments = [...document.querySelectorAll("[data-position]")];
let waiting = 0;

function show(link) {
  for (const each of moments) each.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  words.textContent = link.textContent;
  slider.value = link.dataset.position;
  slider.setAttribute("aria-valuetext", link.textContent);
}

function reveal(link) {
  const list = link.closest(".history-list");
  const [seen, all] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (seen.top < all.top || seen.bottom > all.bottom) list.scrollTop += seen.top - all.top - all.height / 2;
}

function fetchText(link) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, "", link.href);
    htmx.ajax("GET", link.getAttribute("href"), { target: "#asof", swap: "outerHTML" });
  }, 180);
}

function go(link, scroll = true) {
  show(link);
  if (scroll) reveal(link);
  fetchText(link);
}

slider.addEventListener("input", () => go(moments[Number(slider.value)]));
document.querySelector(".history-list").addEventListener("click", (event) => {
  const link = event.target.closest("[data-position]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link, false);
});
form.addEventListener("submit", (event) => { event.preventDefault(); go(moments[Number(slider.value)]); });
for (const link of form.querySelectorAll("a[rel]")) {
  link.addEventListener("click", (event) => {
    const next = moments[Number(slider.value) + (link.rel === "next" ? 1 : -1)];
    event.preventDefault();
    if (next) go(next);
  });
}
if (moments.length) {
  show(moments[Number(slider.value)]);
  reveal(moments[Number(slider.value)]);
}
