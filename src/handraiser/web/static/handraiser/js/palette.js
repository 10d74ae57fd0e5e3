/* The command palette: Ctrl or Cmd with K, type, arrows, Enter. Its options come from the server. */
(() => {
  const dialog = () => document.getElementById("palette");
  const input = () => document.getElementById("palette-input");
  const options = () => [...dialog().querySelectorAll("[role=option]")];

  const select = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (!option) return input().removeAttribute("aria-activedescendant");
    input().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const open = () => {
    if (!dialog()) return;
    dialog().showModal();
    input().focus();
    input().select();
    htmx.trigger(input(), "palette-opened");
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return dialog()?.open ? dialog().close() : open();
    }
    if (event.target !== input()) return;
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") { event.preventDefault(); select(all[(at + 1) % all.length]); }
    if (event.key === "ArrowUp") { event.preventDefault(); select(all[(at - 1 + all.length) % all.length]); }
    if (event.key === "Enter" && all[at]) { event.preventDefault(); all[at].click(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) open();
    if (event.target.closest("#palette [role=option]")) dialog().close();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "palette-list") select(options()[0]);
  });
})();
