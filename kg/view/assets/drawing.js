// The picture as a list of plain shapes, with names and a legend: what the exports are made of.

const margin = 40;
const exportScale = 1.15; // of the layout's units: names get a little more room than on the screen
const exportTitleSize = 22; // of a community

function makeDrawing({ model, style, picture, seen, look }) {
  const spots = picture.network.getPositions(seen.nodes);
  const at = (node) => ({ x: spots[node].x * exportScale, y: spots[node].y * exportScale });
  const sizeOf = (node) => nodeSize(model.degree(node), style.shape(model.type(node)));
  const shapes = [
    ...picture.boxes().flatMap(boxShapes),
    ...seen.lines.map((line) => lineShape(line)),
    ...seen.nodes.map((node) => nodeShape(node)),
    ...labelShapes(),
  ];
  const bounds = boundsOf(shapes);
  const legend = legendShapes(bounds);
  return { shapes: [...shapes, ...legend.shapes], box: legend.box, colours: theme() };

  function boxShapes(box) {
    const [x, y] = [box.x * exportScale, box.y * exportScale];
    const [width, height] = [box.width * exportScale, box.height * exportScale];
    const title = boxTitle(communityName(model.label(box.first), box.size), width, exportTitleSize);
    return [
      { kind: "box", x, y, width, height, colour: theme().rule, opacity: 0.38 },
      { kind: "text", lines: [title], x: x + 8, y: y - 28, align: "left", size: exportTitleSize, first: true },
    ];
  }

  function lineShape(line) {
    const [from, to] = [at(model.from[line]), at(model.to[line])];
    const { strong, faded, colour } = look.line(line);
    const shade = strong ? theme().accent : colour || theme().line;
    const r = sizeOf(model.to[line]) * exportScale;
    return {
      kind: "line",
      from,
      to,
      bow: picture.bow(line),
      colour: shade,
      width: strong ? 2.4 : 1.1,
      opacity: faded ? 0.15 : strong ? 1 : 0.65,
      stop: r + 2,
    };
  }

  function nodeShape(node) {
    const { faded, strong, pinned } = look.node(node);
    const r = sizeOf(node) * exportScale;
    return {
      kind: "node",
      ...at(node),
      r,
      shape: style.shape(model.type(node)),
      colour: style.colour(model.type(node)),
      border: strong || pinned ? theme().accent : theme().paper,
      opacity: faded ? 0.25 : 1,
    };
  }

  function labelShapes() {
    const nodes = seen.nodes.map((node) => ({
      ...spots[node],
      r: sizeOf(node),
      text: model.label(node),
      first: look.node(node).strong,
    }));
    const titles = boxTitles(picture.boxes(), exportScale, model.label, exportTitleSize);
    return placeLabels(nodes, look.lineLabels(spots, exportScale), exportScale, titles).map((label) => ({
      kind: "text",
      ...label,
    }));
  }

  function legendShapes({ left, top, right, bottom }) {
    const types = [...new Set(seen.nodes.map((node) => model.type(node)))].sort((a, b) => a - b);
    const shapes = [];
    let x = left + margin / 2;
    const y = bottom + margin * 0.8;
    for (const type of types) {
      const text = termLabel(model.classes[type]);
      shapes.push({
        kind: "node",
        x,
        y,
        r: 9,
        shape: style.shape(type),
        colour: style.colour(type),
        border: theme().paper,
        opacity: 1,
      });
      shapes.push({ kind: "text", lines: [text], x: x + 16, y: y - 10, align: "left", size: 16 });
      x += labelBox(text, 16).width + 60;
    }
    const box = {
      x: left - margin,
      y: top - margin,
      width: Math.max(right, x) - left + 2 * margin,
      height: bottom - top + margin * 2.6,
    };
    return { shapes, box };
  }
}

function boundsOf(shapes) {
  const bounds = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const one of shapes) {
    if (one.kind === "line") continue;
    if (one.kind === "box") {
      bounds.left = Math.min(bounds.left, one.x);
      bounds.top = Math.min(bounds.top, one.y - 34);
      bounds.right = Math.max(bounds.right, one.x + one.width);
      bounds.bottom = Math.max(bounds.bottom, one.y + one.height);
      continue;
    }
    const wide = one.kind === "text" ? Math.max(...one.lines.map((line) => labelBox(line, one.size).width)) : one.r;
    bounds.left = Math.min(bounds.left, one.x - wide);
    bounds.right = Math.max(bounds.right, one.x + wide);
    bounds.top = Math.min(bounds.top, one.y - 20);
    bounds.bottom = Math.max(bounds.bottom, one.y + 34);
  }
  return bounds;
}

// Start, control and end of a line, ending at the rim of its object, and its arrow's corners.
function lineGeometry({ from, to, bow, stop }) {
  const middle = linePoint(from, to, bow);
  const control = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  const angle = Math.atan2(to.y - control.y, to.x - control.x);
  const tip = { x: to.x - stop * Math.cos(angle), y: to.y - stop * Math.sin(angle) };
  const wing = (side) => ({
    x: tip.x - 6 * Math.cos(angle + side * 0.45),
    y: tip.y - 6 * Math.sin(angle + side * 0.45),
  });
  return { control, tip, arrow: [tip, wing(1), wing(-1)] };
}
