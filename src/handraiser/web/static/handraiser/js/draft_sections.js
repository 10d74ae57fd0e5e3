/* A section of a draft as forms: checked and completed while typing, sent as what was changed, and after a save
   everything is as open, and stands where, it was. */
(() => {
  const form = document.querySelector("[data-draft-sections]");
  if (!form) return;
  const state = form.querySelector("[data-state]");
  const named = () => [...form.elements].filter((field) => field.name.startsWith("/"));
  const changed = (field) => {
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const options = [...field.options];
    return field.selectedIndex !== Math.max(0, options.findIndex((option) => option.defaultSelected));
  };

  // What nobody touched is not sent: thousands of fields stay quick, and two people disturb each other less.
  form.addEventListener("formdata", (event) => {
    for (const field of named()) if (!changed(field)) event.formData.delete(field.name);
  });

  // The faults of the section as it would be, each at its field.
  const say = (field, faults) => {
    const box = document.getElementById(`${field.id}-wrong`);
    if (!box) return;
    box.replaceChildren(...faults.map((fault) => {
      const line = Object.assign(document.createElement("p"), { className: "error" });
      const text = Object.assign(document.createElement("span"), { textContent: `${fault.wrong} ${fault.meant}`.trim() });
      line.append(form.parentElement.querySelector("template[data-wrong]").content.cloneNode(true), text);
      return line;
    }));
    if (faults.length) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  let checking = null;
  const check = async () => {
    checking?.abort();
    checking = new AbortController();
    const sent = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.checks, { method: "POST", signal: checking.signal, headers: { "x-csrftoken": draft.token() }, body: sent });
      if (!answer.ok) return;
      const told = await answer.json();
      if (told.refusal) { if (state) state.textContent = `Not saved yet. ${told.refusal}`; return; }
      const faults = Map.groupBy ? Map.groupBy(told.faults, (one) => one.field) : told.faults.reduce((all, one) => all.set(one.field, [...(all.get(one.field) ?? []), one]), new Map());
      for (const field of named()) if (!told.refused || faults.has(field.name)) say(field, faults.get(field.name) ?? []);
      if (state && draft.dirty) state.textContent = told.refused ? "Not saved yet. One field cannot be written like this." : told.whole ? `Not saved yet. ${told.whole === 1 ? "One thing" : `${told.whole} things`} would be wrong.` : "Not saved yet. Nothing would be wrong.";
    } catch (error) {
      if (error.name !== "AbortError" && state) state.textContent = "The server cannot be reached; what you wrote is still here.";
    }
  };
  const checkLater = draft.debounce(check);

  // Conditions: which leads they fit, and the words that fit in.
  const askers = new WeakMap();
  const count = (field) => {
    if (!askers.has(field)) {
      const ask = draft.asker(form.dataset.matches, document.getElementById(`${field.id}-matches`));
      askers.set(field, draft.debounce(() => ask(field.value)));
    }
    askers.get(field)();
  };
  const list = document.getElementById("form-words");
  const names = JSON.parse(form.dataset.names || "{}");
  let fixed = null;
  const words = draft.completion({
    list,
    offers: true,
    fitting: async (field) => {
      fixed ??= await draft.fixedWords(form.dataset.words);
      return draft.conditionWords(field.value.slice(0, field.selectionStart), names, fixed);
    },
    place: (field) => { if (list.previousElementSibling !== field) field.after(list); },
  });
  const condition = (event) => event.target.matches?.("[data-condition]") && event.target;
  form.addEventListener("input", (event) => {
    draft.dirty = true;
    if (state) { state.textContent = "Not saved yet"; state.classList.add("is-open"); }
    if (event.target.name?.startsWith("/")) checkLater();
    if (condition(event)) { count(event.target); words.typed(event.target); }
  });
  form.addEventListener("focusin", (event) => { if (condition(event)) count(event.target); });
  form.addEventListener("focusout", (event) => { if (condition(event)) words.close(); });
  form.addEventListener("keydown", (event) => { if (condition(event) && !event.target.readOnly) words.key(event); });

  // After a save: what was open is open, the cursor is where it was, and the same line is in the same place.
  const KEY = `draft ${location.pathname} ${form.dataset.section}`;
  const FRESH = 60000; // milliseconds
  const entries = () => [...form.querySelectorAll("details.entry")];
  const nameOf = (element) => element?.closest(".field")?.querySelector("[name]")?.name ?? element?.closest("[data-entry], [data-entries]")?.dataset.entry ?? "";
  const find = (name) => (name ? form.querySelector(`[data-entry="${CSS.escape(name)}"] > summary`) ?? named().find((field) => field.name === name)?.closest(".field") : null);
  // The first line on the screen that is found again by its name; below the last one, that last one.
  const atTop = () => {
    const lines = [...form.querySelectorAll(".field, summary")].filter((one) => one.checkVisibility());
    const below = lines.findIndex((one) => one.getBoundingClientRect().top > 60);
    const first = below < 0 ? lines.length : below;
    const again = (one) => find(nameOf(one)) === one;
    return lines.slice(first).find(again) ?? lines.slice(0, first).findLast(again);
  };
  form.addEventListener("submit", (event) => {
    const top = atTop();
    const told = {
      open: entries().filter((one) => one.open).map((one) => one.dataset.entry),
      shut: entries().filter((one) => !one.open).map((one) => one.dataset.entry),
      act: event.submitter?.value ?? "",
      focus: document.activeElement?.name?.startsWith("/") ? document.activeElement.name : "",
      top: nameOf(top),
      offset: top?.getBoundingClientRect().top ?? 0,
      at: Date.now(),
    };
    try { sessionStorage.setItem(KEY, JSON.stringify(told)); } catch { /* Without room the page begins anew. */ }
  });
  // An entry that goes or changes places takes its number along.
  const moved = (name, act) => {
    const [verb, place] = act.split(" ");
    const found = /^(.*)\/(\d+)$/.exec(place ?? "");
    if (!found || !["drop", "up", "down"].includes(verb) || !name.startsWith(`${found[1]}/`)) return name;
    const [number, ...rest] = name.slice(found[1].length + 1).split("/");
    const [here, its] = [Number(found[2]), Number(number)];
    const other = here + (verb === "up" ? -1 : 1);
    if (verb === "drop" && its === here) return "";
    const now = verb === "drop" ? its - (its > here) : its === here ? other : its === other ? here : its;
    return [found[1], now, ...rest].join("/");
  };
  let told = null;
  try { told = JSON.parse(sessionStorage.getItem(KEY)); sessionStorage.removeItem(KEY); } catch { /* Nothing was kept. */ }
  if (told && Date.now() - told.at < FRESH) {
    const [open, shut] = [told.open, told.shut].map((all) => new Set(all.map((name) => moved(name, told.act))));
    for (const one of entries()) {
      if (open.has(one.dataset.entry)) one.open = true;
      else if (shut.has(one.dataset.entry) && !one.querySelector("[aria-invalid]")) one.open = false;
    }
    const settle = () => {
      const top = find(moved(told.top, told.act));
      if (top) scrollBy({ top: top.getBoundingClientRect().top - told.offset, behavior: "instant" });
    };
    if (!location.hash) {
      history.scrollRestoration = "manual";
      find(moved(told.focus, told.act))?.querySelector("[name]")?.focus({ preventScroll: true });
      settle();
      addEventListener("load", settle, { once: true });
      form.addEventListener("htmx:afterSettle", settle);
      setTimeout(() => form.removeEventListener("htmx:afterSettle", settle), 3000);
      document.addEventListener("wheel", () => form.removeEventListener("htmx:afterSettle", settle), { once: true, passive: true });
    }
  }
  // A link to an entry opens it; behind one that was added just now one goes on writing.
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const entry = target?.matches("details") ? target : told?.act.startsWith("add ") ? [...(target?.querySelectorAll(":scope > details.entry") ?? [])].at(-1) : null;
  if (entry) {
    entry.open = true;
    const write = () => entry.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    write();
    entry.addEventListener("htmx:afterSettle", write, { once: true });
    if (entry !== target) entry.scrollIntoView({ block: "center" });
  }
})();
