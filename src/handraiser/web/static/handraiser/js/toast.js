/* Toasts go by themselves, but never while somebody points at them or has the keyboard in them. */
(() => {
  const STAY = 12000; // milliseconds
  const clocks = new WeakMap();

  const wait = (toast) => {
    clearTimeout(clocks.get(toast));
    clocks.set(toast, setTimeout(() => toast.remove(), STAY));
  };
  const watch = () => {
    for (const toast of document.querySelectorAll(".toast")) if (!clocks.has(toast)) wait(toast);
  };
  const say = (text) => {
    const toast = document.createElement("div");
    toast.className = "toast is-bad";
    toast.setAttribute("role", "alert");
    toast.textContent = text;
    document.getElementById("toasts").append(toast);
    watch();
  };

  for (const [type, act] of [["pointerover", "hold"], ["focusin", "hold"], ["pointerout", "go"], ["focusout", "go"]]) {
    document.addEventListener(type, (event) => {
      const toast = event.target.closest?.(".toast");
      if (!toast) return;
      if (act === "hold") clearTimeout(clocks.get(toast));
      else wait(toast);
    });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".toast").remove();
  });
  // Only the newest toast can be undone with a key, so that it is clear what is undone.
  document.addEventListener("htmx:oobAfterSwap", () => {
    const all = [...document.querySelectorAll("#toasts .toast")];
    for (const old of all.slice(0, -1)) old.remove();
    watch();
  });
  document.addEventListener("htmx:responseError", (event) => {
    const gone = event.detail.xhr.status === 403 ? "You may not do that." : event.detail.xhr.status === 404 ? "That is not there any more." : "That did not work. Nothing was changed; please try again.";
    say(gone);
  });
  document.addEventListener("htmx:sendError", () => say("The server cannot be reached. Nothing was changed."));
  watch();
})();
