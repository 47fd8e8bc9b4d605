// The communities that a very large graph opens on: a box behind the members of each that were drawn, with a title
// that can be clicked, a list of the largest at the side, and a panel that brings in more members.

const boxRoom = { side: 46, top: 40, foot: 56 }; // around the outermost members, in the units of the layout
const titleSize = 14;
const membersListed = 40;

function communityName(name, size) {
  return size > 1 ? say("communityName", { name, n: size }) : name;
}

// The boxes around those of `seen` that still stand where the opening put them.
function communityBoxes(communities, seen, spotOf) {
  return communities.flatMap(([first, size, drawn], id) => {
    const spots = drawn.filter((node) => seen.has(node)).map(spotOf);
    if (spots.length < 2) return [];
    const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
    const [x, y] = [Math.min(...xs) - boxRoom.side, Math.min(...ys) - boxRoom.top];
    const width = Math.max(...xs) + boxRoom.side - x;
    return [{ id, first, size, x, y, width, height: Math.max(...ys) + boxRoom.foot - y }];
  });
}

// A title in a legible size at any zoom, cut where its box ends.
function boxTitle(text, width, size = titleSize) {
  const chars = [...text];
  const room = Math.max(4, width / size - 0.5);
  const kept = takeWidth(chars, room);
  return kept.length < chars.length ? `${kept.join("")}…` : text;
}

// Where the titles stand, in pixels at this zoom: names keep off them.
function boxTitles(boxes, scale, nameOf, size = titleSize) {
  return boxes.map((box) => {
    const text = boxTitle(communityName(nameOf(box.first), box.size), box.width * scale, size);
    const [h, w] = [size * 1.5, (text.length + 1) * size];
    return { x: box.x * scale + 8, y: box.y * scale - h, w, h };
  });
}

function paintBoxes(context, boxes, scale, nameOf, strong) {
  const colours = theme();
  for (const box of boxes) {
    context.fillStyle = colours.rule;
    context.globalAlpha = strong === box.id ? 0.75 : 0.38;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 18);
    context.fill();
    context.globalAlpha = 1;
    context.font = `650 ${titleSize / scale}px ${labelFont}`;
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.fillStyle = colours.ink;
    const text = boxTitle(communityName(nameOf(box.first), box.size), box.width * scale);
    context.fillText(text, box.x + 8 / scale, box.y - 3 / scale);
  }
}

// The box whose title is at this point of the picture.
function titledBox(boxes, { x, y }, scale) {
  const height = (titleSize * 1.6) / scale;
  return boxes.find((box) => x >= box.x && x <= box.x + box.width && y <= box.y && y >= box.y - height);
}

// Brings in the most important members that are not seen yet: beside those that are, else on free ground at the right.
function nextMembers(model, state, community, limit) {
  const absent = model.communities[community].filter((node) => !state.shown.has(node) || state.hidden.has(node));
  return { chosen: absent.slice(0, limit), rest: Math.max(0, absent.length - limit) };
}

function communityPanel({ model, state, style, act, head }, community) {
  const members = model.communities[community];
  const { chosen, rest } = nextMembers(model, state, community, act.limit);
  const row = (node) => {
    const seen = state.shown.has(node) && !state.hidden.has(node);
    return make(
      "li",
      { class: seen ? "" : "absent" },
      nodeSign(model, style, node),
      button(model.label(node), () => act.open(node), { class: "link name" }),
    );
  };
  const more = members.length - membersListed;
  return [
    head(make("p", { class: "type", text: say("community") }), make("h2", { text: model.label(members[0]) })),
    make(
      "div",
      { class: "actions" },
      button(say("expandMore", { n: chosen.length }), () => act.expandCommunity(community), {
        "data-act": "expand",
        disabled: !chosen.length,
      }),
      button(say("center"), () => act.fitCommunity(community), { "data-act": "centre" }),
    ),
    make("h3", { text: `${say("entities")} ${members.length}` }),
    make("ul", { class: "facts" }, ...members.slice(0, membersListed).map(row)),
    more > 0 ? make("p", { class: "soft", text: say("moreMembers", { n: more, rest: chosen.length + rest }) }) : null,
  ];
}
