import { statusName, STATUSES } from "/statuses.js";

const NAMES = {
  ...Object.fromEntries(STATUSES.map((status) => [status, statusName(status)])),
  ...{ ONLINE: "online", AWAY: "away", OFFLINE: "offline" },
  ...{ LOW: "Low", MEDIUM: "Medium", HIGH: "High", URGENT: "Urgent" },
};
const NAMED = /(?<= (?:is|be) )[A-Z_]+(?=[ ;.,])/g;

/** The rulebook's own sentence on a refusal, with what it names as programs do named as people do: “is ACTIVE” reads “is Active”. */
export const why = (detail) => (detail ?? "").replace(NAMED, (name) => NAMES[name] ?? name);
