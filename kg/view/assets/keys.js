// Keys of the page, and the box that lists them. Letters work where no text is being typed.

function makeKeys({ act, state, searchInput, picture, toggleTable }) {
  const zoom = (factor) =>
    picture.network.moveTo({ scale: picture.network.getScale() * factor, animation: { duration: 150 } });
  const chosenNode = (then) => () => {
    if (state.chosen && state.chosen.kind === "node") then(state.chosen.id);
  };
  const anywhere = {
    "/": () => {
      searchInput.focus();
      searchInput.select();
    },
    t: toggleTable,
    "?": openHelp,
    "+": () => zoom(1.3),
    "=": () => zoom(1.3),
    "-": () => zoom(1 / 1.3),
    0: () => picture.fit(),
    Escape: act.close,
    e: chosenNode((node) => act.expand(node)),
    h: chosenNode((node) => act.hide(node)),
    p: chosenNode((node) => act.pin(node)),
  };
  const onPicture = {
    ArrowLeft: () => act.walk(-1, 0),
    ArrowRight: () => act.walk(1, 0),
    ArrowUp: () => act.walk(0, -1),
    ArrowDown: () => act.walk(0, 1),
    Enter: () => {
      if (!byId("details").hidden) byId("details").focus();
    },
    Delete: anywhere.h,
  };

  function press(event) {
    if (event.defaultPrevented || byId("help").open) return;
    const typing =
      /^(input|select|textarea)$/i.test(event.target.tagName) && !/^(checkbox|range)$/.test(event.target.type);
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) return run(act.undo, event);
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return undefined;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = (event.target === byId("picture") && onPicture[key]) || anywhere[key];
    return action && run(action, event);
  }

  function run(action, event) {
    event.preventDefault();
    action();
  }

  document.addEventListener("keydown", press);
  return { zoom };
}

function openHelp() {
  const keys = [
    ["/", "helpSearch"],
    [say("click"), "helpClick"],
    [`${say("doubleClick")} · e`, "helpExpand"],
    [say("drag"), "helpMove"],
    ["← ↑ ↓ →", "helpArrows"],
    ["h", "hide"],
    ["p", "pin"],
    ["t", "tableTitle"],
    ["0 + −", "fit"],
    ["Ctrl+Z", "undoTitle"],
    ["Esc", "helpEscape"],
  ];
  const rows = keys.flatMap(([key, word]) => [
    make("dt", {}, make("kbd", { text: key })),
    make("dd", { text: say(word) }),
  ]);
  const close = button(say("close"), () => byId("help").close(), { class: "strong" });
  fill(
    byId("help"),
    make("h2", { id: "help-title", text: say("helpTitle") }),
    make("dl", { class: "keys" }, ...rows),
    close,
  );
  byId("help").showModal();
}
