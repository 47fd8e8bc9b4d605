// Names found by any form that a reader may type: the name, an alias, the other script, pinyin, its initials.

function folded(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s"'“”‘’《》「」『』()（）·,，、-]+/g, "");
}

function makeSearch(model) {
  const { label, other, aliases, unseen, pinyin } = model.raw.nodes;
  const forms = label.map((text, node) =>
    [text, other[node] || "", ...(aliases[node] || []), ...(unseen[node] || [])].filter(Boolean).map(folded),
  );
  const sounds = pinyin.map((text) => text.replaceAll(" ", ""));
  const initials = pinyin.map((text) =>
    text
      .split(" ")
      .map((syllable) => syllable[0] || "")
      .join(""),
  );

  function quality(node, wanted, latin) {
    let best = 0;
    for (const form of forms[node]) {
      if (form === wanted) return 9;
      const at = form.indexOf(wanted);
      best = Math.max(best, at === 0 ? 8 : at > 0 ? 6 : 0);
    }
    if (best || !latin) return best;
    if (sounds[node].startsWith(wanted)) return 5;
    if (initials[node].startsWith(wanted)) return 4;
    if (wanted.length > 1 && initials[node].includes(wanted)) return 3;
    return wanted.length > 2 && sounds[node].includes(wanted) ? 2 : 0;
  }

  return (text, limit = 12) => {
    const wanted = folded(text);
    if (!wanted) return [];
    const latin = /^[a-z]+$/.test(wanted);
    const found = [];
    for (let node = 0; node < model.size; node++) {
      const value = quality(node, wanted, latin);
      if (value) found.push([value, node]);
    }
    return found
      .sort((a, b) => b[0] - a[0] || a[1] - b[1])
      .slice(0, limit)
      .map(([, node]) => node);
  };
}

// A combobox: type, arrow down, Enter. `choose` gets the node; the field keeps its name if `keep`.
function makeSearchBox({ model, search, style, choose, label, placeholder, keep = false }) {
  const listId = `found-${Math.random().toString(36).slice(2)}`;
  const list = make("ul", { id: listId, role: "listbox", hidden: true });
  const input = make("input", {
    type: "search",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": say(label),
    placeholder: say(placeholder),
    "data-say-label": label,
    "data-say-placeholder": placeholder,
  });
  let found = [];
  let active = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const option = list.children[at];
    if (option && option.id) input.setAttribute("aria-activedescendant", option.id);
    if (option) option.scrollIntoView({ block: "nearest" });
  }

  function take(at) {
    const node = found[at];
    if (node === undefined) return;
    input.value = keep ? model.label(node) : "";
    close();
    if (!keep) byId("picture").focus(); // its keys are for the entity that was chosen
    choose(node);
  }

  function option(node, at) {
    const aliases = [model.otherScript(node), ...model.aliases(node)].filter(Boolean).slice(0, 3).join(" · ");
    return make(
      "li",
      {
        id: `${listId}-${at}`,
        role: "option",
        "aria-selected": "false",
        on: {
          mousedown: (event) => {
            event.preventDefault();
            take(at);
          },
        },
      },
      nodeSign(model, style, node),
      make("span", { class: "name", text: model.label(node) }),
      make("span", { class: "soft", text: aliases }),
    );
  }

  function suggest() {
    found = search(input.value);
    const rows = found.length ? found.map(option) : [make("li", { class: "soft", text: say("nothingFound") })];
    fill(list, ...rows);
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(found.length ? 0 : -1);
  }

  function steer(event) {
    if (event.isComposing) return; // Enter closes the input method's own list first
    if (event.key === "ArrowDown") mark(Math.min(active + 1, found.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(active - 1, 0));
    else if (event.key === "Enter") take(active);
    else if (event.key === "Escape") {
      input.value = keep ? input.value : "";
      close();
      input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  input.addEventListener("input", suggest);
  input.addEventListener("keydown", steer);
  input.addEventListener("blur", close);
  return { box: make("div", { class: "searchbox" }, input, list), input };
}
