// The walk-in by keyboard: after the person is chosen the button has the focus; digits tick what it is about; Enter sends.

const form = document.querySelector("[data-walk-in]");
const WRITING = "input:not([type=checkbox]):not([type=radio]), textarea, select";

if (form) {
  form.addEventListener("xq:chosen", () => form.querySelector("[data-send]").focus());
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.closest(WRITING)) return;
    const box = form.querySelector(`[data-digit="${CSS.escape(event.key)}"] input`);
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // A page that knows already who it is about starts where the work is.
  const known = form.querySelector("input[type=hidden][name=person]");
  if (known && known.value) form.querySelector("[data-send]").focus();
}
