// Elements made without markup: every text becomes a text node, every link is http or https or no link.

function byId(id) {
  return document.getElementById(id);
}

// make("p", {class: "soft", text: "…", on: {click}, disabled: true}, child, child)
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key === "on") for (const [name, handler] of Object.entries(value)) element.addEventListener(name, handler);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function button(text, click, properties = {}) {
  return make("button", { type: "button", text, on: { click }, ...properties });
}

function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function safeAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
  } catch {
    return "";
  }
}

function link(address, text) {
  const href = safeAddress(address);
  if (!href) return make("span", { text });
  return make("a", { href, text, target: "_blank", rel: "noopener noreferrer" });
}

function announce(text) {
  byId("announce").textContent = text;
}

// A sign of a class: its shape and colour as an inline drawing, so that colour is never the only sign.
function sign(shape, colour) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", shapePath(shape, 0, 0, 8));
  path.setAttribute("fill", colour);
  svg.append(path);
  return svg;
}

// The outline of a node's shape as an SVG path: for legends and exports; vis-network draws the same on its canvas.
function shapePath(shape, x, y, r) {
  const corners = shapeCorners(shape, r);
  if (!corners) return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  return `M${corners.map(([dx, dy]) => `${round(x + dx)},${round(y + dy)}`).join("L")}Z`;
}

function shapeCorners(shape, r) {
  if (shape === "square")
    return [
      [-r, -r],
      [r, -r],
      [r, r],
      [-r, r],
    ].map(([x, y]) => [x * 0.9, y * 0.9]);
  if (shape === "diamond")
    return [
      [0, -r],
      [r, 0],
      [0, r],
      [-r, 0],
    ];
  if (shape === "triangle") return ring(3, r * 1.1, -Math.PI / 2);
  if (shape === "triangleDown") return ring(3, r * 1.1, Math.PI / 2);
  if (shape === "hexagon") return ring(6, r, 0);
  if (shape === "star")
    return ring(10, r * 1.15, -Math.PI / 2).map(([x, y], at) => (at % 2 ? [x * 0.5, y * 0.5] : [x, y]));
  return null;
}

function ring(count, r, first) {
  return Array.from({ length: count }, (_, at) => {
    const angle = first + (2 * Math.PI * at) / count;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}

function round(number) {
  return Math.round(number * 10) / 10;
}
