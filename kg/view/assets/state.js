// What the reader has done to the picture: which entities were brought in, hidden, pinned, moved, chosen. Every step
// can be taken back: a step is a copy of these small sets, made before it.

const stepsKept = 100;

function makeState(drawn) {
  const steps = [];
  const listeners = [];
  const state = {
    opening: new Set(drawn.map((node) => node.id)), // what the page opens on
    shown: new Set(drawn.map((node) => node.id)),
    hidden: new Set(),
    pinned: new Set(),
    spots: new Map(drawn.map((node) => [node.id, { x: node.x, y: node.y }])),
    moved: new Set(), // whose place is not the one computed for the opening
    chosen: null, // {kind: "node" | "line", id}
    path: null, // {nodes, lines}
  };

  function copy() {
    return {
      shown: new Set(state.shown),
      hidden: new Set(state.hidden),
      pinned: new Set(state.pinned),
      spots: new Map(state.spots),
      moved: new Set(state.moved),
      chosen: state.chosen,
      path: state.path,
    };
  }

  function tell() {
    for (const listener of listeners) listener();
  }

  return Object.assign(state, {
    onChange: (listener) => listeners.push(listener),
    tell,
    // A step that undo takes back.
    step(change) {
      steps.push(copy());
      if (steps.length > stepsKept) steps.shift();
      change(state);
      tell();
    },
    // A change that is no step of its own: choosing what to look at.
    choose(chosen) {
      state.chosen = chosen;
      if (!chosen) state.path = null;
      tell();
    },
    undo() {
      if (!steps.length) return false;
      Object.assign(state, steps.pop());
      tell();
      return true;
    },
    canUndo: () => steps.length > 0,
    isChosen: (kind, id) => Boolean(state.chosen) && state.chosen.kind === kind && state.chosen.id === id,
  });
}

// Lets an entity be seen, whatever was hidden before.
function reveal(state, nodes, place) {
  for (const node of nodes) {
    state.hidden.delete(node);
    if (!state.shown.has(node)) {
      state.spots.set(node, place(node));
      state.moved.add(node);
      state.shown.add(node);
    }
  }
}
