/* The page itself: theme, menus, dialogs, and what follows an answer from the server. */
(() => {
  const root = document.documentElement;

  const setTheme = (theme) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    }
  };

  const openDialog = (dialog) => {
    if (!dialog.open) dialog.showModal();
    const fields = "input:not([type=hidden]), select, textarea";
    const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(fields);
    const chosen = first?.type === "radio" && dialog.querySelector(`[name="${CSS.escape(first.name)}"]:checked`);
    (chosen || first)?.focus();
  };

  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme-choice]");
    if (theme) setTheme(theme.dataset.themeChoice);

    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog) openDialog(dialog);
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    // A click on the backdrop lands on the dialog element itself.
    if (event.target.matches("dialog.dialog")) event.target.close();

    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".menu-panel a, .menu-panel button")) menu.open = false;
    }
    // The explanation of a decision lies over the page; a click beside it puts it away.
    for (const why of document.querySelectorAll(".decision > details.why[open]")) {
      if (!why.contains(event.target)) why.open = false;
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent.trim());
      copy.dataset.copied = "yes";
      copy.querySelector("[data-copy-text]").textContent = "Copied";
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open], .decision > details.why[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A select or a date that is a whole question by itself is sent when it changes.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    // An act that is done swaps nothing; what was in the dialog must not open it again.
    const nothing = event.detail.xhr.getResponseHeader("HX-Reswap") === "none";
    if (event.detail.target.id === "dialog" && !nothing) openDialog(event.detail.target);
  });
  // What others do shows up by itself, but never under the hands of somebody who is typing.
  setInterval(() => {
    const busy = document.hidden || document.querySelector("dialog[open]") || document.activeElement.closest("#glance");
    if (!busy && document.querySelector("[data-live]")) htmx.trigger(document.body, "changed");
  }, 60000);
  document.addEventListener("close-dialog", () => document.getElementById("dialog")?.close());
})();
