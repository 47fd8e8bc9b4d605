// The filters as the reader sees them; the list of types is the legend of the picture too.

function makeSidebar({ model, filters, style, changed, openCommunity }) {
  const root = byId("filters");
  const months = allMonths(model);
  const usedTypes = [...new Set(model.raw.nodes.type)].sort((a, b) => a - b);
  const usedRelations = [...new Set(model.relation)].sort((a, b) => a - b);
  const usedSources = sourcesByUse(model);
  const numbers = new Map(); // which element shows which count

  function toggle(off, value) {
    return () => {
      if (!off.delete(value)) off.add(value);
      changed();
    };
  }

  function choice(group, off, value, text, picture) {
    const count = make("span", { class: "count" });
    numbers.set(`${group} ${value}`, count);
    const box = make("input", { type: "checkbox", on: { change: toggle(off, value) } });
    box.checked = !off.has(value);
    return make("label", { class: "choice", title: text }, box, picture, make("span", { class: "name", text }), count);
  }

  function group(key, off, values, rows) {
    const all = button(
      say("all"),
      () => {
        off.clear();
        render();
        changed();
      },
      { class: "link" },
    );
    const none = button(
      say("none"),
      () => {
        for (const value of values) off.add(value);
        render();
        changed();
      },
      { class: "link" },
    );
    const title = make("legend", { text: say(key) });
    return make(
      "fieldset",
      { "data-group": key },
      title,
      make("div", { class: "both" }, all, none),
      make("div", { class: "choices" }, ...rows),
    );
  }

  function timeRange() {
    if (months.length < 2) return null;
    const last = months.length - 1;
    const shown = make("output", { class: "soft" });
    const slider = (key, start) =>
      make("input", {
        type: "range",
        min: 0,
        max: last,
        step: 1,
        value: start,
        "aria-label": `${say("time")}: ${say(key)}`,
        "data-range": key,
      });
    const from = slider("timeFrom", filters.from === null ? 0 : nearest(months, filters.from));
    const to = slider("timeTo", filters.to === null ? last : nearest(months, filters.to));
    const read = () => {
      const [low, high] = [Number(from.value), Number(to.value)].sort((a, b) => a - b);
      filters.from = low === 0 ? null : months[low];
      filters.to = high === last ? null : months[high];
      shown.textContent = `${monthText(months[low])} — ${monthText(months[high])}`;
      for (const [input, at] of [
        [from, from.value],
        [to, to.value],
      ])
        input.setAttribute("aria-valuetext", monthText(months[Number(at)]));
    };
    read();
    for (const input of [from, to])
      input.addEventListener("input", () => {
        read();
        changed();
      });
    return make(
      "fieldset",
      { "data-group": "time" },
      make("legend", { text: say("time") }),
      histogram(model, months),
      make("div", { class: "range-pair" }, from, to),
      shown,
    );
  }

  function confidenceRange() {
    const shown = make("output", { class: "soft", text: say("atLeast", { n: filters.confidence }) });
    const input = make("input", {
      type: "range",
      min: 0,
      max: 100,
      step: 5,
      value: filters.confidence,
      "aria-label": say("confidence"),
      "data-range": "confidence",
      on: {
        input: () => {
          filters.confidence = Number(input.value);
          shown.textContent = say("atLeast", { n: filters.confidence });
          changed();
        },
      },
    });
    return make("fieldset", { "data-group": "confidence" }, make("legend", { text: say("confidence") }), input, shown);
  }

  function communityList() {
    if (!model.communities.length) return null;
    const rows = model.communities.map((members, at) =>
      make(
        "div",
        { class: "choice" },
        button(model.label(members[0]), () => openCommunity(at), { class: "link name", title: heartOf(members) }),
        make("span", { class: "count", text: members.length }),
      ),
    );
    return make(
      "fieldset",
      { "data-group": "communities" },
      make("legend", { text: say("communities") }),
      make("div", { class: "choices" }, ...rows),
    );
  }

  function heartOf(members) {
    return members.slice(0, 5).map(model.label).join(" · ");
  }

  function render() {
    numbers.clear();
    const types = usedTypes.map((type) =>
      choice(
        "classes",
        filters.classesOff,
        type,
        termLabel(model.classes[type]),
        sign(style.shape(type), style.colour(type)),
      ),
    );
    const relations = usedRelations.map((relation) =>
      choice(
        "relations",
        filters.relationsOff,
        relation,
        termLabel(model.relations[relation]),
        stroke(style.lineColour(relation)),
      ),
    );
    const sources = usedSources.map((source) =>
      choice("sources", filters.sourcesOff, source, sourceName(model, source), null),
    );
    fill(
      root,
      group("classes", filters.classesOff, usedTypes, types),
      communityList(),
      usedRelations.length ? group("relations", filters.relationsOff, usedRelations, relations) : null,
      timeRange(),
      usedRelations.length ? confidenceRange() : null,
      usedSources.length ? group("sources", filters.sourcesOff, usedSources, sources) : null,
      button(say("reset"), clear, { id: "clear-filters", disabled: !anyFilter(filters) }),
    );
  }

  function clear() {
    Object.assign(filters, makeFilters());
    render();
    changed();
  }

  // Only the numbers change with a filter; the controls stay, and keep the focus.
  function update(counts) {
    for (const [key, element] of numbers) {
      const [name, value] = key.split(" ");
      element.textContent = String(counts[name].get(Number(value)) || 0);
    }
    byId("clear-filters").disabled = !anyFilter(filters);
  }

  return { render, update };
}

function sourceName(model, source) {
  return (source === noSource ? "" : model.raw.articles.publishers[source]) || say("unknownSource");
}

function sourcesByUse(model) {
  const uses = new Map();
  for (let line = 0; line < model.lines; line++)
    for (const source of lineSources(model, line)) uses.set(source, (uses.get(source) || 0) + 1);
  return [...uses.keys()].sort((a, b) => uses.get(b) - uses.get(a) || a - b);
}

function nearest(months, wanted) {
  const at = months.findIndex((month) => month >= wanted);
  return at < 0 ? months.length - 1 : at;
}

function stroke(colour) {
  const picture = sign("dot", colour);
  picture.firstChild.setAttribute("d", "M-9,-1.2H9V1.2H-9Z");
  return picture;
}

// When the claims are from, as one bar for each of at most 40 stretches of the slider: it says where to drag.
function histogram(model, months) {
  const bars = Math.min(40, months.length);
  const heights = new Array(bars).fill(0);
  const place = new Map(months.map((month, at) => [month, Math.floor((at * bars) / months.length)]));
  for (let line = 0; line < model.lines; line++) {
    for (const claim of model.facets(line)) if (claim.month !== null) heights[place.get(claim.month)]++;
  }
  const most = Math.max(...heights);
  const picture = sign("dot", "currentColor");
  picture.setAttribute("viewBox", `0 0 ${bars * 4} 30`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("class", "histogram");
  const d = heights
    .map((count, at) => `M${at * 4},30h3v${-Math.round(Math.sqrt(count / most) * 29) || 0}h-3Z`)
    .join("");
  picture.firstChild.setAttribute("d", d);
  return picture;
}
