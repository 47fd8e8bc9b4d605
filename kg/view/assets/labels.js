// Names as on a map: always in a legible size, never one over another; what there is room for at this zoom is shown,
// the chosen and the most important first. The choice depends on the zoom alone, so that panning never makes names
// flicker.

const labelFont =
  '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';
const labelSize = 13;
const lineLabelSize = 11;
const lineHeight = 1.25;
const widest = 10; // characters of Chinese in one line of a label

// In a crowd: one line of a few characters.
function shortLabel(text) {
  const chars = [...text];
  return chars.length > 7 ? `${takeWidth(chars, 6).join("").trim()}…` : text;
}

// At most two lines; a longer name ends in …, its panel has it whole.
function labelLines(text) {
  const chars = [...text];
  const total = chars.reduce((sum, char) => sum + charWidth(char), 0);
  if (total <= widest * 1.2) return [text];
  const half = Math.min(widest * 1.2, Math.max(total / 2, 5));
  const first = takeWidth(chars, half);
  const second = chars.slice(first.length);
  const kept = takeWidth(second, widest * 1.2);
  return [first.join("").trim(), (kept.join("") + (kept.length < second.length ? "…" : "")).trim()];
}

function takeWidth(chars, limit) {
  let width = 0;
  let at = 0;
  while (at < chars.length && width < limit) width += charWidth(chars[at++]);
  if (at < chars.length && /[a-z0-9]/i.test(chars[at]) && /[a-z0-9]/i.test(chars[at - 1])) {
    const gap = chars.slice(0, at).lastIndexOf(" ");
    if (gap > 2) at = gap + 1;
  }
  return chars.slice(0, at);
}

function charWidth(char) {
  return char.codePointAt(0) > 0x2e80 ? 1 : 0.56;
}

function labelBox(text, size) {
  const lines = labelLines(text);
  const width = Math.max(...lines.map((line) => [...line].reduce((sum, char) => sum + charWidth(char), 0)));
  return { lines, width: width * size, height: lines.length * size * lineHeight };
}

// What keeps rectangles apart: a coarse grid of those already taken.
function makeGround() {
  const cells = new Map();
  const side = 80;
  function* touched({ x, y, w, h }) {
    for (let cx = Math.floor(x / side); cx <= Math.floor((x + w) / side); cx++) {
      for (let cy = Math.floor(y / side); cy <= Math.floor((y + h) / side); cy++) yield cx * 100003 + cy;
    }
  }
  return {
    free(box) {
      for (const key of touched(box)) {
        for (const other of cells.get(key) || []) {
          if (
            box.x < other.x + other.w &&
            other.x < box.x + box.w &&
            box.y < other.y + other.h &&
            other.y < box.y + box.h
          )
            return false;
        }
      }
      return true;
    },
    take(box) {
      for (const key of touched(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
  };
}

// Places for the names of `nodes` ({x, y, r, text, first}) and then of `lines` ({spots, text}) at `scale`, in screen
// pixels from the origin of the layout. `first` names are shown even where they touch others; those of important
// entities (`main`) may cover the signs of lesser ones.
// No name covers one of the `titles`, rectangles in the same pixels.
function placeLabels(nodes, lines, scale, titles = []) {
  const ground = makeGround();
  const names = makeGround();
  for (const title of titles) for (const one of [ground, names]) one.take(title);
  const disc = ({ x, y, r }) => ({ x: (x - r) * scale, y: (y - r) * scale, w: 2 * r * scale, h: 2 * r * scale });
  const rank = (node) => (node.first ? 2 : node.main ? 1 : 0);
  const order = [...markMain(nodes).keys()].sort((a, b) => rank(nodes[b]) - rank(nodes[a]) || a - b);
  const [near, faded] = [order.filter((at) => !nodes[at].faded), order.filter((at) => nodes[at].faded)];
  const name = (at) => {
    const spot = nodeLabelSpot(nodes[at], scale, ground, names);
    return spot ? [{ ...spot, at, size: labelSize }] : [];
  };
  for (const at of near) ground.take(disc(nodes[at]));
  const placed = [...near.flatMap(name), ...lines.flatMap((line) => lineLabelSpot(line, scale, ground))];
  for (const at of faded) ground.take(disc(nodes[at]));
  return [...placed, ...faded.flatMap(name)];
}

// On the line's middle, or a little nearer to one of its ends.
function lineLabelSpot(line, scale, ground) {
  const box = labelBox(line.text, lineLabelSize);
  for (const { x, y } of line.spots) {
    const taken = {
      x: x * scale - box.width / 2 - 2,
      y: y * scale - box.height / 2 - 1,
      w: box.width + 4,
      h: box.height + 2,
    };
    if (!ground.free(taken)) continue;
    ground.take(taken);
    return [{ lines: box.lines, x: x * scale, y: taken.y + 1, align: "center", size: lineLabelSize, line: line.line }];
  }
  return [];
}

// The whole name where it fits, else its beginning; beside the node's sign, in the order of a map maker's liking.
function nodeLabelSpot(node, scale, ground, names) {
  const whole = labelSpots(node, node.text, scale);
  const short = labelSpots(node, shortLabel(node.text), scale);
  const free = (spot) => ground.free(spot);
  const found =
    whole.find(free) ||
    (node.first && whole[0]) ||
    (!node.faded && short.find(free)) ||
    (node.main && short.find((spot) => names.free(spot)));
  if (!found) return null;
  ground.take(found);
  names.take(found);
  return { lines: found.lines, x: found.anchor, y: found.y, align: found.align };
}

function labelSpots(node, text, scale) {
  const box = labelBox(text, labelSize);
  const [x, y, r] = [node.x * scale, node.y * scale, node.r * scale + 3];
  return [
    ["center", x, x - box.width / 2, y + r],
    ["center", x, x - box.width / 2, y - r - box.height],
    ["left", x + r, x + r, y - box.height / 2],
    ["right", x - r, x - r - box.width, y - box.height / 2],
  ].map(([align, anchor, left, top]) => ({
    align,
    anchor,
    x: left,
    y: top,
    w: box.width,
    h: box.height,
    lines: box.lines,
  }));
}

// The eighth of all entities with the most relations: a picture without their names says little.
function markMain(nodes) {
  const most = [...nodes].sort((a, b) => b.r - a.r).slice(0, Math.ceil(nodes.length / 8));
  for (const node of most) node.main = true;
  return nodes;
}

// Draws placed names on a canvas whose origin is the middle of the view.
function paintLabels(context, placed, { ink, paper, soft, shift }) {
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const label of placed) {
    context.globalAlpha = label.faded ? 0.38 : 1;
    context.font = `${label.first ? 600 : 400} ${label.size}px ${labelFont}`;
    context.textAlign = label.align;
    context.fillStyle = label.line === undefined ? ink : soft;
    context.strokeStyle = paper;
    context.lineWidth = 3.5;
    label.lines.forEach((text, row) => {
      const [x, y] = [label.x + shift.x, label.y + shift.y + row * label.size * lineHeight];
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    });
  }
  context.globalAlpha = 1;
}
