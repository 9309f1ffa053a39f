// Puts what the server says now in place of what a page shows, and keeps what a person has ticked, typed, opened and
// where they are.
const boxes = (root) => [...root.querySelectorAll("input:not([type=hidden]), select, textarea")];
const isTick = (box) => box.type === "checkbox" || box.type === "radio";
const name = (box) => (isTick(box) ? `${box.name}=${box.value}` : box.name);
const state = (box) => (isTick(box) ? box.checked : box.value);
const first = (box) => (isTick(box) ? box.defaultChecked : box.type?.startsWith("select") ? [...box.options].find((each) => each.defaultSelected)?.value : box.defaultValue);
const called = (fold) => fold.className || fold.querySelector("summary")?.textContent;

// What a person has changed and not sent yet; only that is put back.
const typed = (root) => new Map(boxes(root).filter((box) => state(box) !== first(box)).map((box) => [name(box), state(box)]));

function like(root, [tag, id, title, value, href]) {
  if (id) return document.getElementById(id);
  const found = [...root.querySelectorAll(tag)];
  if (title) return found.find((each) => each.name === title && (!value || each.value === value || !isTick(each) && tag !== "BUTTON"));
  return href ? found.find((each) => each.getAttribute("href") === href) : undefined;
}

export function renew(old, fresh, { keep = true } = {}) {
  const kept = keep ? typed(old) : new Map();
  const open = new Set([...old.querySelectorAll("details[open]")].map(called));
  const focused = document.activeElement;
  const where = old.contains(focused) ? [focused.tagName, focused.id, focused.name, focused.value, focused.getAttribute("href")] : null;
  const at = focused?.tagName === "TEXTAREA" ? focused.selectionStart : null;
  old.replaceChildren(...fresh.childNodes);
  for (const [key, value] of Object.entries(fresh.dataset)) old.dataset[key] = value;
  for (const box of boxes(old)) {
    if (!kept.has(name(box)) || box.disabled) continue;
    if (isTick(box)) box.checked = kept.get(name(box));
    else box.value = kept.get(name(box));
  }
  for (const each of old.querySelectorAll("details")) if (called(each) && open.has(called(each))) each.open = true;
  const next = where && like(old, where);
  next?.focus({ preventScroll: true });
  if (next?.tagName === "TEXTAREA" && at !== null) next.setSelectionRange(at, at);
}
