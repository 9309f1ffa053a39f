// Draws figures with ECharts, as SVG, from the rows in the page; again when the colours or the width change.
import { colour, font, hues, settled } from "./colours.js";

const drawn = new Map(); // element → chart

const number = (value) => (typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value);
const short = (value) => value.toLocaleString(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 });
const clipped = (words, most) => (words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words);
const narrow = (box) => box.clientWidth < 560;

function base() {
  const ink = colour("ink");
  return {
    animation: false,
    color: hues(),
    textStyle: { fontFamily: font(), color: ink, fontSize: 13 },
    tooltip: {
      renderMode: "richText", // markup would carry inline styles, which our content policy refuses
      backgroundColor: colour("sheet"), borderColor: colour("line-strong"), borderWidth: 1, padding: [8, 12],
      textStyle: { color: ink, fontFamily: font(), fontSize: 13 }, confine: true,
    },
    aria: { enabled: false }, // the page has the words
  };
}

const axis = (more) => ({
  axisLine: { lineStyle: { color: colour("line-strong") } }, axisTick: { show: false },
  axisLabel: { color: colour("ink-2"), fontFamily: font(), fontSize: 12, ...more?.axisLabel },
  splitLine: { lineStyle: { color: colour("line") } }, ...Object.fromEntries(Object.entries(more ?? {}).filter(([name]) => name !== "axisLabel")),
});

// Long names break into lines rather than lose their ends.
const labelled = (box) => ({ color: colour("ink"), width: narrow(box) ? 118 : 260, overflow: "break", lineHeight: 16 });

const legend = (show) => ({ show, top: 0, left: 0, icon: "roundRect", itemWidth: 14, itemHeight: 10, textStyle: { color: colour("ink-2"), fontFamily: font() } });

function bars(data, box, stacked) {
  const names = data.columns.slice(1);
  const many = names.length > 1;
  const labels = data.rows.map((row) => row[0]);
  return {
    grid: { left: 4, right: 48, top: many ? 34 : 4, bottom: 4, containLabel: true },
    legend: legend(many),
    tooltip: { trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: colour("accent-wash"), opacity: 0.5 } }, valueFormatter: number },
    xAxis: axis({ type: "value", axisLabel: { formatter: short }, splitNumber: narrow(box) ? 3 : 6 }),
    yAxis: axis({ type: "category", data: labels, inverse: true, axisLabel: labelled(box) }),
    series: names.map((name, index) => ({
      type: "bar", name, stack: stacked ? "all" : undefined, barMaxWidth: 22,
      itemStyle: { color: many ? undefined : colour("accent"), borderColor: colour("paper"), borderWidth: stacked ? 1 : 0, borderRadius: stacked ? 0 : [0, 2, 2, 0] },
      label: { show: !many, position: "right", formatter: ({ value }) => short(value), color: colour("ink"), fontFamily: font() },
      data: data.rows.map((row) => row[index + 1]),
    })),
  };
}

const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2], [12, 4]];
const SIGNS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];

function lines(data, box) {
  const names = data.columns.slice(1);
  const many = names.length > 1;
  return {
    grid: { left: 4, right: 16, top: many ? (narrow(box) ? 24 * names.length : 54) : 12, bottom: 4, containLabel: true },
    legend: { ...legend(many), icon: undefined, itemWidth: 30, formatter: (name) => clipped(name, narrow(box) ? 34 : 46) },
    tooltip: { trigger: "axis", valueFormatter: number, axisPointer: { lineStyle: { color: colour("line-strong") } } },
    xAxis: axis({ type: "category", data: data.rows.map((row) => String(row[0])), boundaryGap: false }),
    yAxis: axis({ type: "value", axisLabel: { formatter: short } }),
    series: names.map((name, index) => ({
      type: "line", name, symbol: SIGNS[index % SIGNS.length], symbolSize: 7, lineStyle: { width: 2.5, type: DASHES[index % DASHES.length] },
      color: names.length === 1 ? colour("accent") : undefined,
      data: data.rows.map((row) => row[index + 1]),
    })),
  };
}

function grid(data, box) {
  const across = [...new Set(data.rows.map((row) => row[1]))];
  const down = [...new Set(data.rows.map((row) => row[0]))];
  const most = Math.max(1, ...data.rows.map((row) => row[2] ?? 0));
  return {
    grid: { left: 4, right: 4, top: 4, bottom: 40, containLabel: true },
    tooltip: { formatter: ({ value }) => `${down[value[1]]}, ${across[value[0]]}: ${number(value[2])}` },
    xAxis: axis({ type: "category", data: across, position: "top", splitLine: { show: false } }),
    yAxis: axis({ type: "category", data: down, inverse: true, axisLabel: { formatter: (words) => clipped(words, narrow(box) ? 14 : 40) }, splitLine: { show: false } }),
    visualMap: { min: 0, max: most, orient: "horizontal", left: 0, bottom: 0, itemHeight: 120, text: [short(most), "0"], textStyle: { color: colour("ink-2"), fontFamily: font() }, inRange: { color: [1, 2, 3, 4, 5, 6].map((step) => colour(`h${step}`)) } },
    series: [{
      type: "heatmap", itemStyle: { borderColor: colour("paper"), borderWidth: 2 },
      data: data.rows.map((row) => [across.indexOf(row[1]), down.indexOf(row[0]), row[2]]),
    }],
  };
}

// Two places may share a name on both sides (a State gives and receives): the step is part of a node's identity.
function flow(data, box) {
  const steps = new Map();
  const depth = (name) => steps.get(name) ?? 0;
  for (let round = 0; round < 4; round += 1) for (const [from, to] of data.rows) if (from !== to) steps.set(to, Math.min(4, Math.max(depth(to), depth(from) + 1)));
  const links = data.rows.filter(([from, to, amount]) => from !== to && amount > 0 && depth(from) < depth(to));
  const names = [...new Set(links.flatMap(([from, to]) => [from, to]))];
  const last = Math.max(1, ...names.map(depth));
  const most = narrow(box) ? 16 : 30;
  const all = hues();
  return {
    tooltip: { trigger: "item", formatter: ({ data: item, value }) => (item.source ? `${item.source} → ${item.target}\n${number(value)} ${data.unit}` : `${item.name}\n${number(value)} ${data.unit}`) },
    series: [{
      type: "sankey", left: 0, right: 0, top: 8, bottom: 8, nodeGap: narrow(box) ? 8 : 12, nodeWidth: 14, draggable: false, nodeAlign: "left", layoutIterations: 64,
      emphasis: { focus: "adjacency" },
      lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
      label: { color: colour("ink"), fontFamily: font(), fontSize: 12.5, formatter: ({ name }) => clipped(name, most) },
      data: names.map((name, index) => ({
        name, itemStyle: { color: depth(name) === last ? colour("ink-2") : all[index % all.length] }, label: { position: depth(name) === last ? "left" : "right" },
      })),
      links: links.map(([source, target, value]) => ({ source, target, value })),
    }],
  };
}

function spans(data, box) {
  const groups = [...new Set(data.rows.map((row) => row[1]))];
  const all = hues();
  return {
    grid: { left: 4, right: 12, top: 4, bottom: 4, containLabel: true },
    legend: { show: false },
    tooltip: { trigger: "item", formatter: ({ dataIndex }) => { const [label, group, first, last] = data.rows[dataIndex]; return `${label}\n${group}\n${said(first)} – ${said(last)}`; } },
    xAxis: axis({ type: "time", position: "top", axisLabel: { hideOverlap: true } }),
    yAxis: axis({ type: "category", inverse: true, data: data.rows.map((row) => row[0]), axisLabel: labelled(box) }),
    series: [{
      type: "custom",
      encode: { x: [1, 2], y: 0 },
      data: data.rows.map(([, , first, last], index) => [index, Date.parse(first), Date.parse(last ?? first)]),
      renderItem: (params, api) => {
        const from = api.coord([api.value(1), api.value(0)]);
        const to = api.coord([api.value(2), api.value(0)]);
        const high = Math.min(18, api.size([0, 1])[1] * 0.6);
        const hue = all[groups.indexOf(data.rows[params.dataIndex][1]) % all.length];
        return { type: "rect", shape: { x: from[0], y: from[1] - high / 2, width: Math.max(5, to[0] - from[0]), height: high, r: 2 }, style: { fill: groups.length > 1 ? hue : colour("accent") } };
      },
    }],
  };
}

const said = (day) => new Date(day).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const OPTIONS = { bars, stacked: (data, box) => bars(data, box, true), lines, grid, flow, spans };

// As high as its rows need, in steps that the sheet knows.
function size(box, data) {
  const rows = ["bars", "stacked", "spans"].includes(data.kind) ? data.rows.length : 0;
  if (rows && rows <= 6) box.dataset.size = "low";
  else if (rows > 16 || (data.kind === "flow" && data.rows.length > 24)) box.dataset.size = "high";
}

async function draw(box) {
  try {
    paint(box, await import(box.dataset.library));
    settled(box);
  } catch (error) {
    settled(box, false);
    throw error;
  }
}

// At once, because paper does not wait.
function paint(box, echarts) {
  const data = JSON.parse(document.getElementById(box.dataset.figure).textContent);
  size(box, data);
  const chart = drawn.get(box) ?? echarts.init(box, null, { renderer: "svg" });
  drawn.set(box, chart);
  const common = base();
  const own = OPTIONS[data.kind](data, box);
  chart.setOption({ ...common, ...own, tooltip: { ...common.tooltip, ...own.tooltip } }, true);
  chart.getZr().flush();
  const svg = box.querySelector("svg");
  svg.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`); // lets paper scale it
  chart.off("click");
  if (data.links.length && data.kind !== "flow") chart.on("click", ({ dataIndex }) => { if (data.links[dataIndex]) location.assign(data.links[dataIndex]); });
}

const boxes = (scope) => scope.querySelectorAll(".figure:not([data-kind=map]) > .drawing");

const widths = new ResizeObserver((entries) => {
  if (matchMedia("print").matches) return; // paper scales what is drawn
  for (const { target } of entries) {
    const chart = drawn.get(target);
    if (chart && Math.abs(chart.getWidth() - target.clientWidth) > 1) {
      chart.resize();
      paint(target);
    }
  }
});

function begin(scope) {
  for (const box of boxes(scope)) if (!drawn.has(box)) { draw(box); widths.observe(box); }
}

await document.fonts.ready;
begin(document);
document.addEventListener("htmx:load", (event) => begin(event.detail.elt));

// Paper is light.
const root = document.documentElement;
let onScreen = root.dataset.theme;
const redraw = () => document.dispatchEvent(new CustomEvent("ui:theme"));
addEventListener("beforeprint", () => { onScreen = root.dataset.theme; root.dataset.theme = "light"; redraw(); });
addEventListener("afterprint", () => { root.dataset.theme = onScreen; redraw(); });
document.addEventListener("ui:theme", () => { for (const box of drawn.keys()) if (box.isConnected) paint(box); });
