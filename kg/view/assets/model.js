// The graph inside the page. A node and a line (subject, relation, object) are meant by their number; nodes are
// numbered by importance, so that of two numbers the smaller is the one to show first.

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function makeModel(raw) {
  const [from, to, relation] = raw.lines;
  const nodes = raw.nodes;
  const adjacency = makeAdjacency(nodes.label.length, from, to);
  const byKey = new Map(nodes.iri.map((key, node) => [key, node]));
  const facets = new Map();
  const everyone = nodes.label.map((_, node) => node);
  return {
    raw,
    // The entities without any relation, where others have one: they are shown when the reader wants them.
    loose: from.length ? everyone.filter((node) => !adjacency(node).length) : [],
    from,
    to,
    relation,
    size: nodes.label.length,
    lines: from.length,
    classes: raw.classes,
    communities: raw.communities,
    relations: raw.relations,
    label: (node) => nodes.label[node],
    type: (node) => nodes.type[node],
    subtype: (node) => nodes.subtype[node],
    aliases: (node) => nodes.aliases[node] || [],
    otherScript: (node) => nodes.other[node] || "",
    articlesOf: (node) => nodes.articles[node],
    key: (node) => nodes.iri[node],
    byKey: (key) => byKey.get(key),
    linesOf: adjacency,
    degree: (node) => adjacency(node).length,
    claims: (line) => raw.claims[line].map((claim) => readClaim(raw, claim)),
    article: (at) => readArticle(raw.articles, at),
    across: (line, node) => (from[line] === node ? to[line] : from[line]),
    lineKey: (line) => `${nodes.iri[from[line]]} ${raw.relations[relation[line]][0]} ${nodes.iri[to[line]]}`,
    facets: (line) => {
      if (!facets.has(line)) facets.set(line, lineFacets(raw, line));
      return facets.get(line);
    },
  };
}

// The lines at each node, as stretches of one array: 20,000 small arrays would cost more than all the rest.
function makeAdjacency(size, from, to) {
  const starts = new Int32Array(size + 1);
  for (let line = 0; line < from.length; line++) {
    starts[from[line] + 1]++;
    if (to[line] !== from[line]) starts[to[line] + 1]++;
  }
  for (let node = 0; node < size; node++) starts[node + 1] += starts[node];
  const next = starts.slice();
  const lines = new Int32Array(starts[size]);
  for (let line = 0; line < from.length; line++) {
    lines[next[from[line]]++] = line;
    if (to[line] !== from[line]) lines[next[to[line]]++] = line;
  }
  return (node) => lines.subarray(starts[node], starts[node + 1]);
}

function readClaim(raw, [confidence, qualifiers, evidence]) {
  return {
    confidence,
    qualifiers: qualifiers.map(([name, value, node]) => ({ name, value, node })),
    evidence: evidence.map(([quote, article, subjects, objects]) => ({
      quote: raw.quotes[quote],
      article,
      subjects,
      objects,
    })),
  };
}

function readArticle(articles, at) {
  if (at < 0) return { title: "", source: "", publisher: "", date: "", url: "" };
  return {
    title: articles.title[at],
    source: articles.source[at],
    publisher: articles.publishers[articles.publisher[at]],
    date: articles.date[at],
    url: articles.url[at],
  };
}

// What filters ask of a line: for each claim its confidence, its month and the publishers that say it.
function lineFacets(raw, line) {
  return raw.claims[line].map(([confidence, qualifiers, evidence]) => {
    const articles = evidence.map((one) => one[1]).filter((at) => at >= 0);
    const stated = qualifiers.find(([name]) => name === "date");
    const month = monthOf(stated ? stated[1] : "") ?? firstMonth(raw.articles, articles);
    return { confidence, month, publishers: articles.map((at) => raw.articles.publisher[at]) };
  });
}

function firstMonth(articles, places) {
  for (const at of places) {
    const month = monthOf(articles.date[at]);
    if (month !== null) return month;
  }
  return null;
}

// Months since year 0 of an ISO date; a year alone counts as its January; null for anything else.
function monthOf(date) {
  const found = /^(\d{4})(?:-(\d{2}))?/.exec(date);
  return found ? Number(found[1]) * 12 + Math.min(11, Math.max(0, Number(found[2] || 1) - 1)) : null;
}

function monthText(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}
