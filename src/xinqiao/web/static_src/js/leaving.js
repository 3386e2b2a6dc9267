// The way out of the own door. The button, or Esc three times, ends the session and puts a neutral page in the place of this
// one; whatever the browser kept of the page is asked for anew, so going back shows nothing.

const PRESSES = 3;
const WITHIN = 1500;
let pressed = [];

function leave() {
  document.body.hidden = true;
  location.replace(document.body.dataset.leave);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest(".xq-leave")) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}, { capture: true });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const at = Date.now();
  pressed = [...pressed.filter((one) => at - one < WITHIN), at];
  if (pressed.length >= PRESSES) leave();
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(document.body.dataset.home);
});
