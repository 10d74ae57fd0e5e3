/* A file dropped on the box is the file chosen in it. */
(() => {
  const box = (event) => event.target.closest?.("[data-drop]");
  for (const type of ["dragenter", "dragover"]) {
    document.addEventListener(type, (event) => {
      if (!box(event)) return;
      event.preventDefault();
      box(event).classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => box(event)?.classList.remove("is-over"));
  document.addEventListener("drop", (event) => {
    if (!box(event)) return;
    event.preventDefault();
    box(event).querySelector("input[type=file]").files = event.dataTransfer.files;
    box(event).requestSubmit();
  });
})();
