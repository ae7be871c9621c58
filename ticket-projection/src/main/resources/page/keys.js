import { html, render } from "/lib/lit-html/lit-html.js";
import { kept } from "/memory.js";

/** Single keys that do something, and the page that lists them. They rest while one writes, and can be switched off for good. */

const groups = new Map();

/** `[{key, does, run}]` under a heading; until the signal, or for ever. */
export function onKeys(heading, keys, signal) {
  groups.set(heading, keys);
  signal?.addEventListener("abort", () => groups.get(heading) === keys && groups.delete(heading));
}

addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writing || document.querySelector("dialog[open]")) {
    return;
  }
  for (const keys of [...groups.values()].reverse()) {
    const found = keys.find(({ key }) => key === event.key);
    if (found && (kept.get("keys", true) || found.key === "?")) {
      event.preventDefault();
      found.run();
      return;
    }
  }
});

export function showHelp() {
  const dialog = document.getElementById("help");
  const draw = () =>
    render(
      html`
        <div class="dialog-head">
          <h2 id="help-title">Keys</h2>
          <form method="dialog"><button class="plain" aria-label="Close">✕</button></form>
        </div>
        <div class="keys">
          ${[...groups].map(
            ([heading, keys]) => html`
              <section>
                <h3>${heading}</h3>
                <dl>${keys.map(({ key, does }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
              </section>`,
          )}
          <section>
            <h3>In lists and in the picture</h3>
            <dl>
              <div><dt><kbd>Tab</kbd></dt><dd>to the list or the picture</dd></div>
              <div><dt><kbd>↑</kbd> <kbd>↓</kbd></dt><dd>from row to row, from edge to edge</dd></div>
              <div><dt><kbd>Enter</kbd></dt><dd>opens the ticket</dd></div>
            </dl>
          </section>
        </div>
        <label class="check"><input type="checkbox" .checked=${kept.get("keys", true)} @change=${(e) => kept.set("keys", e.target.checked)} />
          Single keys do something</label>`,
      dialog,
    );
  draw();
  dialog.showModal();
}
