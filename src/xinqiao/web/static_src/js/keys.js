// One key from any page: whatever carries data-key="w" is pressed by the letter w, unless somebody is typing. The keys
// can be switched off for a browser (in the side, under the list of keys); the page then comes with data-keys="off".

const WRITING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (document.body.dataset.keys === "off" || (event.target.closest && event.target.closest(WRITING))) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
});
