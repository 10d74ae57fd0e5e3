/* Keys. An element says `data-key="c"`; a list says `data-rows` and its rows `data-row`.
   A key is looked for in the open dialog, else in the current row, else on the page. */
(() => {
  const WAIT = 900; // milliseconds for the second key of a pair such as "g l"
  let first = "";
  let timer = 0;
  let current = { id: null, index: 0 };

  const enabled = () => localStorage.getItem("keys") !== "off";
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter(visible);
  const openDialog = () => document.querySelector("dialog[open]");

  const currentRow = () => document.querySelector("[data-row].is-current");

  const choose = (row, { focus = true } = {}) => {
    for (const other of document.querySelectorAll("[data-row].is-current")) other.classList.remove("is-current");
    if (!row) return;
    row.classList.add("is-current");
    current = { id: row.dataset.row, index: rows().indexOf(row) };
    if (focus) {
      row.querySelector("[data-open]")?.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
    // Where there is room for it, the chosen lead is shown beside the list.
    if (document.getElementById("glance")?.checkVisibility()) row.dispatchEvent(new CustomEvent("row-chosen"));
  };

  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    // Whoever came by an address with a line or a part goes on from there.
    const index = all.indexOf(currentRow() ?? document.querySelector("[data-row]:target"));
    choose(all[index < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, index + by))]);
  };

  const find = (key) => {
    const selector = `[data-key="${CSS.escape(key)}"]`;
    const scope = openDialog();
    if (scope) return scope.querySelector(selector);
    const own = currentRow()?.querySelector(selector);
    if (own) return own;
    const all = rows();
    const beside = [...document.querySelectorAll(selector)].filter((element) => !element.closest("[data-row]") && visible(element));
    // What was just done stands in the toast, and goes before what the page offers to undo.
    if (beside.length) return beside.find((element) => element.closest(".toast")) ?? beside[0];
    return currentRow() ? null : all[0]?.querySelector(selector) ?? document.querySelector(`.sidebar ${selector}`);
  };

  const act = (key) => {
    const element = find(key);
    if (!element) return false;
    if (element.matches("input, textarea, select")) { element.focus(); element.select?.(); }
    else element.click();
    return true;
  };

  const showHelp = () => {
    const list = document.getElementById("shortcut-list");
    const seen = new Map();
    for (const element of document.querySelectorAll("[data-key]")) {
      const name = element.dataset.keyName || element.getAttribute("aria-label") || element.textContent.trim();
      if (!seen.has(element.dataset.key)) seen.set(element.dataset.key, name);
    }
    const noun = document.querySelector("[data-rows]")?.dataset.rowsName ?? "lead";
    if (rows().length) { seen.set("j", `Next ${noun}`); seen.set("k", `Previous ${noun}`); }
    if (document.querySelector("[data-comment]")) { seen.set("n", "Next comment"); seen.set("p", "Previous comment"); }
    list.replaceChildren(...[...seen].flatMap(([key, name]) => {
      const term = document.createElement("dt");
      term.append(...key.split(" ").map((part) => Object.assign(document.createElement("kbd"), { textContent: part })));
      return [term, Object.assign(document.createElement("dd"), { textContent: name })];
    }));
    document.getElementById("keys-on").checked = enabled();
    document.getElementById("shortcuts").showModal();
  };

  document.addEventListener("keydown", (event) => {
    const undo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "z";
    if (undo && !typing(event.target) && !openDialog() && act("u")) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || !enabled()) return;
    const key = event.key;
    if (key.length > 1) return;
    const pair = first ? `${first} ${key}` : key;
    first = "";
    clearTimeout(timer);
    if (!openDialog()) {
      if (pair === "?") { event.preventDefault(); return showHelp(); }
      if (pair === "j" || pair === "k") { event.preventDefault(); return step(pair === "j" ? 1 : -1); }
    }
    if (act(pair)) return event.preventDefault();
    if (document.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
      first = key;
      timer = setTimeout(() => { first = ""; }, WAIT);
    }
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (row && !row.classList.contains("is-current")) choose(row, { focus: false });
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !event.target.closest("a, button, input, label, summary")) choose(row);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") localStorage.setItem("keys", event.target.checked ? "on" : "off");
  });

  const beginWithFirst = () => {
    if (document.getElementById("glance") && !currentRow() && rows().length) choose(rows()[0], { focus: false });
  };
  // The listeners of htmx stand when it says so; a row chosen earlier would be chosen unheard.
  document.addEventListener("htmx:load", (event) => { if (event.target === document.body) beginWithFirst(); });

  // After an act the list is drawn anew: stay on the same lead, or on the one that took its place.
  document.addEventListener("htmx:afterSettle", () => {
    if (current.id === null || currentRow() || openDialog()) return;
    const all = rows();
    const same = all.find((row) => row.dataset.row === current.id);
    // The focus is taken only from where nothing is left of it.
    const lost = document.activeElement === document.body;
    choose(same ?? all[Math.min(current.index, all.length - 1)], { focus: lost });
  });
})();
