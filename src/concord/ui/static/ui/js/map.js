// A map of the region: countries with a value in the heat map's classes, each a link; everything else one quiet land
// without boundaries, because they are not this map's subject.
import { settled } from "./colours.js";

const SVG = "http://www.w3.org/2000/svg";
const NARROW = 560; // below this width only names are printed; the values are in the twin

function make(name, attributes = {}, words = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = words;
  return element;
}

// The same classes as the heat map's on the server: six, about equally full.
function levels(values) {
  const positive = values.filter((value) => value > 0).sort((a, b) => a - b);
  const bounds = [...new Set(Array.from({ length: 6 }, (_, index) => positive[Math.floor((positive.length * index) / 6)]))];
  return (value) => (value > 0 ? Math.max(1, Math.round((6 * bounds.filter((bound) => value >= bound).length) / bounds.length)) : 0);
}

// Where a country's name stands: in its largest piece.
function middle(path, shape) {
  if (shape.geometry.type !== "MultiPolygon") return path.centroid(shape);
  const pieces = shape.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return path.centroid(pieces.reduce((most, piece) => (path.area(piece) > path.area(most) ? piece : most)));
}

async function draw(box) {
  const data = JSON.parse(document.getElementById(box.dataset.figure).textContent);
  try {
    const [{ geoConicConformal, geoPath, feature, merge }, world] = await Promise.all([
      import(box.dataset.library), fetch(box.dataset.boundaries).then((answer) => answer.json()),
    ]);
    const { geometries } = world.objects.countries;
    const [wide, high] = [box.clientWidth, box.clientHeight];
    const margin = wide < NARROW ? 6 : 20;
    const codes = new Map(data.rows.map((row, index) => [row[0], index]));
    const ours = feature(world, { type: "GeometryCollection", geometries: geometries.filter((each) => codes.has(each.id)) });
    const projection = geoConicConformal().parallels([38, 50]).rotate([-66, 0]).fitExtent([[margin, margin], [wide - margin, high - margin]], ours).clipExtent([[0, 0], [wide, high]]);
    const path = geoPath(projection).digits(1);
    const level = levels(data.rows.map((row) => row[2]));
    const svg = make("svg", { viewBox: `0 0 ${wide} ${high}`, width: "100%", height: "100%", class: "map" });
    svg.append(make("rect", { width: wide, height: high, class: "map-sea" }));
    svg.append(make("path", { d: path(merge(world, geometries.filter((each) => !codes.has(each.id)))), class: "map-land" }));
    const labels = make("g");
    for (const shape of ours.features) {
      const index = codes.get(shape.id);
      const [, name, value] = data.rows[index];
      const rank = level(value);
      const country = make("path", { d: path(shape), class: "map-country", "data-level": rank });
      const words = `${name}: ${(value ?? 0).toLocaleString(document.documentElement.lang)} ${data.unit}`;
      country.append(make("title", {}, words));
      const link = data.links[index] ? make("a", { href: data.links[index], "aria-label": words }) : make("g");
      link.append(country);
      svg.append(link);
      const [x, y] = middle(path, shape);
      labels.append(make("text", { x, y: y - 3, class: "map-label", "data-level": rank }, name));
      if (wide >= NARROW) labels.append(make("text", { x, y: y + 13, class: "map-value", "data-level": rank }, (value ?? 0).toLocaleString(document.documentElement.lang)));
    }
    svg.append(labels);
    box.setAttribute("role", "group"); // its links are reachable
    box.replaceChildren(svg);
    settled(box);
  } catch (error) {
    settled(box, false);
    throw error;
  }
}

function begin(scope) {
  for (const box of scope.querySelectorAll(".figure[data-kind=map] > .drawing:empty")) draw(box);
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
