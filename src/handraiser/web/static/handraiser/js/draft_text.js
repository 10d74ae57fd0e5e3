/* The text of a draft: line numbers, checks while typing, completion, and which leads the condition at the cursor fits. */
(() => {
  const form = document.querySelector("[data-draft-text]");
  if (!form) return;
  const area = form.querySelector("textarea");
  const part = (name) => form.querySelector(`.code-${name}`);
  const [numbers, gutter, marks, list] = [part("numbers"), part("gutter"), part("marks"), part("words")];
  const state = form.querySelector("[data-state]");
  const side = (name) => document.querySelector(`[data-${name}]`);
  const height = () => parseFloat(getComputedStyle(area).lineHeight);
  const lineAt = (at) => area.value.slice(0, at).split("\n").length;
  let faultLines = [];
  let conditions = [];
  let names = {};
  let fixed = null;

  const number = () => {
    const count = area.value.split("\n").length;
    if (Number(numbers.dataset.count) === count) return;
    numbers.dataset.count = count;
    numbers.textContent = Array.from({ length: count }, (_, index) => index + 1).join("\n");
  };
  const mark = (here = 0) => {
    const lines = here ? [...faultLines, here] : faultLines;
    marks.replaceChildren(...lines.map((line) => {
      const element = document.createElement("div");
      element.className = line === here ? "code-mark is-here" : "code-mark";
      element.style.top = `${(line - 1) * height()}px`;
      return element;
    }));
  };
  const follow = () => {
    gutter.scrollTop = area.scrollTop;
    marks.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  const goTo = (line, column = 1) => {
    const before = area.value.split("\n").slice(0, line - 1).join("\n");
    const at = Math.min(area.value.length, before.length + (line > 1 ? 1 : 0) + column - 1);
    area.focus();
    area.setSelectionRange(at, at);
    area.scrollTop = Math.max(0, (line - 6) * height());
    mark(line);
  };

  const showFaults = (answer) => {
    faultLines = [...new Set(answer.faults.map((fault) => fault.line))];
    const badge = side("fault-count");
    badge.textContent = answer.count ? `${answer.count} wrong` : "nothing wrong";
    badge.className = `badge ${answer.count ? "is-bad" : "is-good"}`;
    side("faults").replaceChildren(...answer.faults.map((fault) => {
      const link = document.createElement("a");
      link.className = "fault";
      link.href = `#L${fault.line}`;
      Object.assign(link.dataset, { line: fault.line, column: fault.column });
      const say = (tag, name, text) => link.append(Object.assign(document.createElement(tag), { className: name, textContent: text }), " ");
      say("b", "", `Line ${fault.line}`);
      say("span", "mono", fault.path);
      say("span", "fault-wrong", fault.wrong);
      say("span", "quiet", fault.meant);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    const questions = side("questions");
    questions.hidden = !answer.questions;
    questions.textContent = `${answer.questions} questions of the template are open.`;
    mark();
  };
  let checking = null;
  const check = async () => {
    checking?.abort();
    checking = new AbortController();
    const text = area.value;
    try {
      const answer = await fetch(form.dataset.checks, { method: "POST", signal: checking.signal, headers: { "x-csrftoken": draft.token() }, body: new URLSearchParams({ text }) });
      if (!answer.ok) { state.textContent = "This text cannot be checked: it holds signs that no keyboard types, or is too long."; return; }
      const told = await answer.json();
      if (area.value !== text) return;
      [conditions, names] = [told.conditions, told.words];
      showFaults(told);
      tryCondition();
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = "The server cannot be reached; the text is still here.";
    }
  };
  const checkLater = draft.debounce(check);
  const ask = draft.asker(form.dataset.matches, side("live-matches"));
  const tryCondition = () => {
    const at = area.selectionStart;
    const here = conditions.find(([begin, end]) => begin <= at && at <= end);
    if (here) ask(here[2]);
  };
  const tryLater = draft.debounce(tryCondition);

  const write = (text, from = area.selectionStart, to = area.selectionEnd) => draft.write(area, text, from, to);
  const lineStart = (at) => area.value.lastIndexOf("\n", at - 1) + 1;

  form.addEventListener("submit", async (event) => {
    if (form.dataset.plain) return;
    event.preventDefault();
    draft.dirty = false;
    const sent = area.value;
    state.textContent = "Saving…";
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
      const told = answer.ok || answer.status === 422 ? await answer.json() : { refusal: "That could not be saved; the text is still here." };
      // Somebody else was first: the page that puts both texts together comes as an ordinary answer.
      if (told.moved) { form.dataset.plain = "yes"; return form.submit(); }
      const same = area.value === sent;
      draft.dirty = !answer.ok || !same;
      state.textContent = told.refusal ?? (same ? `Saved ${told.saved}` : `Saved ${told.saved}; what you wrote since is not`);
      state.classList.toggle("is-open", draft.dirty);
      if (told.revision) { draft.savedText = sent; area.dispatchEvent(new CustomEvent("draft:saved")); }
      if (told.revision) for (const field of document.querySelectorAll("[data-revision]")) field.value = told.revision;
    } catch {
      draft.dirty = true;
      state.textContent = "The server cannot be reached; the text is still here.";
    }
  });

  // Completion. What fits depends on where the cursor is: in a condition, in its quotes, at a key or behind one.
  const pathAt = (at) => {
    const lines = area.value.slice(0, lineStart(at)).split("\n").slice(0, -1);
    let indent = area.value.slice(lineStart(at)).match(/^ *(- )?/)[0].length;
    const path = [];
    for (const line of lines.reverse()) {
      const found = line.match(/^( *)((?:- )*)([\w-]+):/);
      if (!found || !indent) continue;
      const column = found[1].length + found[2].length;
      const under = found[1].length < indent && column < indent;
      if (under) { path.unshift(found[3]); indent = found[2] ? found[1].length + (found[1].length ? 0 : 1) : column; }
    }
    return path;
  };
  const modelAt = (path) => {
    let model = fixed.root;
    let keyed = false;
    for (const step of path) {
      if (keyed) { keyed = false; continue; }
      const key = fixed.models[model]?.[step];
      if (!key?.model) return null;
      [model, keyed] = [key.model, key.keyed];
    }
    return keyed ? null : model;
  };
  const inCondition = (at) => {
    let begin = lineStart(at);
    if (/(^|[\s{,])when: /.test(area.value.slice(begin, at))) return true;
    const indent = area.value.slice(begin).match(/^ */)[0].length;
    while (begin > 0) {
      begin = lineStart(begin - 1);
      const line = area.value.slice(begin, area.value.indexOf("\n", begin));
      if (line.match(/^ */)[0].length < indent || /^\s*$/.test(line)) return /^\s*(- )?when: *[>|]/.test(line);
    }
    return false;
  };
  const fitting = () => {
    const at = area.selectionStart;
    const before = area.value.slice(lineStart(at), at);
    if (/(^|\s)#/.test(before)) return { typed: "", words: [] };
    if (inCondition(at)) return draft.conditionWords(before, names, fixed);
    const typed = before.match(/[\w]*$/)[0];
    const value = before.match(/^\s*(?:- )*(\w+): *\w*$/);
    const model = fixed.models[modelAt(pathAt(at))];
    let found = [];
    if (value) {
      const key = value[1];
      const stages = /stage$/.test(key) && key !== "buying_stage" ? names.stage : null;
      found = draft.plainWords(model?.[key]?.options?.length ? model[key].options : names[key] ?? stages ?? (key === "next" || key === "to" ? names.stage : []));
    } else if (model) found = Object.entries(model).map(([word, key]) => ({ word: `${word}: `, told: key.told }));
    return { typed, words: draft.beginning(found, typed) };
  };
  const words = draft.completion({
    list,
    fitting: async () => { fixed ??= await draft.fixedWords(form.dataset.words); return fitting(); },
    place: () => {
      const at = area.selectionStart;
      const top = (lineAt(at) + 0.5) * height() - area.scrollTop;
      list.style.top = `${Math.min(top, area.clientHeight - 60)}px`;
      list.style.left = `${Math.min((at - lineStart(at)) * 0.6 * parseFloat(getComputedStyle(area).fontSize), area.clientWidth * 0.4)}px`;
    },
  });

  let leaving = false;
  area.addEventListener("keydown", (event) => {
    if (words.key(event)) return;
    if (event.key === "Escape") { leaving = true; return; }
    if (event.key === "Tab" && !leaving && !area.readOnly && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      const start = lineStart(area.selectionStart);
      if (!event.shiftKey) return write("  ");
      const blanks = area.value.slice(start).match(/^ {0,2}/)[0].length;
      const at = area.selectionStart;
      if (blanks) { write("", start, start + blanks); area.setSelectionRange(Math.max(start, at - blanks), Math.max(start, at - blanks)); }
    }
    if (event.key === "Enter" && !event.ctrlKey && !event.isComposing && !area.readOnly) {
      event.preventDefault();
      const before = area.value.slice(lineStart(area.selectionStart), area.selectionStart);
      write(`\n${before.match(/^ */)[0]}`);
    }
    if (event.key !== "Tab" && event.key !== "Shift") leaving = false;
  });
  area.addEventListener("input", () => {
    draft.dirty = true;
    state.textContent = "Not saved yet";
    state.classList.add("is-open");
    number();
    checkLater();
    words.typed(area);
  });
  area.addEventListener("scroll", () => { follow(); words.close(); });
  area.addEventListener("blur", words.close);
  document.addEventListener("selectionchange", () => { if (document.activeElement === area) tryLater(); });
  document.addEventListener("click", (event) => {
    const fault = event.target.closest(".fault");
    if (fault) { event.preventDefault(); goTo(Number(fault.dataset.line), Number(fault.dataset.column)); }
  });

  Object.assign(draft, { goTo, savedText: area.value, area, lineHeight: height });
  number();
  check().then(() => {
    const asked = location.hash.match(/^#L(\d+)$/);
    if (asked) goTo(Number(asked[1]));
  });
})();
