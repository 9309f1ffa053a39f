// Colours as the device has them, light, or dark: kept in a cookie, so that the server's page already has them.
const ORDER = ["auto", "light", "dark"];
const root = document.documentElement;
const button = document.querySelector("[data-theme-switch]");

function show(theme) {
  root.dataset.theme = theme;
  if (!button) return;
  const words = button.dataset[theme];
  button.title = words;
  button.querySelector("[data-theme-name]").textContent = words;
}

function keep(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  show(theme);
  document.dispatchEvent(new CustomEvent("ui:theme"));
}

show(ORDER.includes(root.dataset.theme) ? root.dataset.theme : "auto");
button?.addEventListener("click", () => keep(ORDER[(ORDER.indexOf(root.dataset.theme) + 1) % ORDER.length]));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (root.dataset.theme === "auto") document.dispatchEvent(new CustomEvent("ui:theme"));
});
