// What stands behind a line: its claims, each with qualifiers, confidence and the sentences that say it.

const evidenceShown = 8;

function nodeSign(model, style, node) {
  const type = model.type(node);
  return sign(style.shape(type), style.colour(type));
}

function relationLabel(model, line) {
  return termLabel(model.relations[model.relation[line]]);
}

function isSymmetric(model, line) {
  return Boolean(model.relations[model.relation[line]][7]);
}

function lineText(model, line) {
  return `${model.label(model.from[line])} — ${relationLabel(model, line)} → ${model.label(model.to[line])}`;
}

function claimBlock(model, claim, number, count, openNode) {
  const head = make(
    "div",
    { class: "claim-head" },
    count > 1 ? make("h4", { text: say("claim", { n: number }) }) : null,
    confidenceBar(claim.confidence),
  );
  const sentences = claim.evidence.slice(0, evidenceShown).map((one) => evidenceBlock(model, one));
  return make(
    "section",
    { class: "claim" },
    head,
    qualifierList(model, claim.qualifiers, openNode),
    ...(sentences.length ? sentences : [make("p", { class: "soft", text: say("noEvidence") })]),
  );
}

function confidenceBar(percent) {
  const meter = make("meter", { min: 0, max: 100, value: percent, "aria-label": say("confidence") });
  return make(
    "span",
    { class: "confidence" },
    make("span", { class: "soft", text: say("confidence") }),
    meter,
    make("b", { text: `${percent}%` }),
  );
}

function qualifierList(model, qualifiers, openNode) {
  if (!qualifiers.length) return null;
  const rows = qualifiers.flatMap(({ name, value, node }) => [
    make("dt", { text: qualifierLabel(model, name) }),
    make(
      "dd",
      {},
      node === undefined ? make("span", { text: value }) : button(value, () => openNode(node), { class: "link" }),
    ),
  ]);
  return make("dl", { class: "qualifiers" }, ...rows);
}

function qualifierLabel(model, name) {
  const term = model.raw.qualifiers.find((one) => one[0] === name);
  return term ? termLabel(term) : name;
}

// The sentence with the words for both ends marked, and the article that it stands in.
function evidenceBlock(model, { quote, article, subjects, objects }) {
  const text = make("blockquote", {}, ...markedPieces(quote, subjects, objects));
  return make("figure", { class: "evidence" }, text, articleLine(model, article));
}

// Offsets count code points, as Array.from does; `subjects` is [start, end, start, end …].
function markedPieces(quote, subjects, objects) {
  const chars = Array.from(quote);
  const kinds = new Array(chars.length).fill("");
  for (const [ranges, kind] of [
    [objects, "object"],
    [subjects, "subject"],
  ]) {
    for (let at = 0; at < ranges.length; at += 2) kinds.fill(kind, ranges[at], ranges[at + 1]);
  }
  const pieces = [];
  for (let start = 0, at = 1; at <= chars.length; at++) {
    if (at < chars.length && kinds[at] === kinds[start]) continue;
    const text = chars.slice(start, at).join("");
    pieces.push(kinds[start] ? make("mark", { class: kinds[start], text }) : document.createTextNode(text));
    start = at;
  }
  return pieces;
}

function articleLine(model, at) {
  const { title, source, publisher, date, url } = model.article(at);
  const file = fileName(source);
  const byFile = file.startsWith(publisher); // nobody is named as its publisher
  const details = [byFile ? "" : publisher, dateText(date), file].filter(Boolean).join(" · ");
  return make(
    "figcaption",
    {},
    link(url, title || say("untitled")),
    make("span", { class: "soft", title: source, text: details }),
  );
}

// Of a path only its end: the folders before it are the same for most articles.
function fileName(source) {
  return source.includes("://") ? source : source.split(/[\\/]/).at(-1);
}

// The day, and the time where one is told: an ISO date is read by every reader of these three languages.
function dateText(date) {
  const found = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T(\d{2}:\d{2}))?/.exec(date);
  return found ? [found[1], found[2] === "00:00" ? "" : found[2]].filter(Boolean).join(" ") : date;
}
