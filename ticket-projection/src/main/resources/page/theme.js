// Light or dark before the first paint: what was chosen here, else what the system prefers. Not a module, so that it is not deferred.
(() => {
  try {
    const chosen = JSON.parse(localStorage.getItem("theme"));
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // No storage: the system's preference holds.
  }
})();
