// One key, one decision: each button of the review names its key. The house's switch for single keys is respected.
const off = () => localStorage.getItem("ui.keys") === "off";
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;

document.addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const button = document.querySelector(`[data-review] [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
