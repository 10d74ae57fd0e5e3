/* Going from one open comment to the next with n, and back with p. */
(() => {
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const shown = () => [...document.querySelectorAll("[data-comment]")].filter((one) => one.checkVisibility());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || localStorage.getItem("keys") === "off") return;
    if ((event.key !== "n" && event.key !== "p") || document.querySelector("dialog[open]")) return;
    const all = shown();
    if (!all.length) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement.closest("[data-comment]"));
    const next = all[at < 0 ? (event.key === "n" ? 0 : all.length - 1) : (at + (event.key === "n" ? 1 : -1) + all.length) % all.length];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  });
})();
