import { html, noChange } from "/lib/lit-html/lit-html.js";
import { AsyncDirective, directive } from "/lib/lit-html/async-directive.js";
import uPlot from "/lib/uplot/dist/uPlot.esm.js";

const HEIGHT = 232;

/**
 * A chart in the page's own colours, as wide as its card.
 *
 * @param label what it shows, for who does not see it
 * @param x the places on the x axis: epoch seconds when `time`, else numbers that `names` names
 * @param within bars stand one in the other, the last in front, instead of side by side
 * @param series `{name, colour, values, fill?, dash?}`; colour is the name of a CSS property
 * @param format a value as text
 */
export const chart = (options) => html`<figure class="chart" role="img" aria-label=${options.label}>${drawn(options)}</figure>`;

class Drawn extends AsyncDirective {
  #plot = null;
  #host = null;
  #resized = null;
  #shape = null;
  #options = null;
  #asked = 0;

  render() {
    return noChange;
  }

  update(part, [options]) {
    if (!this.#host) {
      this.#host = document.createElement("div");
      this.#host.className = "chart-host";
      this.#resized = new ResizeObserver(([entry]) => this.#fit(entry.contentRect.width));
      this.#resized.observe(this.#host);
    }
    this.#options = options;
    cancelAnimationFrame(this.#asked);
    this.#asked = requestAnimationFrame(() => this.#draw());
    return this.#host;
  }

  /** Once the host is in the document, and so has a width. */
  #draw() {
    const options = this.#options;
    const data = [options.x, ...options.series.map((one) => one.values)];
    const shape = JSON.stringify([getComputedStyle(document.body).color, options.names, options.series.map((one) => one.name)]);
    if (this.#plot && shape === this.#shape) {
      this.#plot.setData(data);
    } else {
      this.#plot?.destroy();
      this.#shape = shape;
      this.#plot = new uPlot(settings(options, this.#host.clientWidth), data, this.#host);
    }
  }

  #fit(width) {
    if (width && this.#plot && Math.abs(this.#plot.width - width) > 1) {
      this.#plot.setSize({ width, height: HEIGHT });
    }
  }

  disconnected() {
    cancelAnimationFrame(this.#asked);
    this.#resized?.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }
}

const drawn = directive(Drawn);

function tellLatest(plot) {
  if (plot.cursor.idx === null || plot.cursor.idx === undefined) {
    plot.setLegend({ idx: plot.data[0].length - 1 }, false);
  }
}

/** A colour of the page as a canvas understands it. */
function colour(name, opacity = 1) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g);
  probe.remove();
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}

/** Names are written at a slant where they would not fit side by side. */
const crowded = (x) => (plot) => (plot.width / x.length < 80 ? -45 : 0);

function settings({ x, time = false, names = null, bars = false, within = false, format, series }, width) {
  const font = "12px " + getComputedStyle(document.body).fontFamily;
  const axis = { stroke: colour("--ink-2"), font, ticks: { show: false }, grid: { stroke: colour("--line"), width: 1 }, gap: 6 };
  const step = x.length > 1 ? x[1] - x[0] : 3_600;
  return {
    width,
    height: HEIGHT,
    padding: [12, time ? 22 : 8, 0, 0],
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    // Named bars stand above their names; where nothing is pointed at there would be nothing to tell.
    legend: { live: !names },
    // Where nothing is pointed at, the latest is told.
    hooks: time ? { ready: [tellLatest], setCursor: [tellLatest] } : {},
    scales: {
      x: { time, ...(bars ? { range: (_, min, max) => [min - step * 0.6, max + step * 0.6] } : x.length === 1 ? { range: [x[0] - step, x[0] + step] } : {}) },
      y: { range: (_, __, max) => [0, Math.max(max ?? 0, 1) * 1.08] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        ...(names
          ? { values: (_, ticks) => ticks.map((i) => names[i] ?? ""), splits: () => x, rotate: crowded(x), size: (plot) => (crowded(x)(plot) ? 74 : 36) }
          : { space: 56, values: time ? [[86_400, "{D} {MMM}", null, null, null, null, null, null, 1], [3_600, "{HH}:{mm}", "\n{D} {MMM}", null, null, null, null, null, 1], [1, "{HH}:{mm}", null, null, null, null, null, null, 1]] : undefined }),
      },
      { ...axis, size: 56, values: (_, ticks) => ticks.map((tick) => (bars && !Number.isInteger(tick) ? "" : format(tick))) },
    ],
    series: [
      { value: (_, v) => (v === null ? "–" : names ? names[v] : uPlot.fmtDate("{D} {MMM} {HH}:{mm}")(new Date(v * 1_000))), label: names ? "agent" : "hour from" },
      ...series.map((one, i) => ({
        label: one.name,
        stroke: colour(one.colour),
        fill: bars ? colour(one.colour) : one.fill ? colour(one.colour, 0.13) : undefined,
        width: bars ? 0 : 2,
        dash: one.dash ? [6, 4] : undefined,
        spanGaps: false,
        points: { show: !bars && x.length < 40, size: 5, fill: colour(one.colour) },
        paths: bars ? uPlot.paths.bars(within ? { size: [0.5, 46], radius: 0.12 } : { size: [0.36, 28], align: i === 0 ? -1 : 1, radius: 0.2, gap: 1 }) : undefined,
        value: (_, v) => format(v ?? null),
      })),
    ],
  };
}
