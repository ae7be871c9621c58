/** Numbers, times and durations in words. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat("en");
const compactly = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const timeOfDay = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const everything = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export const number = (n) => (n === null || n === undefined ? "–" : whole.format(n));

/** At most about five characters. */
export const short = (n) => (Math.abs(n) < 10_000 ? whole.format(n) : compactly.format(n));

/** One of something, or several. */
export const count = (n, one, many = one + "s") => `${number(n)} ${n === 1 ? one : many}`;

/** `0:07`, `12:34`, `3:05:12`, `2 d 04:10`: for what counts on. */
export function clock(ms) {
  const seconds = Math.floor(ms / 1_000);
  const two = (n) => String(n).padStart(2, "0");
  const s = seconds % 60;
  const m = Math.floor(seconds / 60) % 60;
  const h = Math.floor(seconds / 3_600);
  if (h >= 24) {
    return `${Math.floor(h / 24)} d ${two(h % 24)}:${two(m)}`;
  }
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `85 ms`, `4.2 s`, `3 min 10 s`, `2 h 5 min`, `3 d 4 h`: for what is over. */
export function duration(ms) {
  if (ms === null || ms === undefined) {
    return "–";
  }
  if (ms < 1_000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 10_000) {
    return `${(ms / 1_000).toFixed(1).replace(/\.0$/, "")} s`;
  }
  const seconds = Math.round(ms / 1_000);
  const parts = (a, unitA, b, unitB) => (b ? `${a} ${unitA} ${b} ${unitB}` : `${a} ${unitA}`);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3_600) {
    return parts(Math.floor(seconds / 60), "min", seconds % 60, "s");
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) {
    return parts(Math.floor(minutes / 60), "h", minutes % 60, "min");
  }
  const hours = Math.round(minutes / 60);
  return parts(Math.floor(hours / 24), "d", hours % 24, "h");
}

export const time = (at) => (at ? timeOfDay.format(new Date(at)) : "–");

/** The time of day for what is of today, else with its day. */
export function when(at) {
  if (!at) {
    return "–";
  }
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? timeOfDay.format(date) : dayAndTime.format(date);
}

export const dateTime = (at) => (at ? everything.format(new Date(at)) : "–");

/** What `<input type="datetime-local">` wants. */
export function localInput(at) {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const sentenceCase = (word) => word.charAt(0) + word.slice(1).toLowerCase();

/** `IN_APP` → `in-app`, `SOCIAL` → `social`. */
export const channelName = (channel) => ({ IN_APP: "in-app", SOCIAL: "social" })[channel] ?? channel.toLowerCase();

export const priorityName = (priority) => sentenceCase(priority);

export const presenceName = (presence) => sentenceCase(presence);

export const roleName = (role) => role.toLowerCase();

export { DAY, HOUR };
