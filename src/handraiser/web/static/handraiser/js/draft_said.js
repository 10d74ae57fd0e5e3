/* Comments beside the text of a draft: marks at their lines, those of the cursor's line first, and a new one by key.
   What was said is about the text as it was saved; lines that were moved since are followed. */
(() => {
  const list = document.querySelector("[data-said-list]");
  const area = window.draft?.area;
  if (!list || !area) return;
  const marks = document.querySelector("[data-said-marks]");
  const button = document.querySelector("[data-say]");
  const words = button.querySelector("[data-say-line]");
  const lineAt = (at) => area.value.slice(0, at).split("\n").length;

  // How many lines at the beginning and at the end are as they were saved.
  const same = () => {
    const [saved, now] = [draft.savedText.split("\n"), area.value.split("\n")];
    const most = Math.min(saved.length, now.length);
    let begin = 0;
    while (begin < most && saved[begin] === now[begin]) begin += 1;
    let end = 0;
    while (end < most - begin && saved.at(-1 - end) === now.at(-1 - end)) end += 1;
    return { begin, end, saved: saved.length, now: now.length };
  };
  const toNow = (line, { begin, end, saved, now }) => (line <= begin ? line : line > saved - end ? line + now - saved : Math.min(line, Math.max(1, now - end)));
  const toSaved = (line, { begin, end, saved, now }) => (line <= begin ? line : line > now - end ? line + saved - now : 0);

  const draw = () => {
    const kept = same();
    const here = lineAt(area.selectionStart);
    const lines = new Map();
    for (const one of list.querySelectorAll("[data-said]")) {
      const line = Number(one.dataset.said) ? toNow(Number(one.dataset.said), kept) : 0;
      one.classList.toggle("is-here", line === here);
      if (line) lines.set(line, [...(lines.get(line) ?? []), one]);
    }
    marks.replaceChildren(...[...lines].map(([line, said]) => {
      const mark = document.createElement("button");
      Object.assign(mark, { type: "button", className: "code-said-mark", textContent: said.length, title: `${said.length} open on line ${line}` });
      mark.setAttribute("aria-label", `${said.length === 1 ? "One comment" : `${said.length} comments`} on line ${line}`);
      mark.classList.toggle("is-change", said.some((one) => one.dataset.change));
      mark.style.top = `${(line - 1) * draft.lineHeight()}px`;
      mark.addEventListener("click", () => { draft.goTo(line); draw(); said[0].scrollIntoView({ block: "nearest" }); said[0].querySelector("[data-comment]")?.focus({ preventScroll: true }); });
      return mark;
    }));
    const saved = toSaved(here, kept);
    words.textContent = saved ? `Comment on line ${here}` : "Save, then comment";
    button.disabled = !saved;
    button.dataset.line = saved;
  };
  const later = draft.debounce(draw);
  const say = () => { if (!button.disabled) htmx.ajax("GET", `${button.dataset.say}?line=${button.dataset.line}`, { target: "#dialog", swap: "innerHTML" }); };

  button.addEventListener("click", say);
  area.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || !event.altKey || event.code !== "KeyM") return;
    event.preventDefault();
    draw();
    say();
  });
  area.addEventListener("input", later);
  area.addEventListener("draft:saved", draw);
  list.addEventListener("htmx:afterSwap", draw);
  document.addEventListener("selectionchange", () => { if (document.activeElement === area) later(); });
  // A place in the list leads to its line in this very text.
  list.addEventListener("click", (event) => {
    const link = event.target.closest(".thread-where a");
    if (!link) return;
    event.preventDefault();
    draft.goTo(toNow(Number(link.closest("[data-said]").dataset.said), same()));
    draw();
  });
  draw();
})();
