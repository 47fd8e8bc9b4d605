// Names as on a map: always in a legible size, never one over another; what there is room for at this zoom is shown, the
// chosen and the most important first. The choice depends on the zoom alone, so that panning never makes names flicker.

const labelFont = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';
const labelSize = 13;
const lineLabelSize = 11;
const lineHeight = 1.25;
const widest = 10; // characters of Chinese in one line of a label

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
          if (box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h) return false;
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

// Places for the names of `nodes` ({x, y, r, text, first}) and then of `lines` ({x, y, text}) at `scale`, in screen pixels
// from the origin of the layout. `first` names are shown even where they touch others; those of important entities (`main`)
// may cover the signs of lesser ones.
function placeLabels(nodes, lines, scale) {
  const ground = makeGround();
  const names = makeGround();
  for (const { x, y, r } of nodes) ground.take({ x: x * scale - r * scale, y: y * scale - r * scale, w: 2 * r * scale, h: 2 * r * scale });
  const rank = (node) => (node.first ? 2 : node.main ? 1 : 0);
  const order = [...markMain(nodes).keys()].sort((a, b) => rank(nodes[b]) - rank(nodes[a]) || a - b);
  const placed = [];
  for (const at of order) {
    const spot = nodeLabelSpot(nodes[at], scale, ground, names);
    if (spot) placed.push({ ...spot, at, size: labelSize });
  }
  for (const one of lines) {
    const box = labelBox(one.text, lineLabelSize);
    const [x, y] = [one.x * scale, one.y * scale];
    const taken = { x: x - box.width / 2 - 2, y: y - box.height / 2 - 1, w: box.width + 4, h: box.height + 2 };
    if (!ground.free(taken)) continue;
    ground.take(taken);
    placed.push({ lines: box.lines, x, y: taken.y + 1, align: "center", size: lineLabelSize, line: one.line });
  }
  return placed;
}

function nodeLabelSpot(node, scale, ground, names) {
  const box = labelBox(node.text, labelSize);
  const [x, y, r] = [node.x * scale, node.y * scale, node.r * scale + 3];
  const tries = [
    ["center", x, x - box.width / 2, y + r],
    ["center", x, x - box.width / 2, y - r - box.height],
    ["left", x + r, x + r, y - box.height / 2],
    ["right", x - r, x - r - box.width, y - box.height / 2],
  ];
  const boxes = tries.map(([align, anchor, left, top]) => ({ align, anchor, x: left, y: top, w: box.width, h: box.height }));
  const found = boxes.find((one) => ground.free(one)) || (node.main && boxes.find((one) => names.free(one))) || (node.first ? boxes[0] : null);
  if (!found) return null;
  ground.take(found);
  names.take(found);
  return { lines: box.lines, x: found.anchor, y: found.y, align: found.align };
}

// The tenth of all entities with the most relations: a picture without their names says little.
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
}
