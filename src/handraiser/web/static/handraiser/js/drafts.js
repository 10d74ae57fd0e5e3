/* Writing a draft, by forms or as text: what both share. Saving by key, a warning before anything is lost, and which
   leads a condition fits. Without script everything can still be written and saved; it is checked then. */
window.draft = (() => {
  const WAIT = 300; // milliseconds of rest before something is asked
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const debounce = (act) => {
    let timer = 0;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), WAIT); };
  };

  // Which leads a condition fits. A newer question cancels the one before.
  const asker = (address, target) => {
    let running = null;
    let asked = null;
    return async (condition) => {
      if (condition === asked) return;
      asked = condition;
      running?.abort();
      running = new AbortController();
      target.classList.add("is-waiting");
      try {
        const answer = await fetch(`${address}?condition=${encodeURIComponent(condition)}`, { signal: running.signal, headers: { "HX-Request": "true" } });
        if (answer.ok) target.innerHTML = await answer.text();
        target.classList.remove("is-waiting");
      } catch (error) {
        if (error.name !== "AbortError") target.textContent = "The server cannot be reached.";
      }
    };
  };

  const shared = { dirty: false, token, debounce, asker };
  window.addEventListener("beforeunload", (event) => { if (shared.dirty) event.preventDefault(); });
  document.addEventListener("submit", (event) => { if (!event.target.closest("dialog, [data-comment]")) shared.dirty = false; });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    document.getElementById("draft-form")?.requestSubmit();
  });
  return shared;
})();
