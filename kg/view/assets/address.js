// The view in the part of the address after #, so that a link opens it again. Entities are named by their IRI's last
// part: a link stays good as long as the entity is in the page, whatever else was added. What is unknown is passed
// over.

function writeAddress(model, state, filters, camera, table) {
  const parts = new URLSearchParams();
  const put = (key, value) => {
    if (value) parts.set(key, value);
  };
  const keys = (nodes) => [...nodes].map((node) => model.key(node)).join(" ");
  const terms = (off, list) => [...off].map((at) => list[at][0]).join(" ");
  put("chosen", chosenKey(model, state.chosen));
  put("path", state.path && keys([state.path.nodes[0], state.path.nodes.at(-1)]));
  put("hidden", keys(state.hidden));
  put("pinned", keys(state.pinned));
  const there = [...state.moved].filter((node) => state.shown.has(node));
  put("at", there.map((node) => spotText(model, state, node)).join(" "));
  put("classes", terms(filters.classesOff, model.classes));
  put("relations", terms(filters.relationsOff, model.relations));
  put(
    "sources",
    [...filters.sourcesOff].map((at) => (at === noSource ? "" : model.raw.articles.publishers[at])).join("\n") ||
      (filters.sourcesOff.size && "\n"),
  );
  put("from", filters.from !== null && monthText(filters.from));
  put("to", filters.to !== null && monthText(filters.to));
  put("confidence", filters.confidence);
  put("loose", looseShown(model, state).length ? "shown" : "");
  put("view", table ? "table" : "");
  put("camera", camera);
  return parts.toString();
}

function chosenKey(model, chosen) {
  if (!chosen || chosen.kind === "path") return "";
  if (chosen.kind === "community") return `~${model.key(model.communities[chosen.id][0])}`;
  return chosen.kind === "node" ? model.key(chosen.id) : model.lineKey(chosen.id);
}

function spotText(model, state, node) {
  const { x, y } = state.spots.get(node);
  return `${model.key(node)}~${Math.round(x)}~${Math.round(y)}`;
}

// What an address says, as far as this page knows it; null for an empty address.
function readAddress(model, text) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  if (![...parts].length) return null;
  const words = (key) => (parts.get(key) || "").split(" ").filter(Boolean);
  const nodes = (key) =>
    words(key)
      .map((one) => model.byKey(one))
      .filter((node) => node !== undefined);
  const terms = (key, list) =>
    new Set(
      words(key)
        .map((name) => list.findIndex((term) => term[0] === name))
        .filter((at) => at >= 0),
    );
  return {
    chosen: readChosen(model, words("chosen")),
    path: nodes("path").length === 2 ? nodes("path") : null,
    hidden: nodes("hidden"),
    pinned: nodes("pinned"),
    spots: words("at")
      .map((one) => readSpot(model, one))
      .filter(Boolean),
    filters: {
      classesOff: terms("classes", model.classes),
      relationsOff: terms("relations", model.relations),
      sourcesOff: readSources(model, parts.get("sources")),
      from: monthOf(parts.get("from") || ""),
      to: monthOf(parts.get("to") || ""),
      confidence: Math.min(100, Math.max(0, Number(parts.get("confidence")) || 0)),
    },
    loose: parts.get("loose") === "shown",
    table: parts.get("view") === "table",
    camera: readCamera(parts.get("camera")),
  };
}

function readChosen(model, words) {
  const [first, relation, last] = words;
  if (first && first.startsWith("~")) {
    const heart = model.byKey(first.slice(1));
    const id = model.communities.findIndex((members) => members[0] === heart);
    return id < 0 ? null : { kind: "community", id };
  }
  const node = model.byKey(first);
  if (node === undefined) return null;
  if (words.length === 1) return { kind: "node", id: node };
  const end = model.byKey(last);
  const line = [...model.linesOf(node)].find(
    (one) => model.from[one] === node && model.to[one] === end && model.relations[model.relation[one]][0] === relation,
  );
  return line === undefined ? null : { kind: "line", id: line };
}

function readSpot(model, text) {
  const [key, x, y] = text.split("~");
  const node = model.byKey(key);
  const spot = { x: Number(x), y: Number(y) };
  const sane = Math.abs(spot.x) < 1e6 && Math.abs(spot.y) < 1e6;
  return node !== undefined && sane ? { node, spot } : null;
}

function readSources(model, text) {
  if (text === null) return new Set();
  const { publishers } = model.raw.articles;
  const known = text.split("\n").filter((name) => !name || publishers.includes(name));
  return new Set(known.map((name) => (name ? publishers.indexOf(name) : noSource)));
}

function readCamera(text) {
  const [x, y, scale] = (text || "").split(" ").map(Number);
  const sane = Math.abs(x) < 1e6 && Math.abs(y) < 1e6 && scale > 0.01 && scale < 20;
  return sane ? { position: { x, y }, scale } : null;
}
