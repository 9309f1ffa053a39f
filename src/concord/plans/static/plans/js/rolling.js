// The rolling text: the tree opens where there is room, follows the keys, and shows which provision is in hand.
const room = document.querySelector("[data-rolling]");
const tree = room.querySelector("[data-tree]");
const wide = matchMedia("(min-width: 84rem)");
const section = (uuid) => document.getElementById(`text-${uuid}`);

const open = () => { tree.open = wide.matches; };
wide.addEventListener("change", open);
open();

// j and k go on from here.
function stand(link) {
  for (const row of tree.querySelectorAll("li[data-at]")) row.removeAttribute("data-at");
  link.closest("li").setAttribute("data-at", "");
}

function mark() {
  const uuid = document.getElementById("panel")?.dataset.provision;
  for (const link of tree.querySelectorAll("[data-to]")) {
    if (link.dataset.to === uuid) {
      link.setAttribute("aria-current", "true");
      stand(link);
    } else link.removeAttribute("aria-current");
  }
  for (const each of room.querySelectorAll(".provision[data-at]")) each.removeAttribute("data-at");
  if (uuid) section(uuid)?.setAttribute("data-at", "");
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id !== "panel" && event.detail.target?.id !== "panel") return;
  mark();
  const panel = document.getElementById("panel");
  const asked = location.hash.length > 1 && panel.querySelector(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`);
  if (asked) asked.scrollIntoView({ block: "nearest" });
  else panel.scrollTop = 0;
});

// j and k stand on a link of the tree: its provision comes into view.
tree.addEventListener("focusin", (event) => {
  const link = event.target.closest("[data-to]");
  const uuid = link?.dataset.to;
  if (link) stand(link);
  if (uuid && event.target.matches(":focus-visible")) section(uuid)?.scrollIntoView({ block: "center", behavior: "auto" });
});

// p proposes on the provision in hand. The house's switch for single keys is respected.
const off = () => localStorage.getItem("ui.keys") === "off";
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;
document.addEventListener("keydown", (event) => {
  if (event.key !== "p" || off() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const link = document.querySelector("#panel [data-key=p]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  location.assign(link.href);
});

const current = tree.querySelector("[data-to][aria-current]");
if (current) stand(current);
