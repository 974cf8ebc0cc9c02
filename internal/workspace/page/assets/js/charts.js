// The data_visualization block: a plain picture of numbers, and the numbers
// themselves in a table.
import { el, fill } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children.flat().filter((c) => c !== null));
  return node;
}

const told = (value) => new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value);
const tip = (text) => svg("title", {}, text);

// ticks are round numbers from below the least to above the greatest.
function ticks(least, greatest) {
  const span = greatest - least || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((f) => f * power).find((s) => s >= rough);
  const from = Math.floor(least / step + 1e-9);
  const to = Math.ceil(greatest / step - 1e-9);
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, i) => (from + i) * step);
}

// pie draws slices from the top on, clockwise.
function pie(chart, width) {
  const total = chart.segments.reduce((sum, s) => sum + s.value, 0);
  const r = Math.min(110, width / 2 - 8);
  const size = 2 * r + 8;
  let angle = -Math.PI / 2;
  const point = (a) => `${(r * Math.cos(a)).toFixed(2)} ${(r * Math.sin(a)).toFixed(2)}`;
  const slices = chart.segments.map((s, i) => {
    const share = s.value / total;
    const start = angle;
    angle += share * 2 * Math.PI;
    const shape = share > 0.9999
      ? svg("circle", { r, class: `series-${i} slice` })
      : svg("path", { d: `M0 0 L${point(start)} A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${point(angle)} Z`, class: `series-${i} slice` });
    shape.append(tip(`${s.label}: ${told(s.value)}`));
    return shape;
  });
  return svg("svg", { viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, width: size, height: size, "aria-hidden": "true" }, slices);
}

// plot draws bars, lines or areas over shared categories, at the width there is.
function plot(chart, width) {
  const { categories, x_label: xLabel, y_label: yLabel } = chart.axis_config;
  const values = chart.series.flatMap((s) => s.data.map((d) => d.value));
  const marks = ticks(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [marks[0], marks.at(-1)];
  const left = 12 + 7 * Math.max(...marks.map((m) => told(m).length)) + (yLabel ? 20 : 0);
  const right = width - 8;
  const band = (right - left) / categories.length;
  const slanted = categories.some((c) => c.length * 7 > band - 4);
  const height = 240;
  const bottom = height - (slanted ? 74 : 26) - (xLabel ? 20 : 0);
  const top = 8;
  const x = (i) => left + band * (i + 0.5);
  const y = (v) => bottom - ((v - low) / (high - low)) * (bottom - top);
  const valueOf = (s, c) => s.data.find((d) => d.label === c)?.value ?? 0;

  const grid = marks.map((m) => [
    svg("line", { x1: left, x2: right, y1: y(m), y2: y(m), class: m === 0 ? "axis" : "grid" }),
    svg("text", { x: left - 6, y: y(m) + 4, "text-anchor": "end" }, told(m)),
  ]);
  const labels = categories.map((c, i) => (slanted
    ? svg("text", { transform: `translate(${x(i) + 4} ${bottom + 14}) rotate(-40)`, "text-anchor": "end" }, tip(c), c.length > 13 ? c.slice(0, 12) + "…" : c)
    : svg("text", { x: x(i), y: bottom + 17, "text-anchor": "middle" }, c)));
  const titles = [
    xLabel ? svg("text", { x: (left + right) / 2, y: height - 5, "text-anchor": "middle", class: "axis-title" }, xLabel) : null,
    yLabel ? svg("text", { transform: `translate(12 ${(top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle", class: "axis-title" }, yLabel) : null,
  ];
  const shapes = chart.series.map((s, n) => {
    const points = categories.map((c, i) => [x(i), y(valueOf(s, c)), valueOf(s, c), c]);
    const say = ([, , v, c]) => tip(`${s.name}, ${c}: ${told(v)}`);
    if (chart.type === "bar") {
      const each = Math.min(40, (band * 0.76) / chart.series.length);
      return points.map((p) => svg("rect", {
        x: p[0] - (each * chart.series.length) / 2 + each * n + 0.5, width: Math.max(1, each - 1), rx: 2,
        y: Math.min(p[1], y(0)), height: Math.max(1, Math.abs(p[1] - y(0))), class: `series-${n} bar`,
      }, say(p)));
    }
    const path = points.map((p, i) => `${i ? "L" : "M"}${p[0].toFixed(1)} ${p[1].toFixed(1)}`).join(" ");
    return [
      chart.type === "area" ? svg("path", { d: `${path} L${x(categories.length - 1)} ${y(0)} L${x(0)} ${y(0)} Z`, class: `series-${n} area` }) : null,
      svg("path", { d: path, class: `series-${n} line dash-${n % 4}` }),
      points.map((p) => svg("circle", { cx: p[0], cy: p[1], r: 3.5, class: `series-${n} dot` }, say(p))),
    ];
  });
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, grid.flat(), labels, titles, shapes.flat(Infinity));
}

// numbers is the chart as a table.
function numbers(block) {
  const { chart } = block;
  const line = (tag, cells) => el("tr", {}, cells.map((c, i) =>
    el(i === 0 && tag === "td" ? "th" : tag, { scope: tag === "th" ? "col" : i === 0 ? "row" : null, class: i ? "align-right" : null, dir: "auto" }, c)));
  const rows = chart.type === "pie"
    ? [["Part", "Value"], ...chart.segments.map((s) => [s.label, told(s.value)])]
    : [[chart.axis_config.x_label ?? "Category", ...chart.series.map((s) => s.name)],
      ...chart.axis_config.categories.map((c) => [c, ...chart.series.map((s) => told(s.data.find((d) => d.label === c)?.value ?? 0))])];
  return el("table", {}, el("caption", { class: "hidden" }, block.title), el("thead", {}, line("th", rows[0])), el("tbody", {}, rows.slice(1).map((r) => line("td", r))));
}

// legend names the colours, and of a pie tells the shares: nothing is said by
// colour alone.
function legend(chart) {
  const total = chart.type === "pie" ? chart.segments.reduce((sum, s) => sum + s.value, 0) : 0;
  const entries = chart.type === "pie"
    ? chart.segments.map((s) => [s.label, `${told(s.value)} (${Math.round((100 * s.value) / total)} %)`])
    : chart.series.map((s) => [s.name, ""]);
  return el("ul", { class: "legend" }, entries.map(([name, more], i) => el("li", {},
    el("span", { class: `legend-key series-${i}`, "aria-hidden": "true" }), el("span", { dir: "auto" }, name), more ? el("span", { class: "hint" }, more) : null)));
}

// chart draws a data_visualization block, anew whenever its width changes.
export function chart(block) {
  const { chart: what, title } = block;
  const stage = el("div", { class: "chart-stage" });
  const draw = (width) => stage.replaceChildren(what.type === "pie" ? pie(what, width) : plot(what, width));
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width < 60 || width === drawn) return;
    drawn = width;
    draw(width);
  }).observe(stage);
  const table = el("div", { class: "table-frame", tabindex: "0", role: "group", "aria-label": `${title}, as a table` });
  return el("figure", { class: `chart chart-${what.type}` },
    el("figcaption", {}, title),
    el("div", { class: "chart-body" }, stage, what.type === "pie" || what.series.length > 1 ? legend(what) : null),
    el("details", { ontoggle: () => fill(table, numbers(block)) }, el("summary", {}, "As a table"), table));
}
