// The picture: vis-network draws nodes and lines on its canvas, without physics; names are painted over it by
// labels.js.

const shapes = new Set(["dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"]);
const fallbackShapes = ["dot", "square", "triangle", "star", "diamond", "hexagon", "triangleDown"];
const fallbackColours = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8c6d31"];

// Colours and shapes of the ontology's classes; what is missing or no plain colour gets one of our own.
function makeStyle(classes, relations) {
  const plain = (colour) => (/^#[0-9a-f]{6}$/i.test(colour) ? colour : "");
  return {
    colour: (type) => plain(classes[type][4]) || fallbackColours[type % fallbackColours.length],
    shape: (type) => (shapes.has(classes[type][6]) ? classes[type][6] : fallbackShapes[type % fallbackShapes.length]),
    lineColour: (relation) => onPaper(plain(relations()[relation]?.[4] || "")) || theme().line,
  };
}

// A thin line in a deep colour is lost on dark paper: there it is mixed with white.
function onPaper(colour) {
  if (!colour || parseInt(theme().paper.slice(1, 3), 16) > 128) return colour;
  const mixed = [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.55 + 255 * 0.45));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const arrowsFrom = 0.5; // zoom

let themeColours = null; // read once for each theme: a frame has no time for it

function theme() {
  if (!themeColours) {
    const read = getComputedStyle(document.documentElement);
    const value = (name) => read.getPropertyValue(name).trim();
    themeColours = {
      ink: value("--ink"),
      paper: value("--paper"),
      soft: value("--soft"),
      line: value("--edge"),
      rule: value("--rule"),
      accent: value("--accent"),
    };
  }
  return themeColours;
}

function forgetTheme() {
  themeColours = null;
}

// Important entities are larger; the root keeps a hub of thousands from covering its neighbours. Pointed shapes have
// less area than a disc of their size, and are drawn larger for it.
function nodeSize(degree, shape) {
  const size = 8.5 + Math.min(12, 1.9 * Math.sqrt(degree));
  return size * ({ star: 1.4, triangle: 1.12, triangleDown: 1.12, diamond: 1.15 }[shape] || 1);
}

function makePicture({ style, degree, type, name, start }) {
  const nodes = new vis.DataSet(start.nodes.map((node) => dress(node.id, node)));
  const edges = new vis.DataSet(bend(start.edges.map(({ id, from, to }) => ({ id, from, to }))));
  const container = byId("picture");
  const network = new vis.Network(container, { nodes, edges }, pictureOptions());
  let content = { first: new Set(), lines: () => [] };
  let cache = null;
  let arrows = false;
  const { communities } = start.start;
  let boxed = { seen: new Set(start.nodes.map((node) => node.id)), moved: new Set(), strong: null };
  let boxes = null;

  function dress(id, { x, y }) {
    const colour = style.colour(type(id));
    return {
      id,
      x,
      y,
      shape: style.shape(type(id)),
      size: nodeSize(degree(id), style.shape(type(id))),
      color: { background: colour, border: theme().paper },
    };
  }

  function labelled(scale) {
    const spots = network.getPositions();
    const listed = nodes.map((node) => ({
      ...spots[node.id],
      r: node.size,
      text: name(node.id),
      first: content.first.has(node.id),
      faded: node.opacity < 1,
      id: node.id,
    }));
    listed.sort((a, b) => a.id - b.id);
    const placed = placeLabels(listed, content.lines(spots, scale), scale, boxTitles(allBoxes(), scale, name));
    for (const label of placed)
      if (label.at !== undefined)
        Object.assign(label, { first: listed[label.at].first, faded: listed[label.at].faded });
    return placed;
  }

  function paint(context) {
    const scale = network.getScale();
    showArrows(scale);
    if (!cache || cache.scale !== scale) cache = { scale, placed: labelled(scale) };
    const view = network.getViewPosition();
    const ratio = context.canvas.width / container.clientWidth;
    const shift = { x: container.clientWidth / 2 - view.x * scale, y: container.clientHeight / 2 - view.y * scale };
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const inside = cache.placed.filter((label) => {
      const [x, y] = [label.x + shift.x, label.y + shift.y];
      return x > -160 && x < container.clientWidth + 160 && y > -40 && y < container.clientHeight + 20;
    });
    paintLabels(context, inside, { ...theme(), shift });
    context.restore();
  }

  // From afar arrows are specks, and a third of the time of a frame.
  function showArrows(scale) {
    if (arrows === scale >= arrowsFrom) return;
    arrows = !arrows;
    setTimeout(() => network.setOptions({ edges: { arrows: { to: { enabled: arrows } } } }), 0);
  }

  function allBoxes() {
    const stay = (node) => boxed.seen.has(node) && !boxed.moved.has(node);
    boxes = boxes || communityBoxes(communities, { has: stay }, (node) => network.getPosition(node));
    return boxes;
  }

  if (communities.length)
    network.on("beforeDrawing", (context) =>
      paintBoxes(context, allBoxes(), network.getScale(), name, boxed.strong),
    );
  network.on("afterDrawing", paint);
  return {
    network,
    nodes,
    edges,
    container,
    // `seen` is {nodes, lines}; only what changed is given to vis-network.
    show(model, state, seen) {
      cache = null;
      boxes = null;
      const strong = state.chosen && state.chosen.kind === "community" ? state.chosen.id : null;
      boxed = { seen: new Set(seen.nodes), moved: new Set(state.moved), strong };
      sync(nodes, seen.nodes, (id) => dress(id, state.spots.get(id)));
      const ends = seen.lines.map((line) => ({ id: line, from: model.from[line], to: model.to[line] }));
      const bent = new Map(bend(ends).map((edge) => [edge.id, edge]));
      sync(edges, seen.lines, (id) => bent.get(id));
    },
    // `look` says of a node and of a line how it stands out: {faded, strong, pinned}.
    emphasise(look, first, lines) {
      content = { first, lines };
      cache = null;
      const colours = theme();
      nodes.update(nodes.map((node) => emphasisedNode(node, look.node(node.id), style.colour(type(node.id)), colours)));
      edges.update(edges.map((edge) => emphasisedEdge(edge, look.line(edge.id), colours)));
    },
    // Other names come first (under the pointer): no node or line changes.
    relabel(first) {
      content.first = first;
      cache = null;
      network.redraw();
    },
    forgetLabels() {
      cache = null;
    },
    boxes: allBoxes,
    communityAt: (point) => titledBox(allBoxes(), point, network.getScale())?.id,
    bow: (line) => edges.get(line)?.bow || 0,
    refresh() {
      cache = null;
      network.redraw();
    },
    // These in view, with room for their names; two entities are not blown up to fill the screen.
    fitNodes(ids, animate = true, closest = 1.2) {
      if (!ids.length) return;
      const free = freeSpace(container);
      const spots = ids.map((id) => network.getPositions([id])[id]);
      const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const scale = Math.min(
        closest,
        Math.max(free.width - 190, 60) / (right - left + 20),
        Math.max(free.height - 110, 60) / (bottom - top + 20),
      );
      network.moveTo({
        position: { x: (left + right) / 2, y: (top + bottom) / 2 },
        scale,
        offset: freeMiddle(container),
        animation: animate && { duration: 350 },
      });
    },
    fit(animate = true) {
      this.fitNodes(nodes.getIds(), animate);
    },
    centre: (node, scale) =>
      network.focus(node, {
        scale: Math.max(scale || 0, network.getScale()),
        offset: freeMiddle(container),
        animation: { duration: 350 },
      }),
    // Moves the view only if one of the nodes lies under the panel or outside.
    uncover(ids) {
      const free = freeSpace(container);
      const spots = Object.values(network.getPositions(ids)).map((spot) => network.canvasToDOM(spot));
      const inside = spots.every(
        ({ x, y }) => x > 20 && y > 20 && x < free.width - Math.min(90, free.width / 5) && y < free.height - 30,
      );
      if (!inside) this.fitNodes(ids, true, network.getScale());
    },
    placed: () => labelled(network.getScale()),
  };
}

// The part of the picture that no panel covers: the panel lies at the right, on a phone at the foot.
function freeSpace(container) {
  const [all, panel] = [container.getBoundingClientRect(), byId("details").getBoundingClientRect()];
  if (!panel.width) return { width: all.width, height: all.height };
  return panel.width > all.width * 0.8
    ? { width: all.width, height: panel.top - all.top }
    : { width: panel.left - all.left, height: all.height };
}

function freeMiddle(container) {
  const { width, height } = freeSpace(container);
  return { x: (width - container.clientWidth) / 2, y: (height - container.clientHeight) / 2 };
}

function pictureOptions() {
  const colours = theme();
  return {
    physics: false,
    layout: { improvedLayout: false },
    interaction: {
      hover: true,
      tooltipDelay: 1e9,
      selectConnectedEdges: false,
      hoverConnectedEdges: false,
      keyboard: false,
    },
    nodes: { borderWidth: 1.5, borderWidthSelected: 3, chosen: false },
    edges: {
      width: 1,
      smooth: false,
      chosen: false,
      hoverWidth: 1,
      selectionWidth: 1,
      color: { color: colours.line, inherit: false },
      arrows: { to: { enabled: false, scaleFactor: 0.4 } },
    },
  };
}

// Several lines between the same two entities are drawn as bows beside each other.
function bend(edges) {
  const pairs = new Map();
  for (const edge of edges) {
    const key = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  }
  for (const group of pairs.values()) {
    group.forEach((edge, at) => {
      const bow =
        group.length > 1 ? 0.16 * (Math.floor(at / 2) + 1) * (at % 2 ? -1 : 1) * (edge.from < edge.to ? 1 : -1) : 0;
      edge.smooth = bow
        ? { enabled: true, type: bow > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bow) }
        : { enabled: false };
      edge.bow = bow;
    });
  }
  return edges;
}

// A point of a line (`part` 0 to 1 from its subject), bowed as vis-network bows it.
function linePoint(from, to, bow, part = 0.5) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const height = 2 * part * (1 - part) * bow;
  return { x: from.x + dx * part + height * dy, y: from.y + dy * part - height * dx };
}

function sync(set, wanted, item) {
  const keep = new Set(wanted);
  set.remove(set.getIds().filter((id) => !keep.has(id)));
  set.update(wanted.map(item));
}

function emphasisedNode(node, { faded, strong, pinned }, colour, colours) {
  const border = strong || pinned ? colours.accent : colours.paper;
  return {
    id: node.id,
    opacity: faded ? 0.18 : 1,
    borderWidth: strong ? 4 : pinned ? 3 : 1.5,
    color: { background: colour, border, hover: { background: colour, border: colours.accent } },
    fixed: Boolean(pinned),
    shapeProperties: { borderDashes: pinned && !strong ? [3, 2] : false },
  };
}

function emphasisedEdge(edge, { faded, strong, colour }, colours) {
  const shade = strong ? colours.accent : colour || colours.line;
  return {
    id: edge.id,
    width: strong ? 2.6 : 1.1,
    color: { color: shade, opacity: faded ? 0.12 : strong ? 1 : 0.62, hover: colours.accent, inherit: false },
  };
}
