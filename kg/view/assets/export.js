// The drawing as a file: SVG with system fonts, PNG from a canvas of its own. No font, no picture is embedded.

const svgSpace = "http://www.w3.org/2000/svg";

function svgElement(tag, attributes, text) {
  const element = document.createElementNS(svgSpace, tag);
  for (const [key, value] of Object.entries(attributes))
    element.setAttribute(key, typeof value === "number" ? round(value) : value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function drawingAsSvg({ shapes, box, colours }, title) {
  const view = [box.x, box.y, box.width, box.height].map(round).join(" ");
  const root = svgElement("svg", {
    xmlns: svgSpace,
    viewBox: view,
    width: box.width,
    height: box.height,
    "font-family": labelFont,
  });
  root.append(svgElement("title", {}, title), svgElement("rect", { ...box, fill: colours.paper }));
  for (const shape of shapes) root.append(...svgShape(shape, colours));
  return new XMLSerializer().serializeToString(root);
}

function svgShape(shape, colours) {
  if (shape.kind === "line") return svgLine(shape);
  if (shape.kind === "box") {
    const { x, y, width, height, colour, opacity } = shape;
    return [svgElement("rect", { x, y, width, height, rx: 18, fill: colour, "fill-opacity": String(opacity) })];
  }
  if (shape.kind === "node") {
    const d = shapePath(shape.shape, round(shape.x), round(shape.y), shape.r);
    return [
      svgElement("path", {
        d,
        fill: shape.colour,
        stroke: shape.border,
        "stroke-width": 1.5,
        "fill-opacity": String(shape.opacity),
      }),
    ];
  }
  const anchor = { center: "middle", left: "start", right: "end" }[shape.align];
  return shape.lines.map((text, row) =>
    svgElement(
      "text",
      {
        x: shape.x,
        y: shape.y + (row * lineHeight + 0.88) * shape.size,
        "text-anchor": anchor,
        "font-size": shape.size,
        fill: shape.line === undefined ? colours.ink : colours.soft,
        stroke: colours.paper,
        "stroke-width": 3,
        "paint-order": "stroke",
        "stroke-linejoin": "round",
      },
      text,
    ),
  );
}

function svgLine(line) {
  const { control, tip, arrow } = lineGeometry(line);
  const at = ({ x, y }) => `${round(x)},${round(y)}`;
  const d = `M${at(line.from)}Q${at(control)} ${at(tip)}`;
  const corners = arrow.map(({ x, y }) => `${round(x)},${round(y)}`).join(" ");
  const opacity = String(line.opacity);
  return [
    svgElement("path", { d, fill: "none", stroke: line.colour, "stroke-width": line.width, "stroke-opacity": opacity }),
    svgElement("polygon", { points: corners, fill: line.colour, "fill-opacity": opacity }),
  ];
}

// Twice the size for sharp print, but never beyond what browsers allow a canvas.
function drawingAsCanvas({ shapes, box, colours }) {
  const scale = Math.min(2, 8000 / box.width, 8000 / box.height);
  const canvas = make("canvas");
  canvas.width = Math.ceil(box.width * scale);
  canvas.height = Math.ceil(box.height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.translate(-box.x, -box.y);
  context.fillStyle = colours.paper;
  context.fillRect(box.x, box.y, box.width, box.height);
  for (const shape of shapes) canvasShape(context, shape, colours);
  return canvas;
}

function canvasShape(context, shape, colours) {
  if (shape.kind === "text") return paintLabels(context, [shape], { ...colours, shift: { x: 0, y: 0 } });
  context.globalAlpha = shape.opacity;
  if (shape.kind === "line") canvasLine(context, shape);
  else if (shape.kind === "box") {
    context.fillStyle = shape.colour;
    context.beginPath();
    context.roundRect(shape.x, shape.y, shape.width, shape.height, 18);
    context.fill();
  }
  else {
    const outline = new Path2D(shapePath(shape.shape, shape.x, shape.y, shape.r));
    Object.assign(context, { fillStyle: shape.colour, strokeStyle: shape.border, lineWidth: 1.5 });
    context.fill(outline);
    context.stroke(outline);
  }
  context.globalAlpha = 1;
  return undefined;
}

function canvasLine(context, line) {
  const { control, tip, arrow } = lineGeometry(line);
  Object.assign(context, { strokeStyle: line.colour, fillStyle: line.colour, lineWidth: line.width });
  context.beginPath();
  context.moveTo(line.from.x, line.from.y);
  context.quadraticCurveTo(control.x, control.y, tip.x, tip.y);
  context.stroke();
  context.beginPath();
  for (const { x, y } of arrow) context.lineTo(x, y);
  context.fill();
}

function exportSvg(drawing, title) {
  save(new Blob([drawingAsSvg(drawing, title)], { type: "image/svg+xml" }), "newskg.svg");
}

function exportPng(drawing) {
  drawingAsCanvas(drawing).toBlob((blob) => save(blob, "newskg.png"), "image/png");
}
