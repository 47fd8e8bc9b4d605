// The panel at the side: one entity, or one relation with the words that say it.

const articlesListed = 12;
const factsListed = 12; // of one relation; more on demand

function makePanels({ model, state, style, act }) {
  const root = byId("details");

  function render() {
    if (!state.chosen) {
      root.hidden = true;
      return;
    }
    root.hidden = false;
    if (state.chosen.kind === "node") fill(root, ...nodePanel(state.chosen.id));
    else if (state.chosen.kind === "line") fill(root, ...linePanel(state.chosen.id));
    else if (state.chosen.kind === "community")
      fill(root, ...communityPanel({ model, state, style, act, head }, state.chosen.id));
    root.scrollTop = 0;
  }

  function head(...children) {
    return make(
      "div",
      { class: "panel-head" },
      make("div", {}, ...children),
      button("×", () => act.close(), { class: "round", "aria-label": say("close"), id: "close" }),
    );
  }

  function typeLine(node) {
    const type = model.type(node);
    const finer = model.subtype(node);
    const names = [termLabel(model.classes[type]), finer >= 0 ? termLabel(model.classes[finer]) : ""].filter(Boolean);
    return make(
      "p",
      { class: "type" },
      sign(style.shape(type), style.colour(type)),
      make("span", { text: names.join(" · ") }),
    );
  }

  function nodePanel(node) {
    const names = [model.otherScript(node), ...model.aliases(node)].filter(Boolean);
    return [
      head(typeLine(node), make("h2", { text: model.label(node) })),
      names.length ? make("p", { class: "soft aliases", text: `${say("aliases")} ${names.join(" · ")}` }) : null,
      nodeActions(node),
      make("h3", { text: say("facts") }),
      ...factGroups(node),
      ...articleSection(node),
    ];
  }

  function nodeActions(node) {
    const pinned = state.pinned.has(node);
    return make(
      "div",
      { class: "actions" },
      button(say("expand"), () => act.expand(node), { "data-act": "expand" }),
      button(say("center"), () => act.centre(node), { "data-act": "centre" }),
      button(say(pinned ? "unpin" : "pin"), () => act.pin(node), { "data-act": "pin", "aria-pressed": String(pinned) }),
      button(say("hide"), () => act.hide(node), { "data-act": "hide" }),
      button(say("pathFrom"), () => act.pathFrom(node), { "data-act": "path" }),
    );
  }

  // Facts by relation and direction; a neighbour that is not in the picture is written lighter.
  function factGroups(node) {
    const groups = new Map();
    for (const line of model.linesOf(node)) {
      const key = `${model.relation[line]} ${isSymmetric(model, line) ? "↔" : model.from[line] === node ? "→" : "←"}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(line);
    }
    if (!groups.size) return [make("p", { class: "soft", text: say("noRelations") })];
    return [...groups].sort((a, b) => b[1].length - a[1].length).map(([key, lines]) => factGroup(node, key, lines));
  }

  function factGroup(node, key, lines) {
    const [relation, arrow] = key.split(" ");
    const list = make("ul", { class: "facts" });
    const rest = nextNeighbours(model, state, node, 1e9, Number(relation)).chosen.length;
    let listed = 0;
    const more = button("", () => grow(), { class: "link more" });
    function grow() {
      list.append(...lines.slice(listed, listed + factsListed).map((line) => factRow(node, line)));
      listed = Math.min(lines.length, listed + factsListed);
      more.textContent = `+ ${lines.length - listed}`;
      more.hidden = listed >= lines.length;
    }
    grow();
    const expand = button(
      say("expandMore", { n: Math.min(rest, act.limit) }),
      () => act.expand(node, Number(relation)),
      { class: "link" },
    );
    return make(
      "section",
      { class: "fact-group" },
      make(
        "h4",
        {},
        make("span", { text: `${arrow} ${termLabel(model.relations[relation])}` }),
        make("span", { class: "count", text: lines.length }),
        rest ? expand : null,
      ),
      list,
      more,
    );
  }

  function factRow(node, line) {
    const other = model.across(line, node);
    const inPicture = state.shown.has(other) && !state.hidden.has(other);
    return make(
      "li",
      { class: inPicture ? "" : "absent" },
      nodeSign(model, style, other),
      button(model.label(other), () => act.open(other), { class: "link name" }),
      button(say("words"), () => act.openLine(line), {
        class: "quote",
        title: say("evidence"),
        "aria-label": `${say("evidence")}: ${lineText(model, line)}`,
      }),
    );
  }

  function articleSection(node) {
    const all = model.articlesOf(node);
    if (!all.length) return [];
    const rows = all.slice(0, articlesListed).map((at) => make("li", {}, articleLine(model, at)));
    const rest = all.length - rows.length;
    return [
      make("h3", { text: `${say("articles")} ${all.length}` }),
      make("ul", { class: "articles" }, ...rows),
      rest ? make("p", { class: "soft", text: say("moreArticles", { n: rest }) }) : null,
    ];
  }

  function linePanel(line) {
    const claims = model.claims(line);
    return [
      head(...tripleHead(line)),
      make("h3", { text: say("evidence") }),
      ...claims.map((claim, at) => claimBlock(model, claim, at + 1, claims.length, act.open)),
    ];
  }

  function tripleHead(line) {
    const end = (node, kind) =>
      make(
        "p",
        { class: `end ${kind}` },
        nodeSign(model, style, node),
        button(model.label(node), () => act.open(node), { class: "link name" }),
      );
    return [
      end(model.from[line], "subject"),
      make("h2", {
        class: "relation",
        text: `${relationLabel(model, line)} ${isSymmetric(model, line) ? "↕" : "↓"}`,
      }),
      end(model.to[line], "object"),
    ];
  }

  return { render };
}
