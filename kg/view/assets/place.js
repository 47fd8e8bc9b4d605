// Where an entity goes that is brought in: in a ring around the one that brought it, on free ground.

const ringStep = 62;
const keepFree = 54; // between two nodes, in the units of the layout

function makePlacer(state) {
  const cells = new Map();
  const cell = (x, y) => `${Math.round(x / keepFree)} ${Math.round(y / keepFree)}`;
  const take = ({ x, y }) => cells.set(cell(x, y), [...(cells.get(cell(x, y)) || []), { x, y }]);
  for (const node of state.shown) if (!state.hidden.has(node)) take(state.spots.get(node));

  function free(x, y) {
    for (const dx of [-keepFree, 0, keepFree]) {
      for (const dy of [-keepFree, 0, keepFree]) {
        for (const other of cells.get(cell(x + dx, y + dy)) || []) {
          if (Math.hypot(other.x - x, other.y - y) < keepFree) return false;
        }
      }
    }
    return true;
  }

  // Rings grow until a place is free; the first places tried point away from the middle of the picture.
  return (centre) => {
    const outward = Math.atan2(centre.y, centre.x);
    for (let r = ringStep * 1.4; ; r += ringStep) {
      const places = Math.max(6, Math.floor((2 * Math.PI * r) / (keepFree * 1.25)));
      for (let at = 0; at < places; at++) {
        const turn = (at % 2 ? 1 : -1) * Math.ceil(at / 2) * ((2 * Math.PI) / places);
        const spot = { x: centre.x + r * Math.cos(outward + turn), y: centre.y + r * Math.sin(outward + turn) };
        if (free(spot.x, spot.y)) {
          take(spot);
          return spot;
        }
      }
    }
  };
}

// The neighbours that an expansion brings: not seen yet, the most important first, each relation in turn.
function nextNeighbours(model, state, node, limit, relation = null) {
  const byRelation = new Map();
  for (const line of model.linesOf(node)) {
    const other = model.across(line, node);
    if (state.shown.has(other) && !state.hidden.has(other)) continue;
    if (relation !== null && model.relation[line] !== relation) continue;
    const key = model.relation[line];
    if (!byRelation.has(key)) byRelation.set(key, new Set());
    byRelation.get(key).add(other);
  }
  const queues = [...byRelation.values()].map((others) => [...others].sort((a, b) => a - b));
  const all = new Set(queues.flat());
  const chosen = new Set();
  for (let turn = 0; chosen.size < Math.min(limit, all.size); turn++) {
    for (const queue of queues) if (turn < queue.length && chosen.size < limit) chosen.add(queue[turn]);
  }
  return { chosen: [...chosen], rest: all.size - chosen.size };
}

const mostLoose = 1000; // more would only be dots
const looseApart = { x: 150, y: 54 };

// Those that the switch has brought in and nobody has moved, pinned or opened since.
function looseShown(model, state) {
  const own = (node) => state.opening.has(node) || state.moved.has(node) || state.pinned.has(node);
  return model.loose.filter((node) => state.shown.has(node) && !own(node));
}

// In rows about twice as wide as high, below everything else, the most important first.
function layLoose(model, state) {
  const spots = [...state.shown].map((node) => state.spots.get(node));
  const waiting = model.loose.filter((node) => !state.shown.has(node)).slice(0, mostLoose);
  const [left, right] = [Math.min(...spots.map(({ x }) => x)), Math.max(...spots.map(({ x }) => x))];
  const top = Math.max(...spots.map(({ y }) => y)) + 2 * looseApart.y;
  const across = Math.ceil(Math.max((right - left) / looseApart.x, Math.sqrt(waiting.length)));
  const first = (left + right - (Math.min(across, waiting.length) - 1) * looseApart.x) / 2;
  waiting.forEach((node, at) => {
    const spot = { x: first + (at % across) * looseApart.x, y: top + Math.floor(at / across) * looseApart.y };
    state.spots.set(node, spot);
    state.shown.add(node);
  });
}
