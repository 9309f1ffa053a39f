// Copies the rows that are seen, as text that a spreadsheet takes.
const RISKY = /^[\s\u200b-\u200d\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;
const NUMBER = /^[+\-\u2212]?[\d\s\u00a0\u202f.,]+%?$/u;

export function words(cell) {
  const copy = cell.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".unseen, [aria-hidden=true]")) hidden.remove();
  const said = copy.textContent.replace(/\s+/gu, " ").trim();
  return RISKY.test(said) && !NUMBER.test(said) ? `'${said}` : said;
}

export function lines(table) {
  return [...table.rows].map((row) => [...row.cells].map(words));
}

function ready(scope) {
  for (const button of scope.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard || !document.getElementById(button.dataset.copy);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const table = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(lines(table).map((line) => line.join("\t")).join("\n"));
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.done;
  document.getElementById("announce").textContent = button.dataset.done;
  setTimeout(() => { label.textContent = before; }, 2000);
});

ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentNode ?? document));
