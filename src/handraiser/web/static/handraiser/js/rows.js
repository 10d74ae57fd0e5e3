/* Choosing rows of a table: all, one, a range with Shift; the bar below says how many. */
(() => {
  let last = null;
  const boxes = (table) => [...table.querySelectorAll("tbody input[type=checkbox][name=lead]")];

  const tell = (table) => {
    const chosen = boxes(table).filter((box) => box.checked).length;
    const all = table.querySelector("[data-all]");
    if (all) { all.checked = chosen > 0 && chosen === boxes(table).length; all.indeterminate = chosen > 0 && !all.checked; }
    const bar = document.getElementById("chosen-bar");
    if (!bar) return;
    bar.hidden = chosen === 0;
    bar.querySelector("[data-chosen]").textContent = String(chosen);
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("tbody input[type=checkbox][name=lead]");
    if (!box) return;
    const all = boxes(box.closest("table"));
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const other of all.slice(from, to + 1)) other.checked = box.checked;
    }
    last = box;
    tell(box.closest("table"));
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-all]")) return;
    const table = event.target.closest("table");
    for (const box of boxes(table)) box.checked = event.target.checked;
    tell(table);
  });
})();
