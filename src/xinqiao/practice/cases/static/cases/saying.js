// What a script says stands in the page, in the page's language.

export const sentence = (name) => document.querySelector(`template[data-say="${name}"]`)?.content.textContent.trim() ?? "";
