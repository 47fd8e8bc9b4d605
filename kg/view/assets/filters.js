// Which of the drawn entities and lines pass the filters, and how many each choice of a filter would show.

function makeFilters() {
  return { classesOff: new Set(), relationsOff: new Set(), sourcesOff: new Set(), from: null, to: null, confidence: 0 };
}

function anyFilter(filters) {
  const { classesOff, relationsOff, sourcesOff, from, to, confidence } = filters;
  return classesOff.size + relationsOff.size + sourcesOff.size > 0 || from !== null || to !== null || confidence > 0;
}

const noSource = -1;

// A line passes if one of its claims passes. `without` leaves one filter out, to count what its choices would show.
function linePasses(model, filters, line, without) {
  if (without !== "relation" && filters.relationsOff.has(model.relation[line])) return false;
  const { from, to, confidence, sourcesOff } = filters;
  return model.facets(line).some((claim) => {
    if (claim.confidence < confidence) return false;
    if ((from !== null || to !== null) && !monthPasses(claim.month, from, to)) return false;
    return without === "source" || !sourcesOff.size || sourcesPass(claim.publishers, sourcesOff);
  });
}

function monthPasses(month, from, to) {
  return month !== null && (from === null || month >= from) && (to === null || month <= to);
}

function sourcesPass(publishers, off) {
  return publishers.length ? publishers.some((one) => !off.has(one)) : !off.has(noSource);
}

// An entity passes with its class, and, once lines are filtered, with a line that is left or, having none, an article.
function nodePasses(model, state, filters, node, hasLine, without) {
  if (state.pinned.has(node) || state.isChosen("node", node) || (state.path && state.path.nodes.includes(node)))
    return true;
  if (without !== "class" && filters.classesOff.has(model.type(node))) return false;
  const { relationsOff, sourcesOff, from, to, confidence } = filters;
  if (!relationsOff.size && !sourcesOff.size && from === null && to === null && !confidence) return true;
  if (hasLine) return true;
  if (model.degree(node) || relationsOff.size || confidence) return false;
  return model.articlesOf(node).some((at) => {
    const { publisher, date } = model.raw.articles;
    return (
      !sourcesOff.has(publisher[at]) && ((from === null && to === null) || monthPasses(monthOf(date[at]), from, to))
    );
  });
}

function drawnLines(model, state) {
  const lines = [];
  for (const node of state.shown) {
    if (state.hidden.has(node)) continue;
    for (const line of model.linesOf(node)) {
      if (model.from[line] !== node) continue;
      const end = model.to[line];
      if (state.shown.has(end) && !state.hidden.has(end)) lines.push(line);
    }
  }
  return lines;
}

// What is to be seen: {nodes, lines}, and the counts beside the filters.
function visible(model, state, filters) {
  const lines = drawnLines(model, state);
  const passing = lines.filter((line) => linePasses(model, filters, line));
  const withLine = new Set(passing.flatMap((line) => [model.from[line], model.to[line]]));
  const drawn = [...state.shown].filter((node) => !state.hidden.has(node));
  const nodes = drawn.filter((node) => nodePasses(model, state, filters, node, withLine.has(node)));
  const seen = new Set(nodes);
  return {
    nodes: nodes.sort((a, b) => a - b),
    lines: passing.filter((line) => seen.has(model.from[line]) && seen.has(model.to[line])),
    counts: countChoices(model, state, filters, drawn, lines, withLine),
  };
}

function countChoices(model, state, filters, drawn, lines, withLine) {
  const counts = { classes: new Map(), relations: new Map(), sources: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  for (const node of drawn) {
    if (nodePasses(model, state, filters, node, withLine.has(node), "class")) add(counts.classes, model.type(node));
  }
  const ends = (line) => ![model.from[line], model.to[line]].some((node) => filters.classesOff.has(model.type(node)));
  for (const line of lines.filter(ends)) {
    if (linePasses(model, filters, line, "relation")) add(counts.relations, model.relation[line]);
    if (linePasses(model, filters, line, "source"))
      for (const one of lineSources(model, line)) add(counts.sources, one);
  }
  return counts;
}

function lineSources(model, line) {
  const publishers = model.facets(line).flatMap((claim) => (claim.publishers.length ? claim.publishers : [noSource]));
  return new Set(publishers);
}

// The months of all claims, in order: the time filter runs over these.
function allMonths(model) {
  const months = new Set();
  for (let line = 0; line < model.lines; line++)
    for (const claim of model.facets(line)) if (claim.month !== null) months.add(claim.month);
  return [...months].sort((a, b) => a - b);
}
