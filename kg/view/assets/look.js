// How each entity and line stands out: the chosen one, its neighbours, a path; all else steps back.
function makeLook({ model, state, style, picture, seen, hovered }) {
  function near() {
    if (state.path) return new Set(state.path.nodes);
    if (!state.chosen) return null;
    if (state.chosen.kind === "line") return new Set([model.from[state.chosen.id], model.to[state.chosen.id]]);
    if (state.chosen.kind === "community") return new Set(model.communities[state.chosen.id]);
    return new Set([
      state.chosen.id,
      ...[...model.linesOf(state.chosen.id)].map((line) => model.across(line, state.chosen.id)),
    ]);
  }

  function lineStrong(line) {
    if (state.path) return state.path.lines.includes(line);
    return state.isChosen("line", line);
  }

  function lineNear(line) {
    if (!state.chosen || lineStrong(line)) return true;
    if (state.chosen.kind === "community") return nearNow().has(model.from[line]) && nearNow().has(model.to[line]);
    return (
      state.chosen.kind === "node" &&
      !state.path &&
      (model.from[line] === state.chosen.id || model.to[line] === state.chosen.id)
    );
  }

  // Names of relations: of the chosen or hovered entity, of a path, and of all once they are few or near.
  function lineLabels(spots, scale) {
    const few = seen().lines.length <= 40;
    const wanted = seen().lines.filter((line) => {
      if (hovered() !== null && (model.from[line] === hovered() || model.to[line] === hovered())) return true;
      return state.chosen ? lineNear(line) : few || scale > 0.95;
    });
    return wanted.slice(0, 400).map((line) => {
      const [from, to] = [spots[model.from[line]], spots[model.to[line]]];
      const bow = picture.bow(line);
      return {
        spots: [0.5, 0.36, 0.64].map((part) => linePoint(from, to, bow, part)),
        text: relationLabel(model, line),
        line,
      };
    });
  }

  let cached = { chosen: undefined, path: undefined, set: null };
  function nearNow() {
    if (cached.chosen !== state.chosen || cached.path !== state.path)
      cached = { chosen: state.chosen, path: state.path, set: near() };
    return cached.set;
  }

  return {
    node(node) {
      const around = nearNow();
      return {
        faded: around !== null && !around.has(node),
        strong: state.isChosen("node", node) || Boolean(state.path && state.path.nodes.includes(node)),
        pinned: state.pinned.has(node),
      };
    },
    line: (line) => ({
      strong: lineStrong(line),
      faded: !lineNear(line),
      colour: style.lineColour(model.relation[line]),
    }),
    first() {
      const ids = new Set(state.pinned);
      if (hovered() !== null) ids.add(hovered());
      if (state.path) for (const node of state.path.nodes) ids.add(node);
      else if (state.chosen && state.chosen.kind === "node") ids.add(state.chosen.id);
      else if (state.chosen && state.chosen.kind === "line") for (const node of near()) ids.add(node);
      return ids;
    },
    lineLabels,
  };
}
