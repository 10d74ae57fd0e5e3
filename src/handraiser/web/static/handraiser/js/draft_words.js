/* Words that fit where one writes: a list at the cursor, walked through and taken by keys. For the text and the forms. */
(() => {
  const MOST = 60;
  const beginning = (found, typed) => {
    const small = typed.toLowerCase();
    return found.filter((one) => one.word.toLowerCase().startsWith(small)).slice(0, MOST);
  };
  const plainWords = (words) => (words ?? []).map((word) => ({ word, told: "" }));
  const fixedWords = async (address) => (await fetch(address)).json();

  // What fits into a condition, by what stands before the cursor: names in quotes, else columns, functions, operators.
  const conditionWords = (before, names, fixed) => {
    const typed = before.match(/[\w]*$/)[0];
    const quoted = before.match(/'([^']*)$/);
    let found = [...fixed.columns, ...fixed.functions, ...fixed.operators];
    if (quoted && before.match(/'/g).length % 2 === 1) {
      const about = before.slice(0, quoted.index);
      if (/answer\($/.test(about)) found = plainWords(names.answer);
      else {
        const asked = [...about.matchAll(/answer\('(\w+)'\)|(\w+)/g)].map((one) => (one[1] ? `answer('${one[1]}')` : one[2])).reverse();
        found = plainWords(names[asked.find((word) => names[word])]);
      }
    }
    return { typed, words: beginning(found, typed) };
  };

  const write = (area, text, from = area.selectionStart, to = area.selectionEnd) => {
    area.focus();
    area.setSelectionRange(from, to);
    // Keeps what the browser can undo, unlike setting the value.
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  /* `fitting(area)` gives { typed, words }, `place(area)` moves the list. `offers`: it opens while a word is typed, and
     not only when it is asked for with Ctrl and Space; then Tab leaves the field as everywhere. */
  const completion = ({ list, fitting, place, offers = false }) => {
    let area = null;
    let asked = false;
    // A field of several lines may not be a combobox to assistive technology; it says by itself that a list is there.
    const heard = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    heard.setAttribute("role", "status");
    list.after(heard);
    let taking = false;
    const close = () => {
      list.hidden = true;
      asked = false;
      if (!area) return;
      area.removeAttribute("aria-activedescendant");
      heard.textContent = "";
    };
    const chosen = () => [...list.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
    const choose = (index) => {
      const options = [...list.children];
      for (const option of options) option.setAttribute("aria-selected", "false");
      const option = options[(index + options.length) % options.length];
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      area.setAttribute("aria-activedescendant", option.id);
    };
    const open = async (field) => {
      if (area && area !== field) close();
      area = field;
      const { typed, words } = await fitting(field);
      const done = words.length === 1 && words[0].word === typed;
      if (document.activeElement !== field || !words.length || (!asked && (typed.length < 2 || done))) return close();
      list.replaceChildren(...words.map((one, index) => {
        const option = Object.assign(document.createElement("li"), { id: `${list.id}-${index}`, textContent: one.word });
        option.setAttribute("role", "option");
        option.dataset.word = one.word;
        option.append(Object.assign(document.createElement("span"), { textContent: one.told }));
        return option;
      }));
      place(field);
      if (list.hidden) heard.textContent = `${words.length === 1 ? "One word fits" : `${words.length} words fit`}. Arrows choose, Enter takes, Escape leaves.`;
      list.hidden = false;
      choose(0);
    };
    const take = async (option) => {
      const at = area.selectionStart;
      const { typed } = await fitting(area);
      const field = area;
      close();
      taking = true;
      write(field, option.dataset.word, at - typed.length, at);
      taking = false;
      // Into the brackets or quotes, where one goes on writing.
      const back = option.dataset.word.match(/\(\)$|''$|'%%'$/);
      const place = field.selectionStart - (back ? (back[0].length / 2) | 0 : 0);
      field.setSelectionRange(place, place);
    };
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
    const key = (event) => {
      const done = () => { event.preventDefault(); return true; };
      if (event.ctrlKey && event.code === "Space") { asked = true; open(event.target); return done(); }
      if (list.hidden || event.target !== area) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { asked = true; choose(chosen() + (event.key === "ArrowDown" ? 1 : -1)); return done(); }
      if (event.key === "Enter" || (event.key === "Tab" && asked && !event.shiftKey)) { take(list.children[chosen()]); return done(); }
      if (event.key === "Escape") { event.stopPropagation(); close(); return done(); }
      return false;
    };
    const typed = (field) => {
      if (taking) return;
      if (!list.hidden || offers) open(field);
    };
    return { close, key, typed };
  };

  Object.assign(draft, { beginning, plainWords, fixedWords, conditionWords, completion, write });
})();
