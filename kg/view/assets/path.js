// The shortest path between two entities over all lines that pass the filters, and the words behind each step.

function shortestPath(model, start, end, passes) {
  const came = new Map([[start, -1]]);
  let edge = [start];
  while (edge.length && !came.has(end)) {
    const next = [];
    for (const node of edge) {
      for (const line of model.linesOf(node)) {
        const other = model.across(line, node);
        if (came.has(other) || !passes(line)) continue;
        came.set(other, line);
        next.push(other);
      }
    }
    edge = next;
  }
  return came.has(end) ? walkBack(model, came, end) : null;
}

function walkBack(model, came, end) {
  const nodes = [end];
  const lines = [];
  for (let node = end; came.get(node) !== -1;) {
    const line = came.get(node);
    node = model.across(line, node);
    lines.unshift(line);
    nodes.unshift(node);
  }
  return { nodes, lines };
}

function makePathPanel({ model, filters, search, style, state, act }) {
  const root = byId("details");
  const ends = { start: null, end: null };

  function field(key, labelKey) {
    const { box, input } = makeSearchBox({
      model,
      search,
      style,
      label: labelKey,
      placeholder: labelKey,
      keep: true,
      choose: (node) => {
        ends[key] = node;
      },
    });
    input.id = `path-${key}`;
    if (ends[key] !== null) input.value = model.label(ends[key]);
    input.addEventListener("input", () => {
      ends[key] = null;
    });
    return make("div", { class: "field" }, make("span", { class: "soft", text: say(labelKey) }), box);
  }

  function render(result = null) {
    root.hidden = false;
    const form = make(
      "form",
      {
        class: "path",
        on: {
          submit: (event) => {
            event.preventDefault();
            find();
          },
        },
      },
      field("start", "pathStart"),
      field("end", "pathEnd"),
      make("button", { type: "submit", class: "strong", id: "find-path", text: say("findPath") }),
    );
    const head = make(
      "div",
      { class: "panel-head" },
      make("h2", { text: say("path") }),
      button("×", act.close, { class: "round", "aria-label": say("close"), id: "close" }),
    );
    fill(root, head, form, make("div", { id: "path-result" }, ...(result || [])));
    root.scrollTop = 0;
  }

  function find() {
    if (ends.start === null || ends.end === null) return report(say("pathChoose"));
    const path = shortestPath(model, ends.start, ends.end, (line) => linePasses(model, filters, line));
    if (!path) return report(say("noPath"));
    act.showPath(path);
    return undefined;
  }

  function report(text) {
    fill(byId("path-result"), make("p", { class: "soft", text }));
    announce(text);
  }

  function steps({ nodes, lines }) {
    const rows = [make("p", { class: "soft", text: say("pathFound", { n: lines.length }) }), stop(nodes[0])];
    lines.forEach((line, at) => rows.push(hop(line, nodes[at]), stop(nodes[at + 1])));
    return rows;
  }

  function stop(node) {
    return make(
      "p",
      { class: "end" },
      nodeSign(model, style, node),
      button(model.label(node), () => act.open(node), { class: "link name" }),
    );
  }

  function hop(line, before) {
    const forward = model.from[line] === before;
    const [claim] = model.claims(line);
    const title = `${forward ? "↓" : "↑"} ${relationLabel(model, line)}`;
    const sentence =
      claim && claim.evidence.length
        ? evidenceBlock(model, claim.evidence[0])
        : make("p", { class: "soft", text: say("noEvidence") });
    return make(
      "section",
      { class: "hop" },
      button(title, () => act.openLine(line), { class: "link relation" }),
      sentence,
    );
  }

  return {
    open(start = null) {
      Object.assign(ends, { start: start ?? ends.start, end: start === null ? ends.end : null });
      render(state.path ? steps(state.path) : null);
      byId(ends.start === null ? "path-start" : "path-end").focus();
    },
    showResult() {
      Object.assign(ends, { start: state.path.nodes[0], end: state.path.nodes.at(-1) });
      render(steps(state.path));
    },
    render,
  };
}
