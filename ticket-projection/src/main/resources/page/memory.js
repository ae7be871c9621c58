/** What this browser keeps between visits. Works without storage too: then nothing is kept. */
export const kept = store(() => localStorage);

/** What this tab keeps until it is closed. */
export const session = store(() => sessionStorage);

function store(storage) {
  return {
    get(key, otherwise = null) {
      try {
        const text = storage().getItem(key);
        return text === null ? otherwise : JSON.parse(text);
      } catch {
        return otherwise;
      }
    },
    set(key, value) {
      try {
        storage().setItem(key, JSON.stringify(value));
      } catch {
        // Full or forbidden: the page works on, and forgets.
      }
    },
  };
}
