// What a reader can do, each by one name: buttons, clicks and keys all end here.

const expandLimit = 20;

function makeActions({ model, state, filters, picture, path, redraw }) {
  const beside = (centre) => {
    const placer = makePlacer(state);
    return () => placer(centre);
  };

  // Brings an entity into view beside a neighbour that is seen already, or in the middle of the view.
  function bring(node) {
    const drawn = [...model.linesOf(node)].map((line) => model.across(line, node)).find((one) => state.shown.has(one));
    const centre = drawn === undefined ? picture.network.getViewPosition() : state.spots.get(drawn);
    reveal(state, [node], beside(centre));
  }

  function open(node) {
    if (!state.shown.has(node) || state.hidden.has(node)) state.step(() => bring(node));
    state.path = null;
    state.choose({ kind: "node", id: node });
    picture.centre(node, 0.7);
    announce(model.label(node));
  }

  // A click on what is seen: the view stays, so that a second click, for expanding, meets the same entity.
  function look(node) {
    state.path = null;
    state.choose({ kind: "node", id: node });
    announce(model.label(node));
    setTimeout(() => {
      if (state.isChosen("node", node)) picture.uncover([node]);
    }, 450);
  }

  function openLine(line) {
    const missing = [model.from[line], model.to[line]].filter(
      (node) => !state.shown.has(node) || state.hidden.has(node),
    );
    if (missing.length) state.step(() => missing.forEach(bring));
    state.choose({ kind: "line", id: line });
    setTimeout(() => {
      if (state.isChosen("line", line)) picture.uncover([...new Set([model.from[line], model.to[line]])]);
    }, 0);
    announce(lineText(model, line));
  }

  function expand(node, relation = null) {
    const { chosen, rest } = nextNeighbours(model, state, node, expandLimit, relation);
    if (!chosen.length) return announce(say("nothingToExpand"));
    state.step(() => {
      reveal(state, chosen, beside(state.spots.get(node)));
      state.chosen = { kind: "node", id: node };
    });
    return announce(say("expanded", { n: chosen.length, rest }));
  }

  function openCommunity(community) {
    state.path = null;
    const { chosen } = nextMembers(model, state, community, expandLimit);
    const seen = model.communities[community].some((node) => state.shown.has(node) && !state.hidden.has(node));
    if (!seen) state.step(() => reveal(state, chosen, besideAll()));
    state.choose({ kind: "community", id: community });
    setTimeout(() => fitCommunity(community), 0);
    announce(communityName(model.label(model.communities[community][0]), model.communities[community].length));
  }

  function fitCommunity(community) {
    const seen = new Set(redraw.seen().nodes);
    picture.fitNodes(model.communities[community].filter((node) => seen.has(node)));
  }

  function expandCommunity(community) {
    const { chosen, rest } = nextMembers(model, state, community, expandLimit);
    if (!chosen.length) return announce(say("nothingToExpand"));
    const near = model.communities[community].find((node) => state.shown.has(node) && !state.hidden.has(node));
    state.step(() => {
      reveal(state, chosen, near === undefined ? besideAll() : beside(state.spots.get(near)));
      state.chosen = { kind: "community", id: community };
    });
    setTimeout(() => fitCommunity(community), 0);
    return announce(say("expanded", { n: chosen.length, rest }));
  }

  // To the right of all that is drawn.
  function besideAll() {
    const spots = [...state.shown].map((node) => state.spots.get(node));
    return beside({ x: Math.max(...spots.map(({ x }) => x)) + 400, y: 0 });
  }

  // The entities without relations, in rows below all that is drawn; the same again takes away those left alone since.
  function switchLoose() {
    const taken = looseShown(model, state);
    state.step(() => {
      if (!taken.length) return layLoose(model, state);
      for (const node of taken) state.shown.delete(node);
      if (state.chosen && state.chosen.kind === "node" && !state.shown.has(state.chosen.id)) state.chosen = null;
    });
    setTimeout(() => picture.fit(), 0);
  }

  function hide(node) {
    state.step(() => {
      state.hidden.add(node);
      state.pinned.delete(node);
      if (state.isChosen("node", node)) state.chosen = null;
      state.path = null;
    });
    announce(say("hidden", { name: model.label(node) }));
  }

  function pin(node) {
    const pinned = state.pinned.has(node);
    state.step(() => (pinned ? state.pinned.delete(node) : state.pinned.add(node)));
    announce(say(pinned ? "unpinned" : "pinned", { name: model.label(node) }));
  }

  function showPath(found) {
    const missing = found.nodes.filter((node) => !state.shown.has(node) || state.hidden.has(node));
    if (missing.length) state.step(() => found.nodes.forEach((node, at) => bringAfter(node, found.nodes[at - 1])));
    state.path = found;
    state.choose({ kind: "path", id: found.nodes.join(" ") });
    setTimeout(() => picture.fitNodes(found.nodes), 0);
    announce(say("pathFound", { n: found.lines.length }));
  }

  function bringAfter(node, before) {
    if (state.shown.has(node)) state.hidden.delete(node);
    else
      reveal(state, [node], beside(before === undefined ? picture.network.getViewPosition() : state.spots.get(before)));
  }

  function undo() {
    if (state.undo()) announce(say("undone"));
  }

  // The entity nearest in the direction of an arrow key: neighbours of the chosen one first, else anything seen.
  function walk(dx, dy) {
    const seen = redraw.seen();
    if (!seen.nodes.length) return;
    if (!state.chosen || state.chosen.kind !== "node") return void open(seen.nodes[0]);
    const here = state.spots.get(state.chosen.id);
    const joined = new Set([...model.linesOf(state.chosen.id)].map((line) => model.across(line, state.chosen.id)));
    const cost = (node) => {
      const spot = state.spots.get(node);
      const [along, aside] = [
        (spot.x - here.x) * dx + (spot.y - here.y) * dy,
        Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx),
      ];
      return along <= 1 ? Infinity : (along + 2 * aside) * (joined.has(node) ? 1 : 4);
    };
    const best = seen.nodes.map((node) => [cost(node), node]).sort((a, b) => a[0] - b[0])[0];
    if (best[0] < Infinity) open(best[1]);
  }

  return {
    limit: expandLimit,
    open,
    look,
    openLine,
    openCommunity,
    fitCommunity,
    expandCommunity,
    expand,
    hide,
    pin,
    showPath,
    undo,
    walk,
    centre: (node) => picture.centre(node, 1),
    close: () => {
      state.path = null;
      state.choose(null);
      byId("details").hidden = true;
    },
    pathFrom: (node) => path().open(node),
    switchLoose,
    showAgain: () => state.step(() => state.hidden.clear()),
    filtersChanged: () => state.tell(),
    filters,
  };
}
