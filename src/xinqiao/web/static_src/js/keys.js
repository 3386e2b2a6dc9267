// One key from any page: whatever carries data-key="w" is pressed by the letter w, unless somebody is typing.

const WRITING = "input, textarea, select, [contenteditable], [role=combobox]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest && event.target.closest(WRITING)) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  found.click();
});
