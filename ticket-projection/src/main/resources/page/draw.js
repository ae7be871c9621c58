import { nothing, render } from "/lib/lit-html/lit-html.js";

/** Draws a template into a host at the next frame, once, however often it is asked. With the signal it ends, and clears the host. */
export function drawer(host, template, signal) {
  let asked = 0;
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(asked);
    render(nothing, host);
  });
  return () => {
    if (signal.aborted) {
      return;
    }
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      render(template(), host);
    });
  };
}

/** Runs `work` soon, at most once in `ms`; asked while it runs, once more afterwards. Ends with the signal. */
export function atMostEvery(ms, work, signal) {
  let timer = 0;
  let running = false;
  let wanted = false;
  let last = -Infinity;
  const run = async () => {
    timer = 0;
    running = true;
    last = performance.now();
    try {
      await work();
    } finally {
      running = false;
      if (wanted) {
        wanted = false;
        ask();
      }
    }
  };
  function ask() {
    if (signal.aborted) {
      return;
    }
    if (running) {
      wanted = true;
    } else {
      timer ||= setTimeout(run, Math.max(0, last + ms - performance.now()));
    }
  }
  signal.addEventListener("abort", () => clearTimeout(timer));
  return ask;
}

/** Says something to those who listen to the page rather than look at it. */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = text), 30);
}
