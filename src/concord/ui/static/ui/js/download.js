// A drawing as SVG or PNG, its twin as CSV, each called after the figure.
import { lines } from "./table.js";

const SCALE = 2;
const COPIED = ["fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight", "text-anchor", "opacity"];

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Stands alone: what the sheet gives becomes attributes, on a ground of the page's colour.
function alone(svg) {
  const box = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    const style = getComputedStyle(from[index]);
    for (const name of COPIED) if (style.getPropertyValue(name)) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor);
  copy.prepend(ground);
  return { words: new XMLSerializer().serializeToString(copy), box };
}

async function picture({ words, box }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(words)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = box.width * SCALE;
  canvas.height = box.height * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

const quoted = (words) => `"${words.replaceAll('"', '""')}"`;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-download]");
  if (!button) return;
  const figure = document.getElementById(button.dataset.from);
  const kind = button.dataset.download;
  const name = `${figure.id}.${kind}`;
  const svg = figure.querySelector(".drawing svg");
  if (kind === "csv") {
    const rows = lines(figure.querySelector(".twin table")).map((line) => line.map(quoted).join(","));
    save(new Blob(["\ufeff", rows.join("\r\n"), "\r\n"], { type: "text/csv" }), name);
  } else if (svg && kind === "svg") {
    save(new Blob([alone(svg).words], { type: "image/svg+xml" }), name);
  } else if (svg) {
    save(await picture(alone(svg)), name);
  }
});
