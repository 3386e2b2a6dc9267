// Asks for one part after the other, as long as the page is open. A part stays in this page's memory only.

const form = document.querySelector("form[data-run]");

function words(pattern, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), pattern);
}

function offer(pdf, place) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(pdf);
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = words(form.dataset.part, { n: place });
  const row = document.createElement("li");
  row.append(link);
  document.querySelector("[data-run-parts]").append(row);
}

function stop(status) {
  status.textContent = `${form.dataset.stopped} `;
  const again = document.createElement("a");
  again.href = location.pathname;
  again.textContent = form.dataset.again;
  status.append(again);
}

async function print() {
  const bar = document.querySelector("progress");
  const status = document.querySelector("[data-run-words]");
  const seen = form.elements.namedItem("seen");
  const total = Number(bar.max);
  for (let place = 1; Number(seen.value) < total; place += 1) {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (!answer.ok || answer.headers.get("Content-Type") !== "application/pdf") return stop(status);
    offer(await answer.blob(), place);
    const done = Math.min(total, Number(seen.value) + Number(form.dataset.step));
    seen.value = String(done);
    bar.value = done;
    status.textContent = words(status.dataset.runWords, { total, done });
  }
  return undefined;
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  print().catch(() => stop(document.querySelector("[data-run-words]")));
});
