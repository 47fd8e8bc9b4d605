// Puts the page together: first the opening picture from the small block, then everything else from the large one.

const start = JSON.parse(byId("drawn").textContent);
const themes = ["", "dark", "light"]; // "" follows the system

function begin() {
  sayStaticWords();
  byId("language").value = language;
  byId("title").textContent = start.start.title || say("title");
  byId("status").textContent = say("loading");
  const degrees = new Map(start.nodes.map((node) => [node.id, node.degree]));
  const types = new Map(start.nodes.map((node) => [node.id, node.type]));
  const names = new Map(start.nodes.map((node) => [node.id, node.name]));
  const known = {
    degree: (node) => degrees.get(node),
    type: (node) => types.get(node),
    name: (node) => names.get(node),
    relations: [],
  };
  const style = makeStyle(start.start.classes, () => known.relations);
  const picture = makePicture({
    style,
    start,
    degree: (node) => known.degree(node),
    type: (node) => known.type(node),
    name: (node) => known.name(node),
  });
  picture.fit(false);
  picture.network.once("afterDrawing", () => {
    performance.mark("first-draw");
    setTimeout(() => fillIn(picture, style, known).catch(reportBroken), 0);
  });
}

function reportBroken(error) {
  byId("status").textContent = say("broken");
  console.error(error);
}

async function fillIn(picture, style, known) {
  const model = makeModel(await unpack(JSON.parse(byId("everything").textContent)));
  Object.assign(known, { degree: model.degree, type: model.type, name: model.label, relations: model.relations });
  const state = makeState(start.nodes);
  const page = makePage(model, state, picture, style);
  page.wire();
  const address = readAddress(model, location.hash);
  if (address) page.apply(address);
  else if (start.start.focus !== null) page.act.open(start.start.focus);
  page.redraw();
  document.documentElement.dataset.ready = "true";
  performance.mark("ready");
  // For the browser's console and for tests: what is drawn, and where.
  window.newskg = { model, state, picture, page };
}

function makePage(model, state, picture, style) {
  const filters = makeFilters();
  let seen = { nodes: [], lines: [], counts: null };
  let hovered = null;
  let tableOpen = false;
  const search = makeSearch(model);
  const redrawing = { seen: () => seen };
  const act = makeActions({ model, state, filters, picture, path: () => path, redraw: redrawing });
  const panels = makePanels({ model, state, style, act });
  const path = makePathPanel({ model, filters, search, style, state, act });
  const table = makeTable({ model, style, seen: () => seen, act });
  const sidebar = makeSidebar({ model, filters, style, changed: () => state.tell(), openCommunity: act.openCommunity });
  const searchBox = makeSearchBox({
    model,
    search,
    style,
    choose: act.open,
    label: "searchLabel",
    placeholder: "search",
  });

  function redraw() {
    seen = visible(model, state, filters);
    picture.show(model, state, seen);
    emphasise();
    sidebar.update(seen.counts);
    if (state.chosen && state.chosen.kind === "path" && state.path) path.showResult();
    else panels.render();
    if (tableOpen) table.render();
    sayStatus();
    byId("undo").disabled = !state.canUndo();
    keepAddress();
  }

  function sayStatus() {
    const text = say("status", { nodes: seen.nodes.length, lines: seen.lines.length, total: model.size });
    const again = state.hidden.size
      ? [
          document.createTextNode(` · ${say("hiddenOnes", { n: state.hidden.size })} `),
          button(say("showAgain"), act.showAgain, { class: "link", id: "show-again" }),
        ]
      : [];
    const focused = document.activeElement?.id === "switch-loose";
    fill(byId("status"), document.createTextNode(text), ...again, ...looseOnes());
    if (focused) byId("switch-loose")?.focus();
    byId("empty").hidden = seen.nodes.length > 0;
    byId("empty").textContent = say(model.size ? "allFiltered" : "emptyGraph");
  }

  // How many have no relation, and the switch that shows them.
  function looseOnes() {
    if (!model.loose.length) return [];
    const shown = looseShown(model, state).length > 0;
    return [
      document.createTextNode(` · ${say("looseOnes", { n: model.loose.length })} `),
      button(say(shown ? "hide" : "show"), act.switchLoose, {
        class: "link",
        id: "switch-loose",
        "aria-label": say(shown ? "hideLoose" : "showLoose"),
      }),
    ];
  }

  const look = makeLook({ model, state, style, picture, seen: () => seen, hovered: () => hovered });

  function emphasise() {
    picture.emphasise(look, look.first(), look.lineLabels);
  }

  function hover(node) {
    hovered = node;
    picture.relabel(look.first());
  }

  function setTable(open) {
    tableOpen = open;
    byId("table").hidden = !open;
    byId("stage").hidden = open;
    byId("show-table").setAttribute("aria-pressed", String(open));
    if (open) {
      table.render();
      byId("table").focus();
    } else picture.refresh();
    keepAddress();
  }

  // After the last of many changes: the address is no place for every frame of a drag.
  let addressTimer = 0;
  function keepAddress() {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => {
      const { x, y } = picture.network.getViewPosition();
      const camera = `${Math.round(x)} ${Math.round(y)} ${picture.network.getScale().toFixed(3)}`;
      const hash = `#${writeAddress(model, state, filters, camera, tableOpen)}`;
      try {
        if (hash !== location.hash) history.replaceState(null, "", hash);
      } catch {
        /* a frame without an address */
      }
    }, 250);
  }

  function apply(address) {
    Object.assign(filters, address.filters);
    state.hidden = new Set(address.hidden);
    state.pinned = new Set(address.pinned);
    for (const { node, spot } of address.spots) {
      state.shown.add(node);
      state.moved.add(node);
      state.spots.set(node, spot);
    }
    if (address.loose && !looseShown(model, state).length) layLoose(model, state);
    for (const node of address.pinned) if (!state.shown.has(node)) state.pinned.delete(node);
    sidebar.render();
    if (address.path) showPathBetween(...address.path);
    else if (address.chosen)
      ({ node: act.open, line: act.openLine, community: act.openCommunity })[address.chosen.kind](address.chosen.id);
    if (address.camera) picture.network.moveTo({ ...address.camera, animation: false });
    if (address.table) setTable(true);
  }

  function showPathBetween(from, to) {
    const found = shortestPath(model, from, to, (line) => linePasses(model, filters, line));
    if (found) act.showPath(found);
  }

  function drawing() {
    return makeDrawing({ model, style, picture, seen, look });
  }

  function wire() {
    byId("search").append(searchBox.box);
    sidebar.render();
    state.onChange(redraw);
    const keys = makeKeys({
      act,
      state,
      searchInput: searchBox.input,
      picture,
      toggleTable: () => setTable(!tableOpen),
    });
    wirePicture({ model, state, picture, act, hover, keepAddress });
    wireButtons({ act, path, picture, keys, setTable, tableOpen: () => tableOpen, drawing, table, relabelAll });
    window.addEventListener("hashchange", () => {
      const address = readAddress(model, location.hash);
      if (address) {
        apply(address);
        redraw();
      }
    });
  }

  // Another language or theme: everything is said and coloured anew.
  function relabelAll() {
    sayStaticWords();
    forgetTheme();
    byId("title").textContent = start.start.title || say("title");
    sidebar.render();
    redraw();
  }

  return { redraw, apply, wire, act, seen: () => seen, filters, table };
}

function wirePicture({ model, state, picture, act, hover, keepAddress }) {
  const { network } = picture;
  // After the tap is over: else the panel that opens under a finger gets the tap's own click.
  network.on("click", ({ nodes, edges, pointer }) =>
    setTimeout(() => {
      const community = nodes.length ? undefined : picture.communityAt(pointer.canvas);
      if (nodes.length) act.look(nodes[0]);
      else if (community !== undefined) act.openCommunity(community);
      else if (edges.length) act.openLine(edges[0]);
      else act.close();
    }, 40),
  );
  network.on("doubleClick", ({ nodes }) => {
    if (nodes.length) act.expand(nodes[0]);
  });
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("dragEnd", ({ nodes }) => {
    if (nodes.length) {
      const spots = network.getPositions(nodes);
      state.step(() => {
        for (const node of nodes) {
          state.spots.set(node, spots[node]);
          state.moved.add(node);
        }
      });
    }
    keepAddress();
  });
  network.on("zoom", keepAddress);
  network.on("dragging", ({ nodes }) => {
    if (nodes.length) picture.forgetLabels();
  });
}

function wireButtons({ act, path, picture, keys, setTable, tableOpen, drawing, table, relabelAll }) {
  const click = (id, handler) => byId(id).addEventListener("click", handler);
  click("show-path", () => path.open());
  click("show-table", () => setTable(!tableOpen()));
  click("skip", (event) => {
    event.preventDefault();
    setTable(true);
  });
  click("undo", act.undo);
  click("show-help", openHelp);
  click("zoom-in", () => keys.zoom(1.4));
  click("zoom-out", () => keys.zoom(1 / 1.4));
  click("fit", () => picture.fit());
  click("export-png", () => exportPng(drawing()));
  click("export-svg", () => exportSvg(drawing(), byId("title").textContent));
  click("export-csv", table.download);
  click("export-menu", (event) => {
    if (event.target.tagName === "BUTTON") byId("export-menu").open = false;
  });
  click("show-filters", () => {
    const open = byId("filters").classList.toggle("open");
    byId("show-filters").setAttribute("aria-expanded", String(open));
  });
  click("theme", () => {
    const root = document.documentElement;
    root.dataset.theme = themes[(themes.indexOf(root.dataset.theme || "") + 1) % themes.length];
    relabelAll();
  });
  byId("language").addEventListener("change", () => {
    language = byId("language").value;
    relabelAll();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", relabelAll);
}

begin();
