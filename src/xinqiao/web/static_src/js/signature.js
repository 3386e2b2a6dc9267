// A name written with finger, pen or mouse. What is drawn is kept as lines on a sheet of 600 by 200 in a hidden field; the
// field for typing the name stays there for keyboards. Everything listens on the document: pages are swapped beneath it.

const [WIDTH, HEIGHT] = [600, 200];
const MOST = 3900;
const drawings = new WeakMap();
let pen = null;

function sheets() {
  for (const box of document.querySelectorAll("[data-sign][hidden]")) box.hidden = false;
}

function linesOf(canvas) {
  if (!drawings.has(canvas)) drawings.set(canvas, []);
  return drawings.get(canvas);
}

function draw(canvas) {
  const lines = linesOf(canvas);
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.strokeStyle = getComputedStyle(canvas).color;
  context.fillStyle = context.strokeStyle;
  context.lineWidth = 4;
  context.lineCap = context.lineJoin = "round";
  for (const line of lines) {
    context.beginPath();
    context.moveTo(...line[0]);
    for (const point of line) context.lineTo(...point);
    context.stroke();
  }
  const field = canvas.closest("form").querySelector("[data-signature]");
  field.value = lines.length ? JSON.stringify(lines) : "";
}

function at(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const held = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  return [held((event.clientX - box.left) / box.width * WIDTH, WIDTH), held((event.clientY - box.top) / box.height * HEIGHT, HEIGHT)];
}

const full = (canvas) => linesOf(canvas).reduce((sum, line) => sum + line.length, 0) >= MOST || linesOf(canvas).length > 110;

document.addEventListener("pointerdown", (event) => {
  const canvas = event.target.closest?.(".xq-sign-sheet");
  if (!canvas || full(canvas)) return;
  event.preventDefault();
  canvas.setPointerCapture(event.pointerId);
  pen = { canvas, line: [at(canvas, event)] };
  linesOf(canvas).push(pen.line);
  draw(canvas);
});

document.addEventListener("pointermove", (event) => {
  if (!pen || event.target !== pen.canvas || full(pen.canvas)) return;
  const [x, y] = at(pen.canvas, event);
  const [lastX, lastY] = pen.line[pen.line.length - 1];
  if (Math.abs(x - lastX) + Math.abs(y - lastY) < 3) return;
  pen.line.push([x, y]);
  draw(pen.canvas);
});

for (const over of ["pointerup", "pointercancel"]) {
  document.addEventListener(over, () => {
    pen = null;
  });
}

document.addEventListener("click", (event) => {
  const again = event.target.closest("[data-sign-again]");
  if (!again) return;
  const canvas = again.closest("[data-sign]").querySelector("canvas");
  drawings.set(canvas, []);
  draw(canvas);
});

document.addEventListener("DOMContentLoaded", sheets);
document.addEventListener("htmx:afterSettle", sheets);
sheets();
