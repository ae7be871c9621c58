import { edgeId } from "/journey.js";
import { statusClass } from "/statuses.js";

const AT_ONCE = 90;
const TRAVEL_MS = 1_300;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Dots that flow along the edges of a picture: one for each change. Many changes at once are spread over a moment; above a number
 * that the eye can follow there are no more dots (the edge's width and number tell). Who wants less motion sees the edge light up.
 */
export function flow(host, signal) {
  const moving = [];
  let frame = 0;
  signal.addEventListener("abort", () => cancelAnimationFrame(frame));

  function step(time) {
    frame = 0;
    for (let i = moving.length - 1; i >= 0; i--) {
      const dot = moving[i];
      const t = (time - dot.begins) / TRAVEL_MS;
      if (t >= 1 || !dot.path.isConnected) {
        dot.circle.remove();
        moving.splice(i, 1);
      } else if (t >= 0) {
        const eased = t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2;
        const { x, y } = dot.path.getPointAtLength(dot.length * eased);
        dot.circle.setAttribute("cx", x.toFixed(1));
        dot.circle.setAttribute("cy", y.toFixed(1));
        dot.circle.setAttribute("opacity", Math.min(1, t * 8, (1 - t) * 8).toFixed(2));
      }
    }
    if (moving.length) {
      frame = requestAnimationFrame(step);
    }
  }

  /** Lets one ticket flow from a status to another. */
  return function move(from, to) {
    const edge = host.querySelector(`.edge[data-edge="${edgeId(from, to)}"]`);
    if (!edge || document.hidden) {
      return;
    }
    if (still.matches) {
      edge.classList.add("lit");
      setTimeout(() => edge.classList.remove("lit"), 900);
      return;
    }
    if (moving.length >= AT_ONCE) {
      return;
    }
    const path = edge.querySelector(".way");
    const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    circle.setAttribute("class", "dot " + statusClass(to));
    circle.setAttribute("r", "5");
    circle.setAttribute("opacity", "0");
    host.querySelector(".flow").append(circle);
    moving.push({ path, circle, length: path.getTotalLength(), begins: performance.now() + Math.min(moving.length * 25, 700) });
    frame ||= requestAnimationFrame(step);
  };
}
