// The sheet's colours as the browser resolves them now, for drawings that need plain values.
const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

export function colour(name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

export const hues = () => Array.from({ length: 12 }, (_, index) => colour(`hue-${index + 1}`));
export const font = () => getComputedStyle(document.body).fontFamily;

// The drawing stands: its twin folds away, and the downloads that need a drawing appear.
export function settled(drawing, drawn = true) {
  const figure = drawing.closest(".figure");
  const twin = figure.querySelector(".twin");
  if (twin && !twin.hasAttribute("data-settled")) {
    twin.open = !drawn;
    twin.setAttribute("data-settled", "");
  }
  for (const button of figure.querySelectorAll("[data-download]")) {
    button.hidden = !drawn && button.dataset.download !== "csv";
  }
  drawing.classList.toggle("drawing-failed", !drawn);
}
