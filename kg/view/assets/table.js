// What is shown, as two tables: the view for screen readers, for sorting and for a spreadsheet.

const rowsAtOnce = 200;

function makeTable({ model, style, seen, act }) {
  const root = byId("table");
  const view = { kind: "lines", sort: { nodes: [-1, 1], lines: [-1, 1] }, limit: rowsAtOnce };

  // A column is [word, value of a row to sort and export by, cell for the page].
  const nodeColumns = [
    ["name", (node) => model.label(node), (node) => nodeCell(node)],
    ["type", (node) => termLabel(model.classes[model.type(node)])],
    ["aliases", (node) => model.aliases(node).join("、")],
    ["relations", (node) => model.degree(node)],
    ["articles", (node) => model.articlesOf(node).length],
  ];
  const lineColumns = [
    ["subject", (line) => model.label(model.from[line]), (line) => nodeCell(model.from[line])],
    [
      "relation",
      (line) => relationLabel(model, line),
      (line, text) => button(text, () => act.openLine(line), { class: "link" }),
    ],
    ["object", (line) => model.label(model.to[line]), (line) => nodeCell(model.to[line])],
    [
      "qualifiers",
      (line) =>
        model
          .claims(line)[0]
          .qualifiers.map(({ name, value }) => `${qualifierLabel(model, name)} ${value}`)
          .join("；"),
    ],
    ["confidence", (line) => model.claims(line)[0].confidence],
    ["quote", (line) => firstEvidence(line).quote, (_, text) => make("div", { class: "clamp", title: text, text })],
    ["article", (line) => firstArticle(line).title],
    ["source", (line) => firstArticle(line).publisher],
    ["date", (line) => dateText(firstArticle(line).date)],
    ["link", (line) => safeAddress(firstArticle(line).url), (line, text) => (text ? link(text, say("link")) : null)],
  ];

  function nodeCell(node) {
    return make(
      "span",
      { class: "node-cell" },
      nodeSign(model, style, node),
      button(model.label(node), () => act.open(node), { class: "link" }),
    );
  }

  function firstEvidence(line) {
    return model.claims(line).flatMap((claim) => claim.evidence)[0] || { quote: "", article: -1 };
  }

  function firstArticle(line) {
    return model.article(firstEvidence(line).article);
  }

  function columns() {
    return view.kind === "nodes" ? nodeColumns : lineColumns;
  }

  // Rows in the chosen order; equal ones stay as they were.
  function sortedRows() {
    const [column, direction] = view.sort[view.kind];
    const rows = [...seen()[view.kind]];
    if (column < 0) return rows;
    const value = columns()[column][1];
    const keyed = rows.map((row) => [value(row), row]);
    const order = new Intl.Collator(language === "en" ? "zh-Hans" : language, { numeric: true });
    keyed.sort(([a], [b]) => direction * (typeof a === "number" ? a - b : order.compare(a, b)));
    return keyed.map(([, row]) => row);
  }

  function headerCell([word], at) {
    const [column, direction] = view.sort[view.kind];
    const sorted = column !== at ? "none" : direction > 0 ? "ascending" : "descending";
    const arrow = { none: "", ascending: " ↑", descending: " ↓" }[sorted];
    return make(
      "th",
      { scope: "col", "aria-sort": sorted },
      button(say(word) + arrow, () => sortBy(at), { "data-column": word }),
    );
  }

  function sortBy(at) {
    const [column, direction] = view.sort[view.kind];
    view.sort[view.kind] = [at, column === at ? -direction : 1];
    render();
    root.querySelectorAll("th button")[at].focus();
  }

  function tab(kind, word) {
    const click = () => {
      view.kind = kind;
      view.limit = rowsAtOnce;
      render();
    };
    return button(`${say(word)} ${seen()[kind].length}`, click, {
      role: "tab",
      "aria-selected": String(view.kind === kind),
      "data-kind": kind,
    });
  }

  function render() {
    const rows = sortedRows();
    const body = rows.slice(0, view.limit).map((row) =>
      make(
        "tr",
        {},
        ...columns().map(([word, value, cell]) => {
          const text = value(row);
          return make("td", { class: `column-${word}` }, cell ? cell(row, text) : document.createTextNode(text));
        }),
      ),
    );
    const rest = rows.length - view.limit;
    const more =
      rest > 0
        ? button(
            say("moreRows", { n: Math.min(rest, rowsAtOnce) }),
            () => {
              view.limit += rowsAtOnce;
              render();
            },
            { class: "more" },
          )
        : null;
    fill(
      root,
      make(
        "div",
        { class: "tabs", role: "tablist" },
        tab("lines", "relations"),
        tab("nodes", "entities"),
        button(say("exportCsv"), download, { id: "table-csv" }),
      ),
      make(
        "div",
        { class: "scroll" },
        make("table", {}, make("thead", {}, make("tr", {}, ...columns().map(headerCell))), make("tbody", {}, ...body)),
        more,
      ),
    );
  }

  function csv() {
    const rows = sortedRows().map((row) => columns().map(([, value]) => value(row)));
    return [columns().map(([word]) => say(word)), ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
  }

  function download() {
    // The mark at the start tells spreadsheets that this is UTF-8.
    save(
      new Blob(["\ufeff", csv(), "\r\n"], { type: "text/csv;charset=utf-8" }),
      `newskg-${view.kind === "nodes" ? "entities" : "relations"}.csv`,
    );
  }

  return { render, download, view };
}

// A text that a spreadsheet would run as a formula is kept a text by an apostrophe.
function csvCell(value) {
  const text = String(value);
  const harmless = typeof value !== "number" && /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
