"use strict";
// Small helps only: every page works without this.
(() => {
  const editor = document.getElementById("editor");
  editor?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      editor.requestSubmit();
    }
  });

  // A fact under the pointer or with the focus shows its sentence in the text.
  const light = (names) => {
    const wanted = new Set(names.split(" "));
    for (const piece of document.querySelectorAll("[data-said]")) {
      piece.classList.toggle("lit", piece.dataset.said.split(" ").some((name) => wanted.has(name)));
    }
  };
  for (const fact of document.querySelectorAll("[data-shows]")) {
    for (const event of ["mouseenter", "focusin"]) fact.addEventListener(event, () => light(fact.dataset.shows));
    fact.addEventListener("mouseleave", () => light(""));
  }
  const named = () => location.hash && light(decodeURIComponent(location.hash.slice(1)));
  window.addEventListener("hashchange", named);
  named();

  // "/" goes to the search field, as in the graph's page.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    document.getElementById("q").focus();
  });
})();
