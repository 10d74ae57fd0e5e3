/* Clocks count down. The server writes the same words, so nothing jumps when the script takes over. */
(() => {
  const MINUTE = 60, HOUR = 3600, DAY = 86400;

  const words = (seconds) => {
    if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}:${String(Math.floor(seconds % MINUTE)).padStart(2, "0")}`;
    if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ${String(Math.floor((seconds % HOUR) / MINUTE)).padStart(2, "0")} m`;
    return `${Math.floor(seconds / DAY)} d ${Math.floor((seconds % DAY) / HOUR)} h`;
  };

  const tick = () => {
    const now = Date.now();
    for (const clock of document.querySelectorAll("[data-due]")) {
      const left = (Date.parse(clock.dataset.due) - now) / 1000;
      const text = left >= 0 ? words(left) : `−${words(-left)}`;
      const shown = clock.querySelector("b");
      if (shown.textContent !== text) shown.textContent = text;
      clock.classList.toggle("is-breached", left < 0);
      clock.classList.toggle("is-warned", left >= 0 && Boolean(clock.dataset.warn) && Date.parse(clock.dataset.warn) <= now);
    }
  };

  tick();
  setInterval(tick, 1000);
  document.addEventListener("htmx:afterSwap", tick);
})();
