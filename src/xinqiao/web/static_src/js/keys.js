// One key from any page: whatever carries data-key="w" is pressed by the letter w, unless somebody is typing, and unless
// the keys were switched off on this computer (the switch stands in the side, under the list of keys).

const WRITING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const OFF = "xq-keys-off";
const box = document.getElementById("keys-switch");

if (box) {
  box.checked = !localStorage.getItem(OFF);
  box.closest("label").hidden = false;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (localStorage.getItem(OFF) || (event.target.closest && event.target.closest(WRITING))) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
});
